"""Articles in HTML pages: the main text by trafilatura, title, date, publisher and address from what the page states.

The page's own statements are JSON-LD (schema.org articles), then meta tags, then a marked `<time>`. The date decides
later which report is the latest, so nothing else is taken for one: no dates in the text, none in the address.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graph.errors import SourceError
from graph.sources import urls
from graph.sources.base import Draft
from graph.sources.metadata import Metadata, metadata_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_AS_IN_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Pages that name the one encoding are commonly written in the other, which holds it (whatwg.org, Encoding)."""
_NOT_OF_THE_WEB = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7"})
_INLINE = re.compile(
    r"a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strike"
    r"|strong|sub|sup|time|tt|u|var|wbr"
)
_HIDDEN = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "head", "object", "button", "select"})
_IS_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
MAX_TAGS = 200_000
"""A page of more tags isn't an article; it would hold the extraction for minutes."""
_USUAL_ARTICLE, _BRIEF, _SHORT = 250, 60, 1500
"""Characters of the least main text: as trafilatura has it, of a one-line brief; and what is short enough to doubt."""
_HINT = "save the article's own page from your browser, or its text as .txt"


def draft_of_page(data: bytes, name: str, charset: str = "", fetched_from: str = "") -> Draft:
    """The article of an HTML page. Raises SourceError if there is none.

    `charset` is what the server said. `fetched_from` is the address that a page was fetched from (empty for a file): a
    page may then name as its canonical address only one of its own site, else any site could pose as another.
    """
    html = decode_page(data, name, charset)
    tree = _tree(html) if html.count("<") <= MAX_TAGS else None
    if tree is None:
        raise SourceError(f"{name} isn't a page that can be read", _HINT)
    stated = metadata_of(tree, fetched_from)
    text = _main_text(html)
    if not text:
        raise SourceError(f"{name} has no article: no main text was found in the page", _HINT)
    return Draft(
        text,
        stated.title,
        _address(stated, fetched_from),
        stated.publisher or (urls.site(fetched_from) if fetched_from else ""),
        stated.published,
    )


def _address(stated: Metadata, fetched_from: str) -> str:
    if not fetched_from:
        return stated.url
    return stated.url if urls.same_site(stated.url, fetched_from) else fetched_from


def decode_page(data: bytes, name: str, charset: str = "") -> str:
    """HTML or XML as text: by its byte order mark, the server's word, its own word, else UTF-8, else Windows-1252."""
    if not data.strip():
        raise SourceError(f"{name} is empty", "is it the right file?")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    stated = _XML_ENCODING.search(data[:400]) or _META_CHARSET.search(data[:4000])
    for encoding in (charset, stated[1].decode() if stated else "", "utf-8", "windows-1252"):
        text = _try(data, encoding)
        if text is not None:
            break
    else:
        text = data.decode("utf-8", "replace")
    if "\x00" in text or text.count("\ufffd") * 100 > len(text):
        raise SourceError(f"{name} isn't text", _HINT)
    return text


def _try(data: bytes, encoding: str) -> str | None:
    """The text in that encoding as browsers understand its name, or None if it isn't in it or there is no such one."""
    try:
        name = codecs.lookup(encoding).name if encoding else ""
        return data.decode(_AS_IN_BROWSERS.get(name, name)) if name and name not in _NOT_OF_THE_WEB else None
    except (LookupError, ValueError):
        return None


def _tree(html: str) -> HtmlElement | None:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        # As bytes: lxml refuses text with an encoding declaration.
        tree: HtmlElement = document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None
    return tree


def _main_text(html: str) -> str:
    """The main text of a page, a blank line between its paragraphs; empty if it has none."""
    if not _IS_PAGE.search(html):
        html = f"<html><body><article>{html}</article></body></html>"
    try:
        text = _extracted(html, _USUAL_ARTICLE)
        # Where it finds less than that, trafilatura takes the whole page, menus and all: look again for a brief.
        return (_extracted(html, _BRIEF) or text) if len(text) < _SHORT else text
    except (RecursionError, ValueError, AttributeError, TypeError):
        return ""  # pages that are built to break parsers do break this one; there is no article in them


def _extracted(html: str, at_least: int) -> str:
    """What trafilatura takes for the main text, looking for one of at least so many characters."""
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(at_least))
    found = bare_extraction(html, include_comments=False, include_tables=True, with_metadata=False, config=config)
    return "" if found is None or isinstance(found, dict) else _paragraphs((found.text or "").splitlines())


def _paragraphs(lines: Iterable[str]) -> str:
    """The lines with a blank line between each two, except between items of a list or rows of a table."""
    before = ""
    pieces = []
    for line in filter(None, map(str.strip, lines)):
        together = before[:1] == line[:1] and line.startswith(("- ", "|"))
        pieces += ["" if not before else "\n" if together else "\n\n", line]
        before = line
    return "".join(pieces)


def text_of_fragment(html: str) -> str:
    """The text of a piece of HTML (a feed's entry), a blank line between its blocks, without scripts and the like."""
    tree = _tree(f"<div>{html}</div>")
    if tree is None:
        return ""
    return _paragraphs(" ".join(block.split()) for block in "".join(_pieces(tree)).split("\n"))


def _pieces(tree: HtmlElement) -> Iterator[str]:
    from lxml import etree

    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += tag in _HIDDEN
            yield "" if _INLINE.fullmatch(tag) else "\n"
            yield "" if hidden else _flat(element.text)
            continue
        if event == "end":
            hidden -= tag in _HIDDEN
            yield "" if _INLINE.fullmatch(tag) else "\n"
        yield "" if hidden else _flat(element.tail)


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
