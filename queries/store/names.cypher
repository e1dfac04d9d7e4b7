// The names of people, films and companies, for completing them while typing.
// read
// $limit: integer, how many at most
MATCH (n:Person|Film|Company)
RETURN n.name
LIMIT $limit
