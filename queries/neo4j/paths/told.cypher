// All that is told of some relationships: both ends with their number of credits, the lists of evidence, the articles.
// read
// $rows: list of maps, each {subject, relation, object}
UNWIND $rows AS row
MATCH (s:Reelgraph {id: row.subject})
MATCH (o:Reelgraph {id: row.object})
MATCH (s)-[r:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]->(o)
WHERE type(r) = row.relation
RETURN s {.id, .name, .aliases, .keys, .year, .kind}, labels(s), COUNT { (s)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() },
    type(r), r {.articles, .quotes, .statuses, .details, .dates, .starts},
    o {.id, .name, .aliases, .keys, .year, .kind}, labels(o), COUNT { (o)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() },
    COLLECT {
        UNWIND r.articles AS id
        MATCH (a:Reelgraph {id: id})
        WHERE a:Article
        RETURN [a.id, a.title, a.publisher, a.url]
    }
