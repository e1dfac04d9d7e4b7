// The entities with these ids, in any order.
// read
// $ids: list of strings, ids of entities
UNWIND $ids AS id
MATCH (n:Reelgraph {id: id})
WHERE n:Person OR n:Film OR n:Company
RETURN n {.id, .name, .aliases, .keys, .year, .kind}, labels(n)
