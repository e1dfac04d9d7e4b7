"""Colours for light and dark. Kinds and families stay apart for readers with protanopia, deuteranopia and tritanopia.

The kinds follow Okabe and Ito's palette (2008), with a darker orange for contrast on white; the families follow Paul
Tol's muted one, lightened for dark backgrounds. Shape, dashes and words say the same as each colour. The page and the
static picture use the same values.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypedDict


class Palette(TypedDict):
    """Colours as `#rrggbb`: the ground, text, lines around things, by type of node and by family of relation."""

    ground: str
    ink: str
    quiet: str
    departed: str
    mark: str
    rim: str
    kinds: dict[str, str]
    families: dict[str, str]


LIGHT: Palette = {
    "ground": "#ffffff",
    "ink": "#1c2128",
    "quiet": "#57606a",
    "departed": "#8c959f",
    "mark": "#1c2128",
    "rim": "#ffffff",
    "kinds": {"Person": "#0072b2", "Film": "#d17a00", "Company": "#009e73"},
    "families": {
        "Cast": "#332288",
        "Direction, writing and crew": "#cc6677",
        "Production": "#117733",
        "Finance and sales": "#aa4499",
        "Companies and agents": "#8f7a1f",
    },
}

DARK: Palette = {
    "ground": "#14181d",
    "ink": "#e6edf3",
    "quiet": "#9da7b1",
    "departed": "#6b747e",
    "mark": "#ffffff",
    "rim": "#14181d",
    "kinds": {"Person": "#56b4e9", "Film": "#f0b32e", "Company": "#1fc795"},
    "families": {
        "Cast": "#9f94ff",
        "Direction, writing and crew": "#ff9aa6",
        "Production": "#4fbf70",
        "Finance and sales": "#e080d4",
        "Companies and agents": "#d6c25a",
    },
}

PALETTES: Mapping[str, Palette] = MappingProxyType({"light": LIGHT, "dark": DARK})
