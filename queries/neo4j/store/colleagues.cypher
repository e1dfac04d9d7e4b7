// Everyone else on the films of an entity (of a film: on all that its people and companies made), with the number of these.
// read
// $id: string, the id of the entity
// $most: integer, only those with as many films as the last of so many, or more
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
MATCH (f)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-(m:Reelgraph)
WHERE m <> e
    AND type(r) IN $relations
    AND CASE
        WHEN $as_of = '' AND $articles IS NULL THEN r.status IN $statuses AND ($since = '' OR r.last_reported >= $since)
        ELSE any(last IN [
            [i IN range(0, size(r.dates) - 1)
            WHERE ($as_of = '' OR r.dates[i] <= $as_of) AND ($articles IS NULL OR r.articles[i] IN $articles)][-1]]
            WHERE r.statuses[last] IN $statuses AND r.dates[last] >= $since)
        END
WITH DISTINCT f, m
WHERE NOT m.id IN $avoid AND (size($kinds) = 0 OR NOT m:Film OR m.kind IN $kinds)
WITH m.id AS id, count(f) AS films
ORDER BY films DESC
WITH collect([id, films]) AS found
UNWIND found AS row
WITH row, found[CASE WHEN size(found) < $most THEN size(found) ELSE $most END - 1][1] AS least
WHERE row[1] >= least
RETURN row[0], row[1]
