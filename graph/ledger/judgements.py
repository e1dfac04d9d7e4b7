"""What people decided: written once, taken back only by a further decision."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from graph.ledger.rows import judgement_of
from graph.ledger.tables import Tables
from graph.model import Decision, Judgement


class Judgements(Tables):
    """The part of the ledger that holds people's decisions."""

    def judge(self, judgement: Judgement) -> Judgement:
        """Write a person's decision; its id and time are set here. Returns it as written."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        a, b = judgement.a, judgement.b
        with self.transaction():
            cursor = self._db.execute(
                "INSERT INTO judgements (at, author, decision, a_type, a_name, a_year, b_type, b_name, b_year,"
                " articles, statement, changes, external, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    now,
                    judgement.author,
                    judgement.decision,
                    *((a.type, a.name, a.year) if a else (None, None, None)),
                    *((b.type, b.name, b.year) if b else (None, None, None)),
                    json.dumps(judgement.articles),
                    judgement.statement,
                    json.dumps(judgement.changes, ensure_ascii=False),
                    judgement.external,
                    judgement.undoes,
                ),
            )
            self._event("judgement", str(cursor.lastrowid))
        return next(j for j in self.judgements() if j.id == cursor.lastrowid)

    def judgements(self) -> list[Judgement]:
        """All decisions, oldest first, those that were undone (and the undoing) included."""
        return [judgement_of(row) for row in self._db.execute("SELECT * FROM judgements ORDER BY id")]

    def effective_judgements(self) -> list[Judgement]:
        """The decisions that hold: without those that were undone, and without UNDO itself (an UNDO can be undone)."""
        everything = self.judgements()
        gone: set[int] = set()
        for judgement in reversed(everything):
            if judgement.decision is Decision.UNDO and judgement.id not in gone and judgement.undoes is not None:
                gone.add(judgement.undoes)
        return [j for j in everything if j.id not in gone and j.decision is not Decision.UNDO]
