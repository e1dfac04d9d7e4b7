// The entities of these types that have most relationships, then by name and id.
// read
// $types: list of strings, labels: Person, Film, Company
// $limit: integer, how many at most
MATCH (n:Reelgraph)
WHERE any(label IN labels(n) WHERE label IN $types)
WITH n, COUNT { (n)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() } AS degree
ORDER BY degree DESC, n.name, n.id
LIMIT $limit
RETURN n {.id, .name, .aliases, .keys, .year, .kind}, labels(n)
