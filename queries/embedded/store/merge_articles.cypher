// Writes articles whole, without what they mention.
// write
// $rows: list of maps, {id, title, publisher, url, published}
UNWIND $rows AS row
MERGE (node:Article {id: row.id})
SET node.title = row.title, node.publisher = row.publisher, node.url = row.url, node.published = row.published
