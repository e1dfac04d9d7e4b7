// How many relationships each of these entities has.
// read
// $ids: list of strings, ids of entities
UNWIND $ids AS id
MATCH (n:Reelgraph {id: id})
RETURN id, COUNT { (n)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY]-() }
