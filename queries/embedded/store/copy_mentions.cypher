// Loads which articles mention entities of the kind `LABEL`: pairs of article id and entity id.
// write
COPY MENTIONS FROM (
    LOAD WITH HEADERS (article STRING, entity STRING)
    FROM 'FILE' (HEADER = false, DELIM = ',', QUOTE = '"', ESCAPE = '"', PARALLEL = false, AUTO_DETECT = false)
    RETURN article, entity
) (from = 'Article', to = 'LABEL')
