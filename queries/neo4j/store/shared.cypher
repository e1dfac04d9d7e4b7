// The relationships of some entities with the films of another one (of a film: with its people and companies), with the
// lists of their evidence.
// read
// $id: string, the id of the other one
// $ids: list of strings, ids of entities
// $relations: list of strings, the relationship types that count
// $statuses: list of strings, the statuses that count
// $as_of: string, only evidence until this ISO date counts; empty for all
// $since: string, the latest of that evidence must be of this ISO date or later; empty for all
// $articles: list of strings or null, only evidence of these articles (ids) counts; null for all
// $avoid: list of strings, ids of entities that don't count
// $kinds: list of strings, only films of these kinds count; empty for all
MATCH (e:Reelgraph {id: $id})
MATCH (e)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-(f:Reelgraph)
WHERE type(r) IN $relations
    AND CASE
        WHEN $as_of = '' AND $articles IS NULL THEN r.status IN $statuses AND ($since = '' OR r.last_reported >= $since)
        ELSE any(last IN [
            [i IN range(0, size(r.dates) - 1)
            WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1]]
            WHERE r.statuses[last] IN $statuses AND r.dates[last] >= $since)
        END
WITH DISTINCT e, f
WHERE e:Film <> f:Film AND NOT f.id IN $avoid AND (size($kinds) = 0 OR NOT f:Film OR f.kind IN $kinds)
WITH collect(f) AS films
UNWIND $ids AS id
MATCH (n:Reelgraph {id: id})
MATCH (n)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-(f:Reelgraph)
WHERE f IN films AND type(r) IN $relations
    AND CASE
        WHEN $as_of = '' AND $articles IS NULL THEN r.status IN $statuses AND ($since = '' OR r.last_reported >= $since)
        ELSE any(last IN [
            [i IN range(0, size(r.dates) - 1)
            WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1]]
            WHERE r.statuses[last] IN $statuses AND r.dates[last] >= $since)
        END
WITH DISTINCT r
RETURN startNode(r).id, type(r), endNode(r).id, r {.articles, .quotes, .statuses, .details, .dates, .starts}
