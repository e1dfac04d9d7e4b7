"""Bytes to text: UTF-8, or UTF-16 with its mark; anything else is refused with what it probably is."""

from __future__ import annotations

import codecs

from graph.errors import SourceError

_MAGIC = (
    (b"%PDF", "a PDF document", "save the article as text or HTML first"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save the article as text first"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first (gunzip)"),
    (b"\x89PNG", "an image", "give the text of the article"),
    (b"\xff\xd8\xff", "an image", "give the text of the article"),
    (b"SQLite format 3\x00", "an SQLite database", "give an article, or use --workspace for a workspace"),
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, name: str) -> str:
    """The text of a file, its line ends untouched, without a byte order mark.

    Raises SourceError if it is empty, binary, or in an encoding that can't be told for certain.
    """
    if not data.strip():
        raise SourceError(f"{name} is empty", "is it the right file?")
    for magic, kind, hint in _MAGIC:
        if data.startswith(magic):
            raise SourceError(f"{name} isn't text: it is {kind}", hint)
    text = _decoded(data, name)
    if "\x00" in text:
        raise SourceError(f"{name} isn't text: it holds NUL bytes", "give a text file in UTF-8")
    if not text.strip():
        raise SourceError(f"{name} is empty", "is it the right file?")
    return text


def _decoded(data: bytes, name: str) -> str:
    try:
        if data.startswith(_UTF16):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise SourceError(f"{name} isn't text", "give a text file in UTF-8") from error
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{name} isn't UTF-8: the byte 0x{data[error.start]:02x} in line {line} doesn't belong there",
            "convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW",
        ) from error
