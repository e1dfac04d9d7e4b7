// Writes articles whole, new or not, and forgets which entities they mentioned before and no longer do.
// Planned anew each time: a plan made while there is hardly a relationship scans them all for every row, and stays cached.
// write
// $rows: list of maps, each {id, properties, mentions}
CYPHER replan=force
UNWIND $rows AS row
MERGE (a:Reelgraph {id: row.id})
SET a = row.properties, a:Article
WITH a, row
CALL (a, row) {
    MATCH (a)-[m:MENTIONS]->(n)
    WHERE NOT n.id IN row.mentions
    DELETE m
}
RETURN count(*)
