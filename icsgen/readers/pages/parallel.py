"""Talks that stand beside each other under one time.

'9:00 – 9:45', and below it two talks, each in its room: they are two events. Where no rooms tell that they run beside
each other they may as well follow each other, and are told as talks without times of their own (``listed``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from icsgen.patterns import Pattern
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.chrome import is_chrome, undecorated
from icsgen.readers.pages.labels import label_of
from icsgen.readers.pages.names import people_of
from icsgen.readers.pages.rooms import room_of
from icsgen.readers.pages.shape import is_title
from icsgen.readers.pages.titles import split_title

_MOST = 40
"""Lines; more are no talks of one time."""
_IN_BRACKETS = Pattern(r"(?P<before>.+\([^()]+)[,;]\s*(?P<room>[^(),;]+)\)\W*")
_BEHIND = Pattern(r"(?P<before>.+?)\s*(?:[,;|@]|\s[-–—])\s*[*_]*(?P<room>[^,;|@–—]+?)[*_.]*")
_BEFORE = Pattern(r"(?P<room>[^:–—|]{2,40}?)\s*(?:[:|]|\s[-–—])\s+(?P<before>\S.+)")


class Entry(NamedTuple):
    """One of several talks under a time."""

    room: str
    lines: tuple[Line, ...]


def entries_of(lines: Sequence[Line]) -> list[Entry]:
    """The talks that the lines are, one at least with who speaks; none if they are one talk's, or anything else."""
    if not 2 <= len(lines) <= _MOST:
        return []
    entries = _items(lines) or _paragraphs(lines) or _lines(lines)
    if len(entries) < 2:
        return []
    roomed = [_roomed(entry) for entry in entries]
    rooms = [entry.room for entry in roomed]
    certain = all(rooms) and len(set(rooms)) == len(rooms)
    return roomed if certain else [Entry("", entry) for entry in entries]


def _said(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not line.blank and not is_chrome(line.text)]


def _items(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The items of a list, each with what is below it: all of them titles."""
    said = _said(lines)
    if len(said) < 2 or any(line.kind != "item" for line in said):
        return []
    top = min(line.level for line in said)
    starts = [place for place, line in enumerate(said) if line.level == top]
    if starts[0] != 0 or not all(_is_entry(said[place].text) for place in starts):
        return []
    return [tuple(said[start:end]) for start, end in zip(starts, [*starts[1:], len(said)], strict=True)]


def _paragraphs(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Paragraphs that begin with a title and people."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.blank:
            found.append([])
        elif not is_chrome(line.text):
            found[-1].append(line)
    filled = [tuple(paragraph) for paragraph in found if paragraph]
    if not all(len(one) > 1 and is_talk(one[0].text, one[1].text) for one in filled):
        return []
    return filled


def _lines(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Lines that each hold a title and people, or a title and a room."""
    said = _said(lines)
    if not all(_is_entry(line.text) for line in said) or not all(map(_holds_more, said)):
        return []
    return [(line,) for line in said]


def _holds_more(line: Line) -> bool:
    return bool(split_title(line.text).speakers or _roomed((line,)).room)


def is_talk(title: str, people: str) -> bool:
    """Whether two lines are a talk's title and, below it, who speaks."""
    return _is_entry(title) and bool(people_of(people))


def _is_entry(text: str) -> bool:
    """Whether a line may be a talk's title, with whatever stands behind it."""
    text = undecorated(text)
    started = text[:1].isupper() or text[:1].isdigit() or text[:1] in '"“„«'
    return started and is_title(text) and not text.endswith((":", ".")) and not label_of(text) and not people_of(text)


def _roomed(entry: tuple[Line, ...]) -> Entry:
    """The entry without the room that stands in its first line, or on a line of its own."""
    first, *others = entry
    for pattern in (_IN_BRACKETS, _BEHIND, _BEFORE):
        match = pattern.fullmatch(first.text.strip())
        if match and (room := room_of(match["room"])):
            text = f"{match['before']})" if pattern is _IN_BRACKETS else match["before"]
            return Entry(room, (first._replace(text=text), *others))
    for place, line in enumerate(others):
        if room := room_of(line.text):
            return Entry(room, (first, *others[:place], *others[place + 1 :]))
    return Entry("", entry)
