// Joins articles to the entities that they mention.
// write
// $rows: list of maps, each {article, entity}, both ids
UNWIND $rows AS row
MATCH (a:Reelgraph {id: row.article})
MATCH (n:Reelgraph {id: row.entity})
MERGE (a)-[:MENTIONS]->(n)
RETURN count(*)
