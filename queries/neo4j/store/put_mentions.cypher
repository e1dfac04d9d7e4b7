// Joins articles to the entities that they mention.
// Planned anew each time: a plan made while there is hardly a relationship scans them all for every row, and stays cached.
// write
// $rows: list of maps, each {article, entity}, both ids
CYPHER replan=force
UNWIND $rows AS row
MATCH (a:Reelgraph {id: row.article})
MATCH (n:Reelgraph {id: row.entity})
MERGE (a)-[:MENTIONS]->(n)
RETURN count(*)
