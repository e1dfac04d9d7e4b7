CREATE UNIQUE INDEX entities_id ON entities (id);
CREATE UNIQUE INDEX articles_id ON articles (id);
CREATE INDEX keys_entity ON keys (entity);
CREATE INDEX mentions_entity ON mentions (entity);
CREATE INDEX relationships_object ON relationships (object);
CREATE INDEX evidence_relationship ON evidence (relationship);
