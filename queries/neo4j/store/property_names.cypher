// All names of properties, of nodes and relationships alike.
// read
CALL db.propertyKeys() YIELD propertyKey
RETURN propertyKey
ORDER BY propertyKey
