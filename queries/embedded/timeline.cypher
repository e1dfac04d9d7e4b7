// What was reported on a name, oldest first: date, kind of credit, its other end, status and sentence.
// read
// $name: string, the name as it is shown
MATCH (n:Person|Film|Company)-[r]-(other:Person|Film|Company)
WHERE n.name = $name
UNWIND range(1, size(r.dates)) AS i
RETURN r.dates[i] AS date, label(r) AS credit, other.name AS partner, r.statuses[i] AS status, r.quotes[i] AS quote
ORDER BY date, credit, partner, quote
