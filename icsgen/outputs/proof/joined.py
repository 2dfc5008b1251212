"""The lines of a text, with its times marked and joined to what became of them.

Times are looked for again here, by the same words but apart from the reader that made the talks: a range that is
neither an event nor a problem would be one that the reader passed over, and shows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from icsgen.model import Document, Problem, Reading, Talk, Timed
from icsgen.times.phrases import Phrase, find
from icsgen.times.zones import to_local

Mark: TypeAlias = tuple[int, int, str, tuple[int, ...]]
"""First character, the one after the last, kind and numbers of a piece."""
_ABOVE, _BELOW = 6, 12
"""How many lines around its time a title is looked for."""
_SHOWN = 7
"""Lines of a block that stand open; the rest is folded away."""
_LONGEST = 20_000
"""Characters of a line beyond which no time is looked for: that is data, not a programme."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line."""

    text: str
    kind: str = ""
    """'' plain, 'time' of an event, 'red' of none, 'clock' a single hour that is no event's, 'title'."""
    numbers: tuple[int, ...] = ()
    """Of the events that it belongs to."""
    anchor: bool = False
    """It is the first mark of these events, which a card leads back to."""


@dataclass(slots=True)
class Line:
    """A line of the source as a reader sees it."""

    number: int
    text: str
    pieces: tuple[Piece, ...] = ()


@dataclass(slots=True)
class Block:
    """Lines that stand beside the same cards."""

    lines: list[Line] = field(default_factory=list)
    folded: list[Line] = field(default_factory=list)
    """The rest of them."""
    numbers: list[int] = field(default_factory=list)
    """Of its events."""
    problems: list[Problem] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    """Ranges that are neither an event nor a problem."""
    doubtful: bool = False


def lines_of(document: Document, reading: Reading) -> list[Line]:
    """The source as a reader sees it."""
    if reading.visible:
        return [Line(number, text) for number, text in reading.visible]
    return [Line(number, text) for number, text in enumerate((document.text or "").splitlines(), 1)]


def is_about(problem: Problem, talk: Talk) -> bool:
    """Whether the problem is about the talk and not about another of the same line."""
    return (
        (problem.line, problem.where) == (talk.line, talk.where)
        and (problem.line is not None or bool(problem.where))
        and (bool(talk.where) or talk.title in problem.text or talk.settled.source in problem.text)
    )


