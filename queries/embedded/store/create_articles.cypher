// The table of articles.
// write
CREATE NODE TABLE Article(id STRING PRIMARY KEY, title STRING, publisher STRING, url STRING, published STRING)
