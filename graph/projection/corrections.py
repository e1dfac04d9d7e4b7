"""What people put right by hand: credits that are rejected, or that read otherwise than the reader had it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.errors import UsageError
from graph.model import Decision, EntityType, Judgement, Mention, Relation, Statement, Status, joins

FIELDS = ("subject", "subject_type", "relation", "object", "object_type", "object_year", "status", "detail")
"""What of a credit can be set by hand."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections that hold, by statement id; of several for one statement the later ones add to the earlier."""

    rejected: frozenset[str] = frozenset()
    changed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Corrections:
        """The corrections among effective judgements."""
        rejected: set[str] = set()
        changed: dict[str, dict[str, str]] = {}
        for judgement in sorted(judgements, key=lambda j: j.id):
            if judgement.decision is Decision.REJECT:
                rejected.add(judgement.statement)
            elif judgement.decision is Decision.CORRECT:
                rejected.discard(judgement.statement)
                changed.setdefault(judgement.statement, {}).update(judgement.changes)
        return cls(frozenset(rejected), changed)

    @property
    def statements(self) -> frozenset[str]:
        """The ids of the statements of which anything was put right."""
        return self.rejected | self.changed.keys()

    def apply(self, statement: Statement) -> Statement | None:
        """The statement as it counts; None if it was rejected. Its id is still that of the original.

        Corrections that make no credit together leave it as it was read.
        """
        if not self.rejected and not self.changed:
            return statement
        identity = statement.id
        if identity in self.rejected:
            return None
        changes = self.changed.get(identity)
        if not changes:
            return statement
        try:
            return corrected(statement, changes)
        except UsageError:
            # Such are in ledgers of old: to raise here would lock the workspace against taking them back as well.
            return statement


def corrected(statement: Statement, changes: Mapping[str, str]) -> Statement:
    """A statement with some of its `FIELDS` set. Raises UsageError for an unknown field or an impossible credit."""
    if unknown := sorted(set(changes) - set(FIELDS)):
        raise UsageError(f"a credit has no field {unknown[0]}", f"it has {', '.join(FIELDS)}")
    try:
        made = _corrected(statement, changes)
    except ValueError as error:
        raise UsageError(
            f"that is no credit: {error}", "see the relations and types with: reelgraph credit --help"
        ) from None
    if not joins(made.relation, made.subject.type, made.object.type):
        raise UsageError(
            f"a {made.subject.type.lower()} can't be joined to a {made.object.type.lower()} by {made.relation}",
            "set the relation or the types as well",
        )
    return made


def _corrected(statement: Statement, changes: Mapping[str, str]) -> Statement:
    subject, object_ = statement.subject, statement.object
    year = changes.get("object_year")
    return replace(
        statement,
        subject=Mention(
            EntityType(changes.get("subject_type", subject.type)), changes.get("subject", subject.name), subject.year
        ),
        relation=Relation(changes.get("relation", statement.relation)),
        object=Mention(
            EntityType(changes.get("object_type", object_.type)),
            changes.get("object", object_.name),
            object_.year if year is None else int(year) if year else None,
            object_.kind,
        ),
        status=Status(changes.get("status", statement.status)),
        detail=changes.get("detail", statement.detail),
    )
