// All procedures of the server.
// read
SHOW PROCEDURES YIELD name
RETURN name
ORDER BY name
