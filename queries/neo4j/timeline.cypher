// What was reported on a name, oldest first: date, kind of credit, its other end, status and sentence.
// read
// $name: string, the name as it is shown
MATCH (n:Person|Film|Company)-[r]-(other:Person|Film|Company)
WHERE n.name = $name
UNWIND range(0, size(r.dates) - 1) AS i
RETURN r.dates[i] AS date, type(r) AS credit, other.name AS partner, r.statuses[i] AS status, r.quotes[i] AS quote
ORDER BY date, credit, partner, quote
