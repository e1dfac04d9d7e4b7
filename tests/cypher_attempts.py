"""Statements that must never get through, and statements that only look as if they were dangerous."""

from __future__ import annotations

_WRITES = r"""
CREATE (n:Person {id: 'evil'})
CREATE (:Film {name: 'x'}) RETURN 1
MERGE (n:Person {id: 'evil'}) RETURN n
MATCH (n) SET n.name = 'x'
MATCH (n) SET n.name = 'x' RETURN n
MATCH (n) DELETE n
MATCH (n) DETACH DELETE n
MATCH (n:Film) REMOVE n.year
MATCH (a:Person) MATCH (f:Film) CREATE (a)-[:ACTED_IN]->(f)
MATCH (n) WITH n SET n.x = 1
MATCH (n) WITH n AS set SET set.name = 'x'
MATCH (n) WHERE n.name = 'DELETE' DELETE n
MATCH (n) RETURN n UNION ALL CREATE (m:Film) RETURN m
UNWIND [1, 2] AS x CREATE (:Person {id: 'e' + x})
UNWIND [1] AS x MERGE (n:Person {id: 'e'})
WITH 1 AS x CREATE (:Person {id: 'e'})
WITH * DELETE n
RETURN * DELETE n
RETURN 1 CREATE (:Person {id: 'e'})
RETURN 1 AS x ORDER BY x DELETE x
RETURN 1 LIMIT 1 SET n.x = 1
OPTIONAL MATCH (n) DELETE n
OPTIONAL CREATE (n)
EXPLAIN CREATE (n:Person {id: 'e'})
PROFILE CREATE (n:Person {id: 'e'})
PROFILE MATCH (n) DETACH DELETE n
create (n:Person {id: 'e'})
CrEaTe (n:Person {id: 'e'})
/* nothing */ CREATE (n:Person {id: 'e'})
// nothing⏎CREATE (n:Person {id: 'e'})
MATCH (n) /* RETURN n */ DELETE n
MATCH (n) // RETURN n⏎DELETE n
MATCH (n)⇥DELETE⇥n
MATCH(n)DELETE n
MATCH(n)DETACH DELETE(n)
MATCH (n) WHERE true DELETE n
MATCH (n) WHERE n.year IS NOT NULL SET n.year = 1
MATCH (n) WHERE n.name STARTS WITH 'a' DELETE n
MATCH (n) WHERE n.name IN ['a'] DELETE n
MATCH (n) WHERE n:Film DELETE n
MATCH (n) RETURN CASE WHEN true THEN 1 ELSE 2 END DELETE n
MATCH (n) RETURN n.* DELETE n
MATCH (n) RETURN 5! SET n.x = 1
MATCH (n) RETURN count(*) SET n.x = 1
MATCH (n) WITH n ORDER BY n.name DESC DELETE n
MATCH (n) WITH n SKIP 1 DELETE n
RETURN 1; CREATE (n:Person {id: 'e'})
RETURN 1; MATCH (n) DETACH DELETE n;
RETURN 1;;CREATE (n:Person {id: 'e'})
RETURN ';' ; CREATE (n:Person {id: 'e'})
RETURN 1 // ;⏎; DROP TABLE Person
; CREATE (n:Person {id: 'e'})
DROP TABLE Person
ALTER TABLE Person ADD note STRING
BEGIN TRANSACTION
COMMIT
ROLLBACK
FOREACH (x IN [1] | CREATE (:Person {id: 'e'}))
MATCH (n) FOREACH (x IN [1] | SET n.x = x)
INSERT (:Person {id: 'e'})
MATCH (n) NODETACH DELETE n
"""

