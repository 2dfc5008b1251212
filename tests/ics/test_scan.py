"""A feed taken apart into its events' own bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgen.ics.lines import fold, text
from icsgen.ics.scan import scan, unescape

HEAD = b"BEGIN:VCALENDAR\r\nNAME:Conf\r\n"
EVENT = b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:On cats\r\nEND:VEVENT\r\n"
TAIL = b"END:VCALENDAR\r\n"


def test_each_event_has_its_bytes_its_line_and_its_properties() -> None:
    found = scan(HEAD + EVENT + EVENT.replace(b"cats", b"dogs") + TAIL)
    assert found is not None
    assert [(event.line, event.raw, event.text("SUMMARY")) for event in found.events] == [
        (3, EVENT, "On cats"),
        (7, EVENT.replace(b"cats", b"dogs"), "On dogs"),
    ]
    assert (found.head["NAME"].text, found.faults, found.whole) == ("Conf", (), True)


def test_the_properties_of_an_alarm_are_not_the_events() -> None:
    alarm = b"BEGIN:VALARM\r\nDESCRIPTION:Soon\r\nEND:VALARM\r\n"
    found = scan(HEAD + EVENT.replace(b"END:VEVENT", alarm + b"END:VEVENT") + TAIL)
    assert found is not None
    assert found.events[0].text("DESCRIPTION") == ""
    assert not found.events[0].repeats


def test_a_zone_in_the_file_is_no_event_and_gives_none_its_properties() -> None:
    zone = (
        b"BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:20200101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    found = scan(HEAD + zone + EVENT + TAIL)
    assert found is not None
    assert set(found.head) == {"NAME"}
    assert [event.line for event in found.events] == [9]


@pytest.mark.parametrize(
    ("line", "parameters", "value"),
    [
        (b'X;A="b:c;d":e:f', 'A="b:c;d"', "e:f"),
        (b'X;A="never closed:e', "", None),
        (b"x;a=1:v", "a=1", "v"),
        (b"no colon", "", None),
    ],
)
def test_a_colon_within_quotes_ends_no_parameter(line: bytes, parameters: str, value: str | None) -> None:
    found = scan(HEAD + EVENT.replace(b"UID:1", line) + TAIL)
    assert found is not None
    prop = found.events[0].properties.get("X")
    assert (prop and (prop.parameters, prop.value)) == (value and (parameters, value))


@pytest.mark.parametrize(
    ("content", "faults", "whole"),
    [
        (HEAD + EVENT, (), False),
        (HEAD + EVENT[:-12] + TAIL, ((3, "this event breaks off"),), True),
        (HEAD + EVENT[:-12] + EVENT + TAIL, ((3, "this event breaks off"),), True),
        (HEAD + EVENT[:20], ((3, "this event breaks off"),), False),
    ],
)
def test_what_breaks_off_is_named(content: bytes, faults: tuple[tuple[int, str], ...], whole: bool) -> None:
    found = scan(content)
    assert found is not None
    assert (found.faults, found.whole) == (faults, whole)


@pytest.mark.parametrize("content", [b"", b"\r\n", EVENT, b"Hello\r\n" + HEAD + TAIL, b"BEGIN:VCARD\r\nEND:VCARD\r\n"])
def test_what_does_not_begin_as_a_calendar_is_none(content: bytes) -> None:
    assert scan(content) is None


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_what_our_lines_write_is_read_as_it_was(value: str) -> None:
    found = scan(HEAD + EVENT.replace(b"SUMMARY:On cats", fold(f"SUMMARY:{text(value)}")) + TAIL)
    assert found is not None
    assert found.events[0].text("SUMMARY") == value
    assert unescape(text(value)) == value
