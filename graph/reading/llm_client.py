"""The OpenAI-compatible chat protocol: one question, one answer, with time-outs and patient retries.

The key is sent in the Authorization header to the address that was set, and to no other: redirects aren't followed.
Nothing here puts it into a message; what a server says is printed without it.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from graph.errors import SourceError, UsageError
from graph.reading.llm_prompt import SCHEMA

URL, MODEL, KEY = "REELGRAPH_LLM_URL", "REELGRAPH_LLM_MODEL", "REELGRAPH_LLM_KEY"
TIMEOUT, AT_ONCE = "REELGRAPH_LLM_TIMEOUT", "REELGRAPH_LLM_AT_ONCE"
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_MAX_ANSWER = 10_000_000
_FORMATS: tuple[dict[str, Any] | None, ...] = (
    {"type": "json_schema", "json_schema": {"name": "credits", "strict": True, "schema": SCHEMA}},
    {"type": "json_object"},
    None,
)
"""How the answer's form is asked for: strictly, then as servers that don't know that understand it."""


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Where the model is and how it is asked. Times in seconds, sizes in characters.

    `timeout` bounds one answer as a whole. `at_once` is how many requests run side by side. `patience` is the longest
    wait before another try; a server that asks for more is given up.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    at_once: int = 4
    tries: int = 5
    backoff: float = 1.0
    patience: float = 60.0
    chunk: int = 6000
    overlap: int = 600
    max_tokens: int = 4096


def settings_from(environ: Mapping[str, str]) -> LlmSettings:
    """The settings in `REELGRAPH_LLM_URL`, `_MODEL`, `_KEY`, `_TIMEOUT` (seconds) and `_AT_ONCE` (requests).

    Raises UsageError if one of the first two is missing, or any is wrong.
    """
    url, model, key = (environ.get(name, "").strip() for name in (URL, MODEL, KEY))
    if not url or not model:
        missing = URL if not url else MODEL
        raise UsageError(
            f"the language model reader needs {missing}",
            f"set {URL} (such as http://localhost:8080/v1), {MODEL} and, if the server wants one, {KEY}",
        )
    if not (key.isascii() and key.isprintable()):
        raise UsageError(f"{KEY} holds signs that no key has", "copy it again, without line ends")
    timeout, at_once = _number(environ, TIMEOUT, 120, 3600), _number(environ, AT_ONCE, 4, 64)
    return LlmSettings(_endpoint(url), model, key, timeout=float(timeout), at_once=at_once)


def _number(environ: Mapping[str, str], name: str, default: int, most: int) -> int:
    value = environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdigit() and len(value) < 6 and 1 <= int(value) <= most):
        raise UsageError(f"{name} isn't a number that makes sense", f"give a whole number from 1 to {most:,}")
    return int(value)


def _endpoint(url: str) -> str:
    """The address of the chat endpoint, from the base address that servers document or the endpoint itself."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"{URL} isn't an http or https address", "such as http://localhost:8080/v1")
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"{URL} holds a user name or password", f"put the key into {KEY}")
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    return parts._replace(path=path, fragment="").geturl()


class ModelUnavailable(SourceError):
    """The server can't be used, whatever it is asked: there is no point in going on to the next article."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The model's words, and whether it was cut off by the limit of tokens."""

    content: str
    cut_off: bool


