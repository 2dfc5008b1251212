"""Which lines of a page belong to which talk, and what each talk is made of.

From one time to the next: where the title stands above, the last lines before the next time are that one's. A talk's
lines end at a day header, another session, a heading, the page's footer, or the dash that stands for an entry
without a time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.above import read_above
from icsgen.readers.pages.anchor import Anchor
from icsgen.readers.pages.block import Block
from icsgen.readers.pages.blocks import read_below
from icsgen.readers.pages.chrome import is_chrome, undecorated, without_links
from icsgen.readers.pages.ends import cut
from icsgen.readers.pages.kinds import is_type
from icsgen.readers.pages.labels import Label
from icsgen.readers.pages.layout import Side
from icsgen.readers.pages.listed import listing_of, second_titles, take_listing
from icsgen.readers.pages.parallel import Entry, entries_of
from icsgen.readers.pages.sessions import session_line, words_of

_UNTIMED = Pattern(r"\s*\|?\s*[-–—]\s*\|?\s*")
_FEWEST_LISTED = 4
_TYPE_REACH = 4


class Regions:
    """A page's lines, dealt out to its anchors."""

    def __init__(
        self,
        lines: Sequence[Line],
        anchors: Sequence[Anchor],
        sides: Sequence[Side | None],
        headers: Collection[int],
        zoned: Collection[int],
    ) -> None:
        """``headers`` head days and ``zoned`` state zones: they are nobody's."""
        self.lines = lines
        self.anchors = anchors
        self.sides = sides
        self.headers = headers
        self.zoned = zoned
        self.listed = "below" in sides
        self.covered: set[int] = set()
        """The lines that talks have taken."""

    def blocks(self) -> list[Block]:
        """For each anchor what its lines say."""
        blocks: list[Block] = []
        for anchor in self.anchors:
            blocks.append(blocks[-1] if anchor.twin else Block())
        above = self._above(blocks)
        for position, anchor in enumerate(self.anchors):
            following = self.anchors[position + 1].index if position + 1 < len(self.anchors) else len(self.lines)
            end = max(following - above[position + 1], anchor.index + 1)
            self._read_below(anchor, blocks[position], anchor.index + 1, end)
        self._without_appendix(blocks)
        return blocks

    def _above(self, blocks: Sequence[Block]) -> list[int]:
        """Read what stands above the times; for each anchor how many lines above it are its own, and a 0 at the end."""
        typed_above = self.sides[0] != "above" and self._type_line(0, self.anchors[0].index) is not None
        above = [0] * (len(self.anchors) + 1)
        floor = 0
        for position, anchor in enumerate(self.anchors):
            if self.sides[position] == "above":
                above[position] = self._read_above(blocks[position], floor, anchor.index)
            elif typed_above and (at := self._type_line(floor, anchor.index)) is not None:
                blocks[position].type = undecorated(self.lines[at].text).strip("()[]: ")
                above[position] = anchor.index - at
            self.covered.update(range(anchor.index - above[position], anchor.index + 1))
            floor = anchor.index + 1
        return above

    def _read_above(self, block: Block, start: int, end: int) -> int:
        read = [index for index in range(start, end) if index not in self.headers and index not in self.zoned]
        used = read_above(block, [self.lines[index] for index in read])
        return end - read[-used] if used else 0

    def _type_line(self, start: int, end: int) -> int | None:
        """The line above a time that says what kind of talk it is, if the nearest one does."""
        for index in range(end - 1, max(start, end - _TYPE_REACH - 1) - 1, -1):
            text = undecorated(self.lines[index].text)
            if text and not is_chrome(text):
                return index if is_type(text) else None
        return None

    def _read_below(self, anchor: Anchor, block: Block, start: int, end: int) -> None:
        end = next((index for index in range(start, end) if self._is_border(index)), end)
        region = self.lines[start:end]
        length = cut(region, titled=bool(anchor.title))
        length = _next_session(region[:length], titled=bool(anchor.title))
        led = anchor.title.rstrip().endswith(":") and any(not line.blank for line in region[:length])
        read = [line for place, line in enumerate(region[:length]) if start + place not in self.zoned]
        own = (anchor.title,) if anchor.title and not anchor.below and not led else ()
        beside = (anchor.title,) if led and not anchor.below else _cell(anchor)  # 'Ann Lee:', and the title below
        flat = [Line(anchor.line.number, text) for text in beside] + _flat(read)
        entries = entries_of([*(Line(anchor.line.number, text) for text in own), *flat]) if not block.title else []
        self.covered.update(range(start, start + length))
        if entries and entries[0].room:
            _take_beside(block, entries)
            return
        if own:
            block.take_title(without_links(anchor.title, anchor.line.links))
        block.room = block.room or anchor.room
        block.track = block.track or anchor.track
        for role, text in anchor.cells.items():
            _take_cell(block, role, text)
        if listing := listing_of(block.title, flat):
            take_listing(block, listing)
        else:
            read_below(block, flat, anchor.line.links)
            if not block.called():
                block.title = self._only_word(flat)
            records = [line for line in read if _is_record(line)]
            unheard = [entry.lines[0] for entry in entries[1:] or (entries_of(flat) if own else ())]
            block.listed = records or second_titles(flat) or unheard

    def _only_word(self, lines: Sequence[Line]) -> str:
        """The title that looks like a link's name, 'Video': it is all that stands with the time, and stands once."""
        words = [line for line in lines if not line.blank]
        if len(words) != 1 or words[0].links or not is_chrome(text := words[0].text.strip()) or not text.istitle():
            return ""
        return text if [line.text.strip() for line in self.lines].count(text) == 1 else ""

    def _is_border(self, index: int) -> bool:
        line = self.lines[index]
        if index in self.headers or line.kind == "end" or line.header:
            return True
        return self.listed and "-" in line.text and _UNTIMED.fullmatch(line.text) is not None

    def _without_appendix(self, blocks: list[Block]) -> None:
        """What stands below the last line of a plain list of talks is not the last talk's."""
        last = self.anchors[-1]
        if len(blocks) < _FEWEST_LISTED or not all(anchor.title for anchor in self.anchors) or last.line.kind == "row":
            return
        between = (self.lines[one.index + 1 : other.index] for one, other in pairwise(self.anchors))
        if all(line.blank for lines in between for line in lines):
            blocks[-1] = Block(room=last.room, track=last.track)
            blocks[-1].take_title(last.title)


