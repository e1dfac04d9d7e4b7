// The entities that share a credit with one of some entities and with one of some others, as far as the filters let a path
// go there: where walks from two sides meet. Nothing else is sent, however many entities both sides lead to.
// read
// $near: list of strings, ids of the entities on one side
// $far: list of strings, ids of those on the other side
// $ends: list of strings, the ids of the two ends of the path, which may always be entered
// $relations: list of strings, the relationship types that may be walked
// $statuses: list of strings, the statuses that may be walked
// $as_of: string, only evidence until this ISO date counts; empty for all
// $since: string, the latest of that evidence must be of this ISO date or later; empty for all
// $articles: list of strings or null, only evidence of these articles (ids) counts; null for all
// $avoid: list of strings, ids of entities that may not be entered
// $kinds: list of strings, only films of these kinds may be entered; empty for all
UNWIND $near AS id
MATCH (n:Reelgraph {id: id})
MATCH (n)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-(m:Reelgraph)
WHERE type(r) IN $relations
    AND CASE
        WHEN $as_of = '' AND $articles IS NULL THEN r.status IN $statuses AND ($since = '' OR r.last_reported >= $since)
        ELSE any(last IN [
            [i IN range(0, size(r.dates) - 1)
            WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1]]
            WHERE r.statuses[last] IN $statuses AND r.dates[last] >= $since)
        END
WITH collect(DISTINCT m) AS reached
UNWIND $far AS id
MATCH (n:Reelgraph {id: id})
MATCH (n)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-(m:Reelgraph)
WHERE m IN reached
    AND type(r) IN $relations
    AND CASE
        WHEN $as_of = '' AND $articles IS NULL THEN r.status IN $statuses AND ($since = '' OR r.last_reported >= $since)
        ELSE any(last IN [
            [i IN range(0, size(r.dates) - 1)
            WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1]]
            WHERE r.statuses[last] IN $statuses AND r.dates[last] >= $since)
        END
WITH DISTINCT m
WHERE (m.id IN $ends OR (NOT m.id IN $avoid AND (size($kinds) = 0 OR NOT m:Film OR m.kind IN $kinds)))
RETURN m.id
