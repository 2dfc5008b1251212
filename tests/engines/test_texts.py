"""Awkward texts and times, read by every engine: what an engine gets wrong is known by name, and nothing else is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from icsgen.calendar.event import description
from icsgen.calendar.feed import FeedOptions, render
from icsgen.model import AllDay, Session, Speaker, Talk, Timed
from tests.calendar.samples import entries, programme, talk, timed
from tests.conftest import need
from tests.engines import ENGINES, INSTALL, Seen

AUTUMN = datetime(2021, 11, 7, 7, 0, tzinfo=UTC)  # 00:00 PDT; the clocks go back at 09:00 UTC
LINK = "https://example.org/a,b;c?d=1;e=2,3#f"
TALKS = (
    talk("Plain"),
    talk('Signs: ; , " \' < & > % ^ = {} [] # @ | ~ `'),
    talk("Letters: é ß 漢字 العربية \u200fעברית\u200e क्षि 👩\u200d🔬 𝕏 e\u0301 …"),
    talk("Long " + "word " * 40, abstract="Long line. " * 300),
    talk("Many lines", abstract="first\n\n\n  indented\n\ttab\n- a; b,\n- c: d\nBEGIN:VEVENT\nEND:VEVENT\n last"),
    talk("Four octets", abstract="😀" * 200, speakers=(Speaker(name="Ann; Lee, Jr.", affiliation="Uni, Town"),)),
    talk("With all", session="S; 1", room="Hall 1, left", track="T,1", type="Oral", tags=("a;b",), url=LINK),
    talk("With video", video=LINK, abstract=f"See {LINK}", abstract_html="<p>x;y,z</p>"),
    talk("Cancelled", cancelled=True),
    talk("Whole days", when=AllDay(first=date(2021, 7, 20), last=date(2021, 7, 22))),
    talk("One day", when=AllDay(first=date(2021, 12, 31), last=date(2021, 12, 31))),
    talk("In UTC", when=timed(zone="UTC")),
    talk("Fixed offset", when=timed(zone="UTC+05:30")),
    talk("No rule", when=timed(zone="Africa/Casablanca")),
    talk("India", when=timed(zone="Asia/Kolkata")),
    talk("Ireland", when=timed(zone="Europe/Dublin")),
    talk("January", when=timed(datetime(2021, 1, 5, 17, tzinfo=UTC), zone="Europe/Vienna")),
    talk("Over midnight", when=timed(datetime(2021, 7, 21, 6, tzinfo=UTC), minutes=180)),
    *(talk(f"Autumn {step}", when=timed(AUTUMN + timedelta(minutes=15 * step), 15)) for step in range(16)),
    talk("Over the change", when=timed(AUTUMN, 300)),
    talk("Spring", when=timed(datetime(2021, 3, 14, 9, 45, tzinfo=UTC), 30)),
)  # fmt: skip
BACKSLASHES = "\\nabla \\Nabla C:\\New \\\\ end\\"
SPACES = "a" + " " * 300 + "b"
# What an engine makes of these two, where it is not what was written: some replace one escape after the other, and
# find one in the second backslash of a pair and the n after it; one takes a line of spaces for none.
QUIRKS = {
    ("node-ical", BACKSLASHES): "\\\nabla \\\nabla C:\\\new \\\\ end\\",
    ("ics", BACKSLASHES): "\\\nabla \\\nabla C:\\\new \\\\ end\\",
    ("ical", BACKSLASHES): "\nabla \nabla C:\new \\\\ end\\",
    ("khal", BACKSLASHES): "\\nabla \nabla C:\new \\\\ end\\",
    ("ics", SPACES): "a" + " " * 78 + "b",
}
MADE = programme(*TALKS, sessions=(Session(title="S; 1", moderators=(Speaker(name="Bo"),)),))


@cache
def seen(name: str) -> dict[str, Seen]:
    data = render(MADE, entries(MADE), FeedOptions(alarm=timedelta(minutes=10), color="teal"))
    return {event.uid: event for event in ENGINES[name].read(data)}


def read(name: str) -> dict[str, Seen]:
    """What the engine makes of each talk, by UID."""
    need(ENGINES[name].installed, f"{name} is not installed: {INSTALL}")
    return seen(name)


def when(one: Talk) -> tuple[str, str]:
    """Start and end as engines tell them."""
    if isinstance(one.when, Timed):
        return tuple(f"{moment.replace(tzinfo=None).isoformat()}Z" for moment in (one.when.start, one.when.end))  # type: ignore[return-value]
    return one.when.first.isoformat(), (one.when.last + timedelta(days=1)).isoformat()


@pytest.mark.engine
@pytest.mark.parametrize("name", ENGINES)
def test_every_time_is_read(name: str) -> None:
    """All day, in UTC, with and without a rule, over midnight, and every quarter of an hour around a clock change."""
    found = read(name)
    for entry in entries(MADE):
        event = found[entry.uid]
        assert (event.start, event.end) == when(entry.talk), entry.talk.title
    assert len(found) == len(TALKS)


@pytest.mark.engine
@pytest.mark.parametrize("name", ENGINES)
def test_every_text_is_read(name: str) -> None:
    """Title, description and room, to the character."""
    sessions = {session.title: session for session in MADE.sessions}
    found = read(name)
    for entry in entries(MADE):
        one, event = entry.talk, found[entry.uid]
        assert event.summary == ("Cancelled: " if one.cancelled else "") + one.title
        assert event.description == description(one, sessions.get(one.session))[0], one.title
        assert event.location == one.room


@pytest.mark.engine
@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("text", [BACKSLASHES, SPACES], ids=["backslashes", "spaces"])
def test_what_an_engine_cannot_read_is_known(name: str, text: str) -> None:
    """LaTeX and wide gaps in an abstract: most engines read them; of the others it is known what they make of it."""
    need(ENGINES[name].installed, f"{name} is not installed: {INSTALL}")
    made = programme(talk("Awkward", abstract=text))
    (event,) = ENGINES[name].read(render(made, entries(made), FeedOptions()))
    assert event.description == QUIRKS.get((name, text), text)
