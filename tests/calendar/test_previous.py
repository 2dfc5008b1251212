"""Feeds of an earlier run, as hands, editors and accidents leave them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgen.calendar.feed import FeedOptions
from icsgen.calendar.guards import open_previous
from icsgen.calendar.previous import is_ours, merged, read_previous
from icsgen.calendar.verify import verify
from icsgen.errors import IcsgenError, RevisionError
from icsgen.model import AllDay, Speaker, Talk
from tests.calendar.making import by_title, feed_of, moved, programme, revised, talk, written

CATS = talk(
    "On cats; and, \\n dogs",
    "20 09:00",
    room="A",
    session="Pets",
    track="Life",
    type="Oral",
    tags=("x, y", "z"),
    key="42",
    url="https://conf.example/1",
    video="https://conf.example/v",
    abstract="Of cats.\n\nAnd “dogs”, with a \\ and a ; in it. " * 5,
)
CATS = replace(CATS, speakers=(Speaker(name="Ann Lee", affiliation="MIT", url="https://a.example"), Speaker(name="Bo")))
DAY = Talk(title="Trip", when=AllDay(first=date(2021, 7, 24), last=date(2021, 7, 25)))
LATE = talk("Late", "21 23:30", zone="America/Los_Angeles")
ALL = programme(CATS, DAY, LATE, talk("Lunch", "20 12:00"))
FEED = written(None, ALL)
RISEN = written(FEED, replace(ALL, talks=(*ALL.talks[:3], moved(ALL.talks[3], 5))), day=1)
RISEN = written(RISEN, ALL, day=2)
"""Lunch has SEQUENCE 2 here."""


def test_a_feed_gives_back_the_talks_that_it_was_made_from() -> None:
    read = read_previous(FEED, "feed.ics")
    assert [event.talk for event in read.events] == list(ALL.talks)
    assert (read.programme, read.name, read.problems, read.breaks_off) == ("conf 2021", "Conf", (), "")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda feed: feed.replace(b"\r\n", b"\n"),
        lambda feed: feed.replace(b"\r\n", b"\r"),
        lambda feed: b"\xef\xbb\xbf" + feed,
        lambda feed: feed.rstrip(),
        lambda feed: feed + b"\r\n\r\n",
    ],
    ids=["LF", "CR", "BOM", "no last line end", "blank lines"],
)
def test_what_editors_do_to_line_ends_is_no_change(spoil: Callable[[bytes], bytes]) -> None:
    revision = revised(spoil(FEED), ALL, day=5)
    assert (revision.touched, revision.problems) == (0, ())
    assert feed_of(revision) == FEED


def test_a_stamp_at_the_end_of_time_stays_and_the_sequence_rises() -> None:
    """Somebody's clock, or their hand; there is no second after it."""
    last = FEED.replace(b"DTSTAMP:20210601T120000Z", b"DTSTAMP:99991231T235959Z")
    revision = revised(last, ALL, day=5)
    assert {(entry.sequence, entry.stamp.isoformat()) for entry in revision.entries} == {
        (1, "9999-12-31T23:59:59+00:00")
    }
    assert feed_of(revised(feed_of(revision), ALL, day=6)) == feed_of(revision)


@pytest.mark.parametrize("end", [b"DTEND;TZID=America/Los_Angeles:99991231T235959", b"DTEND:00000101T000000Z"])
def test_an_hour_that_no_calendar_reaches_is_none(end: bytes) -> None:
    edited = re.sub(rb"DTEND;TZID=America/Los_Angeles:[^\r]+", end, FEED)
    revision = revised(edited, ALL, day=5)
    assert [problem.message for problem in revision.problems] == [
        "this event has lost its title or its time; only its UID is taken over"
    ]
    assert [one.entry.uid for one in revision.events] == [event.uid for event in read_previous(FEED, "feed.ics").events]


def test_what_somebody_edited_is_put_right_with_a_higher_sequence() -> None:
    revision = revised(FEED.replace(b"SUMMARY:Lunch", b"SUMMARY:Luncheon"), ALL, day=5)
    assert {entry.talk.title: entry.sequence for entry in revision.entries} == {
        one.title: int(one.title == "Lunch") for one in ALL.talks
    }


@pytest.mark.parametrize("line", [b"SEQUENCE:2\r\n", b"DTSTAMP:20210603T120000Z\r\n", b"SUMMARY:Lunch\r\n"])
def test_a_line_that_is_missing_or_broken_lets_no_sequence_fall(line: bytes) -> None:
    name = line.partition(b":")[0]
    for spoiled in (RISEN.replace(line, b""), RISEN.replace(line, name + b":\xff\r\n")):
        assert spoiled != RISEN
        revision = revised(spoiled, ALL, day=5)
        assert by_title(revision)["Lunch"].sequence >= 3
        assert by_title(revision)["Lunch"].uid == by_title(revised(None, ALL))["Lunch"].uid
        assert written(feed_of(revision), ALL, day=6) == feed_of(revision)


