// The constraint that reelgraph needs before it writes. All of its own nodes carry the label Reelgraph beside their other one;
// only that label is constrained, so that other people's Person, Film, Company and Article nodes stay free.
// schema
CREATE CONSTRAINT reelgraph_id IF NOT EXISTS FOR (n:Reelgraph) REQUIRE n.id IS UNIQUE
