"""All frames in the order in which a sentence is read: what each kind of chunk, or the sentence as a whole, may state.

Order matters twice: the first frame that finds a credit sets its words, and later ones look at what was found (a
filmography takes the part that its owner has in the sentence). A frame gets the sentence and, where it hangs on a
chunk, its index.
"""

from __future__ import annotations

from collections.abc import Callable

from graph.model import Relation
from graph.reading.acting import verb
from graph.reading.agents import far_agents
from graph.reading.assignments import assignments
from graph.reading.biography import introduce, own_films
from graph.reading.blocks import block
from graph.reading.careers import other_films
from graph.reading.cast import (
    as_character,
    at_role,
    cast_as,
    cast_noun,
    crowd,
    debut,
    directed_in,
    film_has,
    is_in,
    join,
    so_is,
    where_people,
    with_people,
)
from graph.reading.changes import departure, replaced_as, replacing, talk
from graph.reading.coproduction import company_brackets, coproduction
from graph.reading.crafts import crafts
from graph.reading.deals import at_first, closed_deals, place, rights, territories
from graph.reading.filmography import brackets, career
from graph.reading.membership import company_of, founded, led_by, memberships, production, whose_people
from graph.reading.nominees import nominees
from graph.reading.possessives import by_person, company_genre, owned_genre, possessive
from graph.reading.releases import releases, retag
from graph.reading.roles import role
from graph.reading.slates import directors_listed, slate
from graph.reading.sources_of import sources
from graph.reading.state import Sentence
from graph.reading.territories import rights_by_territory, slate_line
from graph.reading.works import work

Whole = Callable[[Sentence], object]
Hung = Callable[[Sentence, int], object]

FIRST: tuple[Whole, ...] = (
    introduce,
    block,
    retag,
    coproduction,
    crafts,
    assignments,
    far_agents,
    other_films,
    nominees,
    replaced_as,
    sources,
)
LAST: tuple[Whole, ...] = (
    replacing,
    memberships,
    rights_by_territory,
    territories,
    slate_line,
    slate,
    directors_listed,
    releases,
    at_first,
    company_brackets,
    brackets,
    career,
    own_films,
)


def _verb(s: Sentence, i: int) -> None:
    if s.chunks[i].rels[0] is Relation.AFFILIATED_WITH:
        founded(s, i)
        return
    verb(s, i)
    directed_in(s, i)


_AS_OR_BE: tuple[Hung, ...] = (as_character, film_has, is_in)
ROUNDS: tuple[dict[str, tuple[Hung, ...]], ...] = (
    {"V": (_verb,)},
    {"R": (role,), "K": (work,), "@": (at_role,)},
    {
        "'s": (possessive,),
        "P": (owned_genre,),
        "C": (company_genre,),
        "L": (led_by,),
        "J": (join,),
        "Q": (debut,),
        "M": (production,),
        "A": (cast_noun, cast_as),
        "N": (company_of,),
        "S": (rights,),
        "be": _AS_OR_BE,
        "talk": (talk,),
        "dep": (departure,),
        "where": (where_people,),
        "which": (where_people,),
        "whose": (whose_people,),
        "p": (closed_deals, place),
    },
    {"P": (crowd,)},
)
"""Which frames hang on which kind of chunk, round by round."""
BEFORE_PREPOSITION: dict[str, tuple[Hung, ...]] = {"with": (with_people,), "as": _AS_OR_BE}
AFTER_PREPOSITION: dict[str, tuple[Hung, ...]] = {"by": (by_person,), "from": (by_person,), "for": (by_person,)}
_SAME = frozenset({"so", "as"})


def read_frames(s: Sentence) -> None:
    """Read all credits of a sentence into its state."""
    for whole in FIRST:
        whole(s)
    for frames in ROUNDS:
        prepositions = "p" in frames
        for i, c in enumerate(s.chunks):
            if prepositions and c.kind == "p":
                _preposition(s, i, frames["p"])
            else:
                for hung in frames.get(c.kind, ()):
                    hung(s, i)
            if prepositions and c.low in _SAME:
                so_is(s, i)
    for whole in LAST:
        whole(s)


def _preposition(s: Sentence, i: int, frames: tuple[Hung, ...]) -> None:
    low = s.chunks[i].low
    for hung in (*BEFORE_PREPOSITION.get(low, ()), *frames, *AFTER_PREPOSITION.get(low, ())):
        hung(s, i)
