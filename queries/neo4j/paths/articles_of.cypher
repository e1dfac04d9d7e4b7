// The ids of the articles of these publishers.
// read
// $publishers: list of strings, names of publishers as they are stored
MATCH (a:Reelgraph&Article)
WHERE a.publisher IN $publishers
RETURN a.id
