"""What makes a talk the same talk: its key, and the UID that follows from it.

A key is the source's own id, else the normalised title with the speakers; an ordinal tells equals apart.
The hour is never part of it, for hours change, and neither is a path, for files are renamed. Keys don't
depend on the order in which the source lists its talks. UIDs are name-based (RFC 9562 §5.5), so two
machines that read the same programme for the first time give its talks the same UIDs. Once a feed exists,
its UIDs win (``revision``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha1
from uuid import UUID

from icsgen.calendar.entry import Entry
from icsgen.model import AllDay, Programme, Speaker, Talk, Timed
from icsgen.times.zones import to_local

DOMAIN = "icsgen"
_NAMESPACE = UUID("6f0cf1d5-3f0a-5d57-9d5e-8a3f6f2f8a51")  # any constant would do; it must never change
_OURS = re.compile(rf"[0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}}@{DOMAIN}")
_APART = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 14)
def normalised(text: str) -> str:
    """The text without what changes when somebody merely tidies up: case, punctuation, spacing, width.

    >>> normalised("“Deep-Learning”,  Part II!")
    'deep learning part ii'
    """
    folded = (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()
    return _APART.sub(" ", folded).strip() or " ".join(folded.split())


def normalised_speakers(speakers: Iterable[Speaker]) -> str:
    """Their names, normalised, in an order of their own.

    >>> normalised_speakers([Speaker(name="Bo Li"), Speaker(name="Ann Lee")])
    'ann lee, bo li'
    """
    return ", ".join(sorted({normalised(speaker.name) for speaker in speakers}))


def programme_id(programme: Programme) -> str:
    """The source's id of the programme, else its title with the year of its first talk.

    >>> programme_id(Programme(title="Some Conf", talks=(), id="some-conf-2021"))
    'some-conf-2021'
    """
    if programme.id:
        return programme.id
    year = _first_year(programme.talks)
    title = normalised(programme.title)
    return f"{title} {year}" if year is not None else title


def _first_year(talks: Iterable[Talk]) -> int | None:
    """The first year that the clock on the wall showed at the start of a talk."""
    years: set[int] = set()
    earliest: dict[str, datetime] = {}  # by zone: to ask for each talk's wall time takes as long as to write it
    for talk in talks:
        when = talk.when
        if isinstance(when, AllDay):
            years.add(when.first.year)
        elif when.zone not in earliest or when.start < earliest[when.zone]:
            earliest[when.zone] = when.start
    years.update(to_local(start, zone).year for zone, start in earliest.items())
    return min(years, default=None)


def base_key(talk: Talk) -> str:
    """The key before an ordinal tells equals apart."""
    return talk.key or f"{normalised(talk.title)} / {normalised_speakers(talk.speakers)}"


def keys_of(talks: Sequence[Talk]) -> list[str]:
    """A key for each talk, in their order. No two are equal.

    Equals are numbered by what else is known of them, first of all their start, so that the order of the
    source matters only to talks that are alike in everything.

    >>> from datetime import date
    >>> on = lambda day: AllDay(first=date(2021, 7, day), last=date(2021, 7, day))
    >>> keys_of([Talk(title=title, when=on(day)) for title, day in [("Lunch", 21), ("Tea", 20), ("Lunch", 20)]])
    ['lunch / #2', 'tea / ', 'lunch / ']
    """
    keys = [base_key(talk) for talk in talks]
    bases = set(keys)
    if len(bases) == len(keys):
        return keys
    groups: dict[str, list[int]] = {}
    for index, base in enumerate(keys):
        groups.setdefault(base, []).append(index)
    for base, group in groups.items():
        first, *others = sorted(group, key=lambda index: (order_of(talks[index]), index)) if len(group) > 1 else group
        keys[first] = base
        ordinal = 1
        for index in others:
            ordinal += 1
            while (key := f"{base}#{ordinal}") in bases:
                ordinal += 1  # the source has an id that looks like one of our ordinals
            keys[index] = key
    return keys


def order_of(talk: Talk) -> tuple[str, ...]:
    """A total order of talks by time, then by all else that tells two of one key apart."""
    when = talk.when
    if isinstance(when, Timed):
        time = (when.start.isoformat(), when.end.isoformat())
    else:
        time = (when.first.isoformat(), when.last.isoformat())
    people = ", ".join(speaker.name for speaker in talk.speakers)
    rest = (talk.room, talk.session, talk.track, talk.type, talk.title, people, talk.key, talk.url, talk.video)
    return (*time, *rest, talk.abstract)


def uid_of(programme: str, key: str) -> str:
    """The UID of the talk with that key in the programme with that id.

    A key that is itself a UID of ours stands: its talk was read from a feed of ours.

    >>> uid_of("some-conf-2021", "42") == uid_of("some-conf-2021", "42") != uid_of("some-conf-2022", "42")
    True
    """
    if _OURS.fullmatch(key):
        return key
    name = _name_based(f"{programme}\n{key}")
    return f"{name}@{DOMAIN}"


def _name_based(name: str) -> str:
    """The UUID of the name, version 5 (RFC 9562 §5.5), in a quarter of the time that ``uuid.uuid5`` takes.

    >>> import uuid
    >>> [name for name in ("", "a", "é", "x" * 99) if _name_based(name) != str(uuid.uuid5(_NAMESPACE, name))]
    []
    """
    digest = sha1(_NAMESPACE.bytes + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def first_entries(programme: Programme, *, stamp: datetime) -> list[Entry]:
    """The entries of a feed that is written for the first time, in the order of the talks.

    ``stamp`` is in UTC; a feed counts whole seconds.
    """
    stamp = stamp.replace(microsecond=0)
    name = programme_id(programme)
    return [
        Entry(talk=talk, key=key, uid=uid_of(name, key), sequence=0, stamp=stamp, cancelled=talk.cancelled)
        for talk, key in zip(programme.talks, keys_of(programme.talks), strict=True)
    ]
