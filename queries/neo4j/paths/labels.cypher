// Name and number of credits (all, unfiltered) of each of these entities: what the order of paths needs.
// read
// $ids: list of strings, ids of entities
UNWIND $ids AS id
MATCH (n:Reelgraph {id: id})
RETURN id, n.name, COUNT { (n)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() }
