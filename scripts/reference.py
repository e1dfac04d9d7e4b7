"""Writes docs/reference.md from the code (commands, options, exit codes, queries). `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from graph.cli import build_app
from graph.queries import catalogue

PAGE = Path(__file__).parent.parent / "docs" / "reference.md"

_HEAD = """# Reference

Written from the code by `python scripts/reference.py`; a test compares.

"""

_EXIT_CODES = """## Exit codes

| Code | Means |
| --- | --- |
| 0 | done |
| 1 | asked and not found: no path, no such name, no such article, no workspace |
| 2 | wrong use: an option, an ambiguous name, a mistake in a query |
| 3 | a source could not be read (the rest was) |
| 4 | database unreachable or refusing, or workspace locked |
| 70 | a mistake in reelgraph itself; `REELGRAPH_DEBUG=1` shows where |
| 130 | interrupted |
| 141 | whoever read the output went away |

"""

_ENVIRONMENT = """## Environment and reelgraph.toml

A flag counts before the environment, the environment before `reelgraph.toml` in the current folder.

| Variable | Flag | In reelgraph.toml |
| --- | --- | --- |
| `REELGRAPH_WORKSPACE` | `--workspace` | `workspace` |
| `NEO4J_URI` | `--uri` | `uri` |
| `NEO4J_USERNAME` | `--username` | `username` |
| `NEO4J_PASSWORD` | | |
| `NEO4J_DATABASE` | `--database` | `database` |
| `REELGRAPH_AUTHOR` | `--author` | `author` |
| `REELGRAPH_LLM_URL`, `REELGRAPH_LLM_MODEL`, `REELGRAPH_LLM_KEY` | | |
| `REELGRAPH_LLM_TIMEOUT`, `REELGRAPH_LLM_AT_ONCE` | | |
| `REELGRAPH_DEBUG` | | |

"""


def page() -> str:
    """The whole page."""
    group: Any = typer.main.get_command(build_app())
    parts = [_HEAD, "## Options of every command\n\n", *_options(group), "\n## Commands\n\n"]
    for name, command in group.commands.items():
        parts += [
            f"### reelgraph {name}\n\n",
            f"{_text(command.help)}\n\n",
            *_arguments(name, command),
            *_options(command),
            "\n",
        ]
    parts += [_EXIT_CODES, _ENVIRONMENT, "## Queries\n\n", *_queries()]
    return "".join(parts).rstrip() + "\n"


def _arguments(name: str, command: Any) -> Iterator[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    shown = " ".join(_metavar(p) for p in arguments)
    yield f"`reelgraph {name} {shown}`\n\n" if shown else f"`reelgraph {name}`\n\n"
    if arguments:
        yield "| Argument | |\n| --- | --- |\n"
        for p in arguments:
            yield f"| `{_metavar(p)}` | {_cell(p.help)} |\n"
        yield "\n"


def _options(command: Any) -> Iterator[str]:
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    if not options:
        return
    yield "| Option | | Default |\n| --- | --- | --- |\n"
    for p in options:
        names = ", ".join([*p.opts, *p.secondary_opts])
        yield f"| `{names}` | {_cell(p.help)} | {_default(p)} |\n"


def _metavar(parameter: Any) -> str:
    name = parameter.metavar or str(parameter.name).upper().rstrip("_")
    return str(name) if parameter.required else f"[{name}]"


def _default(parameter: Any) -> str:
    default = parameter.default
    if default is None or default is False or callable(default) or default in ((), []):
        return ""
    return f"`{getattr(default, 'value', default)}`"


def _queries() -> Iterator[str]:
    yield "Run one with `reelgraph cypher NAME -p parameter=value`.\n\n"
    yield "| Query | Answers | Parameters |\n| --- | --- | --- |\n"
    for query in catalogue():
        parameters = ", ".join(f"`${name}`" for name in query.parameters)
        yield f"| `{query.name}` | {_cell(query.summary)} | {parameters} |\n"


def _text(help_: str | None) -> str:
    return " ".join((help_ or "").split())


def _cell(help_: str | None) -> str:
    return _text(help_).replace("|", "\\|")


def main() -> int:
    """Write the page, or with `--check` say whether it is up to date."""
    fresh = page()
    if "--check" in sys.argv:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == fresh
        print("docs/reference.md is up to date" if same else "docs/reference.md is stale: python scripts/reference.py")
        return 0 if same else 1
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
