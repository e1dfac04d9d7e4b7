// Writes people, films and companies into a graph that has none of them, and tells by which ids the server knows them.
// write
// $rows: list of lists, each [type, id, name, aliases, keys, year, kind]
UNWIND $rows AS row
CREATE (n:Reelgraph:$(row[0]) {id: row[1], name: row[2], aliases: row[3], keys: row[4], year: row[5], kind: row[6]})
RETURN n.id, elementId(n)
