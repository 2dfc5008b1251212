"""A time phrase: a clock or a range of clocks with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from icsgen.times.clock import Clock
from icsgen.times.dates import DateWords


@dataclass(frozen=True, slots=True)
class Phrase:
    """A clock or a range of clocks, with the date and the zone written beside it."""

    date: DateWords | None
    start: Clock
    end: Clock | None
    zone: str
    """The zone's words, empty if none stand there."""
    span: tuple[int, int]
    """Where it stands in the line: first character, and the one after the last."""
    text: str
    end_date: DateWords | None = None
    """The date of the end, if another one is written."""
    weak: bool = False
    """A '9.15' that begins a line, or a '9.15-11': an hour only if other lines of the page begin so."""
    spaced: bool = False
    """Its two clocks have nothing but space between them: two columns, or a dash that was lost."""
