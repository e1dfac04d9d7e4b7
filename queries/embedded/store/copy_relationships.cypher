// Loads relationships of the type `RELATION` from `SUBJECT` to `OBJECT`; lists as in copy_entities.
// write
COPY `RELATION` FROM (
    LOAD WITH HEADERS (
        subject STRING, object STRING, status STRING, detail STRING, first_reported STRING, last_reported STRING,
        articles STRING, quotes STRING, statuses STRING, details STRING, dates STRING, places STRING
    )
    FROM 'FILE' (HEADER = false, DELIM = ',', QUOTE = '"', ESCAPE = '"', PARALLEL = false, AUTO_DETECT = false)
    RETURN subject, object, status, detail, first_reported, last_reported,
        list_transform(string_split(articles, '\u001f\u001e')[2:], e -> substring(e, 2, 1000000000)),
        list_transform(string_split(quotes, '\u001f\u001e')[2:], e -> substring(e, 2, 1000000000)),
        list_transform(string_split(statuses, '\u001f\u001e')[2:], e -> substring(e, 2, 1000000000)),
        list_transform(string_split(details, '\u001f\u001e')[2:], e -> substring(e, 2, 1000000000)),
        list_transform(string_split(dates, '\u001f\u001e')[2:], e -> substring(e, 2, 1000000000)),
        CAST(list_transform(string_split(places, '\u001f\u001e')[2:], e -> substring(e, 2, 1000000000)) AS INT64[])
) (from = 'SUBJECT', to = 'OBJECT')
