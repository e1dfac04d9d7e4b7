"""The lexicon turned into one lookup: first word → longest phrases first, and single words."""

from __future__ import annotations

from graph.model import Relation as R
from graph.reading.lexicon.sayings import SAYINGS
from graph.reading.lexicon.trade import DEPARTED, ROLE_WORDS, TALKS, VERBS

Entry = tuple[tuple[str, ...], str, tuple[R, ...], str, str]

PHRASES: dict[str, list[Entry]] = {}
SINGLE: dict[str, tuple[str, tuple[R, ...], str, str]] = {}


def _add(phrase: str, kind: str, rels: tuple[R, ...] = (), detail: str = "", form: str = "") -> None:
    words = tuple(phrase.split())
    if len(words) == 1:
        SINGLE.setdefault(phrase, (kind, rels, detail, form))
    else:
        PHRASES.setdefault(words[0], []).append((words, kind, rels, detail, form))


def _compound_roles() -> None:
    """ "writer-director", "producer/star" and their like."""
    heads = (
        "writer",
        "director",
        "producer",
        "star",
        "creator",
        "actor",
        "screenwriter",
        "actress",
        "co-writer",
        "editor",
        "showrunner",
    )
    for a in heads:
        for b in heads:
            if a != b:
                rels = tuple(dict.fromkeys(ROLE_WORDS[a][0] + ROLE_WORDS[b][0]))
                detail = "showrunner" if "showrunner" in (a, b) else ("editor" if "editor" in (a, b) else "")
                for tail in ("", "s"):
                    _add(f"{a}-{b}{tail}", "R", rels, detail)
                    _add(f"{a} / {b}{tail}", "R", rels, detail)
                    if a not in ("star", "actor", "actress"):
                        _add(f"{a} and {b}{tail}", "R", rels, detail)
    _add("writer-director-producer", "R", (R.WROTE, R.DIRECTED, R.PRODUCED))
    _add("creator and executive producer", "R", (R.WROTE, R.EXECUTIVE_PRODUCED))
    _add("writer and executive producer", "R", (R.WROTE, R.EXECUTIVE_PRODUCED))
    _add("director and executive producer", "R", (R.DIRECTED, R.EXECUTIVE_PRODUCED))
    _add("showrunner and executive producer", "R", (R.WORKED_ON, R.EXECUTIVE_PRODUCED), "showrunner")
    _add("star and executive producer", "R", (R.ACTED_IN, R.EXECUTIVE_PRODUCED))


def _fill() -> None:
    for kind, rels, detail, form, words in SAYINGS:
        for phrase in words.split(";"):
            _add(phrase, kind, rels, detail, form)
    for phrase in TALKS:
        _add(phrase, "talk")
    for phrase in DEPARTED:
        _add(phrase, "dep")
    for word, (rels, detail) in ROLE_WORDS.items():
        _add(word, "R", rels, detail)
    _compound_roles()
    for word, (rels, detail, form) in VERBS.items():
        _add(word, "V", rels, detail, form)
    for entries in PHRASES.values():
        entries.sort(key=lambda e: -len(e[0]))


_fill()
