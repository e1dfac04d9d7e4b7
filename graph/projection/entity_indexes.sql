CREATE UNIQUE INDEX names_key ON names (name, type, year);
CREATE INDEX names_block ON names (block);
CREATE UNIQUE INDEX entities_id ON entities (id);
CREATE INDEX wholes_entity ON wholes (entity);
CREATE INDEX scoped_entity ON scoped (entity);
CREATE INDEX touched_generation ON touched (generation);
