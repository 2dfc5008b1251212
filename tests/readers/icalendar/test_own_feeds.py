"""A feed of ours, read back, gives the talks that it was made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from icsgen.calendar.feed import FeedOptions, render
from icsgen.calendar.identity import first_entries
from icsgen.model import AllDay, Policy, Programme, Session, Speaker, Talk, Timed
from icsgen.readers import icalendar_file
from tests.readers.casebook import document_of

START = datetime(2021, 7, 21, 2, 0, tzinfo=UTC)
TALK = Talk(
    title="On \\Nabla; commas, and “quotes”",
    when=Timed(start=START, end=START + timedelta(minutes=20), zone="America/Los_Angeles"),
    speakers=(Speaker(name="Ann Ash", affiliation="U of Oak", url="https://ash.example"), Speaker(name="Bob Birch")),
    abstract="First, a word.\n\nSession: not this one\nThen another; \\n is no newline.",
    abstract_html="<p>First, a <b>word</b>.</p>",
    session="Trees",
    room="Hall J",
    track="Forest",
    type="Oral",
    tags=("green", "a, b"),
    url="https://conf.example/1",
    video="https://video.example/1",
    key="42",
)
PROGRAMME = Programme(
    title="Wood Week",
    id="wood-2021",
    description="All of it",
    url="https://conf.example",
    sessions=(
        Session(title="Trees", moderators=(Speaker(name="Cy Cole", affiliation="MIT"), Speaker(name="Di Dale"))),
    ),
    talks=(
        TALK,
        replace(
            TALK, title="Bare", speakers=(), abstract="", abstract_html="", session="", tags=(), video="", key="43"
        ),
        replace(TALK, title="Gone", cancelled=True, key="44"),
        Talk(title="Excursion", when=AllDay(first=date(2021, 7, 24), last=date(2021, 7, 25)), key="45"),
    ),
)


def read_back(programme: Programme) -> Programme:
    entries = first_entries(programme, stamp=START)
    document = document_of(render(programme, entries, FeedOptions()), "feed.ics")
    reading = icalendar_file.read(document, Policy())
    assert reading.problems == ()
    return reading.programme


def bare(talk: Talk) -> Talk:
    """Without what tells where it was found."""
    return replace(talk, origin="", line=None, where="")


def test_every_field_of_every_talk_comes_back() -> None:
    assert [bare(talk) for talk in read_back(PROGRAMME).talks] == [bare(talk) for talk in PROGRAMME.talks]


def test_the_programme_and_its_sessions_come_back() -> None:
    found = read_back(PROGRAMME)
    assert (found.title, found.id, found.description, found.url) == (
        "Wood Week",
        "wood-2021",
        "All of it",
        "https://conf.example",
    )
    assert found.sessions == PROGRAMME.sessions


def test_a_talk_without_an_id_of_its_source_has_its_uid_for_key() -> None:
    programme = replace(PROGRAMME, talks=(replace(TALK, key=""),))
    assert read_back(programme).talks[0].key == first_entries(programme, stamp=START)[0].uid


def test_a_talk_keeps_its_uid_when_a_feed_is_made_of_its_feed() -> None:
    first = [entry.uid for entry in first_entries(PROGRAMME, stamp=START)]
    assert [entry.uid for entry in first_entries(read_back(PROGRAMME), stamp=START)] == first


TEXT = st.text(max_size=120)


@settings(max_examples=150, deadline=None)
@given(title=TEXT, abstract=TEXT, name=TEXT, session=TEXT, room=st.text(max_size=30), minutes=st.integers(1, 3000))
def test_any_text_comes_back(title: str, abstract: str, name: str, session: str, room: str, minutes: int) -> None:
    when = Timed(start=START, end=START + timedelta(minutes=minutes), zone="Europe/Vienna")
    talk = Talk(
        title=f"T{title}",
        when=when,
        speakers=(Speaker(name=f"N{name}"),),
        abstract=abstract,
        session=session,
        room=room,
    )
    found = read_back(Programme(title="Any", talks=(talk,))).talks[0]
    assert bare(replace(found, key="")) == bare(talk)
