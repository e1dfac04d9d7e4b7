// Loads articles from a file into an empty table.
// write
COPY Article FROM (
    LOAD WITH HEADERS (id STRING, title STRING, publisher STRING, url STRING, published STRING)
    FROM 'FILE' (HEADER = false, DELIM = ',', QUOTE = '"', ESCAPE = '"', PARALLEL = false, AUTO_DETECT = false)
    RETURN id, title, publisher, url, published
)