EMBEDDED_REFUSED = (
    _WRITES
    + r"""
LOAD FROM '/etc/passwd' (file_format='csv') RETURN *
LOAD FROM '/etc/passwd' (file_format='csv', delim=':') RETURN *
LOAD WITH HEADERS (a STRING) FROM '/etc/passwd' (file_format='csv') RETURN a
LOAD FROM 'https://example.com/x.csv' RETURN *
LOAD FROM df RETURN *
load from '/etc/passwd' (file_format='csv') return *
RETURN 1 UNION LOAD FROM '/etc/hosts' (file_format='csv') RETURN *
MATCH (n) LOAD FROM '/etc/passwd' RETURN *
COPY Person FROM '/etc/passwd'
COPY Person FROM (LOAD FROM '/etc/passwd' RETURN *)
COPY (MATCH (n) RETURN n) TO '/tmp/reelgraph-evil.csv'
COPY (MATCH (n:Person) RETURN n.name) TO '/tmp/reelgraph-evil.parquet'
EXPLAIN COPY (MATCH (n) RETURN n) TO '/tmp/reelgraph-evil.csv'
PROFILE COPY (MATCH (n) RETURN n) TO '/tmp/reelgraph-evil.csv'
EXPORT DATABASE '/tmp/reelgraph-evil'
EXPORT DATABASE '/tmp/reelgraph-evil' (format='csv')
IMPORT DATABASE '/tmp/reelgraph-evil'
ATTACH '/tmp/other.lbug' AS other
ATTACH 'dbname=x' AS pg (dbtype postgres)
DETACH other
USE other
INSTALL httpfs
INSTALL json
LOAD EXTENSION json
LOAD EXTENSION '/tmp/evil.so'
UNINSTALL json
FORCE INSTALL json
UPDATE json
CALL threads = 1
CALL timeout = 1
CALL disable_recursive_pattern_semantic = true
CALL home_directory = '/tmp'
CALL file_search_path = '/etc'
CALL force_checkpoint_on_close = false
CALL current_setting('threads') RETURN *
CALL read_csv_serial('/etc/passwd') RETURN *
CALL READ_PARQUET('/tmp/x') RETURN *
CALL project_graph('g', ['Person'], ['ACTED_IN'])
CALL drop_projected_graph('g')
CALL clear_warnings()
CALL file_info() RETURN *
CALL disk_info() RETURN *
CALL show_attached_databases() RETURN *
CALL show_tables
CHECKPOINT
COMMENT ON TABLE Person IS 'x'
CREATE NODE TABLE Evil(id STRING PRIMARY KEY)
CREATE REL TABLE Evil(FROM Person TO Film)
CREATE SEQUENCE s
CREATE MACRO m(x) AS x + 1
CREATE TYPE t AS STRING
ANALYZE
RETURN nextval('s')
RETURN {a: nextval('s')}
RETURN [nextval('s')]
MATCH (n) WHERE nextval('s') > 1 RETURN n
RETURN error('x')
RETURN setseed(1)
MATCH (n) RETURN [x IN [1] | nextval('s')]
RETURN CASE WHEN nextval('s') > 1 THEN 1 END
WITH nextval('s') AS x RETURN x
RETURN `nextval`('s')
RETURN 'unclosed
RETURN `unclosed
RETURN 1 /* unclosed
RETURN 1 //↩ CREATE (n)
RETURN 1 // ¶ ' ⏎ CREATE (:Person {id: 'e'}) // '
RETURN \u0031
RETURN 1 \ CREATE (n)
"""
)

