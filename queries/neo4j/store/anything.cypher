// Whether the database holds any node at all, ours or not.
// read
RETURN EXISTS { MATCH () } AS anything
