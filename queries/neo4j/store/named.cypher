// The entities that have exactly this normalised name, and how many relationships each has.
// read
// $key: string, the normalised name
// $term: string, the same as a query of the full-text index
CALL db.index.fulltext.queryNodes('reelgraph_keys', $term) YIELD node AS n
WHERE $key IN n.keys
RETURN n {.id, .name, .aliases, .keys, .year, .kind}, labels(n), COUNT { (n)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() }
