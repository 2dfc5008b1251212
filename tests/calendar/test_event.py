"""An entry's VEVENT, rule by rule of what a calendar must keep."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from icsgen.calendar.event import CANCELLED
from icsgen.calendar.feed import FeedOptions, render
from icsgen.model import AllDay, Session, Speaker, Talk
from tests.calendar import samples
from tests.calendar.samples import PLAIN, calendar, content_lines, entries, programme, talk, timed, values


def event_of(data: bytes) -> bytes:
    """The first VEVENT."""
    return data[data.index(b"BEGIN:VEVENT") : data.index(b"\r\nEND:VEVENT\r\n")] + b"\r\nEND:VEVENT\r\n"


def test_one_event_byte_by_byte() -> None:
    """All that a talk of a page can have, as it stands in the file."""
    data = calendar(
        talk(
            "REx; a study",
            speakers=(Speaker(name="Ann Lee", affiliation="MIT"), Speaker(name="Bo Li")),
            abstract="Of ``shift'', and \\url{x}.",
            session="Learning 7",
            room="Hall J",
            track="Theory",
            type="Oral",
            tags=("a,b", "Oral"),
            url="https://example.org/a,b",
            video="https://example.org/v",
            key="42",
        ),
        sessions=(Session(title="Learning 7", moderators=(Speaker(name="Cy"),)),),
    )
    written = re.sub("UID:.*?\r", "UID:THE-UID\r", event_of(data).decode())
    assert written.split("\r\n") == [
        "BEGIN:VEVENT",
        "UID:THE-UID",
        "DTSTAMP:20210701T123015Z",
        "DTSTART;TZID=America/Los_Angeles:20210720T190000",
        "DTEND;TZID=America/Los_Angeles:20210720T192000",
        "SEQUENCE:0",
        "LAST-MODIFIED:20210701T123015Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "SUMMARY:REx\\; a study",
        "DESCRIPTION:Ann Lee (MIT)\\, Bo Li\\n\\nOf ``shift''\\, and \\\\url{x}.\\n\\nSessi",
        " on: Learning 7\\nModerator: Cy\\nVideo: https://example.org/v",
        "LOCATION:Hall J",
        "X-ICSGEN-KEY:42",
        "X-ICSGEN-SPEAKERS:Ann Lee\tMIT\\nBo Li",
        "X-ICSGEN-SESSION:Learning 7",
        "X-ICSGEN-TRACK:Theory",
        "X-ICSGEN-TYPE:Oral",
        "X-ICSGEN-TAGS:a\\,b\\nOral",
        "X-ICSGEN-ABSTRACT:22-48",
        "URL:https://example.org/a,b",
        "CATEGORIES:Theory,Oral,a\\,b",
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://example.org/v",
        "END:VEVENT",
        "",
    ]


def test_an_event_of_little() -> None:
    """What is not known is not written, not even empty."""
    names = [re.split("[:;]", line)[0] for line in content_lines(event_of(calendar(talk())))]
    assert names == [
        "BEGIN",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SEQUENCE",
        "LAST-MODIFIED",
        "STATUS",
        "TRANSP",
        "X-MICROSOFT-CDO-BUSYSTATUS",
        "SUMMARY",
        "END",
    ]


# -- bytes ----------------------------------------------------------------------------------------------------


@given(samples.talks)
def test_rules_1_2_3_bytes(any_talk: Talk) -> None:
    """CR LF ends every line; none is over 75 octets; it is UTF-8 throughout, without BOM, from the first octet."""
    data = calendar(any_talk, sessions=samples.sessions)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"\r\nEND:VCALENDAR\r\n")
    assert data.count(b"\r") == data.count(b"\n") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


def test_rule_4_a_literal_backslash_n_survives() -> None:
    """LaTeX's \\nabla and \\Nabla are no line ends."""
    data = calendar(talk(abstract="\\nabla \\Nabla C:\\New"))
    assert values(data, "DESCRIPTION") == [":\\\\nabla \\\\Nabla C:\\\\New"]


def test_rule_4_a_uri_is_not_escaped() -> None:
    """Commas and semicolons in a link stand bare."""
    assert values(calendar(talk(url="https://example.org/a,b;c")), "URL") == [":https://example.org/a,b;c"]


def test_rule_5_what_no_engine_carries_is_gone() -> None:
    """Any line end is a newline; control characters and noncharacters are removed; TAB is a space in SUMMARY."""
    data = calendar(talk("a\tb\x00c", abstract="1\r\n2\r3\u20284\u20295\x856\x0b\x7f\ufffe7\ud800"))
    assert values(data, "SUMMARY") == [":a bc"]
    assert values(data, "DESCRIPTION") == [":1\\n2\\n3\\n4\\n5\\n67"]


# -- time -----------------------------------------------------------------------------------------------------


def test_rule_13_whole_days_end_on_the_day_after() -> None:
    """VALUE=DATE with an exclusive DTEND, and no zone."""
    data = calendar(talk(when=AllDay(first=date(2021, 7, 20), last=date(2021, 7, 21))))
    assert values(data, "DTSTART") == [";VALUE=DATE:20210720"]
    assert values(data, "DTEND") == [";VALUE=DATE:20210722"]
    assert b"VTIMEZONE" not in data


@given(samples.talks, samples.options)
def test_rules_13_14_times_are_whole(any_talk: Talk, options: FeedOptions) -> None:
    """Both of a kind, never floating, never TZID with Z; the five properties, once each; no DURATION."""
    data = calendar(any_talk, options=options, sessions=samples.sessions)
    event = event_of(data)
    (start,), (end,) = values(event, "DTSTART"), values(event, "DTEND")
    kind = start.partition(":")[0]
    assert kind == end.partition(":")[0]
    assert start.endswith("Z") == end.endswith("Z") == (kind == "")
    for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"):
        assert len(values(event, name)) == 1, name
    assert not values(event, "DURATION")


