// Says whether we still have the database to ourselves, and keeps it until the transaction ends.
// write
// $token: string, what we put on the marker when we claimed the database
MATCH (marker:ReelgraphMarker {loading: $token})
SET marker.loading = $token
RETURN true
