// The people, films and companies with most credits.
// read
// $limit: integer, how many at most
MATCH (n:Person|Film|Company)-[r]-(other:Person|Film|Company)
RETURN n.name AS name, count(r) AS credits
ORDER BY credits DESC, name
LIMIT $limit
