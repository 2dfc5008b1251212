"""What ``generate`` tells people: what it found and how it was settled, what it doubts, what it wrote, what is next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from icsgen.calendar.limits import Notice
from icsgen.cli.listing import Day, counted, days
from icsgen.cli.screen import Screen, shorten
from icsgen.delivery import Delivered, Target
from icsgen.model import NO_END, Change, Problem, Programme

_SHOWN = 12
"""Talks in the table; of a longer programme its days, as many."""
_ALIKE = 3
"""So many problems of one kind are shown; of more, one less and their number."""


class Summary:
    """One run's account on one screen."""

    def __init__(
        self, screen: Screen, *, quiet: bool = False, verbose: bool = False, rest: str = "-v shows them"
    ) -> None:
        """``rest`` says how to see what is only counted."""
        self.screen = screen
        self.rest = rest
        self.quiet = quiet
        self.verbose = verbose

    def programme(self, programme: Programme, notes: Sequence[str]) -> None:
        """The talks as a short table, and how year and zone were settled."""
        if self.quiet:
            return
        talks = programme.talks
        self.screen.line((programme.title or "Programme", "title"), (f"  {counted(len(talks), 'talk')}", "dim"))
        self.screen.line()
        found = days(talks)
        if self.verbose or len(talks) <= _SHOWN:
            for day in found:
                self._talks(day)
        else:
            self._overview(found)
        self.screen.line()
        if notes:
            self.screen.table([_note(note) for note in notes], ("dim", "dim"))
            self.screen.line()

    def _talks(self, day: Day) -> None:
        self.screen.line((f"  {day.heading}", ""), (f"  {day.zone}", "dim"))
        self.screen.table([(row.time, row.talk.title) for row in day.rows], ("time", ""))

    def _overview(self, found: Sequence[Day]) -> None:
        rows = [
            (day.heading, day.rows[0].time.partition("–")[0], counted(len(day.rows), "talk"), day.zone)
            for day in found[:_SHOWN]
        ]
        self.screen.table(rows, ("", "time", "", "dim"))
        if len(found) > _SHOWN:
            self.screen.line((f"  … and {counted(len(found) - _SHOWN, 'more day')}", "dim"))

    def problems(self, problems: Sequence[Problem]) -> None:
        """Everything that was skipped or doubted, what is lost first; many of one kind are counted."""
        one_source = len({problem.origin for problem in problems}) == 1
        endless = [problem for problem in problems if _lacks_end(problem)]
        if self.verbose or len(endless) < 2:
            endless = []
        kinds: dict[tuple[bool, str], list[Problem]] = {}
        for problem in problems:
            if endless and _lacks_end(problem):
                continue
            kind = re.sub(r"'[^']*'|\"[^\"]*\"|[\d:.,]+", "#", problem.message)
            kinds.setdefault((problem.kind != "skipped", kind), []).append(problem)
        for alike in (kinds[kind] for kind in sorted(kinds, key=lambda kind: kind[0])):
            shown = alike if self.verbose or len(alike) <= _ALIKE else alike[: _ALIKE - 1]
            for problem in shown:
                self._problem(replace(problem, origin="") if one_source else problem)
            if len(shown) < len(alike):
                self.screen.line((f"  … and {len(alike) - len(shown):,} more like these ({self.rest})", "dim"))
        if endless:
            self.screen.line(("! ", "warn"), _endless(endless), (f" ({self.rest})", "dim"))
        if problems:
            self.screen.line()

    def _problem(self, problem: Problem) -> None:
        whole = str(problem)
        if self.screen.width >= len(whole) + 2:
            self.screen.line(("! ", "warn"), whole)
        else:
            self.screen.line(("! ", "warn"), str(replace(problem, text="")))
            if problem.text:
                self.screen.line(("  " + shorten(repr(problem.text), self.screen.width - 2), "dim"))

    def notices(self, notices: Sequence[Notice]) -> None:
        """What some app may make of the calendar."""
        for notice in () if self.quiet else notices:
            self.screen.line(("! ", "warn"), notice.message, (f"; {notice.hint}" if notice.hint else "", "dim"))

    def verified(self, words: str) -> None:
        """How much was read back."""
        if not self.quiet:
            self.screen.line(("✓ ", "good"), words)

    def changes(self, changes: Sequence[Change]) -> None:
        """How the programme differs from the calendar that stood there."""
        if self.quiet or not changes:
            return
        from icsgen.outputs.announcement import LABELS, sentences, summary_of  # only a revision needs it

        self.screen.line(("~ ", "warn"), summary_of(changes))
        rows = [(LABELS[kind], change.talk.title, said) for change in changes for kind, said, _ in sentences(change)]
        self.screen.table(rows if self.verbose else rows[:_SHOWN], ("warn", "", "time"))
        if len(rows) > _SHOWN and not self.verbose:
            self.screen.line((f"  … and {len(rows) - _SHOWN:,} more (-v)", "dim"))

    def proof(self, path: str) -> None:
        """Where the proof lies."""
        if not self.quiet:
            self.screen.line(("✓ ", "good"), "proof in ", (path, "title"))

    def delivered(self, files: Sequence[Delivered], target: Target, events: int) -> None:
        """What stands where, and what to do with it."""
        if self.quiet:
            return
        if target.folder:
            self._folder(files, target)
        else:
            file = files[0]
            done = {"new": "wrote", "changed": "updated", "unchanged": "already up to date:"}[file.state]
            facts = f"  {counted(events, 'event')}, {_size(file.size)}"
            self.screen.line(("✓ ", "good"), f"{done} ", (str(file.path), "title"), (facts, "dim"))
        self.screen.line(("  Google: Settings → Import. Apple, Outlook: open the file (--open does it).", "dim"))

    def _folder(self, files: Sequence[Delivered], target: Target) -> None:
        states = [file.state for file in files]
        facts = ", ".join(
            f"{states.count(state):,} {state}" for state in ("new", "changed", "unchanged") if state in states
        )
        self.screen.line(
            ("✓ ", "good"), f"{counted(len(files), 'calendar')} in ", (str(target.path), "title"), (f"  {facts}", "dim")
        )
        if self.verbose:
            self.screen.table([(file.path.name, _size(file.size), file.state) for file in files])


def _lacks_end(problem: Problem) -> bool:
    return problem.kind == "doubt" and problem.message.startswith(NO_END)


def _endless(problems: Sequence[Problem]) -> str:
    """'8 talks state no end: took the next start, or 30 minutes (--duration)': told one by one, they hide the rest."""
    taken = (problem.message.removeprefix(NO_END).partition(",")[0] for problem in problems)
    ways = sorted(dict.fromkeys(taken), reverse=True)
    return f"{counted(len(problems), 'talk')} state no end: took {', or '.join(ways)}"


def _note(note: str) -> tuple[str, str]:
    """'year: 2021 …' in two columns."""
    subject, colon, words = note.partition(": ")
    return (subject, words) if colon and subject.isalpha() else ("", note)


def _size(size: int) -> str:
    return f"{size:,} bytes" if size < 1000 else f"{size / 1000:,.0f} kB" if size < 1e6 else f"{size / 1e6:,.1f} MB"
