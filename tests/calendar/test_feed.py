"""A programme's VCALENDAR, rule by rule of what a calendar must keep."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from icsgen.calendar.feed import (
    FeedOptions,
    assemble,
    plan,
    render,
    render_events,
    stream,
)
from icsgen.calendar.identity import programme_id
from icsgen.calendar.limits import Notice, notices_of, notices_on_size
from icsgen.model import AllDay, Session, Speaker, Timed
from tests.calendar.samples import (
    PLAIN,
    START,
    calendar,
    content_lines,
    entries,
    programme,
    talk,
    timed,
    values,
)


def head(data: bytes) -> list[str]:
    """The lines of the VCALENDAR itself."""
    lines = content_lines(data)
    return lines[: next(at for at, line in enumerate(lines[1:], 1) if line.startswith("BEGIN:"))]


def test_a_file_to_import() -> None:
    """Rules 6, 7, 8: no METHOD, SOURCE, REFRESH-INTERVAL nor random UID; LAST-MODIFIED is the newest event's."""
    made = programme(
        talk("One"), talk("Two"), title="Cats; and dogs", description="Of both", url="https://example.org/", id="c-21"
    )
    first, second = entries(made)
    data = render(made, [first, replace(second, stamp=datetime(2021, 7, 2, tzinfo=UTC))], PLAIN)
    assert head(data) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//icsgen//icsgen//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Cats\\; and dogs",
        "X-WR-CALNAME:Cats\\; and dogs",
        "DESCRIPTION:Of both",
        "X-WR-CALDESC:Of both",
        "URL:https://example.org/",
        "LAST-MODIFIED:20210702T000000Z",
        "X-ICSGEN-PROGRAMME:c-21",
    ]


def test_rule_8_a_subscribable_feed_says_where_it_is_and_when_to_ask_again() -> None:
    """SOURCE is the feed's own address; REFRESH-INTERVAL has its VALUE; X-PUBLISHED-TTL is equal."""
    lines = head(calendar(talk(), options=FeedOptions(feed_url="https://example.org/all.ics")))
    assert "SOURCE;VALUE=URI:https://example.org/all.ics" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in lines
    assert "X-PUBLISHED-TTL:PT4H" in lines


def test_rule_8_a_colour_is_a_name_for_most_and_hex_for_apple() -> None:
    """COLOR takes CSS3 names only (RFC 7986 §5.9)."""
    lines = head(calendar(talk(), options=FeedOptions(color="teal")))
    assert lines[-4:-2] == ["COLOR:teal", "X-APPLE-CALENDAR-COLOR:#008080"]


def test_rule_8_a_single_event_opens_as_an_appointment() -> None:
    """Outlook takes a file with X-WR-CALNAME for a calendar."""
    assert values(calendar(talk()), "X-WR-CALNAME") == []
    assert values(calendar(talk()), "NAME") == [":Some Conference"]
    assert values(calendar(talk(), talk("Two")), "X-WR-CALNAME") == [":Some Conference"]


def test_the_name_can_be_chosen() -> None:
    """``--name``; the programme's id stays."""
    data = calendar(talk(), talk("Two"), options=FeedOptions(name="Mine"))
    assert values(data, "NAME") == values(data, "X-WR-CALNAME") == [":Mine"]
    assert values(data, "X-ICSGEN-PROGRAMME") == [":some conference 2021"]


def test_a_name_is_one_line() -> None:
    """Whatever was typed."""
    assert FeedOptions(name=" My\town\r\nEND:VCALENDAR\x00 ").name == "My own END:VCALENDAR"


def test_what_else_is_kept() -> None:
    """Whatever the revision needs to find again."""
    options = FeedOptions(programme="p", kept=(("X-ICSGEN-HIGHEST", "3"),))
    assert head(calendar(talk(), options=options))[-2:] == ["X-ICSGEN-PROGRAMME:p", "X-ICSGEN-HIGHEST:3"]


