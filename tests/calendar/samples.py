"""Talks, programmes and calendars that the tests of this folder are made of."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytz
from hypothesis import strategies as st

from icsgen.calendar.entry import Entry
from icsgen.calendar.feed import FeedOptions, render
from icsgen.calendar.identity import first_entries
from icsgen.model import AllDay, Programme, Session, Speaker, Talk, Timed
from icsgen.text import clean_line

START = datetime(2021, 7, 21, 2, 0, tzinfo=UTC)
STAMP = datetime(2021, 7, 1, 12, 30, 15, tzinfo=UTC)
PLAIN = FeedOptions()


def timed(start: datetime = START, minutes: int = 20, zone: str = "America/Los_Angeles") -> Timed:
    return Timed(start=start, end=start + timedelta(minutes=minutes), zone=zone)


def talk(title: str = "A talk", **fields: Any) -> Talk:
    return Talk(title=title, **{"when": timed(), **fields})


def programme(*talks: Talk, **fields: Any) -> Programme:
    return Programme(talks=talks, **{"title": "Some Conference", **fields})


def entries(made: Programme) -> list[Entry]:
    return first_entries(made, stamp=STAMP)


def calendar(*talks: Talk, options: FeedOptions = PLAIN, **fields: Any) -> bytes:
    """The calendar of a programme that has these talks."""
    made = programme(*talks, **fields)
    return render(made, entries(made), options)


def content_lines(data: bytes) -> list[str]:
    """Lines, unfolded."""
    assert data.endswith(b"\r\n")
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def values(data: bytes, name: str) -> list[str]:
    """What stands after the name of every property of that name: its parameters and value."""
    return [line[len(name) :] for line in content_lines(data) if re.match(rf"{re.escape(name)}[:;]", line)]


# -- any talk -------------------------------------------------------------------------------------------------

_awkward = st.text(st.sampled_from("\\\\;,nN:\"'\n\t\r éß漢😀\u200f\u2028\x00\ufeff%^="), max_size=300)
texts = st.one_of(st.text(max_size=300), _awkward)
titles = texts.filter(lambda text: bool(clean_line(text)))
zones = st.one_of(
    st.sampled_from(pytz.all_timezones),
    st.sampled_from(["America/Los_Angeles", "Europe/London", "Africa/Casablanca", "UTC", "UTC+05:30", "Africa/Cairo"]),
)
instants = st.one_of(
    st.datetimes(datetime(1900, 1, 1), datetime(9990, 1, 1)),
    st.datetimes(datetime(1999, 1, 1), datetime(2039, 1, 1)),
    # within hours of a clock change in America and Europe
    st.builds(
        lambda change, minutes: change + timedelta(minutes=minutes),
        st.sampled_from([datetime(2021, 11, 7, 9), datetime(2021, 3, 14, 10), datetime(2026, 10, 25, 1)]),
        st.integers(-180, 180),
    ),
).map(lambda moment: moment.replace(tzinfo=UTC, microsecond=0))
lengths = st.one_of(st.integers(1, 7200), st.integers(1, 10_000_000)).map(lambda seconds: timedelta(seconds=seconds))
speakers = st.builds(Speaker, name=titles, affiliation=st.one_of(st.just(""), texts), url=st.one_of(st.just(""), texts))
whens = st.one_of(
    st.builds(lambda start, length, zone: Timed(start=start, end=start + length, zone=zone), instants, lengths, zones),
    st.builds(
        lambda first, days: AllDay(first=first, last=first + timedelta(days=days)),
        st.dates(date(1900, 1, 1), date(9990, 1, 1)),
        st.integers(0, 400),
    ),
)
talks = st.builds(
    Talk,
    title=titles,
    when=whens,
    speakers=st.lists(speakers, max_size=3).map(tuple),
    abstract=texts,
    abstract_html=texts,
    session=st.sampled_from(["", "Session; one", "Session, two"]),
    room=texts,
    track=texts,
    type=texts,
    tags=st.lists(texts, max_size=3).map(tuple),
    url=texts,
    video=texts,
    key=texts,
    cancelled=st.booleans(),
)
sessions = (
    Session(title="Session; one", moderators=(Speaker(name="A, B"), Speaker(name="C\\")), room="Hall; 1"),
    Session(title="Session, two"),
)
options = st.builds(
    FeedOptions,
    name=texts.map(clean_line),
    utc=st.booleans(),
    alarm=st.one_of(st.none(), st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds))),
    busy=st.booleans(),
)
