"""Several sources, one programme: the same talk in two sources is one talk."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime

from icsgen.model import AllDay, Problem, Programme, Reading, Session, Talk, Timed
from icsgen.times.zones import to_local

_FILLED = [
    field.name for field in fields(Talk) if field.name not in ("title", "when", "origin", "line", "where", "settled")
]


def merge(readings: Sequence[Reading]) -> Reading:
    """One reading of all, in the order given.

    A talk of a later source is one of an earlier source if title and start agree; the earlier one's words stand
    and the later one fills what they leave open. Within one source nothing is merged: what it lists twice
    is there twice. A title that two sources give different times is kept twice and doubted.
    """
    if len(readings) == 1:
        return readings[0]
    talks: list[Talk] = []
    problems = [problem for reading in readings for problem in reading.problems]
    for reading in readings:
        problems += _add(talks, reading.programme.talks)
    first = readings[0].programme
    return Reading(
        programme=Programme(
            title=first.title,
            talks=tuple(talks),
            sessions=_sessions(readings),
            id=first.id,
            description=first.description,
            url=first.url,
            revised=_latest([reading.programme.revised for reading in readings]),
            unnamed=first.unnamed,
        ),
        problems=tuple(problems),
        notes=tuple(dict.fromkeys(note for reading in readings for note in reading.notes)),
        truncated=any(reading.truncated for reading in readings),
    )


def _add(talks: list[Talk], more: Sequence[Talk]) -> list[Problem]:
    """Add a source's talks to those of the sources before it."""
    known: dict[tuple[str, object], list[int]] = {}
    titles: dict[str, list[Talk]] = {}
    for index, talk in enumerate(talks):
        known.setdefault(_sameness(talk), []).append(index)
        titles.setdefault(_plain(talk.title), []).append(talk)
    problems: list[Problem] = []
    for talk in more:
        twins = known.get(_sameness(talk))
        if twins:
            index = next((twin for twin in twins if talks[twin].room == talk.room), twins[0])
            twins.remove(index)
            talks[index] = _joined(talks[index], talk)
            continue
        if (namesakes := titles.get(_plain(talk.title))) and len(namesakes) == 1 and _persons(namesakes[0], talk):
            problems.append(_contradiction(namesakes[0], talk))
        talks.append(talk)
    return problems


def _sameness(talk: Talk) -> tuple[str, object]:
    return _plain(talk.title), talk.when.start if isinstance(talk.when, Timed) else (talk.when.first, talk.when.last)


def _plain(title: str) -> str:
    """The title without case, width, punctuation and spacing."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(character for character in folded if character.isalnum()) or folded


def _persons(one: Talk, other: Talk) -> bool:
    """Whether they share a speaker: only then is an equal title more than chance ('Lunch', 'Poster session')."""
    return bool({_plain(speaker.name) for speaker in one.speakers} & {_plain(s.name) for s in other.speakers})


def _joined(talk: Talk, other: Talk) -> Talk:
    missing = {name: getattr(other, name) for name in _FILLED if not getattr(talk, name)}
    return replace(talk, **missing)


def _contradiction(earlier: Talk, talk: Talk) -> Problem:
    return Problem(
        message=f"{earlier.origin} has this talk at {_when(earlier)}, here it is at {_when(talk)}; kept both",
        kind="doubt",
        origin=talk.origin,
        line=talk.line,
        where=talk.where,
        text=talk.title,
    )


def _when(talk: Talk) -> str:
    if isinstance(talk.when, AllDay):
        return f"{talk.when.first}"
    return f"{to_local(talk.when.start, talk.when.zone):%Y-%m-%d %H:%M} {talk.when.zone}"


def _sessions(readings: Sequence[Reading]) -> tuple[Session, ...]:
    found: dict[str, Session] = {}
    for reading in readings:
        for session in reading.programme.sessions:
            found.setdefault(session.title, session)
    return tuple(found.values())


def _latest(times: Sequence[datetime | None]) -> datetime | None:
    return max((time for time in times if time is not None), default=None)
