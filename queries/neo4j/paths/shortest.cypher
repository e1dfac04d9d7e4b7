// All shortest paths between two entities, of at most 8 hops, as what they are made of: how many paths there are (counted
// up to a limit), how long they are; each credit once, with its lists of evidence, and status and date as the filters
// let them be seen; each entity once, with its labels and its number of credits (all, unfiltered); the articles. Where
// there are many credits, evidence and articles are left out, and all of an entity but id and name: paths/told has them.
// Both ends are found first; conditions on all nodes and all relationships are checked while searching, in the order of
// what they cost. Status and date of a credit's latest evidence are its own, so its lists are looked at only where a
// filter may have hidden that.
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
// $told: integer, of how many credits to return evidence at most
MATCH (a:Reelgraph {id: $source})
MATCH (b:Reelgraph {id: $target})
MATCH p = allShortestPaths((a)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY*..8]-(b))
WHERE all(n IN nodes(p) WHERE n:Reelgraph AND (
        (size($avoid) = 0 AND size($kinds) = 0) OR n = a OR n = b
        OR (NOT n.id IN $avoid AND (size($kinds) = 0 OR NOT n:Film OR n.kind IN $kinds))))
    AND all(r IN relationships(p) WHERE type(r) IN $relations AND CASE
        WHEN $as_of = '' AND $articles IS NULL THEN r.status IN $statuses AND ($since = '' OR r.last_reported >= $since)
        ELSE any(last IN [
            [i IN range(0, size(r.dates) - 1)
            WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1]]
            WHERE r.statuses[last] IN $statuses AND r.dates[last] >= $since)
        END)
WITH p LIMIT $most
UNWIND relationships(p) AS r
WITH min(length(p)) AS hops, count(*) AS steps, collect(DISTINCT r) AS credits
WHERE steps > 0
WITH steps / hops AS paths, hops, credits
CALL (credits) {
    UNWIND credits AS r
    UNWIND [startNode(r), endNode(r)] AS n
    RETURN collect(DISTINCT n) AS nodes
}
WITH paths, hops, credits, nodes, size(credits) <= $told AS told
RETURN paths, hops,
    COLLECT {
        UNWIND credits AS r
        WITH r, CASE
            WHEN $as_of = '' AND $articles IS NULL THEN -1
            ELSE [i IN range(0, size(r.dates) - 1)
                WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1]
            END AS last
        RETURN [startNode(r).id, type(r), endNode(r).id,
            CASE WHEN told THEN [r.articles, r.quotes, r.statuses, r.details, r.dates, r.starts] END,
            r.statuses[last], r.dates[last]]
    } AS credits,
    [n IN nodes | [
        CASE WHEN told THEN [n.id, n.name, n.aliases, n.keys, n.year, n.kind] ELSE [n.id, n.name] END, labels(n),
        COUNT { (n)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() }
    ]] AS entities,
    COLLECT {
        UNWIND CASE WHEN told THEN credits ELSE [] END AS r
        UNWIND r.articles AS id
        WITH DISTINCT id
        MATCH (x:Reelgraph {id: id})
        WHERE x:Article
        RETURN [x.id, x.title, x.publisher, x.url]
    } AS articles
