"""Reading back: everything survives the way to the file, and whatever does not is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgen.calendar.entry import Entry
from icsgen.calendar.feed import FeedOptions, render
from icsgen.calendar.verify import SAMPLE, Verification, verify
from icsgen.errors import VerifyError
from icsgen.model import AllDay, Programme, Speaker, Talk
from tests.calendar import samples
from tests.calendar.samples import PLAIN, START, entries, programme, talk, timed


@given(st.lists(samples.talks, min_size=1, max_size=4), samples.options)
def test_any_talk_survives(talks: list[Talk], options: FeedOptions) -> None:
    """Any Unicode, any length, any instant, any zone: icalendar reads back what was written."""
    made = programme(*talks, sessions=samples.sessions)
    written = entries(made)
    assert verify(render(made, written, options), made, written) == Verification(len(talks), len(talks))


FULL = talk(
    "Title; of, it\\n",
    speakers=(Speaker(name="Ann Lee", affiliation="MIT"), Speaker(name="Bo")),
    abstract="Of cats;\nand, dogs.",
    abstract_html="<p>Of cats</p>",
    session="Pets",
    room="Hall 1",
    track="Vision",
    type="Oral",
    tags=("a", "b,c"),
    url="https://example.org/talk",
    video="https://example.org/video",
    key="42",
)
AFTER = talk("Another", when=AllDay(first=date(2021, 7, 22), last=date(2021, 7, 23)))
MADE = programme(FULL, AFTER)


@pytest.mark.parametrize(
    ("written", "damaged", "named"),
    [
        (b"DTSTART;TZID=America/Los_Angeles:20210720T190000", b"DTSTART:20210720T190000Z", "the start"),
        (b"DTEND;TZID=America/Los_Angeles:20210720T192000", b"DTEND:20210721T022001Z", "the end"),
        (b"DTSTART;TZID=America/Los_Angeles:20210720T19", b"DTSTART:20210720T19", "the start"),
        (b"TZOFFSETTO:-0700", b"TZOFFSETTO:-0600", "the start"),
        (b"DTSTART:20210314T020000", b"DTSTART:20210814T020000", "the start"),
        (b"VALUE=DATE:20210722", b"VALUE=DATE:20210723", "the first day"),
        (b"VALUE=DATE:20210724", b"VALUE=DATE:20210723", "the day after the last"),
        (b"SUMMARY:Title\\;", b"SUMMARY:Title ", "the title"),
        (b"SUMMARY:Another", b"SUMMARY:another", "the title"),
        (b"Of cats\\;\\n", b"Of cats\\; ", "the description"),
        (b"LOCATION:Hall 1", b"LOCATION:Hall 2", "the room"),
        (b"URL:https://example.org/talk", b"URL:https://example.org/task", "the link"),
        (b"CATEGORIES:Vision,Oral,a,b\\,c", b"CATEGORIES:Vision,Oral,a,b,c", "the categories"),
        (b"STATUS:CONFIRMED", b"STATUS:CANCELLED", "the status"),
        (b"SEQUENCE:0", b"SEQUENCE:1", "the sequence"),
        (b"DTSTAMP:20210701T123015Z", b"DTSTAMP:20210701T123016Z", "the stamp"),
        (b"LAST-MODIFIED:20210701T123015Z\r\nSTATUS", b"LAST-MODIFIED:20210701T123014Z\r\nSTATUS", "the stamp"),
        (b"URI;FEATURE=VIDEO:https://example.org/v", b"URI;FEATURE=VIDEO:https://example.org/w", "the video"),
        (b"<p>Of cats</p>", b"<p>Of bats</p>", "the HTML"),
        (b"X-ICSGEN-KEY:42", b"X-ICSGEN-KEY:43", "the key"),
        (b"X-ICSGEN-SESSION:Pets", b"X-ICSGEN-SESSION:Pests", "the session"),
        (b"X-ICSGEN-SPEAKERS:Ann", b"X-ICSGEN-SPEAKERS:Anne", "the speakers"),
        (b"X-ICSGEN-ABSTRACT:19-", b"X-ICSGEN-ABSTRACT:18-", "the abstract"),
        (b"UID:", b"UID:0", "the UID"),
        (b"END:VEVENT\r\nBEGIN:VEVENT\r\n", b"", "2 events went in, and 1 came out"),
        (b"END:VCALENDAR\r\n", b"", "does not end as it should"),
        (b"SUMMARY:", b"SUMMARY" + b"X" * 76 + b":", "a line is too long"),
        (b"SEQUENCE:0\r\n", b"SEQUENCE:0\r\nBEGIN:X\r\n", "damaged"),
    ],
)
def test_any_damage_is_found(written: bytes, damaged: bytes, named: str) -> None:
    """One property changed between writing and reading: the error names it."""
    made = entries(MADE)
    data = render(MADE, made, PLAIN)
    assert written in data
    with pytest.raises(VerifyError, match=named):
        verify(data.replace(written, damaged), MADE, made)


def test_the_message_names_the_talk_and_both_values() -> None:
    """An organiser can find the talk, and a maintainer the fault."""
    made = programme(talk("Of Cats", origin="page.txt", line=3))
    data = render(made, entries(made), PLAIN).replace(b"T192000", b"T192500")
    with pytest.raises(VerifyError) as caught:
        verify(data, made, entries(made))
    assert "the end of 'Of Cats' was to be 2021-07-21T02:20:00+00:00, and reads 2021-07-21T02:25:00+00:00" in str(
        caught.value
    )
    assert (caught.value.origin, caught.value.line) == ("page.txt", 3)


def test_two_events_with_one_uid_are_found() -> None:
    """Rule 15: apps overwrite one with the other."""
    made = programme(talk("One"), talk("Two"))
    twins = [replace(entry, uid="same") for entry in entries(made)]
    with pytest.raises(VerifyError, match="the same UID"):
        verify(render(made, twins, PLAIN), made, twins)


def test_mode_none_reads_nothing() -> None:
    """It is the user's word."""
    made = programme(talk())
    assert str(verify(b"", made, entries(made), "none")) == "0 of 1 verified"


