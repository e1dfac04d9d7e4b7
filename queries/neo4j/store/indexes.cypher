// The indexes that questions need. A new graph gets them when all of it is written, which is quicker than row by row.
// schema
CREATE INDEX reelgraph_person_id IF NOT EXISTS FOR (n:Person) ON (n.id);
CREATE INDEX reelgraph_film_id IF NOT EXISTS FOR (n:Film) ON (n.id);
CREATE INDEX reelgraph_company_id IF NOT EXISTS FOR (n:Company) ON (n.id);
CREATE INDEX reelgraph_article_id IF NOT EXISTS FOR (n:Article) ON (n.id);
CREATE INDEX reelgraph_person_name IF NOT EXISTS FOR (n:Person) ON (n.name);
CREATE INDEX reelgraph_film_name IF NOT EXISTS FOR (n:Film) ON (n.name);
CREATE INDEX reelgraph_company_name IF NOT EXISTS FOR (n:Company) ON (n.name);

// Whole normalised names, each one term: who has exactly this name, and whose name is spelt almost so.
CREATE FULLTEXT INDEX reelgraph_keys IF NOT EXISTS FOR (n:Reelgraph) ON EACH [n.keys]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}};

// The words of names. No second index may have the same label and properties, hence `name` in it.
CREATE FULLTEXT INDEX reelgraph_words IF NOT EXISTS FOR (n:Reelgraph) ON EACH [n.keys, n.name]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};

CALL db.awaitIndexes(300)
