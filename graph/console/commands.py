"""The commands of the console, which begin with a colon. Each has a line of help; `:help` prints them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph import output
from graph.console import files, parameters
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.console.console import Console

_SWITCH = {"on": True, "off": False}


@dataclass(frozen=True, slots=True)
class Command:
    """One command: how it is written, what it does in a line, and what runs it with the rest of the line."""

    usage: str
    help: str
    run: Callable[[Console, str], None]


def dispatch(console: Console, line: str) -> None:
    """Run one command. Raises UsageError for one that is not known."""
    name, _, rest = line.strip().partition(" ")
    command = COMMANDS.get(name)
    if command is None:
        from difflib import get_close_matches

        near = get_close_matches(name, COMMANDS, 1)
        raise UsageError(f"there is no command {name}", f"did you mean {near[0]}?" if near else "see :help")
    command.run(console, rest.strip())


# --- looking around --------------------------------------------------------------------------------------------------


def _help(console: Console, rest: str) -> None:
    name = rest if rest.startswith(":") or not rest else f":{rest}"
    if name and name not in COMMANDS:
        raise UsageError(f"there is no command {name}", "see :help")
    chosen = [COMMANDS[name]] if name else COMMANDS.values()
    wide = max(len(c.usage) for c in chosen)
    for command in chosen:
        console.print(f"{command.usage:{wide}}  {command.help}")
    if not name:
        console.print(
            "\nA statement ends with ; and may take several lines. Tab completes, Ctrl-C stops, Ctrl-D leaves."
        )


def _schema(console: Console, _: str) -> None:
    schema = console.refresh()
    rows = [
        {"what": what, "name": name, "properties": ", ".join(schema.properties.get(name, ()))}
        for what, names in (("label", schema.labels), ("type", schema.types))
        for name in names
    ]
    output.write(rows, "table", console.out)


def _queries(console: Console, _: str) -> None:
    rows = [
        {"name": q.name, "parameters": " ".join(f"${p}" for p in q.parameters), "answers": q.summary}
        for q in console.runner.catalogue()
    ]
    output.write(rows, "table", console.out)


def _history(console: Console, rest: str) -> None:
    count = _number(rest) if rest else 20
    for line in console.typed()[-count:]:
        console.print(line)


def _clear(console: Console, _: str) -> None:
    if console.out.isatty():
        console.out.write("\x1b[2J\x1b[H")
        console.out.flush()


def _exit(_: Console, __: str) -> None:
    raise EOFError


# --- parameters and settings -----------------------------------------------------------------------------------------


def _param(console: Console, rest: str) -> None:
    if not rest:
        _params(console, "")
        return
    name, arrow, value = rest.partition("=>")
    if not arrow:
        raise UsageError(f"{rest!r} is no parameter", "for example :param name => 'Uma Thurman'")
    name, _, type_ = name.strip().lstrip("$").partition(":")
    if not name.isidentifier():
        raise UsageError(f"{name!r} is no name for a parameter", "for example :param name => 'Uma Thurman'")
    text = value.strip().removesuffix(";").strip()
    console.options.parameters[name] = (
        parameters.convert(name, text, type_.strip()) if type_ else parameters.literal(text)
    )


def _params(console: Console, rest: str) -> None:
    if rest == "clear":
        console.options.parameters.clear()
        return
    given = console.options.parameters
    output.write([{"parameter": f"${n}", "value": v} for n, v in sorted(given.items())], "table", console.out)


def _format(console: Console, rest: str) -> None:
    if rest and rest not in output.FORMATS:
        raise UsageError(f"there is no format {rest!r}", f"known are {', '.join(output.FORMATS)}")
    console.options.format = rest or console.options.format
    console.print(f"format {console.options.format}")


def _limit(console: Console, rest: str) -> None:
    limits = console.options.limits
    if rest:
        limits = console.options.limits = replace(limits, rows=_number(rest) or None)
    console.print(f"limit {limits.rows:,} rows" if limits.rows else "no limit on rows")


def _timing(console: Console, rest: str) -> None:
    console.options.timing = _switch(rest, console.options.timing)
    console.print(f"timing {'on' if console.options.timing else 'off'}")


def _write(console: Console, rest: str) -> None:
    console.allow_writing(_switch(rest, console.options.write))
    console.print(f"write {'on' if console.options.write else 'off'}")


def _switch(text: str, now: bool) -> bool:
    if text and text not in _SWITCH:
        raise UsageError(f"{text!r} is neither on nor off", "write on or off")
    return _SWITCH.get(text, now)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UsageError(f"{text!r} is no number", "write a number; 0 is no limit")
    return int(text)


def _use(console: Console, rest: str) -> None:
    if rest:
        console.use(rest)
    console.print(f"at {console.runner.session.place}")


# --- running ---------------------------------------------------------------------------------------------------------


def _run(console: Console, rest: str) -> None:
    words = _words(rest)
    if not words:
        raise UsageError("say which query to run", ":queries lists them")
    wanted = console.runner.find(words[0]).parameters
    given = {name: value for name, value in console.options.parameters.items() if name in wanted}
    given |= parameters.parse_all(words[1:])
    console.run_saved(words[0], given)


def _explain(console: Console, rest: str) -> None:
    console.run_plan("EXPLAIN", rest.removesuffix(";").strip())


def _profile(console: Console, rest: str) -> None:
    console.run_plan("PROFILE", rest.removesuffix(";").strip())


def _source(console: Console, rest: str) -> None:
    words = _words(rest)
    if len(words) != 1:
        raise UsageError("name one file with statements", ":source FILE")
    console.run_file(words[0])


def _export(console: Console, rest: str) -> None:
    words = _words(rest)
    if len(words) != 1:
        raise UsageError("name one file", ":export FILE.csv (or .tsv, .json, .jsonl, .md, .txt)")
    path = files.path_of(words[0])
    count = console.export(path, files.format_of(path))
    console.print(f"{count:,} row{'' if count == 1 else 's'} in {path}")


def _view(console: Console, rest: str) -> None:
    from graph.console.pictures import view_of_last

    words = _words(rest)
    path = files.path_of(words[0]) if words else None
    file = view_of_last(console, path)
    console.print(str(file))
    if path is None and (os.environ.get("DISPLAY") or os.environ.get("BROWSER") or os.name == "nt"):
        import webbrowser

        webbrowser.open(file.resolve().as_uri())


def _path(console: Console, rest: str) -> None:
    from graph.console.pictures import path_text

    words = _words(rest)
    if len(words) != 2:
        raise UsageError("name both ends", ':path "87North" "Uma Thurman"')
    console.print(path_text(console, words[0], words[1]))


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise UsageError(f"a quote is never closed: {text}", "put names with spaces into quotes") from error


COMMANDS: Mapping[str, Command] = {
    ":help": Command(":help [COMMAND]", "This list, or one line of it.", _help),
    ":schema": Command(":schema", "Labels, relationship types and their properties, read anew.", _schema),
    ":queries": Command(":queries", "The saved queries.", _queries),
    ":run": Command(":run NAME [p=VALUE]...", "Run a saved query.", _run),
    ":param": Command(":param NAME => VALUE", "Set a parameter ($NAME): a number, a list, a map, or text.", _param),
    ":params": Command(":params [clear]", "The parameters that are set; or forget them.", _params),
    ":explain": Command(":explain [STATEMENT]", "How a statement would be run; without one, the last.", _explain),
    ":profile": Command(":profile [STATEMENT]", "The same, run and measured.", _profile),
    ":format": Command(":format [NAME]", "How rows are shown: " + ", ".join(output.FORMATS) + ".", _format),
    ":limit": Command(":limit [ROWS]", "The most rows of a statement; 0 for all.", _limit),
    ":timing": Command(":timing [on|off]", "Say how long statements take, and their memory.", _timing),
    ":write": Command(":write [on|off]", "Let statements change a Neo4j server's graph.", _write),
    ":source": Command(":source FILE", "Run the statements and commands of a file.", _source),
    ":export": Command(":export FILE", "Write all rows of the last statement to a file; its ending says how.", _export),
    ":view": Command(":view [FILE]", "Draw the names in the last result as an HTML page, and open it.", _view),
    ":path": Command(":path A B", "How A leads to B, with the sentences that say so.", _path),
    ":use": Command(":use [PLACE]", "Go to another place: a URI, a database of this server, or a workspace.", _use),
    ":history": Command(":history [N]", "The last lines typed.", _history),
    ":clear": Command(":clear", "Clear the screen.", _clear),
    ":exit": Command(":exit", "Leave (also Ctrl-D).", _exit),
}
"""All commands by name."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    ":help": tuple(COMMANDS),
    ":format": output.FORMATS,
    ":timing": tuple(_SWITCH),
    ":write": tuple(_SWITCH),
    ":params": ("clear",),
}
"""What may follow a command, for completion."""
