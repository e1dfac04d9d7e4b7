// Entities whose names look like these words or like this whole name: candidates, to be compared more closely.
// read
// $name: string, the whole name as a fuzzy query of the full-text index
// $words: string, its words as a fuzzy query
// $limit: integer, how many at most of each kind
CALL () {
    CALL db.index.fulltext.queryNodes('reelgraph_keys', $name, {limit: $limit}) YIELD node
    RETURN node AS n
    UNION
    CALL db.index.fulltext.queryNodes('reelgraph_words', $words, {limit: $limit}) YIELD node
    RETURN node AS n
}
RETURN n {.id, .name, .aliases, .keys, .year, .kind}, labels(n)
