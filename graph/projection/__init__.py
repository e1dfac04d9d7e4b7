"""From the ledger to the graph: statements and identity become entities, relationships and article nodes."""

from graph.identity.collect import mention_key
from graph.projection.whole import build

__all__ = ["build", "mention_key"]