NEO4J_REFUSED = (
    _WRITES
    + r"""
LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line
LOAD CSV FROM 'http://127.0.0.1:9/x' AS line RETURN line
LOAD CSV WITH HEADERS FROM 'http://127.0.0.1:9/x' AS line RETURN line
load csv from 'file:///etc/passwd' as line return line
MATCH (n) LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line
WITH 1 AS x LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line
CALL { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line
CALL () { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line
MATCH (n) CALL (n) { LOAD CSV FROM 'file:///x' AS line RETURN line } RETURN line
RETURN COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line }
RETURN EXISTS { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line }
RETURN 1 AS line UNION LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line
EXPLAIN LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line
\u004COAD CSV FROM 'file:///etc/passwd' AS line RETURN line
MATCH (n) \u004c\u004f\u0041\u0044 CSV FROM 'file:///etc/passwd' AS line RETURN line
MATCH (n) WHERE n.name = '\u0027 DELETE n //' RETURN n
MATCH (n) WHERE n.name = 'a\u0027 DELETE n // ' RETURN n
MATCH (n) /* \u002a\u002f DELETE n /* */ RETURN n
MATCH (n) // \u000a DELETE n
RETURN 'a\\u0027b'
CALL apoc.load.json('http://127.0.0.1:9/x') YIELD value RETURN value
CALL apoc.load.csv('file:///etc/passwd') YIELD map RETURN map
CALL apoc.load.jdbc('jdbc:x', 'y') YIELD row RETURN row
CALL `apoc`.`load`.json('http://127.0.0.1:9/x') YIELD value RETURN value
CALL apoc . load . json('http://127.0.0.1:9/x') YIELD value RETURN value
CALL apoc.cypher.runWrite('CREATE (n)', {}) YIELD value RETURN value
CALL apoc.cypher.doIt('CREATE (n)', {}) YIELD value RETURN value
CALL apoc.cypher.run('LOAD CSV FROM "x" AS l RETURN l', {}) YIELD value RETURN value
CALL apoc.export.csv.all('/tmp/reelgraph-evil.csv', {})
CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DELETE n', {})
CALL apoc.create.node(['X'], {}) YIELD node RETURN node
CALL apoc.trigger.add('x', 'y', {})
RETURN apoc.cypher.runFirstColumnSingle('CREATE (n) RETURN n', {})
RETURN apoc.cypher.runFirstColumnMany('LOAD CSV FROM "x" AS l RETURN l', {})
RETURN `apoc`.cypher.runFirstColumnSingle('RETURN 1', {})
RETURN {a: apoc.cypher.runFirstColumnSingle('RETURN 1', {})}
RETURN apoc.util.sleep(1)
RETURN apoc.static.get('x')
CALL db.createLabel('Evil')
CALL db.createProperty('evil')
CALL db.createRelationshipType('EVIL')
CALL db.create.setNodeVectorProperty(n, 'x', [1.0])
CALL db.index.vector.createNodeIndex('i', 'L', 'p', 2, 'cosine')
CALL db.clearQueryCaches()
CALL db.resampleIndex('x')
CALL db.stats.clear('QUERIES')
CALL db.prepareForReplanning()
CALL dbms.killConnection('x')
CALL dbms.killConnections(['x'])
CALL dbms.listConfig()
CALL dbms.listConnections()
CALL dbms.queryJmx('*:*')
CALL dbms.upgrade()
CALL dbms.setConfigValue('a', 'b')
CALL tx.setMetaData({a: 1})
CALL dbms.security.createUser('a', 'b')
MATCH (n) CALL (n) { SET n.x = 1 } IN TRANSACTIONS
MATCH (n) CALL (n) { RETURN 1 AS x } IN TRANSACTIONS OF 10 ROWS RETURN x
CALL { MATCH (n) DELETE n } IN TRANSACTIONS OF 1 ROWS
CALL { MATCH (n) RETURN n } IN 2 CONCURRENT TRANSACTIONS RETURN n
CALL { CREATE (n) RETURN n } RETURN n
MATCH (n) CALL (n) { DELETE n } RETURN 1
MATCH (n) WHERE EXISTS { CREATE (m) } RETURN n
MATCH ((a)-[]->(b))+ SET a.x = 1
MATCH ((a)-[]->(b))* DETACH DELETE a
MATCH (c) ((a)-->(b))+ SET `c`.x = 1
MATCH (c) ((a)-->(b))+ DELETE `c`
MATCH (c) ((a)-->(b))* REMOVE `c`.x
MATCH (c) ((a)-->(b))+ DELETE [c][0]
MATCH (c) ((a)-->(b))+ DELETE {x: c}.x
MATCH (c) ((a)-->(b))+ LOAD CSV FROM 'file:///etc/passwd' AS `line` RETURN 1
MATCH (c) RETURN c `SET` c.x = 1
MATCH (n) WHERE n.x IS :: LIST<INTEGER> DELETE [n][0]
MATCH (n) WHERE n.x IS :: LIST<LIST<INTEGER>> DELETE {x: n}.x
MATCH (n) WHERE n:% DELETE [n][0]
MATCH (n) WHERE n:Film|!% DELETE [n][0]
CREATE INDEX evil FOR (n:X) ON (n.y)
CREATE CONSTRAINT evil FOR (n:X) REQUIRE n.y IS UNIQUE
DROP INDEX evil
DROP CONSTRAINT evil IF EXISTS
CREATE DATABASE evil
CREATE USER evil SET PASSWORD 'evilevil'
ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'bbbbbbbb'
DROP USER neo4j
GRANT ROLE admin TO evil
STOP DATABASE neo4j
SHOW USERS
SHOW SETTINGS
SHOW TRANSACTIONS
SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id YIELD message RETURN message
TERMINATE TRANSACTIONS 'neo4j-transaction-1'
USE system SHOW USERS
USE neo4j MATCH (n) RETURN n
CYPHER 5 CREATE (n)
CYPHER runtime=slotted MATCH (n) RETURN n
MATCH (n:$($x)) RETURN n
"""
)

