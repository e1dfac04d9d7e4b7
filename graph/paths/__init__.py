"""Finds, ranks and explains the paths between two entities. It knows no store: it deals in numbers and model values.

What a store uses of it:

- `request.check(request)` refuses questions that make no sense, the same on every store;
- `index.build(folder, columns, stamp)` writes an index from a `columns.Columns`; `index.apply(folder, delta, before,
  stamp)` brings it from one generation to the next; `Index.open(folder, stamp)` opens it, and raises
  `files.UnusableIndexError` where the answer is to build it again;
- `search.search(index, search.Question(...), labels)` gives a `Found`: length, total, and the first `limit` routes as
  numbers of entities and relationships. `labels(numbers)` returns `{number: (name, id)}` and is asked only where
  nothing else decides the order. Read the relationships' evidence, pass it through `Filters.view`, and let
  `rank.path_of(entities, hops, degrees)` fill in score and terms: the routes are in order already;
- `server.find_paths(ask, request)` does the same on a Neo4j server, in ids.
"""
