// The table of people or of companies (`LABEL`).
// write
CREATE NODE TABLE `LABEL`(id STRING PRIMARY KEY, name STRING, aliases STRING[], keys STRING[])
