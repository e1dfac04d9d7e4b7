// Says that the graph is being loaded: until it is stamped again, nobody knows what it shows, and nobody has it to himself.
// write
MATCH (marker:ReelgraphMarker)
SET marker.generation = null, marker.loading = null
