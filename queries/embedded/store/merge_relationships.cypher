// Writes relationships of the type `RELATION` from `SUBJECT` to `OBJECT` whole.
// One pattern in each MATCH: the engine builds the product of two.
// write
// $rows: list of maps, {subject, object} and the properties (`places` for `starts`)
UNWIND $rows AS row
MATCH (subject:`SUBJECT` {id: row.subject})
WITH subject, row
MATCH (object:`OBJECT` {id: row.object})
MERGE (subject)-[r:`RELATION`]->(object)
SET r.status = row.status, r.detail = row.detail, r.first_reported = row.first_reported, r.last_reported = row.last_reported,
    r.articles = row.articles, r.quotes = row.quotes, r.statuses = row.statuses, r.details = row.details, r.dates = row.dates,
    r.`starts` = row.places
