// All functions of the server.
// read
SHOW FUNCTIONS YIELD name
RETURN DISTINCT name
ORDER BY name
