"""A web page as a reader sees it: its lines in order, each with its line in the source.

The tree that selectolax parsed is walked once, without recursion. Block elements break lines; the cells of a table are kept
until it ends (:mod:`icsgen.readers.web.tables`), an element that holds one talk is put in order when it ends
(:mod:`icsgen.readers.web.cards`). What nobody sees is left out: scripts, styles, templates, comments, decorations, what an
attribute or inline style hides. What is struck out is kept apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from icsgen.readers.lines import Kind, Line
from icsgen.readers.web import tables
from icsgen.readers.web.cards import carded
from icsgen.readers.web.hints import role_of
from icsgen.readers.web.lined import Lined
from icsgen.readers.web.machine import Spoken, joined, read_machine
from icsgen.readers.web.place import Place
from icsgen.readers.web.tables import Cell, Table

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN = frozenset(
    "script style template noscript head iframe object embed svg math canvas audio video map datalist select nav dialog"
    " textarea -comment -doctype !doctype".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 header hgroup hr html legend li main menu ol p pre section summary ul br".split()
)
_ENTRIES = frozenset("div li article section details dd".split())
"""Elements that may hold one talk."""
_OF_TABLES = frozenset("table caption thead tbody tfoot tr td th".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_PARTS = frozenset(("span", "time", "em", "strong", "b", "i", "small", "cite", "address", "a"))
"""Inline elements that a class may name as one part of a talk."""
_APART = frozenset(("span", "a", "time", "label", "button", "small", "strong", "b"))
"""Inline elements that pages set apart by style: two of them side by side are two words."""
_STRUCK = frozenset(("del", "s", "strike"))
_MARKDOWN_IN = frozenset("body html div section article main details center blockquote header footer aside figure".split())
"""Right inside these, the text of a Markdown page is Markdown."""
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAYBE_HIDDEN = '[hidden], [aria-hidden="true"], [style*="none"], [style*="hidden"]'
_NO_DECORATION = "h1, main, table"
_SPACE = re.compile(r"[\s\u200b\ufeff]+")


@dataclass(slots=True)
class Seen:
    """What a reader sees of a page."""

    lines: list[Line] = field(default_factory=list)
    visible: list[tuple[int, str]] = field(default_factory=list)
    """The same as it stands, in the order in which it stands."""
    struck: list[Line] = field(default_factory=list)
    contradictions: list[tuple[int, str, str]] = field(default_factory=list)
    """Line, words and sentence of a time that is shown otherwise than machines read it."""


def see(tree: LexborHTMLParser, source: str, *, markdown: bool = False, zone: str | None = None) -> Seen:
    """Walk the page. ``source`` is the text that was parsed, ``zone`` where instants without a shown clock are told."""
    walk = _Walk(tree, source, markdown, zone)
    walk.run()
    return walk.seen


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    tag: str
    node: LexborNode
    role: str = ""
    piece: int = -1
    """Of a link or a machine-readable time: the piece of the line at hand that it begins with."""
    value: str = ""
    """Its address or what machines read."""
    sink: list[Lined] | None = None
    start: int = 0
    """Of an element that may be a talk: where its lines begin."""
    barren: bool = False
    """A talk stands in it: it is none itself, and nothing around it is one."""
    looked_at: int = 0
    """How many of its lines were already looked at, as those of an element in it."""


class _Walk:
    """One page, walked."""

    def __init__(self, tree: LexborHTMLParser, source: str, markdown: bool, zone: str | None) -> None:
        self.root = tree.root
        self.place = Place(source)
        self.markdown = markdown
        self.zone = zone
        self.seen = Seen()
        self.hidden = _hidden(tree)
        self.page: list[Lined] = []
        self.sink = self.page
        """Where finished lines go: the page, or a cell."""
        self.tables: list[tuple[Table, list[Lined]]] = []
        self.table_count = 0
        self.open: list[_Open] = []
        self.pieces: list[str] = []
        """Of the line at hand."""
        self.spoken: list[tuple[int, int, Spoken]] = []
        """Of the line at hand: from which piece to which a machine-readable time goes."""
        self.links: list[tuple[str, str]] = []
        self.number = 0
        self.count = 0
        self.level = self.lists = self.item = self.pre = self.struck = 0
        self.role = ""
        self.struck_pieces: list[str] = []
        self.closed = ""
        """The element that ended right before."""

    def run(self) -> None:
        node = self.root
        while node is not None:
            tag = node.tag or ""
            child = None
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag not in _UNSEEN and node.mem_id not in self.hidden:
                self._enter(tag, node)
                child = node.child
                if child is None:
                    self._leave()
            node = child if child is not None else self._following(node)
        self._flush()
        self.seen.lines = [one.line for one in self.page]
        self.seen.visible = [(number, text) for _, number, text in sorted(one for each in self.page for one in each.seen)]

    def _following(self, node: LexborNode) -> LexborNode | None:
        """The next node behind this one, leaving what ends before it."""
        while self.open:
            following = node.next
            if following is not None:
                return following
            node = self.open[-1].node
            self._leave()
        return None

    # -- elements -----------------------------------------------------------------------------------------

    def _enter(self, tag: str, node: LexborNode) -> None:
        one = _Open(tag, node)
        if tag in _BLOCKS:
            self._flush()
            if tag in _ENTRIES:
                one.sink, one.start = self.sink, len(self.sink)
            self._enter_block(tag)
        elif tag in _OF_TABLES:
            self._flush()
            self._enter_table(tag, node)
        elif self.closed in _APART and tag in _APART:
            self.pieces.append(" ")
        if tag in _STRUCK:
            self.struck += 1
        if tag in _PARTS or tag in _ENTRIES or tag in _HEADINGS or tag in ("p", "abbr"):
            self._read_attributes(one)
        self.open.append(one)
        self.closed = ""

    def _enter_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag == "li":
            self.item = max(self.lists, 1)
        elif tag in _LISTS:
            self.lists += 1
        elif tag == "pre":
            self.pre += 1

    def _read_attributes(self, one: _Open) -> None:
        attributes = one.node.attributes
        if not attributes:
            if one.tag == "time":
                one.piece = len(self.pieces)
            return
        words = attributes.get("class") or ""
        one.role = role_of(words) if words else ""
        if not one.role and (label := attributes.get("aria-label")):
            one.role = role_of(label)
        if one.role and one.tag in _PARTS and not self.level:
            self._part(one.role)
        elif one.role:
            self.role = one.role
        one.piece = len(self.pieces)
        one.value = (attributes.get("href") or "") if one.tag == "a" else _machine_value(one.tag, attributes)

    def _part(self, role: str) -> None:
        """An inline element that is one part of a talk has a line of its own, unless it goes on with a time."""
        if role == "time" and (self.role == "time" or self.spoken):
            return
        self._flush()
        self.role = role

    def _leave(self) -> None:
        one = self.open.pop()
        tag = one.tag
        if tag == "a" or one.value:
            self._leave_inline(one)
        if one.role and tag in _PARTS and not self.level and self.role == one.role != "time":
            self._flush()
        if tag in _BLOCKS:
            self._flush()
            self._leave_block(tag)
            if one.sink is not None:
                self._leave_entry(one)
        elif tag in _OF_TABLES:
            self._flush()
            self._leave_table(tag)
        elif tag in _STRUCK:
            self.struck -= 1
        self.closed = tag

    def _leave_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.level = 0
        elif tag == "li":
            self.item = 0
        elif tag in _LISTS:
            self.lists -= 1
        elif tag == "pre":
            self.pre -= 1
        self.role = ""

    def _leave_entry(self, one: _Open) -> None:
        """Put a talk in order. What holds a talk, or several times, is none itself."""
        assert one.sink is not None
        around = next((above for above in reversed(self.open) if above.sink is one.sink), None)
        size = len(one.sink) - one.start
        if not one.barren and size != one.looked_at:
            own = one.sink[one.start :]
            card = carded(own)
            if card is not None:
                one.sink[one.start :] = card
            one.barren = card is not None
        if around is not None:
            around.barren = around.barren or one.barren
            if around.start == one.start:
                around.looked_at = size

    def _leave_inline(self, one: _Open) -> None:
        if one.piece > len(self.pieces) or not one.value:
            return
        text = _SPACE.sub(" ", "".join(self.pieces[one.piece :])).strip()
        if one.tag == "a":
            if text:
                self.links.append((text, one.value))
        elif spoken := read_machine(one.value, text, self.zone):
            self.spoken.append((one.piece, len(self.pieces), spoken))
            self.number = self.number or self.place.number
            if spoken.contradiction:
                self.seen.contradictions.append((self.place.number, text, spoken.contradiction))

    # -- tables -------------------------------------------------------------------------------------------

    def _enter_table(self, tag: str, node: LexborNode) -> None:
        if tag == "table":
            self.table_count += 1
            self.tables.append((Table(number=self.table_count), self.sink))
        if not self.tables:
            return
        table = self.tables[-1][0]
        if tag == "caption":
            self.sink = table.caption
        elif tag == "thead":
            table.in_head = True
        elif tag == "tr":
            table.rows.append([])
            table.head += table.in_head
        elif tag in ("td", "th"):
            if not table.rows:
                table.rows.append([])
            attributes = node.attributes
            cell = Cell(tag == "th", _span(attributes.get("rowspan")), _span(attributes.get("colspan")))
            table.rows[-1].append(cell)
            self.sink = cell.lines

    def _leave_table(self, tag: str) -> None:
        if not self.tables:
            return
        table, outer = self.tables[-1]
        if tag == "table":
            self.tables.pop()
            self.sink = outer
            self.sink += tables.lines_of(table)
        elif tag == "thead":
            table.in_head = False
        elif tag in ("td", "th", "caption"):
            self.sink = outer

    # -- text ---------------------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        closed, self.closed = self.closed, ""
        kept = self.pre > 0 or (self.markdown and bool(self.open) and self.open[-1].tag in _MARKDOWN_IN)
        if not text or text.isspace():
            if kept and "\n" in text:
                self._flush()
            elif self.pieces:
                self.pieces.append(" ")
            return
        self.place.look(text)
        if self.struck:
            self.struck_pieces.append(text)
            return
        if kept:
            self._keep_lines(text)
            return
        if closed in _APART and self.pieces and _collides(self.pieces[-1], text):
            self.pieces.append(" ")
        if not self.number:
            self.number = self.place.number
        self.pieces.append(text)

    def _keep_lines(self, text: str) -> None:
        """Line ends of the source are line ends for the reader."""
        number = self.place.number - text.count("\n", 0, len(text) - len(text.lstrip()))
        for index, part in enumerate(text.split("\n")):
            if index:
                self._flush()
                number += 1
            if part.strip():
                self.number = self.number or number
            if part:
                self.pieces.append(part)
        self.place.go_to(number)

    def _flush(self) -> None:
        """End the line at hand."""
        if self.struck_pieces:
            text = _SPACE.sub(" ", "".join(self.struck_pieces)).strip()
            self.seen.struck.append(Line(self.place.number, text))
            self.struck_pieces = []
        if not self.pieces and not self.spoken:
            return
        shown = "".join(self.pieces)
        shown = shown.rstrip() if self.markdown and not self.tables else _SPACE.sub(" ", shown).strip()
        meant = self._meant() if self.spoken else shown
        if meant:
            kind: Kind = "heading" if self.level else "item" if self.item else "text"
            self.count += 1
            one = Lined(
                Line(self.number, meant, kind, self.level or self.item, (), tuple(self.links)),
                ((self.count, self.number, shown),) if shown else (),
                self.role,
            )
            if not (self.spoken and self.sink and self._ends_last(one)):
                self.sink.append(one)
            self.item, self.role = 0, ""
        self.pieces, self.links, self.spoken, self.number = [], [], [], 0
        for element in self.open:
            if element.piece > 0:
                element.piece = 0

    def _meant(self) -> str:
        """The line with the times that machines read in place of the words shown for them."""
        parts: list[str] = []
        done = 0
        last: Spoken | None = None
        for start, end, spoken in self.spoken:
            if start < done:
                continue
            between = "".join(self.pieces[done:start])
            follows = last is not None and tables.only_joins(between)
            parts += [" – " if follows else between, " ", spoken.text(after=last if follows else None), " "]
            last, done = spoken, end
        parts.append("".join(self.pieces[done:]))
        return _SPACE.sub(" ", "".join(parts)).strip()

    def _ends_last(self, one: Lined) -> bool:
        """A start and an end in elements of their own are one range."""
        last = self.sink[-1]
        if len(self.spoken) != 1 or one.line.text != self.spoken[0][2].text():
            return False
        text = joined(last.line.text, self.spoken[0][2])
        if text is None:
            return False
        self.sink[-1] = last.said(text)
        self.sink[-1].seen, self.sink[-1].role = last.seen + one.seen, last.role
        return True


def _collides(before: str, after: str) -> bool:
    """Whether two words would run into one: '09:30' and 'Opening', 'Opening' and '09:30'."""
    last, first = before[-1:], after[:1]
    return (last.isdigit() or last.islower()) and (first.isupper() or (first.isdigit() and last.islower()))


def _hidden(tree: LexborHTMLParser) -> set[int]:
    """The elements that attributes or inline styles hide, and decorations."""
    found = set()
    for node in tree.css(_MAYBE_HIDDEN):
        attributes = node.attributes
        if (
            ("hidden" in attributes and attributes["hidden"] != "until-found")
            or _HIDING.search(attributes.get("style") or "")
            or (attributes.get("aria-hidden") == "true" and node.css_first(_NO_DECORATION) is None)
        ):
            found.add(node.mem_id)
    return found


def _machine_value(tag: str, attributes: dict[str, str | None]) -> str:
    """What machines read there: ``<time datetime>``, RDFa's ``content``, hCalendar's ``title``."""
    if tag == "time":
        return attributes.get("datetime") or ""
    if tag == "abbr":
        return (attributes.get("title") or "") if "dt" in (attributes.get("class") or "") else ""
    return (attributes.get("content") or "") if "date" in (attributes.get("datatype") or "").lower() else ""


def _span(value: str | None) -> int:
    """A ``rowspan`` or ``colspan``, within what browsers allow."""
    return min(max(int(value), 1), 1000) if value and value.isdecimal() and len(value) < 6 else 1
