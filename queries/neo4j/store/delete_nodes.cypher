// Takes entities or articles away, with all that joins them to others.
// write
// $rows: list of maps, each {id}
UNWIND $rows AS row
MATCH (n:Reelgraph {id: row.id})
DETACH DELETE n
RETURN count(*)
