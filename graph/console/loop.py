"""The terminal of the console: prompt, highlighting, completion while typing, history, Ctrl-C and Ctrl-D."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import completion_is_selected
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.graph import CypherLexer

from graph.console.complete import suggestions
from graph.console.history import open_history
from graph.console.script import begin
from graph.store import tokens

if TYPE_CHECKING:
    from graph.console.console import Console

PROMPT = "reelgraph> "
CONTINUED = "      ...> "


def run(console: Console) -> int:
    """Talk with a person until they leave."""
    session = _session(console)
    console.typed = session.history.get_strings
    console.say(f"At {console.runner.session.place}. Statements only read. :help lists commands, :exit leaves.")
    console.learn()
    while True:
        try:
            text = session.prompt(PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return 0
        try:
            console.line(text)
        except EOFError:
            return 0


def _session(console: Console) -> PromptSession[str]:
    return PromptSession(
        history=open_history(),
        lexer=PygmentsLexer(CypherLexer),
        completer=_Completer(console),
        complete_while_typing=True,
        multiline=True,
        key_bindings=_keys(),
        prompt_continuation=CONTINUED,
        bottom_toolbar=lambda: _toolbar(console),
        editing_mode=EditingMode.EMACS,
        enable_history_search=False,
        reserve_space_for_menu=6,
    )


def _toolbar(console: Console) -> str:
    options = console.options
    rows = f"limit {options.limits.rows:,}" if options.limits.rows else "no limit"
    writing = "  WRITE" if options.write else ""
    return f" {console.runner.session.place}  {options.format}  {rows}{writing}"


def is_finished(text: str) -> bool:
    """Whether Enter runs the text: a command, nothing, statements up to a `;`, or what can't be read (and is told)."""
    return not text.strip() or text.startswith(":", begin(text)) or tokens.complete(text)


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter", filter=~completion_is_selected)
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_finished(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    @keys.add("enter", filter=completion_is_selected)
    def _take(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None

    return keys


class _Completer(Completer):
    """Asks the pure engine."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
        """The suggestions at the cursor, for prompt_toolkit."""
        vocabulary = self._console.vocabulary
        vocabulary.parameters = tuple(self._console.options.parameters)
        for found in suggestions(document.text, document.cursor_position, vocabulary):
            yield Completion(found.text, found.start - document.cursor_position, display_meta=found.kind)
