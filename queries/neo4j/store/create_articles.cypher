// Writes articles into a graph that has none of them, and tells by which ids the server knows them.
// write
// $rows: list of lists, each [id, title, publisher, url, published]
UNWIND $rows AS row
CREATE (a:Reelgraph:Article {id: row[0], title: row[1], publisher: row[2], url: row[3], published: row[4]})
RETURN a.id, elementId(a)
