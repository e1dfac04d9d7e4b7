// What `neo4j-admin database import` gets wrong: it takes a list of one empty text for nothing at all.
// schema
MATCH (:Reelgraph)-[r]->(:Reelgraph) WHERE r.articles IS NOT NULL AND r.details IS NULL SET r.details = [''];
MATCH (:Reelgraph)-[r]->(:Reelgraph) WHERE r.articles IS NOT NULL AND r.dates IS NULL SET r.dates = [''];
MATCH (:Reelgraph)-[r]->(:Reelgraph) WHERE r.articles IS NOT NULL AND r.quotes IS NULL SET r.quotes = [''];
