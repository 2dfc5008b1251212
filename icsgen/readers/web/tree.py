"""A web page as a reader sees it: its lines in order, each with its line in the source.

The tree that selectolax parsed is walked once, without recursion. Block elements break lines; the cells of a table are
kept until it ends (:mod:`icsgen.readers.web.tables`), an element that holds one talk is put in order when it ends
(:mod:`icsgen.readers.web.cards`). What nobody sees is left out: scripts, styles, templates, comments, decorations, what
an attribute or inline style hides. What is struck out is kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from icsgen.readers.web import tables
from icsgen.readers.web.cards import carded
from icsgen.readers.web.cells import Cell, Table
from icsgen.readers.web.elements import (
    APART,
    ATTRIBUTED,
    BLOCKS,
    ENTRIES,
    HEADINGS,
    LISTS,
    MARKDOWN_IN,
    OF_TABLES,
    PARTS,
    STRUCK,
    UNSEEN,
    hidden,
    machine_value,
    spanned,
)
from icsgen.readers.web.hints import role_of, within
from icsgen.readers.web.limits import check_text
from icsgen.readers.web.lined import Lined
from icsgen.readers.web.place import Place
from icsgen.readers.web.writer import Seen, Writer

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_CLOCK = re.compile(r"\d\s?(?:[:.h]\s?\d\d|[ap]\.?m)", re.IGNORECASE)
_LARGEST_PART = {"abstract": 20_000, "title": 400}
_LARGE = 2000
"""Characters of a block element that is one part of a talk."""


def see(
    tree: LexborHTMLParser, source: str, *, origin: str = "", markdown: bool = False, zone: str | None = None
) -> Seen:
    """Walk the page.

    ``source`` is the text that was parsed. In ``markdown`` the text outside of elements is left as it stands. ``zone``
    is the one on whose clock instants are told for which the page shows no hour.

    :raises FormatError: it shows a text that is longer than any programme.
    """
    walk = _Walk(tree, source, markdown, zone)
    walk.origin = origin
    return walk.run()


class _Open:
    """An element that is open."""

    __slots__ = ("barren", "flushed", "looked_at", "node", "owner", "piece", "role", "sink", "start", "tag", "value")

    def __init__(self, tag: str, node: LexborNode, role: str, owner: int) -> None:
        self.tag = tag
        self.node = node
        self.role = role
        """Of the text right in it: its own, or that of an element around it."""
        self.owner = owner
        """Which element's role that is."""
        self.value = ""
        """The address of a link, or what machines read of a time; its text begins at ``piece``, ``flushed``."""
        self.piece = self.flushed = 0
        self.sink: list[Lined] | None = None
        """Of an element that may be a talk: where its lines go, from ``start`` on."""
        self.start = 0
        self.barren = False
        """A talk stands in it: it is none itself, and nothing around it is one."""
        self.looked_at = 0
        """How many of its lines were already looked at, as those of an element in it."""


