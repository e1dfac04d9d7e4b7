// All nodes of the kind `LABEL`.
// read
MATCH (node:`LABEL`)
RETURN node
