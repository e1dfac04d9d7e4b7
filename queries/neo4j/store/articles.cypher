// The articles with these ids, and the ids of the entities that each mentions.
// read
// $ids: list of strings, ids of articles
UNWIND $ids AS id
MATCH (a:Reelgraph {id: id})
WHERE a:Article
RETURN a {.id, .title, .publisher, .url, .published}, COLLECT { MATCH (a)-[:MENTIONS]->(n:Reelgraph) RETURN n.id }
