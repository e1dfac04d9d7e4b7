// The ids of all our entities and articles.
// read
MATCH (n:Reelgraph)
WHERE NOT n:ReelgraphMarker
RETURN n.id