def test_rule_9_a_calendar_has_an_event() -> None:
    """An empty one is not made: some apps would wipe all that they have."""
    made = programme()
    with pytest.raises(ValueError, match="needs an event"):
        render(made, [], PLAIN)
    with pytest.raises(ValueError, match="needs an event"):
        list(assemble(made, [], PLAIN))


def test_rule_9_large_calendars_are_noticed() -> None:
    """Over 900 kB, or over 1,000 events."""
    assert notices_on_size(900_000, 1_000) == ()
    hint = "Google loses events past about 1 MB; --split makes several"
    assert notices_on_size(900_001, 1) == (Notice("the calendar is large: 900 kB", hint),)
    assert notices_on_size(10, 1_001) == (Notice("the calendar is large: 1,001 events", hint),)


def test_rule_20_long_descriptions_are_noticed() -> None:
    """Over 8,000 characters, all that stands around the abstract included."""
    short = talk("Short", abstract="x" * 8_000)
    long = talk("Long", abstract="x" * 7_990, session="Pets")
    made = programme(short, long, sessions=(Session(title="Pets", moderators=(Speaker(name="Ann"),)),))
    message = "the description is over 8,000 characters: 'Long'"
    assert notices_of(made, entries(made)) == (Notice(message, "Google cuts near there"),)


# -- zones ----------------------------------------------------------------------------------------------------


def test_rule_10_every_zone_stands_before_the_events_once() -> None:
    """Of all zones that are named, and no other."""
    data = calendar(
        talk("One"),
        talk("Two", when=timed(zone="Europe/Vienna")),
        talk("Three"),
        talk("Four", when=timed(zone="UTC-03:00")),
        talk("Five", when=timed(zone="UTC")),
    )
    assert values(data, "TZID") == [":America/Los_Angeles", ":Europe/Vienna"]
    assert data.rindex(b"END:VTIMEZONE") < data.index(b"BEGIN:VEVENT")
    assert values(data, "DTSTART")[-2:] == [":20210721T020000Z", ":20210721T020000Z"]


def test_rule_11_the_zone_byte_by_byte() -> None:
    """A STANDARD and a DAYLIGHT with onsets before the first event, in the local time before the change."""
    data = calendar(talk())
    zone = data[data.index(b"BEGIN:VTIMEZONE") : data.index(b"BEGIN:VEVENT")].decode()
    assert zone.split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:America/Los_Angeles",
        "BEGIN:STANDARD",
        "DTSTART:20201101T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
        "TZNAME:PST",
        "TZOFFSETFROM:-0700",
        "TZOFFSETTO:-0800",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:20210314T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "TZNAME:PDT",
        "TZOFFSETFROM:-0800",
        "TZOFFSETTO:-0700",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "",
    ]


def test_rule_11_daylight_is_the_larger_offset() -> None:
    """In Dublin too, whose law has it the other way round."""
    data = calendar(talk(when=timed(zone="Europe/Dublin")))
    daylight = data[data.index(b"BEGIN:DAYLIGHT") : data.index(b"END:DAYLIGHT") + 2].decode()
    assert "TZNAME:IST\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100" in daylight


