// For each of these entities those that it shares a credit with, as far as the filters let a path go there, and how many
// credits (all, unfiltered) each of them has. Status and date of a credit's latest evidence are its own, so its lists are
// looked at only where a filter may have hidden that.
// read
// $ids: list of strings, ids of entities
// $among: list of strings or null, ids of the only entities to give; null for all
// $ends: list of strings, the ids of the two ends of the path, which may always be entered
// $relations: list of strings, the relationship types that may be walked
// $statuses: list of strings, the statuses that may be walked
// $as_of: string, only evidence until this ISO date counts; empty for all
// $since: string, the latest of that evidence must be of this ISO date or later; empty for all
// $articles: list of strings or null, only evidence of these articles (ids) counts; null for all
// $avoid: list of strings, ids of entities that may not be entered
// $kinds: list of strings, only films of these kinds may be entered; empty for all
UNWIND $ids AS id
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
WITH DISTINCT n, m
WHERE ($among IS NULL OR m.id IN $among)
    AND (m.id IN $ends OR (NOT m.id IN $avoid AND (size($kinds) = 0 OR NOT m:Film OR m.kind IN $kinds)))
RETURN n.id, collect([m.id, COUNT { (m)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() }]) AS others
