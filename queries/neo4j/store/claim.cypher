// Puts the marker into the database, unless it is there, and says whose it is, and whether it is new. The unique id makes two
// claims at once meet.
// write
// $ledger: string, the id of the ledger that wants to own the graph
// $token: string, what shows that the marker is ours alone, until somebody else writes
MERGE (marker:Reelgraph {id: 'reelgraph'})
ON CREATE SET marker:ReelgraphMarker, marker.ledger = $ledger, marker.loading = $token
RETURN marker.ledger, coalesce(marker.loading = $token, false)