@pytest.fixture(scope="module")
def many() -> tuple[Programme, list[Entry], bytes]:
    """1,500 talks, three of them within a day of a clock change."""
    start = datetime(2021, 8, 1, tzinfo=UTC)
    talks = [talk(f"Talk {number}", when=timed(start + timedelta(minutes=5 * number))) for number in range(1500)]
    for number, moment in ((501, datetime(2021, 11, 7, 8, 30)), (733, datetime(2021, 11, 7, 9, 30)), (1001, START)):
        talks[number] = talk(f"Talk {number}", when=timed(moment.replace(tzinfo=UTC)))
    made = programme(*talks)
    return made, entries(made), render(made, entries(made), PLAIN)


def test_of_many_events_a_sample_is_read(many: tuple[Programme, list[Entry], bytes]) -> None:
    """1,000 of 1,500, spread evenly, the first and the last among them; all, if all are asked for."""
    made, written, data = many
    assert SAMPLE <= verify(data, made, written).checked <= SAMPLE + 2
    assert verify(data, made, written, "all") == Verification(1500, 1500)
    for title in (b"SUMMARY:Talk 0\r\n", b"SUMMARY:Talk 1499\r\n"):
        with pytest.raises(VerifyError):
            verify(data.replace(title, b"SUMMARY:X\r\n"), made, written)


def test_of_many_events_all_near_a_clock_change_are_read(many: tuple[Programme, list[Entry], bytes]) -> None:
    """A fault in an event near a clock change is found wherever it stands; elsewhere only if it is in the sample."""
    made, written, data = many
    for title in (b"SUMMARY:Talk 501\r\n", b"SUMMARY:Talk 733\r\n"):
        with pytest.raises(VerifyError):
            verify(data.replace(title, b"SUMMARY:X\r\n"), made, written)
    missed = sum(
        _passes(data.replace(b"SUMMARY:Talk %d\r\n" % number, b"SUMMARY:X\r\n"), made, written)
        for number in (500, 502, 504)
    )
    assert missed >= 1


def _passes(data: bytes, made: Programme, written: list[Entry]) -> bool:
    try:
        verify(data, made, written)
    except VerifyError:
        return False
    return True
