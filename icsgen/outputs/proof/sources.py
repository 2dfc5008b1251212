"""A source as the page shows it: line by line if it is text, record by record if it is structured."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from icsgen.model import AllDay, Document, Problem, Reading, Settled, Talk, Timed
from icsgen.outputs.proof.joined import Block, Line, blocks_of, is_about, lines_of
from icsgen.times.zones import abbreviation, to_local

_MEGABYTE = 1_000_000
_MOST_NOTES = 4


@dataclass(frozen=True, slots=True)
class Hour:
    """A span as one zone's clocks show it."""

    label: str
    day: str
    """'Tue 20 July 2021', empty where it is that of the source's own zone."""
    clocks: str
    """'19:00 – 19:20'."""
    zone: str


@dataclass(frozen=True, slots=True)
class Card:
    """An event."""

    number: int
    """Counted through all sources, from 1."""
    talk: Talk
    hours: tuple[Hour, ...]
    """In the zone of the source, then in UTC; one of them if they are the same, one without clocks for whole days."""
    start: str
    """Both instants as scripts read them; empty for whole days."""
    end: str
    settled: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]


@dataclass(slots=True)
class Record:
    """An entry of a structured source: what it says, and what came of it."""

    place: str
    """Where it stands: path, line or both."""
    raw: str
    """Its own words."""
    fields: tuple[tuple[str, str], ...] = ()
    cards: list[Card] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class View:
    """A source with its events."""

    prefix: str
    """Of the ids of its elements."""
    document: Document
    reading: Reading
    size: str
    fingerprint: str
    """SHA-256 of the bytes, so that a signature says what was checked."""
    blocks: tuple[Block, ...]
    """Of a text; empty for a structured source."""
    records: tuple[Record, ...]
    cards: dict[int, Card]
    """By number."""
    notes: tuple[tuple[str, str], ...]
    """How year and zone were settled: label and words."""
    general: tuple[Problem, ...]
    """Problems that belong to no line and no record."""
    days: tuple[tuple[str, int, int], ...]
    """Each day with the number of its first event and how many there are."""
    events: int
    skipped: int
    doubts: int
    unexplained: int


def view_of(document: Document, reading: Reading, *, prefix: str, first: int) -> View:
    """The source with its events, which are counted from ``first``."""
    problems = reading.problems
    lines = lines_of(document, reading)
    cards = {
        number: _card(talk, number, [one.message for one in problems if one.kind == "doubt" and is_about(one, talk)])
        for number, talk in enumerate(reading.programme.talks, first)
    }
    in_text = {number: card.talk for number, card in cards.items() if not card.talk.where and lines}
    blocks, general = blocks_of(lines, in_text, problems) if in_text else ((), problems)
    structured = {number: card for number, card in cards.items() if number not in in_text}
    records, general = _records(structured, general, lines)
    return View(
        prefix=prefix,
        document=document,
        reading=reading,
        size=_size(len(document.content)),
        fingerprint=hashlib.sha256(document.content).hexdigest(),
        blocks=blocks,
        records=records,
        cards=cards,
        notes=tuple(_notes(reading)),
        general=general,
        days=tuple(_days(cards)),
        events=len(cards),
        skipped=sum(problem.kind == "skipped" for problem in problems),
        doubts=sum(problem.kind == "doubt" for problem in problems),
        unexplained=sum(len(block.unexplained) for block in blocks),
    )


# -- events ---------------------------------------------------------------------------------------------------


def _card(talk: Talk, number: int, doubts: list[str]) -> Card:
    when = talk.when
    if isinstance(when, AllDay):
        days = _day(when.first) if when.first == when.last else f"{_day(when.first)} – {_day(when.last)}"
        return Card(number, talk, (Hour("All day", days, "", ""),), "", "", _settled(talk.settled), tuple(doubts))
    here = to_local(when.start, when.zone), to_local(when.end, when.zone)
    letters = abbreviation(when.start, when.zone)
    hours = [Hour("Source", _day(here[0]), _clocks(*here), letters if letters[:1].isalpha() else when.zone)]
    there = when.start.replace(tzinfo=None), when.end.replace(tzinfo=None)
    if there != here:
        hours.append(Hour("UTC", _day(there[0]) if there[0].date() != here[0].date() else "", _clocks(*there), ""))
    start, end = (f"{instant:%Y-%m-%dT%H:%M:%SZ}" for instant in (when.start, when.end))
    return Card(number, talk, tuple(hours), start, end, _settled(talk.settled), tuple(doubts))


