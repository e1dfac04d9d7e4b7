"""Companies named by who owns them: "producer A's Foo and B's Bar Pictures" are two companies with their people."""

from __future__ import annotations

import pytest

from graph.reading import read_by_rules as read

OPENING = "Harbor Lights is a thriller from director Ann Lee. "


def triples(text: str) -> set[tuple[str, str, str]]:
    return {(c.subject.name, c.relation.value, c.object.name) for c in read(text).credits}


@pytest.mark.parametrize("firm", ["55East", "Tidewater", "Bluebird Sky"])
def test_a_producers_banner_is_a_company_beside_one_that_looks_like_it(firm: str) -> None:
    owners = f"Jane Doe and Night Boat producer Kim Ray’s {firm} and Bo Hill and Max Roe’s Harbor Pictures"
    found = triples(f"{OPENING}{owners} join the financing.")
    assert {
        ("Kim Ray", "PRODUCED", "Night Boat"),
        ("Kim Ray", "AFFILIATED_WITH", firm),
        ("Bo Hill", "AFFILIATED_WITH", "Harbor Pictures"),
        ("Max Roe", "AFFILIATED_WITH", "Harbor Pictures"),
        (firm, "FINANCED", "Harbor Lights"),
        ("Harbor Pictures", "FINANCED", "Harbor Lights"),
    } <= found
    assert not {t for t in found if t[2] == firm and t[1] != "AFFILIATED_WITH"}


def test_what_a_director_owns_is_still_a_film() -> None:
    assert ("Ann Lee", "DIRECTED", "Harbor Lights") in triples("Jane Doe stars in Ann Lee's Harbor Lights, a thriller.")
