// Says that the graph is being loaded: until it is stamped again, nobody knows what it shows.
// write
MATCH (marker:ReelgraphMarker)
SET marker.generation = null