def blocks_of(
    lines: Sequence[Line], talks: Mapping[int, Talk], problems: Sequence[Problem]
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The lines in blocks, and the problems that belong to no line. Talks come by their numbers."""
    joining = _Joining(lines, talks, problems)
    return tuple(joining.blocks()), tuple(joining.general)


class _Joining:
    """One text on the way to its blocks."""

    def __init__(self, lines: Sequence[Line], talks: Mapping[int, Talk], problems: Sequence[Problem]) -> None:
        self.lines = lines
        self.talks = talks
        self.numbers = [line.number for line in lines]
        self.phrases: dict[int, list[Phrase]] = {}
        self.talks_at: dict[int, list[int]] = {}
        self.problems_at: dict[int, list[Problem]] = {}
        self.general: list[Problem] = []
        last = -1
        for number, talk in talks.items():
            last = self._place_talk(talk, last)
            self.talks_at.setdefault(last, []).append(number)
        for problem in problems:
            if problem.line is None or problem.where:
                self.general.append(problem)
            else:
                self.problems_at.setdefault(self._place_problem(problem), []).append(problem)
        self.titles_at: dict[int, list[int]] = {}
        self.starts: dict[int, int] = {}
        """Index of a block's first line to the index of the line with its time."""

    # -- where they are -----------------------------------------------------------------------------------

    def _of_line(self, number: int) -> range:
        """The lines of that number: several stand there if the source is a web page; else the one before it."""
        first, end = bisect_left(self.numbers, number), bisect_right(self.numbers, number)
        return range(first, end) if first < end else range(max(first - 1, 0), max(first, 1))

    def _place_talk(self, talk: Talk, last: int) -> int:
        """The line of its time: by its words, else by the hour that it shows, the first that is not yet passed."""
        candidates = self._of_line(talk.line or 0)
        if len(candidates) == 1:
            return candidates[0]
        ways = (
            [self._shows_hour(at, talk) and at > last for at in candidates],
            [self._shows_hour(at, talk) for at in candidates],
            [talk.settled.source in self.lines[at].text or talk.title in self.lines[at].text for at in candidates],
        )
        return next((at for way in ways for at, fits in zip(candidates, way, strict=True) if fits), candidates[0])

    def _shows_hour(self, at: int, talk: Talk) -> bool:
        if not isinstance(talk.when, Timed):
            return False
        local = to_local(talk.when.start, talk.when.zone)
        minutes = local.hour * 60 + local.minute
        return any(
            minutes in {phrase.start.minutes(half) for half in (None, "am", "pm")} for phrase in self._phrases(at)
        )

    def _place_problem(self, problem: Problem) -> int:
        candidates = self._of_line(problem.line or 0)
        return next((at for at in candidates if self._is_in(problem.text, self.lines[at].text)), candidates[0])

    @staticmethod
    def _is_in(words: str, text: str) -> bool:
        return bool(words) and bool(text.strip()) and (words in text or text.strip() in words)

    def _phrases(self, at: int) -> list[Phrase]:
        if at not in self.phrases:
            text = self.lines[at].text
            self.phrases[at] = find(text) if len(text) <= _LONGEST else []
        return self.phrases[at]

    # -- blocks -------------------------------------------------------------------------------------------

    def blocks(self) -> list[Block]:
        """The lines, a block for each time."""
        self._find_titles()
        found: list[Block] = [Block()]
        for at, line in enumerate(self.lines):
            phrases = self._phrases(at)
            unexplained = self._unexplained(at, phrases)
            if at in self.starts or (unexplained and at not in self.starts.values()):
                found.append(Block())
            block = found[-1]
            block.unexplained += unexplained
            block.numbers += self.talks_at.get(at, [])
            reported = self.problems_at.get(at, [])
            block.problems += [one for one in reported if one.kind == "skipped" or at not in self.talks_at]
            block.doubtful = block.doubtful or any(one.kind == "doubt" for one in reported)
            line.pieces = tuple(self._pieces(at, line.text, phrases))
            if line.text.strip():
                marked = at in self.talks_at or at in self.problems_at or unexplained or at in self.titles_at
                (block.lines if len(block.lines) < _SHOWN or marked else block.folded).append(line)
        return [block for block in found if block.lines]

    # -- titles -------------------------------------------------------------------------------------------

    def _find_titles(self) -> None:
        """A block begins with the time of its event, or with the title where that stands above."""
        taken = -1
        for at in sorted({*self.talks_at, *self.problems_at}):
            start = at
            for number in self.talks_at.get(at, []):
                title = self._title_of(at, self.talks[number].title, taken)
                if title is not None:
                    self.titles_at.setdefault(title, []).append(number)
                    start = min(start, title)
            self.starts[start] = at
            taken = at

    def _title_of(self, at: int, title: str, taken: int) -> int | None:
        below = range(at, min(at + _BELOW, len(self.lines)))
        above = range(at - 1, max(taken, at - _ABOVE), -1)
        for index in chain(below, above):
            if title in self.lines[index].text and (index == at or index not in self.talks_at):
                return index
        return None

    # -- marks --------------------------------------------------------------------------------------------

    def _unexplained(self, at: int, phrases: list[Phrase]) -> list[str]:
        if at in self.talks_at or at in self.problems_at:
            return []
        return [phrase.text for phrase in phrases if phrase.end is not None]

    def _pieces(self, at: int, text: str, phrases: list[Phrase]) -> list[Piece]:
        marks = sorted([*self._times(at, text, phrases), *self._titles(at, text)])
        pieces: list[Piece] = []
        done = 0
        for start, end, kind, numbers in marks:
            if start < done:
                continue
            if start > done:
                pieces.append(Piece(text[done:start]))
            pieces.append(Piece(text[start:end], kind, numbers, anchor=kind == "time"))
            done = end
        if done < len(text):
            pieces.append(Piece(text[done:]))
        return pieces

    def _times(self, at: int, text: str, phrases: list[Phrase]) -> list[Mark]:
        numbers = self.talks_at.get(at, [])
        if not phrases and (numbers or at in self.problems_at):
            whole = (len(text) - len(text.lstrip()), len(text.rstrip()))
            return [(*whole, "time" if numbers else "red", tuple(numbers))]
        marks: list[Mark] = []
        unmarked = set(numbers)
        for position, phrase in enumerate(phrases):
            own = self._owners(numbers, phrases, position) & unmarked
            unmarked -= own
            kind = "time" if own else "clock" if numbers or phrase.end is None else "red"
            if not numbers and at in self.problems_at:
                kind = "red"
            marks.append((*phrase.span, kind, tuple(sorted(own))))
        return marks

    def _owners(self, numbers: list[int], phrases: list[Phrase], position: int) -> set[int]:
        """Whose time the phrase is: of the events whose words it is in, else by place, else of all."""
        if len(phrases) == 1:
            return set(numbers)
        text = phrases[position].text
        sources = {number: self.talks[number].settled.source for number in numbers}
        if any(sum(phrase.text in source for phrase in phrases) == 1 for source in sources.values()):
            return {number for number, source in sources.items() if text in source}
        if len(numbers) == len(phrases):
            return {numbers[position]}
        return set(numbers)

    def _titles(self, at: int, text: str) -> list[Mark]:
        marks: list[Mark] = []
        for number in self.titles_at.get(at, []):
            start = text.find(self.talks[number].title)
            marks.append((start, start + len(self.talks[number].title), "title", (number,)))
        return marks
