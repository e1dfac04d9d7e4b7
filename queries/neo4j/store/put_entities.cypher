// Writes people, films and companies whole, new or not.
// write
// $rows: list of maps, each {id, label, properties}
UNWIND $rows AS row
MERGE (n:Reelgraph {id: row.id})
SET n = row.properties, n:$(row.label)
RETURN count(*)
