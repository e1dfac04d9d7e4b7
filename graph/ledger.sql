CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE versions (
    seq INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    key TEXT NOT NULL,
    stem TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    publisher TEXT NOT NULL,
    published TEXT NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL,
    added TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX versions_article ON versions (article, seq);
CREATE INDEX versions_hash ON versions (hash);
CREATE TABLE readings (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (seq),
    reader TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX readings_version ON readings (version, seq);
CREATE TABLE statements (
    seq INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings (seq),
    id TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    subject_year INTEGER,
    relation TEXT NOT NULL,
    object_type TEXT NOT NULL,
    object_name TEXT NOT NULL,
    object_year INTEGER,
    status TEXT NOT NULL,
    detail TEXT NOT NULL,
    quote TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    object_kind TEXT NOT NULL DEFAULT ''
);
CREATE INDEX statements_reading ON statements (reading);
CREATE TABLE aliases (
    reading INTEGER NOT NULL REFERENCES readings (seq),
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    alias TEXT NOT NULL,
    rule TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE INDEX aliases_reading ON aliases (reading);
CREATE TABLE externals (
    reading INTEGER NOT NULL REFERENCES readings (seq),
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    year INTEGER,
    external TEXT NOT NULL
);
CREATE INDEX externals_reading ON externals (reading);
CREATE TABLE judgements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    decision TEXT NOT NULL,
    a_type TEXT, a_name TEXT, a_year INTEGER,
    b_type TEXT, b_name TEXT, b_year INTEGER,
    articles TEXT NOT NULL,
    statement TEXT NOT NULL,
    changes TEXT NOT NULL,
    external TEXT NOT NULL,
    undoes INTEGER REFERENCES judgements (id)
);
CREATE TABLE events (
    generation INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL
);
CREATE VIEW live AS
    SELECT v.seq AS version, v.article, v.key, v.stem, v.title, v.url, v.publisher, v.published, v.hash, v.added,
           (SELECT max(r.seq) FROM readings r WHERE r.version = v.seq) AS reading
    FROM versions v
    WHERE v.state = 'live' AND v.seq = (SELECT max(w.seq) FROM versions w WHERE w.article = v.article);
CREATE VIEW live_statements AS
    SELECT live.article, r.reader, s.* FROM live
    JOIN readings r ON r.seq = live.reading JOIN statements s ON s.reading = r.seq;
CREATE VIEW live_aliases AS SELECT live.article, a.* FROM live JOIN aliases a ON a.reading = live.reading;
CREATE VIEW live_externals AS SELECT live.article, e.* FROM live JOIN externals e ON e.reading = live.reading;
