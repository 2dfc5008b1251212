"""What stands in a feed as it would be written is known by its bytes, and makes no difference to what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from icsgen.calendar.expected import Expected
from icsgen.calendar.feed import FeedOptions
from icsgen.calendar.previous import Previous, read_previous
from icsgen.calendar.revision import Revision
from icsgen.errors import RevisionError
from icsgen.model import AllDay, Change, Programme, Session, Talk
from tests.calendar.editing import conference, edits
from tests.calendar.making import feed_of, programme, revised, talk, written

CATS = talk(
    "On cats; and, \\n dogs", "20 09:00", ["Ann Lee"], room="A", tags=("x, y", "z"), key="42", abstract="Of it."
)
TRIP = Talk(title="Trip", when=AllDay(first=date(2021, 7, 24), last=date(2021, 7, 25)))
OFF = talk("Off", "21 09:00", zone="UTC", cancelled=True)
PLAIN = programme(CATS, TRIP, OFF, talk("Lunch", "20 12:00"))
FEED = written(None, PLAIN)


def known_in(read: Previous) -> list[str]:
    return [event.talk.title for event in read.events if event.rendered is not None]


def test_what_stands_as_it_would_be_written_is_known_and_says_what_reading_it_says() -> None:
    read = read_previous(FEED, "feed.ics", Expected(PLAIN, FeedOptions()))
    assert known_in(read) == [one.title for one in PLAIN.talks]
    apart = read_previous(FEED, "feed.ics")
    assert tuple(replace(event, rendered=None) for event in read.events) == apart.events
    assert (read.highest, read.left, read.programme) == (apart.highest, apart.left, apart.programme)


def test_what_differs_in_a_byte_is_taken_apart() -> None:
    edited = FEED.replace(b"SUMMARY:Lunch", b"SUMMARY:Luncheon")
    read = read_previous(edited, "feed.ics", Expected(PLAIN, FeedOptions()))
    assert known_in(read) == [CATS.title, "Trip", "Off"]
    assert read.events[-1].talk.title == "Luncheon"


def test_with_other_options_nothing_stands_as_it_would_be_written() -> None:
    assert known_in(read_previous(FEED, "feed.ics", Expected(PLAIN, FeedOptions(busy=True)))) == ["Off"]


@pytest.mark.parametrize(
    "lost",
    [talk("T", zone="UTC+05:30"), talk("T", abstract="Of it.", abstract_html="<p>Of it.</p>")],
    ids=["zone", "HTML"],
)
def test_of_which_a_feed_keeps_less_than_the_source_says_is_taken_apart(lost: Talk) -> None:
    feed = written(None, programme(lost))
    read = read_previous(feed, "feed.ics", Expected(programme(lost), FeedOptions()))
    assert known_in(read) == []
    assert read.events == read_previous(feed, "feed.ics").events


def test_a_talk_in_its_sessions_room_is_known_in_that_room() -> None:
    read = Programme(title="Conf", talks=(talk("T", session="Pets"),), sessions=(Session(title="Pets", room="Aula"),))
    (event,) = read_previous(written(None, read), "feed.ics", Expected(read, FeedOptions())).events
    assert event.rendered is not None
    assert event.talk.room == "Aula"


def test_a_feed_that_was_begun_under_another_id_keeps_it() -> None:
    renamed = replace(PLAIN, id="an id of its own")
    assert len(known_in(read_previous(FEED, "feed.ics", Expected(renamed, FeedOptions())))) == len(PLAIN.talks)
    assert feed_of(revised(FEED, renamed)) == FEED


def _begun(feed: bytes) -> bytes:
    return feed[: feed.rindex(b"SUMMARY:Lunch")]


def _doubled(feed: bytes) -> bytes:
    at, end = feed.index(b"BEGIN:VEVENT"), feed.index(b"END:VEVENT\r\n") + len(b"END:VEVENT\r\n")
    return feed[:end] + feed[at:end].replace(b"SEQUENCE:0", b"SEQUENCE:3") + feed[end:]


@pytest.mark.parametrize(
    "spoil",
    [
        _begun,
        _doubled,
        lambda feed: feed.replace(b"DTSTAMP:20210601T120000Z", b"DTSTAMP:20210632T120000Z"),
        lambda feed: feed.replace(b"SEQUENCE:0", b"SEQUENCE:0000000"),
        lambda feed: feed.replace(b"END:VEVENT\r\nBEGIN:VEVENT\r\n", b"", 1),
        lambda feed: feed.replace(b"END:VEVENT", b"X-NOTE:mine\r\nEND:VEVENT", 2),
        lambda feed: feed.replace(b"END:VCALENDAR", b"X-ICSGEN-HIGHEST:7\r\nEND:VCALENDAR"),
        lambda feed: feed.replace(b"\r\n", b"\n").replace(b"UID:", b"uid:", 1),
    ],
    ids=["breaks off", "UID twice", "no stamp", "odd SEQUENCE", "frame lost", "noted in", "one lost", "line ends"],
)
def test_a_damaged_feed_ends_the_same_either_way(spoil: Callable[[bytes], bytes]) -> None:
    spoiled = spoil(FEED)
    assert spoiled != FEED
    assert _outcome(spoiled, apart=False) == _outcome(spoiled, apart=True)


def _outcome(feed: bytes, *, apart: bool) -> object:
    try:
        revision = revised(feed, PLAIN, day=1, apart=apart)
    except RevisionError as error:
        return str(error)
    return feed_of(revision), revision.problems, _told(revision)


@pytest.mark.parametrize("seed", range(6))
def test_programmes_that_never_rest_get_the_same_feeds_either_way(seed: int) -> None:
    chance = Random(seed)
    begun = conference(chance)
    feed = written(None, begun)
    known = 0
    for day, now in zip(range(1, 20), edits(chance, begun), strict=False):
        revision = revised(feed, now, day=day)
        apart = revised(feed, now, day=day, apart=True)
        assert revision.previous is not None
        known += len(known_in(revision.previous))
        assert (_told(revision), revision.touched) == (_told(apart), apart.touched)
        assert feed_of(revision) == feed_of(apart)
        feed = feed_of(revision)
    assert known > 200


def _told(revision: Revision) -> list[Change]:
    """What changed, but for where the source has the old talk, which no feed tells."""
    return [
        replace(change, old=change.old and replace(change.old, origin="", line=None, where=""))
        for change in revision.changes
    ]


def test_of_a_folder_full_of_other_programmes_only_a_few_are_looked_into() -> None:
    """Each would cost as much as the whole programme."""
    expected = Expected(PLAIN, FeedOptions())
    feeds = [written(None, replace(PLAIN, id=f"id {number}")) for number in range(5)]
    known = [len(known_in(read_previous(feed, "feed.ics", expected))) for feed in feeds]
    assert known == [4, 4, 4, 0, 0]
