// Joins articles to the entities of the kind `LABEL` that they mention.
// One pattern in each MATCH: the engine builds the product of two.
// write
// $rows: list of maps, {article, entity}, two ids
UNWIND $rows AS row
MATCH (article:Article {id: row.article})
WITH article, row
MATCH (entity:`LABEL` {id: row.entity})
MERGE (article)-[:MENTIONS]->(entity)
