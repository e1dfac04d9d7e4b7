"""The command line: parse, call, print. The one place that maps errors to exit codes.

Each command lives in a module of this package; only the module of the command that is asked for is imported, so that
no command pays for another's imports.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from graph import __version__
from graph.errors import ReelgraphError

if TYPE_CHECKING:
    import typer

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "add": "articles",
        "read": "articles",
        "import": "articles",
        "articles": "articles",
        "remove": "articles",
        "rebuild": "articles",
        "status": "articles",
        "path": "path",
        "show": "questions",
        "find": "questions",
        "cypher": "cypher",
        "queries": "cypher",
        "common": "shared",
        "collaborators": "shared",
        "slate": "shared",
        "hubs": "shared",
        "timeline": "shared",
        "between": "shared",
        "review": "review",
        "credit": "review",
        "link": "review",
        "view": "view",
        "export": "view",
        "doctor": "upkeep",
        "backup": "upkeep",
        "restore": "upkeep",
    }
)
"""Each command, and the module of this package that registers it (in the order of the help text)."""

COMMON_OPTIONS = ("--workspace", "--uri", "--username", "--database", "--author")
"""Options of every command; they may stand before or after its name."""

_CANCELLED = 130
_BROKEN_PIPE = 141
_BUG = 70


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (["--version"], ["-V"]):
        print(f"reelgraph {__version__}")
        sys.exit(0)
    sys.exit(run(arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command, or print the help where none is named; returns the exit code.

    Errors of use become one line on stderr and a hint.
    """
    import typer

    arguments = common_first(arguments)
    try:
        app = build_app(command_of(arguments))
        result = app(arguments or ["--help"], prog_name="reelgraph", standalone_mode=False)
    except ReelgraphError as error:
        return _complain(error.message, error.hint, error.exit_code)
    except typer.TyperException as error:
        return _usage(error)
    except typer.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, typer.Abort):
        print("interrupted", file=sys.stderr)
        return _CANCELLED
    except SystemExit as stop:
        # typer exits by itself with 1 where whoever read us is gone, and with 0 after installing completion.
        return _BROKEN_PIPE if stop.code else 0
    except BrokenPipeError:
        sys.stdout = None  # whoever read us is gone; Python must not try to flush at exit
        return _BROKEN_PIPE
    except Exception as error:
        if os.environ.get("REELGRAPH_DEBUG"):
            raise
        message = f"a mistake in reelgraph itself: {type(error).__name__}: {error}"
        return _complain(message, "REELGRAPH_DEBUG=1 shows where; please report it", _BUG)
    return result if isinstance(result, int) else 0


def _usage(error: typer.TyperException) -> int:
    message = getattr(error, "format_message", lambda: str(error))()
    context = getattr(error, "ctx", None)
    where = context.command_path if context is not None else "reelgraph"
    return _complain(message.rstrip("."), f"see: {where} --help", getattr(error, "exit_code", 2))


def _complain(message: str, hint: str, code: int) -> int:
    from graph.text import printable

    print(f"reelgraph: {printable(message)}", file=sys.stderr)
    if hint:
        print(f"  hint: {printable(hint)}", file=sys.stderr)
    return code


def common_first(arguments: Sequence[str]) -> list[str]:
    """The same arguments with the common options moved to the front, so that they may stand anywhere before `--`."""
    front: list[str] = []
    rest: list[str] = []
    items = iter(arguments)
    for item in items:
        if item == "--":
            rest += [item, *items]
        elif item in COMMON_OPTIONS:
            front += [item, *(value for value in [next(items, None)] if value is not None)]
        elif item.split("=", 1)[0] in COMMON_OPTIONS:
            front.append(item)
        else:
            rest.append(item)
    return front + rest


def command_of(arguments: Sequence[str]) -> str | None:
    """The name of the command that is called, or None if all are needed (help, completion, a mistake)."""
    rest = list(arguments)
    while rest and rest[0] in COMMON_OPTIONS:
        rest = rest[2:]
    return rest[0] if rest and rest[0] in COMMANDS else None


def build_app(command: str | None = None) -> typer.Typer:
    """The application with the module of one command, or with all."""
    import typer

    from graph.cli.common import common_options

    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(
        epilog="Exit codes: 0 done, 1 not found, 2 wrong use, 3 source unreadable, 4 database, 130 interrupted."
    )(common_options)
    modules = [COMMANDS[command]] if command else list(dict.fromkeys(COMMANDS.values()))
    for module in modules:
        import_module(f"graph.cli.{module}").register(app)
    return app
