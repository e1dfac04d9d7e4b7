// Which articles mention which entities.
// read
MATCH (article:Article)-[:MENTIONS]->(entity)
RETURN article.id, entity.id
