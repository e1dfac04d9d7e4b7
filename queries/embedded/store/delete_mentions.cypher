// Takes away what articles mention of the kind `LABEL`.
// write
// $rows: list of maps, {id} of an article
UNWIND $rows AS row
MATCH (article:Article {id: row.id})-[mention:MENTIONS]->(:`LABEL`)
DELETE mention
