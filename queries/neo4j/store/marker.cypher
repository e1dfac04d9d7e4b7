// Which ledger this database shows, in which layout, and at which generation (null while it is being loaded).
// read
MATCH (marker:ReelgraphMarker)
RETURN marker.ledger, marker.generation, marker.schema
