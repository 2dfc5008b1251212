"""The line at hand, while a page is walked: its text, links and times, until a block element ends it."""

from __future__ import annotations

import re
from dataclasses import replace

from icsgen.readers.markup.lines import Kind, Line
from icsgen.readers.pages.labels import label_of
from icsgen.readers.web.lined import Lined, border
from icsgen.readers.web.machine import Spoken, read_machine, start_said
from icsgen.readers.web.marks import Marks
from icsgen.readers.web.parted import Parted
from icsgen.readers.web.place import Place
from icsgen.readers.web.seen import Seen, squeezed

_LONGEST_LABEL = 30
_DOTTED = re.compile(r"\s*\d{1,2}\.[0-5]\d\s*")
"""One hour and nothing else; where nothing says so '9.15' may be a day, or no time at all."""
_JOINS = re.compile(r"\s*(?:[-–—~→]|to|until|bis|à)?\s*")


class Writer:
    """Takes text and gives lines to ``sink``, which is the page or a cell of a table."""

    def __init__(self, place: Place, seen: Seen, zone: str | None) -> None:
        self.place = place
        self.seen = seen
        self.zone = zone
        self.page: list[Lined] = []
        self.sink = self.page
        self.keep_indent = False
        self.level = self.item = self.struck = 0
        self.role = ""
        self.owner = 0
        """Of the text that comes: what an element around it says that it is, and which element."""
        self.clock = 0
        """The last element that said that it holds an hour, and no day."""
        self.titled_in: list[Lined] | None = self.page
        self.titled_at = -1
        """Where the last line went that could be a title, and at which place there; ``None`` if that is not known."""
        self.flushed = 0
        """How many lines there were before the one at hand."""
        self.due = False
        """Whether there is a line at hand, to be ended by a block."""
        self._pieces: list[str] = []
        self._spoken: list[tuple[int, int, Spoken]] = []
        """From which piece to which a machine-readable time goes."""
        self._links: list[tuple[str, str]] = []
        self._marks = Marks()
        self._label = ""
        self._label_seen: tuple[tuple[int, int, str], ...] = ()
        self._struck_pieces: list[str] = []
        self._number = 0
        self._count = 0
        self._role, self._owner = "", 0
        """Of the line at hand."""

    @property
    def at(self) -> int:
        """How many pieces the line at hand has."""
        return len(self._pieces)

    @property
    def in_time(self) -> bool:
        """Whether the line at hand is a time so far."""
        return bool(self._spoken) or bool(self._pieces and self._role == "time")

    # -- text ---------------------------------------------------------------------------------------------

    def space(self) -> None:
        """White space, of which a line does not begin with any."""
        if self._pieces:
            self._pieces.append(" ")

    def text(self, text: str, apart: bool) -> None:
        """Text; ``apart`` if an element has just ended that is set apart from it by its style."""
        self.place.look(text)
        self.due = True
        if self.struck:
            self._struck_pieces.append(text)
            return
        if self.owner == self.clock and self.role == "time" and _DOTTED.fullmatch(text):
            text = text.replace(".", ":")
        if not self._pieces:
            self._role, self._owner = self.role, self.owner
        elif apart and _collides(self._pieces[-1], text):
            self._pieces.append(" ")
        if not self._number:
            self._number = self.place.number
        self._pieces.append(text)

    def lines(self, text: str) -> None:
        """Text whose line ends are line ends for the reader."""
        self.place.look(text)
        number = self.place.number - text.count("\n", 0, len(text) - len(text.lstrip()))
        for index, part in enumerate(text.split("\n")):
            if index:
                self.flush()
                number += 1
            if part.strip():
                self._number = self._number or number
            if part:
                self._pieces.append(part)
                self.due = True
        self.place.go_to(number)

    def link(self, start: int, address: str) -> None:
        """What was written from that piece on is a link."""
        if text := self._since(start):
            self._links.append((text, address))

    def mark(self, start: int, tag: str) -> None:
        """What was written from that piece on is set apart by an element."""
        self._marks.add(start, len(self._pieces), tag)

    def mark_behind(self, start: int) -> None:
        """What was written from that piece on stands in an element that is hardly set apart."""
        self._marks.add_behind(start, len(self._pieces))

    def time(self, start: int, value: str) -> None:
        """What was written from that piece on is a time that machines read as ``value``."""
        text = self._since(start)
        spoken = read_machine(value, text, self.zone)
        if spoken is None:
            return
        if not self._pieces:
            self._role, self._owner = self.role, self.owner
        self.due = True
        self._spoken.append((start, len(self._pieces), spoken))
        self._number = self._number or self.place.number
        if spoken.contradiction:
            self.seen.doubts.append((self.place.number, text, spoken.contradiction))

    def _since(self, start: int) -> str:
        return squeezed("".join(self._pieces[start:]))

    # -- lines --------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """End the line at hand."""
        self.due = False
        if self._struck_pieces:
            self.seen.struck.append(Line(self.place.number, squeezed("".join(self._struck_pieces))))
            self._struck_pieces = []
        if not self._pieces and not self._spoken:
            return
        self.flushed += 1
        shown = "".join(self._pieces) if len(self._pieces) > 1 else self._pieces[0] if self._pieces else ""
        shown = shown.rstrip() if self.keep_indent else squeezed(shown)
        if meant := self._meant() if self._spoken else shown:
            parts = self._parted() if self._marks.places else None
            self._write(parts.title if parts else meant, shown)
            if parts is None and self._marks.places and self.sink:
                self.sink[-1].loose = self._marks.loose(self._pieces)
            if parts:
                self.sink.append(Lined(Line(self._number, parts.people), (), parts.role))
        self._pieces, self._links, self._spoken, self._number = [], [], [], 0
        self._marks.places = []

    def ended(self) -> Seen:
        """All that was seen, once the page has ended."""
        self.flush()
        self.seen.page = self.page
        shown = sorted([each for one in self.page for each in one.seen])
        self.seen.visible = [(number, text) for _, number, text in shown]
        return self.seen

    def head(self, text: str) -> None:
        """A heading that stands elsewhere on the page: on the tab of what follows."""
        self.sink += (border(), Lined(Line(self.place.number, text, "heading", 2)))
        self.titled_in = None

    def label(self) -> None:
        """The last line is a term: if it is a label, it is that of the line that comes. 'When' needs none."""
        last = self.sink[-1] if self.sink else None
        if last is None or last.line.kind != "text" or len(last.line.text) > _LONGEST_LABEL:
            return
        text = last.line.text.rstrip(" :：")
        if said := label_of(f"{text}:"):
            self.sink.pop()
            self._label = "" if said.role == "time" else f"{text}: "
            self._label_seen = last.seen

    def end(self) -> None:
        """Nothing of a talk above goes on below."""
        if self.sink and self.sink[-1].line.kind != "end":
            self.sink.append(border())

    def _write(self, meant: str, shown: str) -> None:
        kind: Kind = "heading" if self.level else "item" if self.item else "text"
        self._count += 1
        if self.level or self._role == "title":
            self.titled_in, self.titled_at = self.sink, len(self.sink)
        one = Lined(
            Line(
                self._number,
                self._label + meant,
                kind,
                self.level or self.item,
                (),
                tuple(self._links) if self._links else (),
            ),
            (*self._label_seen, (self._count, self._number, shown)) if shown else self._label_seen,
            self._role,
            self._owner,
        )
        if not (self._spoken and self.sink and self._ends_last(one)):
            self.sink.append(one)
        self.item = 0
        self._label, self._label_seen = "", ()

    def _meant(self) -> str:
        """The line with the times that machines read in place of the words shown for them."""
        parts: list[str] = []
        done = 0
        last: Spoken | None = None
        for start, end, spoken in self._spoken:
            if start < done:
                continue
            between = "".join(self._pieces[done:start])
            if last is not None and last.end is None and _JOINS.fullmatch(between) and spoken.could_end(last):
                last = replace(last, end=spoken.start)
                parts[-2] = last.text()
            else:
                parts += [between, " ", spoken.text(), " "]
                last = spoken
            done = end
        parts.append("".join(self._pieces[done:]))
        return squeezed("".join(parts))

    def _parted(self) -> Parted | None:
        """A talk's line that an element sets apart into title and people."""
        if self._spoken or self.level or self._role not in ("", "title"):
            return None
        timed = self.sink[-1].is_time() if self.sink else self.sink is not self.page
        return self._marks.parted(self._pieces, timed=timed)

    def _ends_last(self, one: Lined) -> bool:
        """A start and an end in elements of their own are one range."""
        last = self.sink[-1]
        if len(self._spoken) != 1 or one.line.text != self._spoken[0][2].text():
            return False
        begun = start_said(last.line.text)
        if begun is None or not self._spoken[0][2].could_end(begun):
            return False
        self.sink[-1] = last.said(replace(begun, end=self._spoken[0][2].start).text())
        self.sink[-1].seen, self.sink[-1].role = last.seen + one.seen, last.role
        return True


def _collides(before: str, after: str) -> bool:
    """Whether two words would run into one: '09:30' and 'Opening', 'Opening' and '09:30'."""
    last, first = before[-1:], after[:1]
    return (last.isdigit() or last.islower()) and (first.isupper() or (first.isdigit() and last.islower()))
