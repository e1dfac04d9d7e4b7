// Takes relationships away.
// write
// $rows: list of maps, each {subject, relation, object}
UNWIND $rows AS row
MATCH (s:Reelgraph {id: row.subject})
MATCH (o:Reelgraph {id: row.object})
MATCH (s)-[r]->(o)
WHERE type(r) = row.relation
DELETE r
RETURN count(*)
