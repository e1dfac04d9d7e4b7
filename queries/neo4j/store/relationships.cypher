// The relationships of these types that touch any of these entities, with the lists of their evidence.
// read
// $ids: list of strings, ids of entities
// $relations: list of strings, the relationship types that count
UNWIND $ids AS id
MATCH (n:Reelgraph {id: id})
MATCH (n)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-(:Reelgraph)
WHERE type(r) IN $relations
WITH DISTINCT r
RETURN startNode(r).id, type(r), endNode(r).id, r {.articles, .quotes, .statuses, .details, .dates, .starts}
