// All articles, and the ids of the entities that each mentions.
// read
MATCH (a:Reelgraph:Article)
RETURN a {.id, .title, .publisher, .url, .published}, COLLECT { MATCH (a)-[:MENTIONS]->(n:Reelgraph) RETURN n.id }