def test_an_event_that_lost_its_time_gives_its_uid_and_is_a_problem() -> None:
    spoiled = re.sub(rb"DTSTART;TZID=Europe/Vienna:20210720T14\d+\r\n", b"", RISEN)
    revision = revised(spoiled, ALL, day=5)
    assert [problem.message for problem in revision.problems] == [
        "this event has lost its title or its time; only its UID is taken over"
    ]
    begin = spoiled.rindex(b"BEGIN:VEVENT", 0, spoiled.index(b"SUMMARY:Lunch"))
    assert revision.problems[0].line == spoiled.count(b"\n", 0, begin) + 1
    assert by_title(revision)["Lunch"].sequence == 3


def test_an_event_that_lost_its_uid_is_a_problem_and_its_sequence_does_not_fall() -> None:
    uid = by_title(revised(None, ALL))["Lunch"].uid.encode()
    revision = revised(RISEN.replace(b"UID:" + uid + b"\r\n", b""), ALL, day=5)
    assert [problem.message for problem in revision.problems] == ["this event has lost its UID"]
    assert by_title(revision)["Lunch"].sequence == 3


def test_an_event_that_somebody_added_is_a_problem_and_nothing_that_was_cancelled() -> None:
    event = b"BEGIN:VEVENT\r\nUID:1@elsewhere\r\nSUMMARY:Dentist\r\nDTSTART:20210720T100000Z\r\nEND:VEVENT\r\n"
    revision = revised(FEED.replace(b"END:VCALENDAR", event + b"END:VCALENDAR"), ALL, day=5)
    line = FEED.count(b"\n")
    assert [str(problem) for problem in revision.problems] == [
        f"feed.ics, line {line}: icsgen did not write this event; it is left out: 'Dentist'"
    ]
    assert {entry.talk.title for entry in revision.entries} == {one.title for one in ALL.talks}


def test_an_event_that_lost_its_end_is_a_problem_and_its_neighbour_stands() -> None:
    head, middle, tail = RISEN.rpartition(b"END:VEVENT\r\nBEGIN:VEVENT")
    revision = revised(head + middle.removeprefix(b"END:VEVENT\r\n") + tail, ALL, day=5)
    assert [problem.message for problem in revision.problems] == ["this event breaks off; what it said is lost"]
    assert by_title(revision)["Lunch"].sequence == 2
    assert by_title(revision)["Late"].sequence >= 1


def test_two_events_that_ran_into_one_another_are_a_problem_and_no_sequence_falls() -> None:
    head, _, tail = RISEN.rpartition(b"END:VEVENT\r\nBEGIN:VEVENT\r\n")
    revision = revised(head + tail, ALL, day=5)
    assert [problem.message for problem in revision.problems] == [
        "an event is missing from this feed, one with SEQUENCE 2",
        "this event ran into another; its SEQUENCE is taken for 2, the highest of the feed",
    ]
    assert by_title(revision)["Lunch"].sequence == 3
    assert by_title(revision)["Late"].sequence == 3


def test_an_event_that_somebody_took_out_is_a_problem_if_it_had_the_highest_sequence() -> None:
    begin = RISEN.rindex(b"BEGIN:VEVENT")
    revision = revised(RISEN[:begin] + b"END:VCALENDAR\r\n", ALL, day=5)
    assert [problem.message for problem in revision.problems] == [
        "an event is missing from this feed, one with SEQUENCE 2"
    ]
    assert by_title(revision)["Lunch"].sequence == 3


def test_an_event_that_stands_twice_counts_once_as_its_later_revision() -> None:
    begin = RISEN.rindex(b"BEGIN:VEVENT")
    event = RISEN[begin : RISEN.rindex(b"END:VCALENDAR")]
    doubled = RISEN.replace(b"END:VCALENDAR", event.replace(b"SEQUENCE:2", b"SEQUENCE:1") + b"END:VCALENDAR")
    revision = revised(doubled, ALL, day=5)
    assert [problem.message for problem in revision.problems] == [
        "this UID stands twice in the feed; took the later revision"
    ]
    assert by_title(revision)["Lunch"].sequence == 2
    assert len(revision.entries) == 4


