// Writes people or companies (`LABEL`) whole.
// write
// $rows: list of maps, {id, name, aliases, keys}
UNWIND $rows AS row
MERGE (node:`LABEL` {id: row.id})
SET node.name = row.name, node.aliases = row.aliases, node.keys = row.keys
