// Loads people or companies from a file into an empty table. `LABEL` and 'FILE' are filled in by the store.
// Lists come as one text: 'x', then for each element the separator U+001F U+001E and 'x' before the element, so that empty elements survive.
// write
COPY `LABEL` FROM (
    LOAD WITH HEADERS (id STRING, name STRING, aliases STRING, keys STRING)
    FROM 'FILE' (HEADER = false, DELIM = ',', QUOTE = '"', ESCAPE = '"', PARALLEL = false, AUTO_DETECT = false)
    RETURN id, name,
        list_transform(string_split(aliases, '\u001f\u001e')[2:], e -> substring(e, 2, 1000000000)),
        list_transform(string_split(keys, '\u001f\u001e')[2:], e -> substring(e, 2, 1000000000))
)
