// Takes away nodes of the kind `LABEL` with all that touches them.
// write
// $rows: list of maps, {id}
UNWIND $rows AS row
MATCH (node:`LABEL` {id: row.id})
DETACH DELETE node
