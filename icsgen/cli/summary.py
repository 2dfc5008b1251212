"""What ``generate`` tells people: what it found and how it was settled, what it doubts, what it wrote, what is next."""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.cli.screen import Screen
from icsgen.model import Problem, Programme, Reading, Talk, Timed
from icsgen.pipeline import Delivered, Target
from icsgen.times.zones import abbreviation, to_local

_SHOWN = 12
"""Talks in the table; of a longer programme, its days."""
_ALIKE = 3
"""So many problems of one kind are shown; more are counted."""


class Summary:
    """One run's account on one screen."""

    def __init__(self, screen: Screen, *, quiet: bool, verbose: bool) -> None:
        self.screen = screen
        self.quiet = quiet
        self.verbose = verbose

    def programme(self, programme: Programme, reading: Reading) -> None:
        """The talks as a short table, and how year and zone were settled."""
        if self.quiet:
            return
        talks = programme.talks
        self.screen.line((programme.title or "Programme", "title"), (f"  {_count(len(talks), 'talk')}", "dim"))
        for talk in talks[:_SHOWN]:
            self.screen.table([[_when(talk), talk.title]], ("time", ""))
        for note in reading.notes:
            self.screen.line(("  ", ""), (note, "dim"))

    def problems(self, problems: Sequence[Problem]) -> None:
        """Everything that was skipped or doubted."""
        for problem in problems:
            self.screen.line(("! ", "warn"), str(problem))

    def refused(self, count: int) -> None:
        """Why nothing was written under ``--strict``."""
        self.screen.error(
            f"nothing was written: --strict, and there {'is' if count == 1 else 'are'} {_count(count, 'problem')}"
        )

    def delivered(self, files: Sequence[Delivered], target: Target) -> None:
        """What stands where."""
        if self.quiet:
            return
        for file in files:
            self.screen.line(("✓ ", "good"), f"{file.path}: {_count(file.events, 'event')}, {file.state}")


def _when(talk: Talk) -> str:
    if not isinstance(talk.when, Timed):
        return f"{talk.when.first:%a %d %b %Y}"
    zone = talk.when.zone
    start, end = to_local(talk.when.start, zone), to_local(talk.when.end, zone)
    return f"{start:%a %d %b %Y %H:%M}–{end:%H:%M} {abbreviation(talk.when.start, zone)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
