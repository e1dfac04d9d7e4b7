// Subject, relation and object of all our relationships.
// read
MATCH (s:Reelgraph)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]->(o:Reelgraph)
RETURN s.id, type(r), o.id
