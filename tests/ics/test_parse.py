"""Calendars are read as they are found, and what had to be mended is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from icsgen.errors import FormatError
from icsgen.ics.event import Moment, windows_zone
from icsgen.ics.parse import parse
from icsgen.ics.recurrence import occurrences

BEGIN, END = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", b"END:VCALENDAR\r\n"


def event(*lines: bytes) -> bytes:
    return b"\r\n".join([b"BEGIN:VEVENT", *lines, b"END:VEVENT", b""])


def test_texts_are_unescaped_times_stay_as_written() -> None:
    file = parse(
        BEGIN
        + event(
            b"UID:1", b"DTSTART;TZID=Europe/Vienna:20210720T100000", b"DTEND:20210720T090000Z", b"DURATION:PT30M",
            b"SUMMARY:a\\, b\\; c\\nd \\\\n", b"CATEGORIES:x,y\\,z", b"CATEGORIES:w", b"X-ANY:p\\nq",
            b"STATUS:confirmed",
        )
        + END
    )  # fmt: skip
    (one,) = file.events
    assert (one.summary, one.categories, one.text("X-ANY"), one.status) == (
        "a, b; c\nd \\n",
        ("x", "y,z", "w"),
        "p\nq",
        "CONFIRMED",
    )
    assert one.start == Moment(datetime(2021, 7, 20, 10), "Europe/Vienna")
    assert one.end == Moment(datetime(2021, 7, 20, 9), "UTC")
    assert (one.duration, one.line, file.faults) == (timedelta(minutes=30), 3, [])


def test_a_date_and_a_floating_time() -> None:
    file = parse(BEGIN + event(b"DTSTART;VALUE=DATE:20210720") + event(b"DTSTART:20210720T100000") + END)
    assert [one.start for one in file.events] == [Moment(date(2021, 7, 20)), Moment(datetime(2021, 7, 20, 10))]


def test_a_fold_inside_a_character_and_lf_line_ends() -> None:
    file = parse(
        (
            BEGIN
            + event("SUMMARY:Gr\u00f6\u00dfe".encode()[:11] + b"\r\n " + "SUMMARY:Gr\u00f6\u00dfe".encode()[11:])
            + END
        ).replace(b"\r\n", b"\n")
    )
    assert file.events[0].summary == "Größe"


@pytest.mark.parametrize(
    ("content", "lost", "truncated", "message"),
    [
        (BEGIN + event(b"SUMMARY:a", b"rest of the line") + END, False, False, "not a content line"),
        (BEGIN + b"BEGIN:VEVENT\r\nUID:1\r\n" + event(b"UID:2") + END, True, False, "VEVENT has no END"),
        (BEGIN + event(b"UID:1") + b"BEGIN:VEVENT\r\nUID", True, True, "breaks off in this VEVENT"),
        (BEGIN + event(b"UID:1"), False, True, "no END:VCALENDAR"),
        (BEGIN + event(b"UID:1", b"END:VALARM") + END, False, False, "END:VALARM without BEGIN"),
        (BEGIN + event(b"UID:1", b"DTSTART:whenever") + END, False, False, "DTSTART is broken"),
        (BEGIN + event(b"UID:1") + b"BEGIN:VTODO\r\nEND:VTODO\r\n" + END, True, False, "VTODO is no event"),
    ],
)
def test_a_fault_is_said_and_costs_no_other_event(content: bytes, lost: bool, truncated: bool, message: str) -> None:
    file = parse(content)
    assert len(file.events) == 1
    assert [fault.lost for fault in file.faults] == [lost]
    assert message in file.faults[0].message
    assert file.truncated is truncated


def test_an_event_without_end_that_says_all_is_taken_with_a_fault() -> None:
    open_ = b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A\r\nDTSTART:20210101T100000Z\r\nDURATION:PT1H\r\n"
    file = parse(BEGIN + open_ + event(b"UID:2") + END)
    assert [one.uid for one in file.events] == ["1", "2"]
    assert [(fault.message, fault.lost) for fault in file.faults] == [
        ("VEVENT has no END; taken as far as it goes", False)
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (b"SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9 =\r\nfor two", "Café for two"),
        (b"SUMMARY;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Caf=E9=20=\r\n =3D for two", "Café  = for two"),
        (b"SUMMARY;LANGUAGE=fr;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo", "one\ntwo"),
    ],
)
def test_quoted_printable_of_vcalendar_is_text(line: bytes, text: str) -> None:
    file = parse(BEGIN + event(b"UID:1", line) + END)
    assert (file.events[0].summary, file.faults) == (text, [])


def test_instants_follow_the_vtimezone_of_the_file() -> None:
    zone = (
        b"BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        b"TZOFFSETFROM:+0330\r\nTZOFFSETTO:+0330\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    file = parse(
        BEGIN + zone + event(b"DTSTART;TZID=Odd:20210720T100000") + event(b"DTSTART;TZID=Else:20210720T100000") + END
    )
    odd, other = (one.start for one in file.events)
    assert odd is not None
    assert other is not None
    assert (file.instant(odd), file.instant(other)) == (datetime(2021, 7, 20, 6, 30, tzinfo=UTC), None)


def test_a_recurring_event_is_followed_with_its_exceptions() -> None:
    file = parse(
        BEGIN
        + event(
            b"UID:1",
            b"DTSTART;TZID=Europe/Vienna:20210320T100000",
            b"DURATION:PT1H",
            b"RRULE:FREQ=WEEKLY;COUNT=4",
            b"EXDATE;TZID=Europe/Vienna:20210327T100000",
        )
        + event(
            b"UID:1",
            b"RECURRENCE-ID;TZID=Europe/Vienna:20210403T100000",
            b"DTSTART;TZID=Europe/Vienna:20210403T120000",
            b"DURATION:PT1H",
        )
        + END
    )
    found = occurrences(file.events[0], file.events[1:], datetime(2022, 1, 1, tzinfo=UTC))
    assert [one.start.value for one in found if one.start] == [
        datetime(2021, 3, 20, 10),
        datetime(2021, 4, 3, 12),
        datetime(2021, 4, 10, 10),
    ]


def test_what_recurs_without_end_is_bounded_or_refused() -> None:
    file = parse(
        BEGIN
        + event(b"UID:1", b"DTSTART:20210101T000000Z", b"RRULE:FREQ=DAILY")
        + event(b"UID:2", b"DTSTART:20210101T000000Z", b"RRULE:FREQ=SECONDLY")
        + END
    )
    daily, ticking = file.events
    assert len(occurrences(daily, [], datetime(2021, 1, 31, tzinfo=UTC))) == 30
    with pytest.raises(FormatError, match="more often than daily"):
        occurrences(ticking, [], datetime(2021, 1, 31, tzinfo=UTC))


def test_what_has_no_component_is_no_calendar() -> None:
    with pytest.raises(FormatError, match="no calendar"):
        parse(b"Dear all,\nthe talk is at ten.\n")


def test_windows_names_are_known() -> None:
    assert (windows_zone("Pacific Standard Time"), windows_zone("Nowhere")) == ("America/Los_Angeles", "")


def test_an_attached_file_is_left_out_and_costs_no_time() -> None:
    attached = b"ATTACH;ENCODING=BASE64;VALUE=BINARY:" + b"\r\n ".join([b"QUJD" * 15] * 50_000)
    file = parse(BEGIN + event(b"SUMMARY:a", attached, b"UID:1") + END)
    assert (file.events[0].summary, file.events[0].uid) == ("a", "1")
    assert [fault.message for fault in file.faults] == ["a property of 3,000,036 bytes was left out"]


@pytest.mark.parametrize(
    "rule",
    [
        b"RRULE:FREQ=DAILY\r\nRRULE:FREQ=SECONDLY",
        b"RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5",
        b"RRULE:FREQ=DAILY;INTERVAL=0",
        b"RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        b"\r\n".join([b"RRULE:FREQ=DAILY"] * 100),
    ],
)
def test_a_rule_that_would_be_followed_for_ever_is_refused_at_once(rule: bytes) -> None:
    (one,) = parse(BEGIN + event(b"UID:1", b"DTSTART:20210101T000000Z", rule) + END).events
    with pytest.raises(FormatError, match="recur"):
        occurrences(one, [], datetime(2021, 1, 31, tzinfo=UTC))


@pytest.mark.parametrize("start", [b"DTSTART;TZID=America:20210101T000000", b"DTSTART;VALUE=,DATE:20210101"])
def test_an_event_that_the_parser_stumbles_over_is_a_fault_and_costs_no_other(start: bytes) -> None:
    file = parse(BEGIN + event(b"UID:1", start) + event(b"UID:2", b"DTSTART:20210101T000000Z") + END)
    assert [one.uid for one in file.events] == ["2"]
    assert [fault.lost for fault in file.faults] == [True]


@pytest.mark.parametrize(
    "rule",
    [b"FREQ=SECONDLY", b"FREQ=YEARLY;INTERVAL=0"],
)
def test_a_vtimezone_that_no_clock_follows_tells_no_instant(rule: bytes) -> None:
    zone = b"\r\n".join(
        [
            b"BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000",
            b"TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:" + rule,
            b"END:STANDARD\r\nEND:VTIMEZONE\r\n",
        ]
    )
    file = parse(BEGIN + zone + END)
    assert file.instant(Moment(datetime(2021, 1, 1, 10), "Odd")) is None


def test_a_vtimezone_that_fails_when_it_is_asked_is_not_asked_again() -> None:
    part = "BEGIN:{0}\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:{1}\r\nRRULE:{2}\r\nEND:{0}\r\n"
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Odd\r\n"
        + part.format("STANDARD", "+0100", "FREQ=YEARLY;BYMONTH=20240;BYDAY=-1SU")
        + part.format("DAYLIGHT", "+0200", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")
        + "END:VTIMEZONE\r\n"
    )
    file = parse(BEGIN + zone.encode() + END)
    moment = Moment(datetime(2021, 7, 1, 10), "Odd")
    assert [file.instant(moment), file.instant(moment)] == [None, None]


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"BEGIN:VEVENT\r\n" * 20_000, "faults"), (b"BEGIN:VALARM\r\n" * 200, "nested too deeply")],
)
def test_a_file_of_nothing_but_faults_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        parse(BEGIN + content)