@pytest.mark.parametrize(
    ("start", "minutes", "by_the_clock"),
    [
        (datetime(2021, 11, 7, 7, 30), 30, False),  # ends at 01:00 PDT, for the first time
        (datetime(2021, 11, 7, 7, 30), 29, True),
        (datetime(2021, 11, 7, 8, 30), 15, False),  # 01:30 PDT
        (datetime(2021, 11, 7, 8, 30), 60, False),  # to 01:30 PST
        (datetime(2021, 11, 7, 9, 15), 15, False),  # 01:15 PST
        (datetime(2021, 11, 7, 9, 45), 15, False),  # to 02:00 PST
        (datetime(2021, 11, 7, 10, 0), 15, True),  # 02:00 PST
        (datetime(2021, 11, 7, 7, 0), 240, True),  # from before to after
        (datetime(2021, 3, 14, 9, 45), 30, True),  # 01:45 PST to 03:15 PDT
    ],
)
def test_rule_12_an_hour_that_comes_twice_is_written_in_utc(start: datetime, minutes: int, by_the_clock: bool) -> None:
    """If either end falls into it, both are: with a TZID, RFC 5545 has the first pass, and libical the second."""
    event = event_of(calendar(talk(when=timed(start.replace(tzinfo=UTC), minutes)), talk("Another")))
    for name in ("DTSTART", "DTEND"):
        (value,) = values(event, name)
        assert value.startswith(";TZID=America/Los_Angeles:2021") is by_the_clock
        assert (value.startswith(":2021") and value.endswith("Z")) is not by_the_clock


# -- event ----------------------------------------------------------------------------------------------------


def test_rule_17_a_cancelled_talk_says_so_everywhere() -> None:
    """STATUS, and the title, for many apps show no STATUS; it blocks no time and rings no bell."""
    options = FeedOptions(busy=True, alarm=timedelta(minutes=10))
    data = calendar(talk("Of Cats", cancelled=True), options=options)
    assert values(data, "STATUS") == [":CANCELLED"]
    assert values(data, "SUMMARY") == [f":{CANCELLED}Of Cats"]
    assert values(data, "TRANSP") == [":TRANSPARENT"]
    assert b"VALARM" not in data


def test_rule_16_the_three_stamps() -> None:
    """SEQUENCE, DTSTAMP and LAST-MODIFIED are the entry's."""
    made = programme(talk())
    entry = replace(entries(made)[0], sequence=7, stamp=datetime(2022, 1, 2, 3, 4, 5, tzinfo=UTC))
    data = render(made, [entry], PLAIN)
    event = event_of(data)
    assert values(event, "SEQUENCE") == [":7"]
    assert values(event, "DTSTAMP") == values(event, "LAST-MODIFIED") == [":20220102T030405Z"]


def test_rule_18_nobody_is_invited() -> None:
    """Speakers stand in DESCRIPTION: an ATTENDEE would be sent mail."""
    data = calendar(talk(speakers=(Speaker(name="Ann Lee", url="mailto:ann@example.org"),)))
    assert not values(data, "ATTENDEE") + values(data, "ORGANIZER")
    assert values(data, "DESCRIPTION") == [":Ann Lee"]


def test_rule_19_html_stands_beside_the_plain_text() -> None:
    """X-ALT-DESC has the source's HTML, with what stands around the abstract; names are no markup."""
    data = calendar(
        talk(
            speakers=(Speaker(name="A <b>"),),
            abstract="Of cats.",
            abstract_html="<p>Of <i>cats</i>.</p>",
            session="R&D",
        )
    )
    assert values(data, "DESCRIPTION") == [":A <b>\\n\\nOf cats.\\n\\nSession: R&D"]
    assert values(data, "X-ALT-DESC") == [
        ";FMTTYPE=text/html:<p>A &lt\\;b&gt\\;</p><p>Of <i>cats</i>.</p><p>Session: R&amp\\;D</p>"
    ]


def test_rule_20_parallel_talks_block_nobody() -> None:
    """TRANSPARENT and FREE, unless asked otherwise; then OPAQUE and BUSY."""
    free, busy = calendar(talk()), calendar(talk(), options=FeedOptions(busy=True))
    assert (values(free, "TRANSP"), values(free, "X-MICROSOFT-CDO-BUSYSTATUS")) == ([":TRANSPARENT"], [":FREE"])
    assert (values(busy, "TRANSP"), values(busy, "X-MICROSOFT-CDO-BUSYSTATUS")) == ([":OPAQUE"], [":BUSY"])


def test_rule_20_a_session_lends_its_room() -> None:
    """A talk without a room of its own is in its session's."""
    sessions = (Session(title="Pets", room="Hall 1"),)
    assert values(calendar(talk(session="Pets"), sessions=sessions), "LOCATION") == [":Hall 1"]
    assert values(calendar(talk(session="Pets", room="Hall 2"), sessions=sessions), "LOCATION") == [":Hall 2"]


def test_rule_21_an_alarm_only_if_asked() -> None:
    """None by itself; else a DISPLAY with TRIGGER and DESCRIPTION."""
    assert b"VALARM" not in calendar(talk())
    lines = content_lines(calendar(talk("Of Cats"), options=FeedOptions(alarm=timedelta(minutes=10))))
    at = lines.index("BEGIN:VALARM")
    assert lines[at : at + 5] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT10M",
        "DESCRIPTION:Of Cats",
        "END:VALARM",
    ]
