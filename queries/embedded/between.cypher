// What lies between two names: everything on a shortest path of at most 8 credits, with how many of these paths lead there.
// read
// $source: string, one name as it is shown
// $target: string, the other name
MATCH p = (a:Person:Film:Company)-[:ACTED_IN|:DIRECTED|:WROTE|:PRODUCED|:EXECUTIVE_PRODUCED|:WORKED_ON|:SOURCE_AUTHOR|:FINANCED|:DISTRIBUTES|:SELLS|:AFFILIATED_WITH|:REPRESENTED_BY* ALL SHORTEST 1..8]-(b:Person:Film:Company)
WHERE a.name = $source AND b.name = $target
UNWIND nodes(p) AS n
RETURN n.name AS name, count(n.id) AS paths
ORDER BY paths DESC, name
