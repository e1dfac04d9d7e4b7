// Writes relationships whole, new or not. Each end is found by itself before the two are joined.
// write
// $rows: list of maps, each {subject, relation, object, properties}
UNWIND $rows AS row
MATCH (s:Reelgraph {id: row.subject})
MATCH (o:Reelgraph {id: row.object})
MERGE (s)-[r:$(row.relation)]->(o)
SET r = row.properties
RETURN count(*)