_HARMLESS = r"""
MATCH (f:Film {name: 'DELETE'}) RETURN f.name
MATCH (f:Film) WHERE f.name = "CREATE (n) SET n.x = 1" RETURN f.name
MATCH (f:Film) WHERE f.name = 'DROP TABLE Person; --' RETURN f.name
MATCH (f:Film) WHERE f.name = 'it\'s; DELETE' RETURN f.name
MATCH (f:Film) WHERE f.name STARTS WITH 'LOAD CSV FROM' RETURN f.name
MATCH (f:Film) WHERE f.name ENDS WITH 'SET' RETURN f.name
MATCH (f:Film) WHERE f.name CONTAINS 'COPY TO' RETURN f.name
MATCH (f:Film) WHERE f.name IN ['MERGE', 'REMOVE', "DETACH DELETE n"] RETURN f.name
MATCH (delete:Film) RETURN delete.name LIMIT 1
MATCH (set:Film) WHERE set.name <> 'x' RETURN set.name LIMIT 1
MATCH (attach:Film) WITH attach AS merge RETURN merge.name LIMIT 1
MATCH (remove) RETURN remove.name LIMIT 1
MATCH (load:Film) RETURN load.name LIMIT 1
MATCH (drop:Film) RETURN drop.name ORDER BY drop.name LIMIT 1
MATCH (copy:Film) RETURN copy.name AS delete LIMIT 1
MATCH (n:Film) RETURN n.name AS set LIMIT 1
MATCH (n:Film) RETURN n.name AS `create` LIMIT 1
MATCH (n:Film) RETURN n.name AS `DETACH DELETE n` LIMIT 1
MATCH (n:Film) RETURN n.name AS `a``b; DROP` LIMIT 1
MATCH (`delete`:Film) RETURN `delete`.name LIMIT 1
MATCH (`CREATE (n)`:Film) RETURN `CREATE (n)`.name LIMIT 1
MATCH (n:Film) // DELETE n⏎RETURN n.name LIMIT 1
MATCH (n:Film) /* SET n.x = 1 */ RETURN n.name LIMIT 1
/* CREATE */ MATCH (n:Film) RETURN n.name LIMIT 1
// MERGE⏎MATCH (n:Film) RETURN n.name LIMIT 1
MATCH (n:Film) RETURN n.name LIMIT 1 // ; DROP TABLE Person
MATCH (n:Film) RETURN n.name LIMIT 1;
MATCH (n:Film) RETURN n.name LIMIT 1; // DELETE
MATCH (n:Film) RETURN n.name /* ; */ LIMIT 1 ;
RETURN 'CREATE' AS x
RETURN "SET n.name = 'x'" AS x
RETURN 'a; DELETE b' AS x
RETURN '// not a comment' AS x
RETURN '/* not a comment */' AS x
RETURN "it's" AS x
RETURN 'say "DELETE"' AS x
RETURN '\\' AS x
RETURN 'line\nDELETE' AS x
RETURN '' AS x
RETURN {set: 1, delete: 2, attach: 3} AS x
RETURN {load: {copy: 'x'}} AS x
RETURN ['DROP', 'ALTER', 'CALL'] AS x
RETURN 1 AS delete, 2 AS set, 3 AS merge
RETURN 1 AS x UNION RETURN 2 AS x
RETURN 1 AS x UNION ALL RETURN 1 AS x
WITH 1 AS set RETURN set
WITH 1 AS delete, 2 AS attach RETURN delete + attach AS x
WITH 1 AS load WHERE load > 0 RETURN load
UNWIND [1, 2] AS remove RETURN remove
UNWIND ['CREATE', 'DELETE'] AS attach WITH attach WHERE attach <> 'x' RETURN attach
RETURN $delete AS x
RETURN $set AS attach
MATCH (f:Film) WHERE f.name = $delete RETURN f.name
MATCH (f:Film {name: $set}) RETURN f.name
RETURN CASE WHEN 1 = 1 THEN 'DELETE' ELSE 'SET' END AS x
RETURN CASE 'CREATE' WHEN 'CREATE' THEN 1 ELSE 2 END AS delete
MATCH (n:Film) RETURN CASE WHEN n.year IS NULL THEN 'DROP' ELSE 'KEEP' END AS x LIMIT 1
MATCH (n:Film) WHERE NOT n.name = 'DELETE' RETURN n.name LIMIT 1
MATCH (n:Film) WHERE n.name IS NOT NULL AND NOT n.name CONTAINS 'SET' RETURN n.name LIMIT 1
MATCH (n:Film) WHERE (n.name = 'DELETE' OR n.name = 'CREATE') AND n.year > 2000 RETURN n.name
MATCH (n:Film) RETURN count(*) AS delete
MATCH (n:Film) RETURN count(DISTINCT n.name) AS set
MATCH (n:Film) WITH count(*) AS attach RETURN attach
MATCH (n:Film) RETURN collect(n.name)[1] AS drop
MATCH (n:Film) RETURN n.name AS x ORDER BY x DESC SKIP 1 LIMIT 1
MATCH (n:Film) RETURN DISTINCT n.kind AS delete
MATCH (p:Person)-[set:ACTED_IN]->(f:Film) RETURN set.status LIMIT 1
MATCH (p:Person)-[delete:ACTED_IN|DIRECTED|WROTE]->(f:Film) RETURN delete.status LIMIT 1
MATCH (p:Person)<-[r:MENTIONS]-(a:Article) RETURN p.name, a.title LIMIT 1
MATCH path = (p:Person)-[:ACTED_IN]->(f:Film) RETURN path LIMIT 1
MATCH (p:Person)-[:ACTED_IN*1..2]-(o) RETURN count(*) AS merge
MATCH (p:Person)-[r]->(f:Film) WITH p, count(r) AS load WHERE load > 1 RETURN p.name ORDER BY load DESC LIMIT 3
MATCH (p:Person) OPTIONAL MATCH (p)-[:DIRECTED]->(delete:Film) RETURN p.name, delete.name LIMIT 1
OPTIONAL MATCH (attach:Company) RETURN attach.name LIMIT 1
MATCH (n) RETURN labels(n) AS set LIMIT 1
MATCH (n:Film) RETURN toLower('DELETE') AS x LIMIT 1
RETURN substring('DELETE', 0, 3) AS x
RETURN replace('SET n', 'SET', 'x') AS x
RETURN size(['CREATE', 'MERGE']) AS x
RETURN coalesce(null, 'DELETE') AS x
RETURN reverse('ETELED') AS x
RETURN trim(' DROP ') AS x
RETURN [1, 2, 3][0..2] AS delete
RETURN 1 + 2 * 3 - 4 / 2 AS set
RETURN -1 AS x
RETURN 1.5e3 AS x
RETURN true AND NOT false AS delete
RETURN 1 <> 2 AS x
RETURN null IS NULL AS x
RETURN 'x' + 'CREATE (n)' AS x
RETURN date('2025-06-01') AS delete
RETURN abs(-1) AS set, ceil(1.2) AS attach
RETURN range(1, 3) AS merge
EXPLAIN MATCH (delete:Film) RETURN delete.name
PROFILE MATCH (set:Film) RETURN set.name LIMIT 1
"""

