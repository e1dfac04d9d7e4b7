// All that is told of some credits: their lists of evidence; each entity once, with its labels and its number of
// credits (all, unfiltered); the articles.
// read
// $rows: list of maps, each {subject, relation, object}
UNWIND $rows AS row
MATCH (s:Reelgraph {id: row.subject})
MATCH (o:Reelgraph {id: row.object})
MATCH (s)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]->(o)
WHERE type(r) = row.relation
WITH collect(r) AS credits
CALL (credits) {
    UNWIND credits AS r
    UNWIND [startNode(r), endNode(r)] AS n
    RETURN collect(DISTINCT n) AS nodes
}
RETURN
    [r IN credits | [
        startNode(r).id, type(r), endNode(r).id, [r.articles, r.quotes, r.statuses, r.details, r.dates, r.starts]
    ]] AS credits,
    [n IN nodes | [[n.id, n.name, n.aliases, n.keys, n.year, n.kind], labels(n), COUNT { (n)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() }]] AS entities,
    COLLECT {
        UNWIND credits AS r
        UNWIND r.articles AS id
        WITH DISTINCT id
        MATCH (x:Reelgraph {id: id})
        WHERE x:Article
        RETURN [x.id, x.title, x.publisher, x.url]
    } AS articles
