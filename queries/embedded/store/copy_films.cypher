// Loads films from a file into an empty table; lists as in copy_entities. A year that is not quoted and empty is none.
// write
COPY Film FROM (
    LOAD WITH HEADERS (id STRING, name STRING, aliases STRING, keys STRING, kind STRING, year INT64)
    FROM 'FILE' (HEADER = false, DELIM = ',', QUOTE = '"', ESCAPE = '"', PARALLEL = false, AUTO_DETECT = false)
    RETURN id, name,
        list_transform(string_split(aliases, '\u001f\u001e')[2:], e -> substring(e, 2, 1000000000)),
        list_transform(string_split(keys, '\u001f\u001e')[2:], e -> substring(e, 2, 1000000000)),
        kind, year
)
