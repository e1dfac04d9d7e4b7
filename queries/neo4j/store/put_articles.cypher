// Writes articles whole, new or not, and forgets which entities they mentioned before and no longer do.
// write
// $rows: list of maps, each {id, properties, mentions}
UNWIND $rows AS row
MERGE (a:Reelgraph {id: row.id})
SET a = row.properties, a:Article
WITH a, row
CALL (a, row) {
    MATCH (a)-[m:MENTIONS]->(n:Reelgraph)
    WHERE NOT n.id IN row.mentions
    DELETE m
}
RETURN count(*)
