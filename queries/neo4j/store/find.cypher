// Entities whose names contain all these words, prefixes included; exact names first, then those with most credits.
// read
// $terms: string, the words as a query of the full-text index
// $words: list of strings, the words, normalised
// $key: string, the words as one normalised name
// $limit: integer, how many at most
CALL db.index.fulltext.queryNodes('reelgraph_words', $terms) YIELD node AS n
WHERE all(word IN $words WHERE any(name IN n.keys + toLower(n.name) WHERE (' ' + name) CONTAINS (' ' + word)))
WITH n
ORDER BY NOT $key IN n.keys, COUNT { (n)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() } DESC, n.name, n.id
LIMIT $limit
RETURN n {.id, .name, .aliases, .keys, .year, .kind}, labels(n)
