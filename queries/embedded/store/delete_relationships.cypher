// Takes away relationships of the type `RELATION` from `SUBJECT` to `OBJECT`.
// write
// $rows: list of maps, {subject, object}
UNWIND $rows AS row
MATCH (subject:`SUBJECT` {id: row.subject})
WITH subject, row
MATCH (subject)-[r:`RELATION`]->(object:`OBJECT`)
WHERE object.id = row.object
DELETE r
