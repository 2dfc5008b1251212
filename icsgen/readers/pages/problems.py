"""What a page's reader has to tell: skipped times and doubts, each with its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from icsgen.errors import ZoneError
from icsgen.model import Policy, Problem
from icsgen.readers.draft import Draft
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor
from icsgen.readers.pages.clocks import Rival
from icsgen.times.phrases import Phrase

_LONGEST = 300
"""Characters of a line that a problem quotes."""
_QUOTED = 60
_APART = 2
"""Lines with one blank line between them stand together."""


class Problems:
    """One page's problems, as they come."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.all: list[Problem] = []

    def _add(self, message: str, kind: Literal["skipped", "doubt"], line: int, text: str) -> None:
        self.all.append(Problem(message=message, kind=kind, origin=self.origin, line=line, text=text))

    def skip(self, anchor: Anchor, reason: str, beside: str = "") -> None:
        """A time that becomes no talk. ``beside``: what its other lines say."""
        text = anchor.line.text.strip()
        known = not beside or beside in text
        quoted = text if known else f"{text} {beside}"
        if len(quoted) > _LONGEST:
            quoted = f"{anchor.phrase.text} {beside}".strip()[:_LONGEST]
        self._add(f"skipped: {reason}", "skipped", anchor.line.number, quoted)

    def doubt(self, anchor: Anchor, message: str, title: str = "") -> None:
        """A talk that stands on an assumption."""
        text = anchor.line.text.strip()
        quoted = text if len(text) <= _LONGEST else f"{anchor.phrase.text} {title}".strip()
        self._add(message, "doubt", anchor.line.number, quoted)

    def asides(self, asides: Sequence[tuple[Line, Phrase]]) -> None:
        """Ranges of hours that stand where no talk's time does."""
        reason = "skipped: a range of hours in running text, which is no talk's time by its place"
        for line, phrase in asides:
            self._add(reason, "skipped", line.number, phrase.text)

    def bare(self, lines: Sequence[tuple[Line, Phrase]]) -> None:
        """Numbers that may be hours, on lines that may be talks."""
        for line, phrase in lines:
            message = f"are {phrase.text} hours? nothing shows it, and no talk was made of it"
            self._add(message, "doubt", line.number, line.text.strip()[:_LONGEST])

    def never(self, line: Line) -> None:
        """A day that no year has, in a line that heads no talk."""
        self._add("there is no such day; no talk is dated by it", "doubt", line.number, line.text.strip()[:_LONGEST])

    def empty_days(self, days: Sequence[tuple[Line, Line]]) -> None:
        """Headings of days without a talk, and the lines below them that may be one."""
        told = {problem.line for problem in self.all}
        for head, likely in days:
            if likely.number not in told:
                message = (
                    f"no talk was made of this day; is '{likely.text.strip()[:_QUOTED]}' one, in line {likely.number}?"
                )
                self._add(message, "doubt", head.number, head.text.strip()[:_LONGEST])

    def rival(self, rival: Rival, policy: Policy) -> None:
        """Each talk has two hours: the user has said which zone the first is in, or is asked.

        :raises ZoneError: the user has not.
        """
        first, second = rival.hours
        message = f"each talk has two hours, {first} and {second}, and the page does not say which zone either is in"
        if not policy.tz:
            raise ZoneError(
                message,
                origin=self.origin,
                line=rival.line.number,
                text=f"{first} {second}",
                hint="say which zone the first of them is in, e.g. --tz America/Los_Angeles",
            )
        self._add(f"{message}; took the first, by --tz", "doubt", rival.line.number, f"{first} {second}")

    def zone(self, draft: Draft, page: str) -> None:
        """A line that states another zone than the page does for the lines that state none."""
        message = f"it is in {draft.zone}, while the page's times are in {page}; took each as it is stated"
        self._add(message, "doubt", draft.line or 0, f"{draft.source} {draft.title}")

    def ended(self, draft: Draft) -> None:
        """A talk whose end is the next time on the page."""
        self._add(f"{draft.end_how}, {draft.end:%H:%M}", "doubt", draft.line or 0, f"{draft.source} {draft.title}")

    def left_over(self, lines: Sequence[Line]) -> None:
        """Lines between the talks that belong to none of them: one problem for those that stand together."""
        runs: list[list[Line]] = []
        for line in lines:
            if runs and line.number - runs[-1][-1].number <= _APART:
                runs[-1].append(line)
            else:
                runs.append([line])
        for first, *rest in runs:
            until = f" to line {rest[-1].number}" if rest else ""
            message = f"between the talks, and of none of them{until}"
            self._add(message, "doubt", first.number, first.text.strip()[:_LONGEST])
