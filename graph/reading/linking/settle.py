"""What grammar and linker agree on: the credits of an article after both have spoken.

What the grammar found stays unless the linker thinks it most unlikely; what only the linker sees is added where it is
sure enough. A credit that the grammar found keeps the passage, status and detail that its rule gave.
"""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.chunks import Chunk
from graph.reading.linking.link import Link, link
from graph.reading.linking.trace import Trace
from graph.reading.names import Name
from graph.reading.state import Found, State

ADD = 0.6
"""A credit that only the linker sees is taken from this probability on."""
KEEP = 0.2
"""A credit that the grammar found is dropped below this probability."""

Key = tuple[str, R, str]


def settle(state: State, trace: Trace) -> None:
    """Bring the found credits of an article to what both say, in place, in order of the text."""
    links = link(trace, min(ADD, KEEP))
    names, number = trace.units.entities, trace.units.number
    seen: dict[Key, Link] = {(names[one.subject].key, one.relation, names[one.object].key): one for one in links.likely}
    for key, found in list(state.found.items()):
        pair = (number.get(id(found.subject), -1), number.get(id(found.object), -1))
        if pair in links.judged and (key not in seen or seen[key].probability < KEEP):
            del state.found[key]
    for key, one in seen.items():
        if key not in state.found and one.probability >= ADD:
            state.found[key] = _found(trace, one)
    state.found = dict(sorted(state.found.items(), key=lambda item: item[1].a))


def _found(trace: Trace, one: Link) -> Found:
    a, b = trace.ranges[one.sentence]
    subject, object_ = trace.units.entities[one.subject], trace.units.entities[one.object]
    craft = _craft(trace.pieces[one.sentence], subject) if one.relation is R.WORKED_ON else ""
    return Found(subject, one.relation, object_, a, b, one.status, craft)


def _craft(pieces: list[Chunk], name: Name) -> str:
    """The craft that stands nearest to a name in its sentence, empty if none does."""
    places = [k for k, c in enumerate(pieces) if name in c.names]
    crafts = [(k, c.detail) for k, c in enumerate(pieces) if R.WORKED_ON in c.rels and c.detail]
    if not places or not crafts:
        return ""
    return min(crafts, key=lambda craft: min(abs(craft[0] - p) for p in places))[1]
