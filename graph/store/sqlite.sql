CREATE TABLE stamp (
    ledger TEXT NOT NULL,
    generation INTEGER NOT NULL,
    schema INTEGER NOT NULL,
    numbering TEXT NOT NULL
);
CREATE TABLE entities (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    keys TEXT NOT NULL,
    year INTEGER,
    kind TEXT NOT NULL,
    degree INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE keys (key TEXT NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (key, entity)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (keys, prefix = '2 3', columnsize = 0);
CREATE TABLE articles (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT NOT NULL
);
CREATE TABLE mentions (article INTEGER NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (article, entity)) WITHOUT ROWID;
CREATE TABLE relationships (
    n INTEGER PRIMARY KEY,
    subject INTEGER NOT NULL,
    relation TEXT NOT NULL,
    object INTEGER NOT NULL,
    UNIQUE (subject, relation, object)
);
CREATE TABLE evidence (
    relationship INTEGER NOT NULL,
    article INTEGER NOT NULL,
    start INTEGER NOT NULL,
    date TEXT NOT NULL,
    status TEXT NOT NULL,
    detail TEXT NOT NULL,
    quote TEXT NOT NULL
);
