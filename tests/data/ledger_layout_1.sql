-- A ledger as reelgraph 0.1 wrote it (layout 1): three articles, one of them removed, and two decisions.
BEGIN TRANSACTION;
CREATE TABLE aliases (
    reading INTEGER NOT NULL REFERENCES readings (seq),
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    alias TEXT NOT NULL,
    rule TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
INSERT INTO "aliases" VALUES(1,'Company','Harborline Pictures','Harborline','short form',0,19);
CREATE TABLE events (
    generation INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL
);
INSERT INTO "events" VALUES(1,'article','52fef82ff6f1a065');
INSERT INTO "events" VALUES(2,'article','0e50bed28145c735');
INSERT INTO "events" VALUES(3,'article','7d185c49c70f5d56');
INSERT INTO "events" VALUES(4,'article','7d185c49c70f5d56');
INSERT INTO "events" VALUES(5,'judgement','1');
INSERT INTO "events" VALUES(6,'judgement','2');
CREATE TABLE externals (
    reading INTEGER NOT NULL REFERENCES readings (seq),
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    year INTEGER,
    external TEXT NOT NULL
);
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
INSERT INTO "judgements" VALUES(1,'2026-01-15T09:00:00+00:00','ada','same','Company','harborline pictures',NULL,'Company','harborline',NULL,'[]','','[]','',NULL);
INSERT INTO "judgements" VALUES(2,'2026-01-15T09:00:00+00:00','ada','link','Person','ines okafor',NULL,NULL,NULL,NULL,'[]','','[]','imdb:nm0000001',NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "meta" VALUES('schema','1');
INSERT INTO "meta" VALUES('id','df0b5024d701cff9');
CREATE TABLE readings (
    seq INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (seq),
    reader TEXT NOT NULL,
    at TEXT NOT NULL
);
INSERT INTO "readings" VALUES(1,1,'builtin 0.1','2026-01-15T09:00:00+00:00');
INSERT INTO "readings" VALUES(2,2,'builtin 0.1','2026-01-15T09:00:00+00:00');
INSERT INTO "readings" VALUES(3,3,'builtin 0.1','2026-01-15T09:00:00+00:00');
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
    "end" INTEGER NOT NULL
);
INSERT INTO "statements" VALUES(1,1,'edaa14bc89dd8a77','Company','Harborline Pictures',NULL,'SELLS','Film','Salt Meridian',NULL,'confirmed','','Harborline Pictures has sold the thriller Salt Meridian to Northgate.',0,69);
INSERT INTO "statements" VALUES(2,1,'45019f4d2eb2a0d7','Company','Northgate',NULL,'DISTRIBUTES','Film','Salt Meridian',NULL,'confirmed','','Harborline Pictures has sold the thriller Salt Meridian to Northgate.',0,69);
INSERT INTO "statements" VALUES(3,1,'da3a2b6e879b02e0','Person','Ines Okafor',NULL,'DIRECTED','Film','Salt Meridian',NULL,'confirmed','','Ines Okafor directs, and Tomas Reuel stars.',70,113);
INSERT INTO "statements" VALUES(4,1,'713b9667bc77d30e','Person','Tomas Reuel',NULL,'ACTED_IN','Film','Salt Meridian',NULL,'confirmed','','Ines Okafor directs, and Tomas Reuel stars.',70,113);
INSERT INTO "statements" VALUES(5,2,'777d77b10ecba798','Person','Ines Okafor',NULL,'DIRECTED','Film','The Paper Orchard',NULL,'in_talks','','Ines Okafor is in talks to direct The Paper Orchard for Harborline.',0,67);
INSERT INTO "statements" VALUES(6,2,'40c3d7d3688f2693','Company','Harborline',NULL,'PRODUCED','Film','The Paper Orchard',NULL,'confirmed','','Ines Okafor is in talks to direct The Paper Orchard for Harborline.',0,67);
INSERT INTO "statements" VALUES(7,3,'bc2fb5d3910884f5','Person','Dov Lindqvist',NULL,'ACTED_IN','Film','Salt Meridian',NULL,'departed','','Dov Lindqvist leaves Salt Meridian.',29,64);
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
INSERT INTO "versions" VALUES(1,'52fef82ff6f1a065','/old/salt.md','salt','Northgate takes Salt Meridian','','The Slate','2024-03-02','Harborline Pictures has sold the thriller Salt Meridian to Northgate. Ines Okafor directs, and Tomas Reuel stars.','297880317ebba76d','2026-01-15T09:00:00+00:00','live');
INSERT INTO "versions" VALUES(2,'0e50bed28145c735','https://example.org/orchard','orchard','Okafor eyes The Paper Orchard','https://example.org/orchard','Daily Reel','2024-05-11','Ines Okafor is in talks to direct The Paper Orchard for Harborline.','dcb221a68da5d392','2026-01-15T09:00:00+00:00','live');
INSERT INTO "versions" VALUES(3,'7d185c49c70f5d56','/old/withdrawn.md','withdrawn','Withdrawn','','The Slate','2024-05-12','A notice that was withdrawn: Dov Lindqvist leaves Salt Meridian.','b6b42791cb2fefc2','2026-01-15T09:00:00+00:00','live');
INSERT INTO "versions" VALUES(4,'7d185c49c70f5d56','/old/withdrawn.md','withdrawn','','','','','','10e7fb50515179ec','2026-01-15T09:00:00+00:00','removed');
CREATE INDEX versions_article ON versions (article, seq);
CREATE INDEX versions_hash ON versions (hash);
CREATE INDEX readings_version ON readings (version, seq);
CREATE INDEX statements_reading ON statements (reading);
CREATE INDEX aliases_reading ON aliases (reading);
CREATE INDEX externals_reading ON externals (reading);
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
COMMIT;
