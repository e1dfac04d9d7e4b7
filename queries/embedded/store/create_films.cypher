// The table of films.
// write
CREATE NODE TABLE Film(id STRING PRIMARY KEY, name STRING, aliases STRING[], keys STRING[], kind STRING, year INT64)
