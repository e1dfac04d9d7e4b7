// Which publishers there are.
// read
MATCH (a:Reelgraph&Article)
RETURN DISTINCT a.publisher
