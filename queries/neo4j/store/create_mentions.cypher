// Joins new articles to the entities that they mention.
// write
// $rows: list of lists, each [article, entity], the ids by which the server knows both
UNWIND $rows AS row
MATCH (a:Article) WHERE elementId(a) = row[0]
MATCH (n:Reelgraph) WHERE elementId(n) = row[1]
CREATE (a)-[:MENTIONS]->(n)
RETURN count(*)
