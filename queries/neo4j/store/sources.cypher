// Title, publisher and URL of the articles with these ids.
// read
// $ids: list of strings, ids of articles
UNWIND $ids AS id
MATCH (a:Reelgraph {id: id})
WHERE a:Article
RETURN a.id, a.title, a.publisher, a.url
