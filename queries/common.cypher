// What names have in common: everything that has a credit with all of them, rare before well known.
// read
// $names: list of strings, names as they are shown
MATCH (n:Person|Film|Company)-[]-(shared:Person|Film|Company)
WHERE n.name IN $names
WITH shared, count(DISTINCT n.name) AS sharing
WHERE sharing = size($names)
MATCH (shared)-[r]-(other:Person|Film|Company)
RETURN shared.name AS name, count(r) AS credits
ORDER BY credits, name
