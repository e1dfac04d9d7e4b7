// All relationships of the type `RELATION`.
// read
MATCH (subject)-[r:`RELATION`]->(object)
RETURN subject.id, object.id, r
