CREATE TABLE meta (ledger TEXT NOT NULL, generation INTEGER NOT NULL, base INTEGER NOT NULL, layout INTEGER NOT NULL, rules TEXT NOT NULL);
CREATE TABLE articles (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT NOT NULL
);
CREATE TABLE names (
    n INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    year INTEGER NOT NULL,
    block TEXT NOT NULL
);
CREATE TABLE uses (
    article INTEGER NOT NULL,
    name INTEGER NOT NULL,
    written TEXT NOT NULL,
    count INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (article, name, written)
) WITHOUT ROWID;
CREATE TABLE aliases (article INTEGER NOT NULL, name INTEGER NOT NULL, alias INTEGER NOT NULL, rule TEXT NOT NULL);
CREATE TABLE externals (article INTEGER NOT NULL, name INTEGER NOT NULL, external TEXT NOT NULL);
CREATE TABLE credits (
    n INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    relation TEXT NOT NULL,
    object INTEGER NOT NULL
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
    words TEXT NOT NULL
);
CREATE TABLE wholes (name INTEGER PRIMARY KEY, entity INTEGER NOT NULL);
CREATE TABLE scoped (
    name INTEGER NOT NULL,
    article INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY (name, article)
) WITHOUT ROWID;
CREATE TABLE touched (generation INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL);