class _Walk:
    """One page, walked."""

    def __init__(self, tree: LexborHTMLParser, source: str, markdown: bool, zone: str | None) -> None:
        self.root = tree.root
        self.origin = ""
        self.markdown = markdown
        self.seen = Seen()
        self.out = Writer(Place(source), self.seen, zone)
        self.out.keep_indent = markdown
        self.hidden = hidden(tree)
        self.tables: list[tuple[Table, list[Lined]]] = []
        """The open ones, each with where its lines will go."""
        self.table_count = 0
        self.open: list[_Open] = []
        self.lists = self.pre = self.owners = 0
        self.closed = ""
        """The element that ended right before."""

    def run(self) -> Seen:
        node = self.root
        hidden_ = self.hidden
        while node is not None:
            tag = node.tag or ""
            child = None
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag not in UNSEEN and node.mem_id not in hidden_ and not (tag == "button" and self._is_control(node)):
                self._enter(tag, node)
                child = node.child
                if child is None:
                    self._leave()
            node = child if child is not None else self._following(node)
        self.out.flush()
        self.seen.page = self.out.page
        shown = sorted(each for one in self.out.page for each in one.seen)
        self.seen.visible = [(number, text) for _, number, text in shown]
        return self.seen

    def _following(self, node: LexborNode) -> LexborNode | None:
        """The next node behind this one, leaving what ends before it."""
        open_ = self.open
        while open_:
            following = node.next
            if following is not None:
                return following
            node = open_[-1].node
            self._leave()
        return None

    def _is_control(self, node: LexborNode) -> bool:
        """Whether a button is one, and not the head of a talk that unfolds."""
        return not self.out.level and not _CLOCK.search(node.text() or "")

    def _text(self, text: str) -> None:
        closed, self.closed = self.closed, ""
        kept = self.pre > 0 or (self.markdown and bool(self.open) and self.open[-1].tag in MARKDOWN_IN)
        if text and not text.isspace():
            check_text(text, self.origin, self.out.place.number)
            if kept and not self.out.struck:
                self.out.lines(text)
            else:
                self.out.text(text, closed)
        elif kept and "\n" in text:
            self.out.flush()
        else:
            self.out.space()

    # -- elements -----------------------------------------------------------------------------------------

    def _enter(self, tag: str, node: LexborNode) -> None:
        out = self.out
        one = _Open(tag, node, out.role, out.owner)
        if tag in BLOCKS:
            out.flush()
            if tag in ENTRIES:
                one.sink, one.start = out.sink, len(out.sink)
            if tag in HEADINGS:
                out.level = HEADINGS[tag]
            elif tag == "li":
                out.item = max(self.lists, 1)
            elif tag in LISTS:
                self.lists += 1
            elif tag == "pre":
                self.pre += 1
        elif tag in OF_TABLES:
            out.flush()
            self._enter_table(tag, node)
        elif self.closed in APART and tag in APART:
            out.space()
        if tag in STRUCK:
            out.struck += 1
        if tag in ATTRIBUTED and (attributes := node.attributes):
            self._read_attributes(one, attributes)
        self.open.append(one)
        out.role, out.owner = one.role, one.owner
        self.closed = ""

    def _read_attributes(self, one: _Open, attributes: Mapping[str, str | None]) -> None:
        words = attributes.get("class")
        own = role_of(words) if words else ""
        if not own and (label := attributes.get("aria-label")):
            own = role_of(label)
        role = within(one.role, own)
        if own and role == own and self._is_part(one, own):
            self.owners += 1
            one.role, one.owner = own, self.owners
            if one.tag in PARTS and not self.out.level and not (own == "time" and self.out.in_time):
                self.out.flush()  # one part of a talk has a line of its own; a time may go on with a time
        one.value = (attributes.get("href") or "") if one.tag == "a" else machine_value(one.tag, attributes)
        if one.value:
            one.piece, one.flushed = self.out.at, self.out.flushed

    @staticmethod
    def _is_part(one: _Open, role: str) -> bool:
        """Whether the element is small enough for one part of a talk: a class can say much of a whole page."""
        return one.tag in PARTS or len(one.node.text() or "") <= _LARGEST_PART.get(role, _LARGE)

    def _leave(self) -> None:
        one = self.open.pop()
        tag = one.tag
        if one.value:
            start = one.piece if one.flushed == self.out.flushed else 0
            (self.out.link if tag == "a" else self.out.time)(start, one.value)
        above = self.open[-1] if self.open else None
        role, owner = (above.role, above.owner) if above is not None else ("", 0)
        if owner != one.owner and tag in PARTS and not self.out.level and one.role != "time":
            self.out.flush()
        if tag in BLOCKS:
            self.out.flush()
            self._leave_block(tag)
            if one.sink is not None:
                self._leave_entry(one, one.sink)
        elif tag in OF_TABLES:
            self.out.flush()
            self._leave_table(tag)
        elif tag in STRUCK:
            self.out.struck -= 1
        self.out.role, self.out.owner = role, owner
        self.closed = tag

    def _leave_block(self, tag: str) -> None:
        if tag in HEADINGS:
            self.out.level = 0
        elif tag == "li":
            self.out.item = 0
        elif tag in LISTS:
            self.lists -= 1
            self._end_list("item")
        elif tag == "dl":
            self._end_list("text")
        elif tag == "pre":
            self.pre -= 1
        elif tag == "hr":
            self.out.end()

    def _end_list(self, kind: str) -> None:
        """Below a list of talks none of them goes on."""
        last = self.out.sink[-3:]
        if any(one.line.kind == kind and one.phrases() for one in last):
            self.out.end()

    def _leave_entry(self, one: _Open, sink: list[Lined]) -> None:
        """Put a talk in order. An element around nothing but this one needs no second look."""
        around = next((above for above in reversed(self.open) if above.sink is sink), None)
        size = len(sink) - one.start
        if not one.barren and size != one.looked_at and (found := carded(sink[one.start :])) is not None:
            sink[one.start :], cards = found
            self.seen.cards += cards
            one.barren = True
        if around is not None:
            around.barren = around.barren or one.barren
            if around.start == one.start:
                around.looked_at = size

    # -- tables -------------------------------------------------------------------------------------------

    def _enter_table(self, tag: str, node: LexborNode) -> None:
        if tag == "table":
            self.table_count += 1
            self.tables.append((Table(number=self.table_count), self.out.sink))
        if not self.tables:
            return
        table = self.tables[-1][0]
        self.out.keep_indent = False
        if tag == "caption":
            self.out.sink = table.caption
        elif tag == "thead":
            table.in_head = True
        elif tag == "tr":
            table.rows.append([])
            table.head += table.in_head
        elif tag in ("td", "th"):
            if not table.rows:
                table.rows.append([])
            attributes = node.attributes
            cell = Cell(tag == "th", spanned(attributes.get("rowspan")), spanned(attributes.get("colspan")))
            cell.role = role_of(attributes.get("class") or "")
            table.rows[-1].append(cell)
            self.out.sink = cell.lines

    def _leave_table(self, tag: str) -> None:
        if not self.tables:
            return
        table, outer = self.tables[-1]
        if tag == "table":
            self.tables.pop()
            self.out.sink = outer
            outer += tables.lines_of(table)
            self.seen.doubts += table.doubts
            self.out.keep_indent = self.markdown and not self.tables
        elif tag == "thead":
            table.in_head = False
        elif tag in ("td", "th", "caption"):
            self.out.sink = outer
