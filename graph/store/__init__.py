"""Projections of the ledger as a graph: embedded, or a Neo4j server, behind one contract."""
