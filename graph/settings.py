"""Where reelgraph looks for things: flag > environment > reelgraph.toml > default. Read once, then passed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import UsageError

CONFIG_FILE = "reelgraph.toml"


@dataclass(frozen=True, slots=True)
class Neo4jSettings:
    """How to reach a Neo4j server. The password never shows in a representation."""

    uri: str
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one run. `neo4j` is None where the workspace answers by itself.

    `without_rules` names the rules of identity that are switched off.
    """

    workspace: Path
    neo4j: Neo4jSettings | None = None
    author: str = ""
    without_rules: tuple[str, ...] = ()


def read_settings(flags: Mapping[str, str | None], environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that follow from flags (workspace, uri, username, database, author), environment and reelgraph.toml.

    Raises UsageError where reelgraph.toml can't be read or names something unknown.
    """
    env = os.environ if environ is None else environ
    config = _read_config(Path(CONFIG_FILE))

    def pick(name: str, variable: str, default: str = "") -> str:
        return flags.get(name) or env.get(variable) or config.get(name, "") or default

    uri = pick("uri", "NEO4J_URI")
    refuse_password_in(uri)
    server = Neo4jSettings(
        uri,
        pick("username", "NEO4J_USERNAME", "neo4j"),
        env.get("NEO4J_PASSWORD", ""),
        pick("database", "NEO4J_DATABASE"),
    )
    workspace = pick("workspace", "REELGRAPH_WORKSPACE")
    author = pick("author", "REELGRAPH_AUTHOR") or env.get("USER", "") or _login_name()
    off = tuple(rule.strip() for rule in pick("without_rules", "REELGRAPH_WITHOUT_RULES").split(",") if rule.strip())
    return Settings(Path(workspace) if workspace else _default_workspace(), server if uri else None, author, off)


def refuse_password_in(uri: str) -> None:
    """Raise UsageError for an address of a server that holds a user or a password: addresses are shown."""
    # Anywhere: a password may hold a slash, and an address without `//` is shown before it is found to be none.
    if "@" in uri:
        raise UsageError(
            "the address of the Neo4j server holds a user or a password",
            "give the address alone, and these as NEO4J_USERNAME and NEO4J_PASSWORD",
        )


def _login_name() -> str:
    """Who is logged in, also where the environment doesn't say (a container, a cron job); empty if nobody knows."""
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError):  # a number without an entry in the list of users; an OSError from Python 3.13 on
        return ""


def _default_workspace() -> Path:
    from platformdirs import user_data_path  # only who uses the default pays for it

    return user_data_path("reelgraph", appauthor=False)


_KNOWN = frozenset({"workspace", "uri", "username", "database", "author", "without_rules"})


def _read_config(path: Path) -> dict[str, str]:
    if not os.access(path, os.F_OK):  # also where we may not look into the current folder
        return {}
    import tomllib

    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}", "mend the file or remove it") from error
    if unknown := sorted(set(data) - _KNOWN):
        raise UsageError(
            f"{path} names an unknown setting: {unknown[0]}",
            f"known are {', '.join(sorted(_KNOWN))}; a password belongs in NEO4J_PASSWORD",
        )
    return {name: str(value) for name, value in data.items()}
