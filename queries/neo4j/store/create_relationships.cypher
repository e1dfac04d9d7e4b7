// Writes relationships between nodes that have none yet.
// write
// $rows: list of lists, each [type, subject, object, status, detail, first_reported, last_reported, articles, quotes, statuses, details, dates, starts], subject and object by the ids by which the server knows them
UNWIND $rows AS row
MATCH (s:Reelgraph) WHERE elementId(s) = row[1]
MATCH (o:Reelgraph) WHERE elementId(o) = row[2]
CREATE (s)-[:$(row[0]) {
    status: row[3], detail: row[4], first_reported: row[5], last_reported: row[6],
    articles: row[7], quotes: row[8], statuses: row[9], details: row[10], dates: row[11], starts: row[12]
}]->(o)
RETURN count(*)