class ChatClient:
    """Asks one server. Use within one event loop; `counts` tells requests and retries."""

    def __init__(self, settings: LlmSettings) -> None:
        self._settings = settings
        self._gate = asyncio.Semaphore(settings.at_once)
        self._format = 0
        headers = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
        self._http = httpx.AsyncClient(timeout=settings.timeout, headers=headers)
        self.counts: Counter[str] = Counter()

    async def __aenter__(self) -> ChatClient:
        await self._http.__aenter__()
        return self

    async def __aexit__(self, *exc: Any) -> None:
        await self._http.__aexit__(*exc)

    async def ask(self, messages: list[dict[str, str]]) -> Reply:
        """The model's answer. Raises ModelUnavailable once retrying is over or makes no sense, else SourceError."""
        async with self._gate:
            tried = 0
            while True:
                asked_as = self._format
                try:
                    return await self._once(messages, asked_as)
                except _FormatRefused:
                    self._format = max(self._format, asked_as + 1)
                except _TryAgain as trouble:
                    tried += 1
                    wait = self._wait(trouble, tried)
                    self.counts["retries"] += 1
                    await asyncio.sleep(wait)

    def _wait(self, trouble: _TryAgain, tried: int) -> float:
        """How long to wait before the next try: as the server asks, else doubling, with a part of chance."""
        if tried >= self._settings.tries:
            times = "once" if tried == 1 else f"{tried} times"
            raise ModelUnavailable(f"{self.name} failed {times}: {trouble}", "try again later, or check the server")
        if trouble.wait is not None and trouble.wait > self._settings.patience:
            raise ModelUnavailable(f"{self.name} asks to wait {trouble.wait:,.0f} s: {trouble}", "try again later")
        if trouble.wait is not None:
            return trouble.wait
        doubled = self._settings.backoff * 2.0 ** (tried - 1)
        return min(self._settings.patience, doubled * random.uniform(0.5, 1.0))  # so that not all come back at once

    @property
    def name(self) -> str:
        """The server, as messages call it."""
        return f"the model server {urlsplit(self._settings.url).netloc}"

    async def _once(self, messages: list[dict[str, str]], asked_as: int) -> Reply:
        body: dict[str, Any] = {
            "model": self._settings.model,
            "messages": messages,
            "temperature": 0,
            "max_tokens": self._settings.max_tokens,
        }
        if form := _FORMATS[asked_as]:
            body["response_format"] = form
        self.counts["requests"] += 1
        try:
            async with asyncio.timeout(self._settings.timeout):
                status, headers, data = await self._post(body)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise _TryAgain(f"no answer within {self._settings.timeout:g} s") from error
        except httpx.TransportError as error:
            raise _TryAgain(self._printable(str(error)) or "the connection broke off") from error
        if status != 200:
            raise self._refusal(status, headers, data, asked_as)
        return _reply(data, self.name)

    async def _post(self, body: dict[str, Any]) -> tuple[int, httpx.Headers, bytes]:
        """Status, headers and the body, as far as an answer may reasonably go."""
        async with self._http.stream("POST", self._settings.url, json=body) as response:
            data = b""
            async for part in response.aiter_bytes(65536):
                data += part
                if len(data) > _MAX_ANSWER:
                    raise ModelUnavailable(f"{self.name} sends more than an answer", f"check {URL}")
            return response.status_code, response.headers, data

    def _refusal(self, status: int, headers: httpx.Headers, data: bytes, asked_as: int) -> Exception:
        said = self._printable(_error_message(data))
        text = f"{status}{f' ({said})' if said else ''}"
        if status in _AGAIN:
            return _TryAgain(text, _retry_after(headers.get("retry-after", "")))
        if status in (400, 422) and asked_as + 1 < len(_FORMATS):
            return _FormatRefused(text)
        if status in (401, 403):
            return ModelUnavailable(f"{self.name} refuses us: {text}", f"check {KEY}")
        if status == 404:
            return ModelUnavailable(
                f"{self.name} doesn't know the address or the model: {text}", f"check {URL} and {MODEL}"
            )
        return ModelUnavailable(f"{self.name} answered {text}", f"check {URL} and {MODEL}")

    def _printable(self, text: str) -> str:
        """What a server says, on one short line and without the key, should it repeat it."""
        key = self._settings.key
        if key and any(part and part in text for part in (key, key[:8], key[-8:])):
            return ""
        return " ".join(text.split())[:200]


class _TryAgain(Exception):
    """A failure that may pass. `wait` is how long the server asks to wait, in seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class _FormatRefused(Exception):
    """The server doesn't understand how the form of the answer was asked for."""


def _reply(data: bytes, name: str) -> Reply:
    import json

    try:
        choice = json.loads(data)["choices"][0]
        content, reason = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise ModelUnavailable(
            f"{name} doesn't speak the chat protocol", f"check {URL}; it often ends in /v1"
        ) from error
    if not isinstance(content, str):
        raise SourceError(f"{name} gave no answer to this text", "try another model")
    return Reply(content, reason == "length")


def _error_message(data: bytes) -> str:
    """The message in an error answer, in any of the shapes that servers use; empty if there is none."""
    import json

    try:
        found = json.loads(data[:100_000])
    except (ValueError, RecursionError):
        return ""
    for key in ("error", "message", "detail"):
        if isinstance(found, dict):
            found = found.get(key, found)
    return found if isinstance(found, str) else ""


def _retry_after(value: str) -> float | None:
    """Seconds to wait, from a Retry-After header: a number or a date; None if there is none."""
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
