// Writes films whole. The engine takes a column of nulls for text, hence the cast.
// write
// $rows: list of maps, {id, name, aliases, keys, kind, year}
UNWIND $rows AS row
MERGE (node:Film {id: row.id})
SET node.name = row.name, node.aliases = row.aliases, node.keys = row.keys,
    node.kind = row.kind, node.year = CAST(row.year AS INT64)