def _settled(settled: Settled) -> tuple[tuple[str, str], ...]:
    said = (("Year", settled.year), ("Zone", settled.zone), ("Start", settled.start), ("End", settled.end))
    return tuple((label, words) for label, words in said if words)


def _day(day: date) -> str:
    """'Tue 20 July 2021', in English on every machine."""
    return f"{calendar.day_abbr[day.weekday()]} {day.day} {calendar.month_name[day.month]} {day.year}"


def _clocks(start: datetime, end: datetime) -> str:
    """'23:30 – 00:30 (+1 day)'."""
    later = (end.date() - start.date()).days
    return f"{_clock(start)} – {_clock(end)}" + (f" (+{later} day{'s'[: later > 1]})" if later else "")


def _clock(hour: datetime) -> str:
    return f"{hour:%H:%M:%S}" if hour.second else f"{hour:%H:%M}"


def _days(cards: dict[int, Card]) -> Iterator[tuple[str, int, int]]:
    found: dict[str, list[int]] = {}
    for card in cards.values():
        found.setdefault(card.hours[0].day, []).append(card.number)
    for day, numbers in found.items():
        yield day, numbers[0], len(numbers)


def _notes(reading: Reading) -> Iterator[tuple[str, str]]:
    """What the reading says of year and zone, and the zones themselves where it says nothing of them."""
    for note in reading.notes:
        label, colon, words = note.partition(": ")
        yield (label.title(), words) if colon and label in ("year", "zone") else ("Note", note)
    if not any(note.startswith("zone:") for note in reading.notes):
        how = dict.fromkeys(
            f"{talk.when.zone}, {talk.settled.zone}"
            for talk in reading.programme.talks
            if isinstance(talk.when, Timed) and talk.settled.zone
        )
        yield from (("Zone", words) for words in list(how)[:_MOST_NOTES])


# -- structured sources -----------------------------------------------------------------------------------------


def _records(
    cards: dict[int, Card], problems: Sequence[Problem], lines: Sequence[Line]
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Every record in the order of the source, and the problems that belong to none.

    A problem stands with the record of its path, else of its line; one that has a place of its own makes a record.
    """
    texts = {line.number: line.text for line in lines}
    records: dict[tuple[str, int | None], Record] = {}
    for card in cards.values():
        talk = card.talk
        place = (talk.where, None if talk.where else talk.line)
        if place not in records:
            raw = talk.settled.source or texts.get(talk.line or 0, "").strip()
            records[place] = Record(_place(talk.where, talk.line), raw, tuple(_fields(talk)))
        records[place].cards.append(card)
    general: list[Problem] = []
    strays: list[Record] = []
    for problem in problems:
        record = records.get((problem.where, None if problem.where else problem.line))
        if record is None and (problem.where or problem.line is not None):
            strays.append(Record(_place(problem.where, problem.line), problem.text, problems=[problem]))
        elif record is None:
            general.append(problem)
        elif problem.kind == "skipped":
            record.problems.append(problem)
    ordered = list(records.values())
    for record in strays:
        ordered.insert(_index(ordered, record.problems[0]), record)
    return tuple(ordered), tuple(general)


def _index(records: Sequence[Record], problem: Problem) -> int:
    """Before the first record whose line comes after the problem's."""
    if problem.line is not None:
        for index, record in enumerate(records):
            lines = [card.talk.line for card in record.cards if card.talk.line is not None]
            if lines and lines[0] > problem.line:
                return index
    return len(records)


def _place(where: str, line: int | None) -> str:
    return " · ".join(part for part in (where, f"line {line}" if line is not None else "") if part)


def _fields(talk: Talk) -> Iterator[tuple[str, str]]:
    yield "title", talk.title
    yield "speakers", ", ".join(speaker.name for speaker in talk.speakers)
    for name in ("session", "room", "track", "type", "key", "url"):
        yield name, getattr(talk, name)


def _size(octets: int) -> str:
    if octets >= _MEGABYTE:
        return f"{octets / _MEGABYTE:.1f} MB"
    return f"{octets / 1000:.1f} kB" if octets >= 1000 else f"{octets} bytes"
