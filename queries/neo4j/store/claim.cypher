// Puts the marker into the database, unless it is there, and says whose it is. The unique id makes two claims at once meet.
// write
// $ledger: string, the id of the ledger that wants to own the graph
MERGE (marker:Reelgraph {id: 'reelgraph'})
ON CREATE SET marker:ReelgraphMarker, marker.ledger = $ledger
RETURN marker.ledger
