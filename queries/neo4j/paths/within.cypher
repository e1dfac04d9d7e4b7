// The relationships from or to some entities, of which the other end is one of others, that pass the filters: each with
// status and date as they let them be seen.
// read
// $ids: list of strings, ids of entities
// $among: list of strings, ids of those at the other ends
// $relations: list of strings, the relationship types that may be walked
// $statuses: list of strings, the statuses that may be walked
// $as_of: string, only evidence until this ISO date counts; empty for all
// $since: string, the latest of that evidence must be of this ISO date or later; empty for all
// $articles: list of strings or null, only evidence of these articles (ids) counts; null for all
UNWIND $ids AS id
MATCH (n:Reelgraph {id: id})
MATCH (n)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-(m:Reelgraph)
WHERE m.id IN $among
    AND type(r) IN $relations
    AND CASE
        WHEN $as_of = '' AND $articles IS NULL THEN r.status IN $statuses AND ($since = '' OR r.last_reported >= $since)
        ELSE any(last IN [
            [i IN range(0, size(r.dates) - 1)
            WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1]]
            WHERE r.statuses[last] IN $statuses AND r.dates[last] >= $since)
        END
WITH DISTINCT r, CASE
        WHEN $as_of = '' AND $articles IS NULL THEN -1
        ELSE [i IN range(0, size(r.dates) - 1)
            WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1]
        END AS last
RETURN startNode(r).id, type(r), endNode(r).id, r.statuses[last], r.dates[last]
