// Says what the graph shows from now on.
// write
// $generation: integer, the generation of the ledger
// $schema: integer, the version of the layout
MATCH (marker:ReelgraphMarker)
SET marker.generation = $generation, marker.schema = $schema, marker.loading = null
