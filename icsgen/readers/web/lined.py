"""A line of a web page on its way to the reader of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from icsgen.readers.markup.lines import Line
from icsgen.times.phrases import Phrase, find

if TYPE_CHECKING:
    from icsgen.readers.web.cards import Card

_MAYBE_TIME = re.compile(r"\d(?:\s?(?:[:.h-]\s?\d\d|[ap]\.?\s?m|uhr|h\b)|\d{3})", re.IGNORECASE)
_DIGITS = "0123456789"
_LONGEST = 300
"""A longer line is prose."""


@dataclass(slots=True)
class Lined:
    """A line, what of the page is seen of it, and what its element says that it is."""

    line: Line
    seen: tuple[tuple[int, int, str], ...] = ()
    """Position on the page, line in the source, and text of each line that is seen."""
    role: str = ""
    """'title', 'speakers', 'room' …, by the class or label of its element."""
    owner: int = 0
    """Which element said so: two lines of one are one part."""
    loose: tuple[str, str] | None = None
    """Title and people, if an element sets the one apart and others like it show the same."""
    card: Card | None = None
    """The talk whose time it is."""
    found: Sequence[Phrase] | None = None
    """The times in it, once they were looked for."""

    def phrases(self) -> Sequence[Phrase]:
        """The times in it; looked for once."""
        if self.found is None:
            text = self.line.text
            may = len(text) <= _LONGEST and not text.isalpha() and (_MAYBE_TIME.search(text) or names_noon(text))
            self.found = find(text) if may else ()
        return self.found

    def is_time(self) -> bool:
        """Whether it is one time and nothing else."""
        found = self.phrases()
        if len(found) != 1:
            return False
        first, last = found[0].span
        return not any(map(str.isalnum, self.line.text[:first] + self.line.text[last:]))

    def said(self, text: str) -> Lined:
        """The same line as plain text that says something else."""
        return Lined(Line(self.line.number, text, links=self.line.links), self.seen)


def border(level: int = 0) -> Lined:
    """The end of the talk above, where a card or a list ends; of the sessions of that level too, where a table does."""
    return Lined(Line(0, "", "end", level))


def unseen(number: int, text: str) -> Lined:
    """A line that does not stand on the page but says what the page means."""
    return Lined(Line(number, text))


def has_digit(text: str) -> bool:
    """Whether a digit of a clock stands in the text: ten looks for one letter take less than one for a pattern."""
    return any(map(text.__contains__, _DIGITS))


def names_noon(text: str) -> bool:
    """Whether noon or midnight could be named in the text."""
    lower = text.lower()
    return "noon" in lower or "midnight" in lower
