// The constraint and the indexes that reelgraph needs. All of its own nodes carry the label Reelgraph beside their other one;
// only that label is constrained, so that other people's Person, Film, Company and Article nodes stay free.
// schema
CREATE CONSTRAINT reelgraph_id IF NOT EXISTS FOR (n:Reelgraph) REQUIRE n.id IS UNIQUE;

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
