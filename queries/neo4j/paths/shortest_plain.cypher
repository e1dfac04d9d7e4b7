// All shortest paths between two entities, of at most 8 hops, where no filter but the one on statuses is set, as what they
// are made of: as paths/shortest gives it, but without the credits of other statuses. Nothing is looked at while searching,
// which makes the search several times cheaper. The shortest paths among all credits that don't hold a credit of another
// status are the answer, if there are any; if there are none, paths/shortest has to search.
// read
// $source: string, the id of one end
// $target: string, the id of the other end
// $statuses: list of strings, the statuses that may be walked
// $most: integer, how many paths to look at
// $told: integer, of how many credits to return evidence at most
MATCH (a:Reelgraph {id: $source})
MATCH (b:Reelgraph {id: $target})
MATCH p = allShortestPaths((a)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH*..8]-(b))
WITH p LIMIT $most
UNWIND relationships(p) AS r
WITH min(length(p)) AS hops, count(*) AS steps, collect(DISTINCT r) AS credits
WHERE steps > 0
WITH steps / hops AS paths, hops, credits
CALL (credits) {
    UNWIND credits AS r
    UNWIND [startNode(r), endNode(r)] AS n
    WITH DISTINCT n
    WHERE n:Reelgraph
    RETURN collect(n) AS nodes
}
WITH paths, hops, credits, nodes, size(credits) <= $told AS told
RETURN paths, hops,
    COLLECT {
        UNWIND credits AS r
        WITH r
        WHERE r.status IN $statuses
        RETURN [startNode(r).id, type(r), endNode(r).id,
            CASE WHEN told THEN [r.articles, r.quotes, r.statuses, r.details, r.dates, r.starts] END,
            r.status, r.last_reported]
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
