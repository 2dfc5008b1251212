"""A talk's time in its place on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.clocks import Rival
from icsgen.readers.pages.days import DayHeader
from icsgen.times.clock import Clock
from icsgen.times.phrases import Phrase

Place = Literal["bare", "before", "after", "labelled"]
"""Where the title is: on other lines; behind the time on its line; before it there; below a labelled time."""


@dataclass(slots=True, eq=False)
class Anchor:
    """A talk's time in its place on the page."""

    index: int
    """Of its line in the list of lines."""
    line: Line
    phrase: Phrase
    place: Place
    title: str = ""
    """What stands on the line beside the time."""
    room: str = ""
    beside: str = ""
    """What stands on a bare time's line: a room, or a site's button."""
    below: tuple[str, ...] = ()
    """The lines below the title in its cell."""
    cells: dict[str, str] = field(default_factory=dict)
    """What other cells of its row hold, by what they are."""
    zone: str = ""
    """From the head of its column."""
    track: str = ""
    ends: Clock | None = None
    """From a line of its own: '(ends 6:00 PM)'."""
    nested: bool = False
    """It is written as a part of the one above: '[10:15] A title'."""
    loose: bool = False
    """It may be a number, or an hour in a sentence."""
    doubt: str = ""
    """What of it is taken without a proof, to be told."""
    twin: bool = False
    """The same talk once more: the second of 'Tue 7:00 AM -- 7:45 AM & Tue 6:00 PM -- 6:45 PM'."""

    @property
    def written(self) -> tuple[bool, ...]:
        """How the time is written: with a date, a weekday, an end, halves of the day. Alike for all talks of a list."""
        date = self.phrase.date
        return (
            date is not None and date.month is not None,
            date is not None and date.weekday is not None,
            self.phrase.end is not None,
            (self.phrase.end or self.phrase.start).half is not None,
        )


@dataclass(slots=True, eq=False)
class Found:
    """What the search found."""

    anchors: list[Anchor]
    asides: list[tuple[Line, Phrase]]
    """Ranges in running text."""
    bare: list[tuple[Line, Phrase]] = field(default_factory=list)
    """Numbers that may be hours: '9-10 Opening'."""
    ends: list[tuple[int, Clock]] = field(default_factory=list)
    """Lines that say when the talk above them ends."""
    spare: set[int] = field(default_factory=set)
    """Lines that the time of another line has taken in."""
    days: dict[int, DayHeader] = field(default_factory=dict)
    """Rows of tables that head a day, by their place."""
    whole_day: bool = False
    """Beside a time the page gives it again, in another zone, on a clock that runs to 24."""
    rival: Rival | None = None
    """Two hours for each talk, in zones that nothing tells."""