def test_a_feed_that_breaks_off_is_refused_and_forced_goes_on_above_all_it_had() -> None:
    cut = RISEN[: RISEN.index(b"SUMMARY:Lunch")]
    with pytest.raises(RevisionError, match=r"this feed breaks off after 'Late'; what followed is lost"):
        revised(cut, ALL, day=5)
    revision = revised(cut, ALL, day=5, force=True)
    assert by_title(revision)["Lunch"].sequence == 3
    assert by_title(revision)["Late"].sequence == 0
    assert written(feed_of(revision), ALL, day=6) == feed_of(revision)


def test_a_feed_of_an_older_form_without_our_properties_is_matched_by_what_it_has() -> None:
    lines = re.sub(rb"\r\n[ \t]", b"", FEED).split(b"\r\n")
    plain = b"\r\n".join(line for line in lines if not line.startswith(b"X-ICSGEN"))
    revision = revised(plain, ALL, day=5)
    assert {entry.uid for entry in revision.entries} == {entry.uid for entry in revised(None, ALL).entries}
    assert not any(entry.cancelled for entry in revision.entries)


def test_properties_of_a_newer_form_are_passed_over() -> None:
    newer = FEED.replace(b"SUMMARY:Lunch", b"X-ICSGEN-MOOD:festive\r\nSUMMARY:Lunch")
    assert by_title(revised(newer, ALL, day=5))["Lunch"].sequence == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Hello, world\n", "this is no calendar"),
        (b"<html></html>", "this is no calendar"),
        (
            b"BEGIN:VCALENDAR\r\nPRODID:-//x//y//EN\r\nEND:VCALENDAR\r\n",
            "another program wrote this calendar: '-//x//y",
        ),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "another program wrote this calendar"),
    ],
)
def test_what_is_no_feed_of_ours_is_refused_and_forced_is_set_aside(content: bytes, message: str) -> None:
    assert not is_ours(content)
    with pytest.raises(RevisionError, match=message):
        open_previous([("feed.ics", content)], ALL)
    assert open_previous([("feed.ics", content)], ALL, force=True) is None


def test_an_empty_file_is_no_feed_yet() -> None:
    assert open_previous([("feed.ics", b"\r\n")], ALL) is None


def test_a_feed_is_known_as_ours_by_its_head_alone() -> None:
    assert is_ours(FEED)


def test_several_feeds_are_taken_together_each_event_as_its_latest_and_longest() -> None:
    short = replace(CATS, abstract="Of cats.")
    shortened = written(None, replace(ALL, talks=(short,)))
    together = merged([read_previous(one, str(at)) for at, one in enumerate([shortened, FEED, RISEN])], "conf 2021")
    assert {event.talk.title: event.sequence for event in together.events} == {
        one.title: 2 * (one.title == "Lunch") for one in ALL.talks
    }
    assert together.events[0].talk.abstract == CATS.abstract


def test_feeds_of_several_programmes_are_refused_unless_one_is_this_one() -> None:
    other = read_previous(written(None, programme(talk("X"), title="Other")), "other.ics")
    mine = read_previous(FEED, "mine.ics")
    assert len(merged([other, mine], "conf 2021").events) == 4
    with pytest.raises(RevisionError, match="several programmes, and none of this one"):
        merged([other, mine], "third 2021")


@given(st.integers(0, len(RISEN) - 1), st.integers(1, 40), st.binary(max_size=3))
def test_whatever_is_cut_out_or_put_in_no_sequence_falls_and_the_result_reads_back(
    at: int, length: int, instead: bytes
) -> None:
    spoiled = RISEN[:at] + instead + RISEN[at + length :]
    before = {event.uid: event.sequence for event in read_previous(RISEN, "feed.ics").events}
    try:
        previous = open_previous([("feed.ics", spoiled)], ALL)
        revision = revised(spoiled, ALL, day=5)
    except IcsgenError:
        return
    assert previous is not None
    for entry in revision.entries:
        if entry.uid in before and not entry.cancelled:
            assert entry.sequence >= before[entry.uid] or b"SEQUENCE" in RISEN[at - 9 : at + length + 9]
    feed = feed_of(revision)
    verify(feed, revision.programme, revision.entries, "all")
    again = revised(feed, ALL, day=6)
    assert again.touched == 0


def test_a_cancelled_event_that_is_written_again_in_utc_reads_back() -> None:
    less = replace(ALL, talks=ALL.talks[:3])
    feed = written(FEED, less, day=1)
    feed = written(feed, less, day=2, options=FeedOptions(utc=True))
    assert b"TZID" not in feed
    assert written(feed, less, day=3, options=FeedOptions(utc=True)) == feed
