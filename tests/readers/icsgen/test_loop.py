"""What ``show --json`` writes is read back the same; the schema describes it."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icsgen.errors import FormatError
from icsgen.model import AllDay, Policy, Problem, Programme, Reading, Session, Speaker, Talk, Timed
from icsgen.readers import programme_file
from tests.readers.casebook import document_of

TEXT = st.text(max_size=40)
LINE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
SPEAKER = st.builds(Speaker, name=LINE, affiliation=TEXT, url=TEXT)
ZONE = st.sampled_from(
    ["Europe/Vienna", "America/Los_Angeles", "UTC", "UTC+05:30", "Asia/Kolkata", "Australia/Lord_Howe"]
)
INSTANT = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)
WHEN = st.builds(
    lambda start, minutes, zone: Timed(start=start, end=start + timedelta(minutes=minutes), zone=zone),
    INSTANT,
    st.integers(1, 5000),
    ZONE,
) | st.builds(
    lambda first, days: AllDay(first=first, last=first + timedelta(days=days)),
    st.dates(date(1990, 1, 1), date(2037, 1, 1)),
    st.integers(0, 9),
)
TALK = st.builds(
    Talk,
    title=LINE,
    when=WHEN,
    speakers=st.lists(SPEAKER, max_size=2).map(tuple),
    abstract=TEXT,
    abstract_html=TEXT,
    session=TEXT,
    room=TEXT,
    track=TEXT,
    type=TEXT,
    tags=st.lists(TEXT, max_size=2).map(tuple),
    url=TEXT,
    video=TEXT,
    key=TEXT,
    cancelled=st.booleans(),
)
PROBLEM = st.builds(
    Problem,
    message=LINE,
    kind=st.sampled_from(["skipped", "doubt"]),
    origin=TEXT,
    line=st.none() | st.integers(1, 99),
    where=TEXT,
    text=TEXT,
)
READING = st.builds(
    Reading,
    programme=st.builds(
        Programme,
        title=LINE,
        id=TEXT,
        url=TEXT,
        description=TEXT,
        revised=st.none() | INSTANT,
        talks=st.lists(TALK, min_size=1, max_size=4).map(tuple),
        sessions=st.lists(
            st.builds(Session, title=LINE, moderators=st.lists(SPEAKER, max_size=1).map(tuple), room=TEXT), max_size=2
        ).map(tuple),
    ),
    problems=st.lists(PROBLEM, max_size=2).map(tuple),
    truncated=st.booleans(),
)


def bare(reading: Reading) -> Reading:
    """Without what tells where it was found, and in the order that problems have."""
    talks = tuple(replace(talk, origin="", line=None, where="") for talk in reading.programme.talks)
    problems = tuple(sorted(reading.problems, key=lambda problem: problem.line or 0))
    return replace(reading, programme=replace(reading.programme, talks=talks), problems=problems, notes=())


@settings(max_examples=200, deadline=None)
@given(reading=READING)
def test_any_reading_is_read_back_the_same(reading: Reading) -> None:
    document = document_of(programme_file.dump(reading), "programme.json")
    assert programme_file.sniff(document) == 100
    assert bare(programme_file.read(document, Policy())) == bare(reading)


def test_an_hour_that_comes_twice_is_written_with_its_offset() -> None:
    second = Timed(
        start=datetime(2021, 10, 31, 1, 30, tzinfo=UTC),
        end=datetime(2021, 10, 31, 2, 0, tzinfo=UTC),
        zone="Europe/Vienna",
    )
    written = programme_file.dump(Programme(title="T", talks=(Talk(title="A", when=second),)))
    assert json.loads(written)["talks"][0]["start"] == "2021-10-31T02:30:00+01:00"
    assert programme_file.read(document_of(written, "p.json"), Policy()).programme.talks[0].when == second


def test_the_schema_knows_every_field_of_a_talk_and_no_other() -> None:
    found = programme_file.schema()["$defs"]
    of_where_it_was_found = {"origin", "line", "where", "settled"}
    times = {"start", "end", "duration", "timezone", "day", "last_day"}
    fields = {field.name for field in dataclasses.fields(Talk)} - {"when"} - of_where_it_was_found | times
    assert set(found["TalkRecord"]["properties"]) == fields
    assert found["TalkRecord"]["additionalProperties"] is False
    assert found["TalkRecord"]["required"] == ["title"]
    assert found["ProgrammeRecord"]["required"] == ["icsgen", "title", "talks"]


def test_a_wrong_field_is_named_by_its_path() -> None:
    content = b'{"icsgen": 1, "title": "T", "talks": [{"title": "A", "start": "2021-07-20 19:00", "tags": "x"}]}'
    with pytest.raises(FormatError, match=r"\$\.talks\[0\]\.tags: Expected `array`, got `str`"):
        programme_file.read(document_of(content, "p.json"), Policy())