EMBEDDED_ALLOWED = (
    _HARMLESS
    + r"""
CALL show_tables() RETURN name
CALL table_info('Person') RETURN name
CALL db_version() RETURN version
MATCH (a)-[r]->(b) WHERE label(r) = 'DELETE' RETURN a
MATCH (n) WHERE label(n) = 'Film' RETURN n.name LIMIT 1
RETURN list_transform([1, 2], x -> x + 1) AS delete
RETURN list_filter([1, 2], x -> x > 1) AS set
MATCH p = (a:Person {name: 'DELETE'})-[r* SHORTEST 1..4]-(b:Person) RETURN length(p)
RETURN to_string(1) AS attach
MATCH (f:Film) RETURN f.* LIMIT 1
"""
)

NEO4J_ALLOWED = (
    _HARMLESS
    + r"""
CALL db.labels() YIELD label RETURN label AS delete
CALL db.labels
CALL db.relationshipTypes() YIELD relationshipType AS set RETURN set
MATCH (n:Film) CALL (n) { MATCH (n)--(m) RETURN count(m) AS create } RETURN n.name, create LIMIT 1
CALL { MATCH (delete:Film) RETURN delete } RETURN delete.name LIMIT 1
MATCH (n:Film) WHERE EXISTS { (n)<-[:DIRECTED]-(set:Person) } RETURN n.name LIMIT 1
MATCH (n:Film) RETURN COUNT { (n)--() } AS delete LIMIT 1
MATCH (n:Film) RETURN COLLECT { MATCH (n)--(m) RETURN m.name } AS set LIMIT 1
MATCH p = shortestPath((a:Person {name: 'DELETE'})-[*..4]-(b:Film)) RETURN [x IN nodes(p) | x.name] AS drop
MATCH p = SHORTEST 1 (a:Film {name: 'x'})--+(b:Film {name: 'y'}) RETURN length(p) AS create
MATCH ((a:Person)-[:DIRECTED]->(b:Film)){1,2} RETURN count(*) AS merge
MATCH ((a:Person)-[:DIRECTED]->(b:Film))+ RETURN count(*) AS merge
MATCH ((`a`:`Person`)-[:`DIRECTED`]->(b:Film))+ WITH `a` AS `set` RETURN [x IN `set` | x.`name`] AS `delete` LIMIT 1
MATCH (n:Film) RETURN n.`name` AS `x`, n.`year` ORDER BY `x` LIMIT 1
MATCH (n:Film) RETURN n {.`name`, `set`: 1} LIMIT 1
MATCH (n) WHERE n.name IS :: LIST<STRING> RETURN n.name LIMIT 1
MATCH (n) WHERE n.name IS :: LIST<LIST<INTEGER NOT NULL>> NOT NULL RETURN n.name LIMIT 1
MATCH (n) WHERE n:% RETURN n.name LIMIT 1
MATCH (n:%) WHERE n.year % 2 = 1 AND n.year > 1 RETURN n.name LIMIT 1
MATCH (n:Set|Delete|Film) RETURN n.name LIMIT 1
MATCH (n:Film&!Create) RETURN n.name LIMIT 1
MATCH (n) WHERE n:Delete OR n:Set RETURN n
MATCH ()-[r:SET|DELETE|CREATE]->() RETURN type(r)
MATCH (n:Film) RETURN n.delete, n.set, n.create LIMIT 1
MATCH (n:Film) RETURN n {.name, .delete, set: 1} LIMIT 1
RETURN reduce(set = 0, x IN [1, 2] | set + x) AS delete
RETURN [x IN ['CREATE', 'SET'] WHERE x <> 'DELETE' | x + '!'] AS x
RETURN all(x IN [1, 2] WHERE x > 0) AS merge
RETURN point({x: 1, y: 2}) AS delete, duration('P1D') AS set
RETURN date.truncate('month', date('2025-06-15')) AS drop
SHOW INDEXES YIELD name AS delete RETURN delete
SHOW CONSTRAINTS YIELD name RETURN name
RETURN 'caf\u00e9 DELETE' AS x
"""
)


def lines(text: str) -> list[str]:
    """One statement a line; `⏎`, `⇥`, `↩` and `¶` stand for line feed, tab, carriage return and U+2028."""
    signs = {"⏎": "\n", "⇥": "\t", "↩": "\r", "¶": "\u2028"}
    return [line.translate(str.maketrans(signs)) for line in text.split("\n") if line]