@pytest.mark.parametrize(
    ("when", "why"),
    [
        (timed(zone="Africa/Casablanca"), "its clocks follow no yearly rule in that time"),
        (timed(datetime(2016, 6, 1, tzinfo=UTC), zone="Europe/Istanbul"), ""),
        (timed(datetime(2007, 2, 1, tzinfo=UTC), zone="America/New_York"), "no yearly rule"),
        (timed(datetime(1969, 6, 1, tzinfo=UTC)), "no zone's clocks before 1971"),
        (timed(datetime(2040, 6, 1, tzinfo=UTC)), "no yearly rule"),
        (timed(datetime(2024, 6, 1, tzinfo=UTC), zone="Asia/Almaty"), "changed lately"),
        (timed(datetime(2020, 6, 1, tzinfo=UTC), zone="Asia/Almaty"), ""),
        (timed(datetime(2040, 6, 1, tzinfo=UTC), zone="Asia/Tokyo"), ""),
    ],
)
def test_rule_12_what_no_rule_gives_is_written_in_utc_and_said(when: Timed, why: str) -> None:
    """Without a VTIMEZONE; the notice names the zone and the reason."""
    made = programme(talk(when=when))
    data, notices = render(made, entries(made), PLAIN), plan(made, entries(made), PLAIN).notices()
    assert len(notices) == bool(why)
    assert all(f"the times of {when.zone} are written in UTC: " in notice.message for notice in notices)
    assert all(why in notice.message for notice in notices)
    assert (b"VTIMEZONE" not in data) is bool(why)
    assert values(data, "DTSTART")[-1].endswith("Z") is bool(why)


def test_everything_in_utc_if_asked() -> None:
    """``--utc``; that is no notice."""
    made = programme(talk())
    options = FeedOptions(utc=True)
    assert values(render(made, entries(made), options), "DTSTART") == [":20210721T020000Z"]
    assert plan(made, entries(made), options).notices() == ()


# -- identity -------------------------------------------------------------------------------------------------


def test_rule_15_same_titles_have_different_uids() -> None:
    """Meals and contributed talks come many times; each is its own event."""
    data = calendar(*(talk("Lunch", when=timed(START + timedelta(days=day))) for day in range(5)))
    assert len(set(values(data, "UID"))) == 5


def test_rule_15_the_uid_outlives_the_hour() -> None:
    """A moved talk keeps its UID, on every machine and in every run."""
    moved = talk(when=timed(START + timedelta(hours=3)))
    assert values(calendar(talk()), "UID") == values(calendar(moved), "UID")


# -- many calendars of one programme --------------------------------------------------------------------------


def test_an_event_is_the_same_in_every_calendar() -> None:
    """Made once and put together in any choice; each calendar has the zones of its own events only."""
    made = programme(
        talk("One"),
        talk("Two", when=timed(zone="Europe/Vienna")),
        talk("Day", when=AllDay(first=date(2021, 7, 20), last=date(2021, 7, 20))),
    )
    one, two, day = rendered = render_events(made, entries(made), PLAIN)
    assert b"".join(assemble(made, rendered, PLAIN)) == render(made, entries(made), PLAIN)
    alone = b"".join(assemble(made, [two, day], PLAIN))
    assert two.data in alone
    assert one.data not in alone
    assert values(alone, "TZID") == [":Europe/Vienna"]
    assert b"VTIMEZONE" not in b"".join(assemble(made, [day], PLAIN))


def test_a_zone_that_no_event_names_is_left_out() -> None:
    """All its events lie in an hour that comes twice, and are in UTC."""
    data = calendar(talk(when=timed(datetime(2021, 11, 7, 8, 30, tzinfo=UTC))))
    assert b"VTIMEZONE" not in data


def test_the_id_of_the_programme_is_that_of_all_its_talks() -> None:
    """Also in a calendar of one talk."""
    made = programme(talk("One", when=timed(START - timedelta(days=365))), talk("Two"))
    _, two = render_events(made, entries(made), PLAIN)
    assert values(b"".join(assemble(made, [two], PLAIN)), "X-ICSGEN-PROGRAMME") == [f":{programme_id(made)}"]


def test_a_stream_holds_one_event_at_a_time() -> None:
    """Beyond the talks themselves, the memory for 3,000 is that for 300."""
    peaks = []
    for count in (300, 3_000):
        made = programme(*(talk(f"Talk {number}", abstract="x" * 1300) for number in range(count)))
        written = entries(made)
        tracemalloc.start()
        assert sum(map(len, stream(made, written, PLAIN))) > count * 1300
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 20_000
