// All people, films and companies.
// read
MATCH (n:Reelgraph)
WHERE n:Person OR n:Film OR n:Company
RETURN n {.id, .name, .aliases, .keys, .year, .kind}, labels(n)
