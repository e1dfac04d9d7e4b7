"""How text gets into a page without becoming part of it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping
from importlib import resources
from string import Template
from typing import Any

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def embed_json(value: Any) -> str:
    """JSON that is safe inside `<script type="application/json">`: no character in it can end the element, open a
    comment or a reference, or break a line of script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text


def text(value: str) -> str:
    """Text for an element or a quoted attribute."""
    return html.escape(value, quote=True)


def asset(name: str) -> str:
    """One of the page's own files."""
    return resources.files("graph.view.page").joinpath(name).read_text(encoding="utf-8")


def library() -> str:
    """vis-network as pyvis bundles it, with its licence notice, without the reference to a source map (a developer tool
    would fetch it). Raises RuntimeError if it could end the script element it is put into."""
    folder = resources.files("pyvis").joinpath("lib")
    newest = max((d.name for d in folder.iterdir() if d.name.startswith("vis-")), key=_version)
    script = folder.joinpath(newest, "vis-network.min.js").read_text(encoding="utf-8")
    script = script.rsplit("\n//# sourceMappingURL=", 1)[0]
    if "</script" in script.lower() or "<!--" in script:
        raise RuntimeError(f"vis-network in pyvis ({newest}) can't be put into a page as it is")
    return script


def _version(folder: str) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.removeprefix("vis-").split(".") if part.isdigit())


def fingerprint(content: str) -> str:
    """A source expression for a Content-Security-Policy that allows exactly this inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


def policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """A Content-Security-Policy under which only these scripts and styles run, and nothing is fetched from anywhere.

    Images may come from `data:` alone (saving as PNG draws the SVG). Trusted types forbid turning text into markup.
    """
    script = " ".join(fingerprint(s) for s in scripts) or "'none'"
    style = " ".join(fingerprint(s) for s in styles) or "'none'"
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with each `$name` replaced; a name that the template doesn't know, or misses, is an error."""
    return Template(template).substitute(values)
