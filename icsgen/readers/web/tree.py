"""A web page as a reader sees it: its lines in order, each with its line in the source.

The tree that selectolax parsed is walked once, without recursion. Block elements break lines; the cells of a table are
kept until it ends (:mod:`icsgen.readers.web.open_tables`), an element that holds one talk is put in order when it ends
(:mod:`icsgen.readers.web.cards`). What nobody sees is left out: scripts, styles, templates, comments, decorations, what
an attribute or inline style hides. What is struck out is kept apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from icsgen.readers.web.cards import carded
from icsgen.readers.web.elements import (
    MARKDOWN_IN,
    MAY_HIDE,
    OTHER,
    SORTS,
    TIMED,
    UNSEEN,
    Attributes,
    Sort,
    machine_value,
)
from icsgen.readers.web.hints import names_hour, role_of, within
from icsgen.readers.web.limits import LONGEST_TEXT, refuse_text
from icsgen.readers.web.lined import Lined
from icsgen.readers.web.open_element import Open
from icsgen.readers.web.open_tables import OpenTables
from icsgen.readers.web.panels import Panels
from icsgen.readers.web.place import Place
from icsgen.readers.web.seen import Seen
from icsgen.readers.web.siblings import parted_blocks, unheard
from icsgen.readers.web.sight import Sight
from icsgen.readers.web.writer import Writer

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

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
    return _Walk(Writer(Place(source), Seen(), zone), Panels(tree), origin, markdown).run(tree)


class _Walk:
    """One page, walked."""

    def __init__(self, out: Writer, panels: Panels, origin: str, markdown: bool) -> None:
        self.out = out
        self.origin = origin
        self.markdown = markdown
        self.out.keep_indent = markdown
        self.tables = OpenTables(out, markdown=markdown)
        self.panels = panels
        self.sight = Sight(panels)
        self.open: list[Open] = []
        self.lists = self.pre = self.owners = 0
        self.closed = OTHER
        """The element that ended right before."""
        self.entry: Open | None = None
        """The innermost open element that may be a talk."""
        self.term: Lined | None = None
        """The last term of a list of definitions."""

    def run(self, tree: LexborHTMLParser) -> Seen:
        open_, out = self.open, self.out
        node = tree.root
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag not in UNSEEN and (
                (MAY_HIDE.isdisjoint(attributes := node.attributes) and tag != "button")
                or self.sight.sees(tag, node, attributes, in_heading=out.level > 0, line=out.place.number)
            ):
                self._enter(tag, node, attributes)
                if (child := node.child) is not None:
                    node = child
                    continue
                self._leave()
            following = None
            while open_ and (following := node.next) is None:
                node = open_[-1].node
                self._leave()
            node = following
        out.seen.doubts += self.sight.doubts()
        return out.ended()

    def _text(self, text: str) -> None:
        closed, self.closed = self.closed, OTHER
        if self.pre or self.markdown:
            self._kept(text, closed)
        elif not text or text.isspace():
            self.out.space()
        else:
            if len(text) > LONGEST_TEXT:
                refuse_text(text, self.origin, self.out.place.number)
            self.out.text(text, closed.apart)

    def _kept(self, text: str, closed: Sort) -> None:
        """Text whose line ends may be line ends for the reader."""
        kept = self.pre > 0 or (bool(self.open) and self.open[-1].tag in MARKDOWN_IN)
        if text and not text.isspace():
            if len(text) > LONGEST_TEXT:
                refuse_text(text, self.origin, self.out.place.number)
            if kept and not self.out.struck:
                self.out.lines(text)
            else:
                self.out.text(text, closed.apart)
        elif kept and "\n" in text:
            self.out.flush()
        else:
            self.out.space()

    # -- elements -----------------------------------------------------------------------------------------

    def _enter(self, tag: str, node: LexborNode, attributes: Attributes) -> None:
        out = self.out
        sort = SORTS.get(tag, OTHER)
        one = Open(node, tag, sort, out.role, out.owner)
        if sort.block:
            if out.due:
                out.flush()
            if "id" in attributes and (label := self.panels.label_of(node, attributes)):
                out.head(label)
            if sort.entry:
                one.sink, one.start, one.blocks = out.sink, len(out.sink), []
                one.around, self.entry = self.entry, one
            if sort.marking:
                self._mark(tag, sort)
        elif sort.of_table:
            out.flush()
            self.tables.enter(tag, attributes)
        elif sort.apart and self.closed.apart:
            out.space()
        if sort.struck:
            out.struck += 1
        if attributes and sort.attributed:
            self._read_attributes(one, attributes)
        if one.value or sort.marking_up or sort.part:
            one.piece, one.flushed = out.at, out.flushed
        self.open.append(one)
        self.closed = OTHER

    def _mark(self, tag: str, sort: Sort) -> None:
        """What the lines in the block are."""
        if sort.heading:
            self.out.level = sort.heading
        elif tag == "li":
            self.out.item = max(self.lists, 1)
        elif sort.listing:
            self.lists += 1
        elif tag == "pre":
            self.pre += 1

    def _read_attributes(self, one: Open, attributes: Attributes) -> None:
        words = attributes.get("class")
        own = role_of(words) if words else ""
        if not own and (label := attributes.get("aria-label")):
            own = role_of(label)
        out = self.out
        if own and within(out.role, own) == own and self._is_part(one, own):
            self.owners += 1
            if out.due and one.sort.part and not out.level and not (own == "time" and out.in_time):
                out.flush()  # one part of a talk has a line of its own; a time may go on with a time
            out.role, out.owner = own, self.owners
            if own == "time" and words and names_hour(words):
                out.clock = self.owners
        if one.tag == "a":
            one.value = attributes.get("href") or ""
        elif one.tag in TIMED or "datatype" in attributes:
            one.value = machine_value(one.tag, attributes)

    def _is_part(self, one: Open, role: str) -> bool:
        """Whether the element is small enough for one part of a talk: a class can say much of a whole page."""
        if one.sort.part or (self.out.role not in ("", "abstract") and role != "title"):
            return True  # what it stands in is small
        return len(one.node.text() or "") <= _LARGEST_PART.get(role, _LARGE)

    def _leave(self) -> None:
        out = self.out
        one = self.open.pop()
        sort = one.sort
        if one.value:
            start = one.piece if one.flushed == out.flushed else 0
            (out.link if one.tag == "a" else out.time)(start, one.value)
        if sort.marking_up and one.flushed == out.flushed:
            out.mark(one.piece, one.tag)
        elif sort.part and one.flushed == out.flushed:
            out.mark_behind(one.piece)
        if sort.block:
            if out.due:
                out.flush()
            if sort.marking:
                self._unmark(one.tag, sort)
            if one.sink is not None:
                self._leave_entry(one, one.sink)
        elif out.owner != one.owner and sort.part:
            if out.due and not out.level and out.role != "time":
                out.flush()
        elif sort.of_table:
            out.flush()
            self.tables.leave(one.tag)
        elif sort.struck:
            out.struck -= 1
        out.role, out.owner = one.role, one.owner
        self.closed = sort

    def _unmark(self, tag: str, sort: Sort) -> None:
        if sort.heading:
            self.out.level = 0
        elif tag == "li":
            self.out.item = 0
        elif sort.listing:
            self.lists -= 1
            self._end_list("item")
        elif tag == "dl":
            self._end_list("text")
        elif tag == "pre":
            self.pre -= 1
        elif tag == "dt":
            self.out.label()
            self.term = self.out.sink[-1] if self.out.sink else None
        elif tag == "hr":
            self.out.end()

    def _end_list(self, kind: str) -> None:
        """Below a list of talks none of them goes on."""
        last = self.out.sink[-3:]
        if any(one.line.kind == kind and one.phrases() for one in last):
            self.out.end()

    def _leave_entry(self, one: Open, sink: list[Lined]) -> None:
        """Put a talk in order. An element around nothing but this one needs no second look."""
        size = len(sink) - one.start
        if (
            size == 1
            and one.tag == "dd"
            and one.start
            and sink[-2] is self.term is not None
            and sink[-1].is_time()
            and not self.term.phrases()
        ):
            sink[-2:] = [sink[-1], self.term]  # 'Lunch', '12:00–13:00'
        untitled = self.out.titled_in is sink and self.out.titled_at < one.start
        if not (one.barren or untitled or size == one.looked_at) and (found := carded(sink[one.start :])) is not None:
            sink[one.start :], cards = found
            self.out.seen.cards += cards
            one.barren = True
        if len(one.blocks) > 1 and not one.barren:
            self._look_at_blocks(one, sink)
        self.entry = around = one.around
        if around is not None and around.sink is sink:
            around.barren = around.barren or one.barren
            if size:
                around.blocks.append(one.start)
            if around.start == one.start:
                around.looked_at = size

    def _look_at_blocks(self, one: Open, sink: list[Lined]) -> None:
        """Talks in blocks below one time."""
        starts = [at - one.start for at in one.blocks]
        if parted := parted_blocks(sink[one.start :], starts):
            sink[one.start :] = parted
        elif doubt := unheard(sink[one.start :], starts):
            self.out.seen.doubts.append(doubt)
