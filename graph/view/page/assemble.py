"""Puts a page together: layout, facts, network, script and style in one file that fetches nothing."""

from __future__ import annotations

from graph.export.text import clean
from graph.view.facts import gather
from graph.view.layout import place
from graph.view.network import build
from graph.view.page.embed import asset, embed_json, fill, library, policy, text
from graph.view.picture import Picture

SCRIPTS = (
    "facts.js",
    "theme.js",
    "stage.js",
    "labels.js",
    "filters.js",
    "panel.js",
    "search.js",
    "trace.js",
    "table.js",
    "svg.js",
    "save.js",
    "main.js",
)
"""The page's own script, in the order in which its parts are put together."""


def script() -> str:
    """The page's own script as it stands in the page: all parts in one scope of their own."""
    parts = "\n".join(asset(f"js/{name}") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def render(picture: Picture) -> str:
    """The page for a picture: one HTML document, the same for the same picture, whatever order its graph comes in."""
    picture = picture.ordered()
    placement = place(picture)
    facts = gather(picture, placement)
    style, vis, own = asset("page.css"), library(), script()
    return fill(
        asset("template.html"),
        {
            "policy": text(policy((vis, own), (style,))),
            "title": text(clean(picture.title)),
            "note": text(clean(picture.note)),
            "style": style,
            "facts": embed_json(facts),
            "network": embed_json(build(picture, placement)),
            "library": vis,
            "script": own,
        },
    )