def _next_session(region: Sequence[Line], *, titled: bool) -> int:
    """Where a line in the region heads another session, or the region's length. The first line may be the title."""
    for place, line in enumerate(region):
        if titled and session_line(words_of(line)):
            return place
        titled = titled or not (line.blank or is_chrome(line.text))
    return len(region)


def _take_beside(block: Block, entries: Sequence[Entry]) -> None:
    """Several talks of one time, each in its room."""
    block.others = [Block() for _ in entries[1:]]
    for one, entry in zip((block, *block.others), entries, strict=True):
        one.room = entry.room
        read_below(one, entry.lines)


def _take_cell(block: Block, role: str, text: str) -> None:
    if role in ("room", "type", "track", "session"):
        setattr(block, role, text.replace("\n", ", "))
    elif role == "speakers":
        block.take_label(Label("speakers", text.replace("\n", ", ")), certain=True)
    elif role != "url" or not block.take_label(Label("link", text)):
        block.abstract.append(text)


def _is_record(line: Line) -> bool:
    """Whether the line is a row without a time, and more than one cell: an entry of its own, or a part of another."""
    return line.kind == "row" and sum(map(bool, map(str.strip, line.cells))) > 1


def _cell(anchor: Anchor) -> tuple[str, ...]:
    """The lines of a title's cell that has several: they are read like lines below a time."""
    return (anchor.title, *anchor.below) if anchor.below else ()


def _flat(region: Sequence[Line]) -> list[Line]:
    """Rows that have no time belong to the talk above them, cell by cell."""
    flat: list[Line] = []
    for line in region:
        if line.kind != "row":
            flat.append(line)
            continue
        parts = (part for cell in line.cells for part in cell.split("\n"))
        flat += [Line(line.number, part, links=line.links) for part in parts if part.strip()]
    return flat
