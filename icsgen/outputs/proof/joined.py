"""The lines of a text, with its times marked and joined to what became of them.

Times are looked for again here, by the same words but apart from the reader that made the talks: a range that is
neither an event nor a problem would be one that the reader passed over, and shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from icsgen.model import Document, Problem, Reading, Talk
from icsgen.times.phrases import Phrase, find

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


def blocks_of(
    lines: Sequence[Line], talks: Sequence[Talk], problems: Sequence[Problem], first: int
) -> tuple[tuple[Block, ...], list[Problem]]:
    """The lines in blocks, and the problems that belong to no line. Talks are counted from ``first``."""
    return _Joining(lines, talks, problems, first).blocks()


class _Joining:
    """One text on the way to its blocks."""

    def __init__(self, lines: Sequence[Line], talks: Sequence[Talk], problems: Sequence[Problem], first: int) -> None:
        self.lines = lines
        self.talks = dict(enumerate(talks, first))
        self.index: dict[int, list[int]] = {}
        for index, line in enumerate(lines):
            self.index.setdefault(line.number, []).append(index)
        self.talks_at: dict[int, list[int]] = {}
        self.problems_at: dict[int, list[Problem]] = {}
        self.general: list[Problem] = []
        for number, talk in self.talks.items():
            at = self._place(talk.line, talk.settled.source, talk.title)
            if at is not None:
                self.talks_at.setdefault(at, []).append(number)
        for problem in problems:
            at = self._place(problem.line, problem.text, "")
            if at is None:
                self.general.append(problem)
            else:
                self.problems_at.setdefault(at, []).append(problem)
        self.titles_at: dict[int, list[int]] = {}
        self.starts: dict[int, int] = {}
        """Index of a block's first line to the index of the line with its time."""

    def _place(self, number: int | None, words: str, title: str) -> int | None:
        """Which of the lines of that number it is: several stand there if the source is HTML."""
        candidates = self.index.get(number or 0, [])
        if not candidates:
            return None
        for wanted in (words, title):
            for at in candidates:
                if wanted and (wanted in self.lines[at].text or self.lines[at].text.strip() in wanted):
                    return at
        return candidates[0]

    def blocks(self) -> tuple[tuple[Block, ...], list[Problem]]:
        self._find_titles()
        found: list[Block] = [Block()]
        for at, line in enumerate(self.lines):
            phrases = find(line.text) if len(line.text) <= _LONGEST else []
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
        return tuple(block for block in found if block.lines), self.general

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
        for index in (*below, *above):
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

    def _times(self, at: int, text: str, phrases: list[Phrase]) -> list[tuple[int, int, str, tuple[int, ...]]]:
        numbers = self.talks_at.get(at, [])
        if not phrases and (numbers or at in self.problems_at):
            whole = (len(text) - len(text.lstrip()), len(text.rstrip()))
            return [(*whole, "time" if numbers else "red", tuple(numbers))]
        marks: list[tuple[int, int, str, tuple[int, ...]]] = []
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

    def _titles(self, at: int, text: str) -> list[tuple[int, int, str, tuple[int, ...]]]:
        marks = []
        for number in self.titles_at.get(at, []):
            start = text.find(self.talks[number].title)
            marks.append((start, start + len(self.talks[number].title), "title", (number,)))
        return marks
