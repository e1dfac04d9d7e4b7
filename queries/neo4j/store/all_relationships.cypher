// All relationships with the lists of their evidence.
// read
MATCH (s:Reelgraph)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]->(o:Reelgraph)
RETURN s.id, type(r), o.id, r {.articles, .quotes, .statuses, .details, .dates, .starts}
