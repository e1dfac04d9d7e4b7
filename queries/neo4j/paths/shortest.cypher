// All shortest paths between two entities, of at most 8 hops, as the relationships that they are made of: how many paths
// there are (counted up to a limit), how long they are, and each relationship once with status and date as the filters
// let them be seen, and with name and number of credits of its ends. Both ends are found first; conditions on all nodes and all relationships are checked while searching.
// read
// $source: string, the id of one end
// $target: string, the id of the other end
// $relations: list of strings, the relationship types that may be walked
// $statuses: list of strings, the statuses that may be walked
// $as_of: string, only evidence until this ISO date counts; empty for all
// $since: string, the latest of that evidence must be of this ISO date or later; empty for all
// $articles: list of strings or null, only evidence of these articles (ids) counts; null for all
// $avoid: list of strings, ids of entities that may not be entered
// $kinds: list of strings, only films of these kinds may be entered; empty for all
// $most: integer, how many paths to look at
MATCH (a:Reelgraph {id: $source})
MATCH (b:Reelgraph {id: $target})
MATCH p = allShortestPaths((a)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY*..8]-(b))
WHERE all(n IN nodes(p) WHERE n:Reelgraph AND (
        n = a OR n = b
        OR (NOT n.id IN $avoid AND (size($kinds) = 0 OR NOT n:Film OR n.kind IN $kinds))))
    AND all(r IN relationships(p) WHERE type(r) IN $relations AND any(last IN [
        [i IN range(0, size(r.dates) - 1)
        WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1]]
        WHERE r.statuses[last] IN $statuses AND r.dates[last] >= $since))
WITH p LIMIT $most
WITH collect(p) AS found
UNWIND found AS p
UNWIND relationships(p) AS r
WITH DISTINCT size(found) AS paths, length(p) AS hops, r,
    [i IN range(0, size(r.dates) - 1)
        WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1] AS last
WITH paths, hops, startNode(r) AS s, r, endNode(r) AS o, last
RETURN paths, hops, s.id, type(r), o.id, r.statuses[last], r.dates[last],
    s.name, COUNT { (s)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() },
    o.name, COUNT { (o)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() }
