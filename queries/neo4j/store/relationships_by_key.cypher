// The relationships with these ends and types, with the lists of their evidence.
// read
// $rows: list of maps, each {subject, relation, object}
UNWIND $rows AS row
MATCH (s:Reelgraph {id: row.subject})
MATCH (o:Reelgraph {id: row.object})
MATCH (s)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]->(o)
WHERE type(r) = row.relation
RETURN s.id, type(r), o.id, r {.articles, .quotes, .statuses, .details, .dates, .starts}
