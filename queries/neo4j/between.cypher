// What lies between two names: everything on a shortest path of at most 8 credits, with how many of these paths lead there.
// read
// $source: string, one name as it is shown
// $target: string, the other name
MATCH (a:Person|Film|Company {name: $source})
MATCH (b:Person|Film|Company {name: $target})
MATCH p = allShortestPaths((a)-[:ACTED_IN|DIRECTED|WROTE|PRODUCED|EXECUTIVE_PRODUCED|WORKED_ON|SOURCE_AUTHOR|FINANCED|DISTRIBUTES|SELLS|AFFILIATED_WITH|REPRESENTED_BY*..8]-(b))
UNWIND nodes(p) AS n
RETURN n.name AS name, count(DISTINCT p) AS paths
ORDER BY paths DESC, name
