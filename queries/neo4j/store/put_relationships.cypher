// Writes relationships whole, new or not. Each end is found by itself before the two are joined.
// Planned anew each time: a plan made while there is hardly a relationship scans them all for every row, and stays cached.
// write
// $rows: list of maps, each {subject, relation, object, properties}
CYPHER replan=force
UNWIND $rows AS row
MATCH (s:Reelgraph {id: row.subject})
MATCH (o:Reelgraph {id: row.object})
MERGE (s)-[r:$(row.relation)]->(o)
SET r = row.properties
RETURN count(*)
