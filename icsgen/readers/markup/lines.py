"""A page as lines: what the text front-end makes of a document, and what a web page is turned into.

A :class:`Line` is one line as a reader of the page sees it, with its number in the source. Plain text stays as it is;
of Markdown and reStructuredText the marks are read and taken off: headings, lists, emphasis, links, tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from icsgen.model import Document
from icsgen.patterns import Pattern

Kind = Literal["text", "heading", "item", "row", "end"]
"""``end`` is no line but a border: a talk above it does not go on below, nor a session of its level."""


class Line(NamedTuple):
    """One line of a page. A tuple, since pages have many and it is soon made."""

    number: int
    """In the source, from 1."""
    text: str
    """What a reader of the page sees, without marks; of a row its cells with a bar between them."""
    kind: Kind = "text"
    level: int = 0
    """Of a heading: 1 is the page's own. Of an item: its depth, from 1."""
    cells: tuple[str, ...] = ()
    """Of a row, its cells, empty ones included; a cell of several lines holds newlines."""
    links: tuple[tuple[str, str], ...] = ()
    """The links of the line: text and address."""
    header: bool = False
    """A row that names the columns of the rows below it."""
    table: int = 0
    """Of a row, which table of the page it is in, from 1."""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read."""
        return not self.text.strip()


def row(
    number: int,
    cells: tuple[str, ...],
    *,
    table: int,
    header: bool = False,
    links: tuple[tuple[str, str], ...] = (),
) -> Line:
    """A row of a table."""
    return Line(number, " | ".join(cells).replace("\n", " "), "row", 0, cells, links, header, table)


_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mdown|mkd|rmd|qmd)$", re.IGNORECASE)
_RST_NAME = re.compile(r"\.(?:rst|rest)$", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} \S|^\|?[ :]*-{3,}[ :]*\|[ :|-]*$|^\*\*[^*\n]{1,80}\*\*|\]\(https?://", re.MULTILINE)
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
"""Characters without width, which pages put between words and hours."""
_RST = re.compile(r"^\.\. [\w-]+::|^={4,}(?: +={3,})+ *$|^\+[-=]{3,}\+", re.MULTILINE)


def lines_of(document: Document) -> list[Line]:
    """The lines of a text document, its markup read."""
    text = _UNSEEN.sub("", document.text or "")
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lead := _lead(raw):
        raw = [line[len(lead) :] if line.startswith(lead) else line.removeprefix(lead.strip()) for line in raw]
        text = "\n".join(raw)
    if _RST_NAME.search(document.name) or _RST.search(text):
        from icsgen.readers.markup.restructured import rst_lines  # a few pages need it

        return list(rst_lines(raw))
    if _MARKDOWN_NAME.search(document.name) or _MARKDOWN.search(text):
        from icsgen.readers.markup.markdown import markdown_lines  # a few pages need it

        return list(markdown_lines(raw))
    return list(plain_lines(raw))


_LEADS = ("- ", "* ", "• ", "> ", "    ", "\t")
_FEWEST_LED = 4


def _lead(raw: list[str]) -> str:
    """The bullet, the mark of a quotation or the indent that a copy has put before all lines, or all but the first."""
    last = next((text for text in reversed(raw) if text.strip()), "")
    lead = next((lead for lead in _LEADS if last.startswith(lead)), "")
    filled = [text for text in raw if text.strip() not in ("", lead.strip())] if lead else []
    return lead if len(filled) > _FEWEST_LED and all(text.startswith(lead) for text in filled[1:]) else ""


_UNDERLINE = re.compile(r"([=\-~^#*_])\1{2,}\s*")
_ENTITY = Pattern(r"&(?:#\d{2,6}|[A-Za-z]{2,8});")
"""What a page's source writes for a character, and a careless copy keeps."""


def plain_lines(raw: list[str]) -> Iterator[Line]:
    """Plain text: nothing is taken off but the underlines of titles; tabs and bars part the cells of a row."""
    skip = False
    table = 1
    for number, text in enumerate(raw, 1):
        if skip:
            skip = False
            continue
        if "&" in text and _ENTITY.search(text):
            import html  # its table of names takes a millisecond to load, and few pages need it

            text = html.unescape(text)
        if "\t" in text and (cells := _tabbed(text)):
            yield row(number, cells, table=table)
            continue
        if text.count("|") > 2 and (cells := _barred(text)):
            yield row(number, cells, table=table)
            continue
        below = raw[number] if number < len(raw) else ""
        if _underlines(text, below):
            skip = True
            yield Line(number, text.strip(), "heading", 2)
            continue
        if not text.strip():
            table += 1
        yield Line(number, text)


def _tabbed(text: str) -> tuple[str, ...]:
    cells = tuple(cell.strip() for cell in text.strip("\t ").split("\t"))
    return cells if sum(map(bool, cells)) > 1 else ()


def _barred(text: str) -> tuple[str, ...]:
    """The cells of a row that is drawn with bars at both its ends."""
    stripped = text.strip()
    if not (stripped.startswith("|") and stripped.endswith("|")):
        return ()
    cells = tuple(cell.strip() for cell in stripped[1:-1].split("|"))
    return cells if any(cells) else ()


def _underlines(text: str, below: str) -> bool:
    """Whether the line below is an underline as long as the text."""
    stripped = text.strip()
    if not stripped or not _UNDERLINE.fullmatch(below) or _UNDERLINE.fullmatch(text):
        return False
    return len(stripped) <= 120 and abs(len(stripped) - len(below.strip())) <= max(3, len(stripped) // 4)
