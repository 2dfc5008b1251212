"""Escaping and folding, octet by octet."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from icsgen.ics import lines
from icsgen.text import clean_text

# Text that is likely to fold badly: backslashes, letters of one to four octets, what is escaped, joiners.
hard = st.text(st.sampled_from("\\\\\\;,n aé漢😀\u200d\u0301:\"'\t\n"), max_size=400)
any_text = st.text(max_size=400)


def unfolded(folded: str) -> str:
    return folded.replace("\r\n ", "")


def unescaped(text: str) -> str:
    """TEXT read by the letter of RFC 5545 §3.3.11."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)


@given(st.one_of(hard, any_text).map(clean_text))
@example("\\" * 200)
@example("a" * 66 + "\\" * 9 + "n" * 100)
@example("é" * 100)
@example("😀" * 100)
def test_rule_2_lines_are_short_and_whole(text: str) -> None:
    """No line is over 75 octets; none ends in half a character or half an escape; all put together is what it was."""
    line = f"DESCRIPTION:{lines.text(text)}"
    folded = lines.fold(line).decode()
    assert unfolded(folded) == line
    for piece in folded.split("\r\n "):
        octets = piece.encode()
        assert len(octets) <= 74 or piece == folded
        assert len(octets) <= 75
        backslashes = len(piece) - len(piece.rstrip("\\"))
        assert backslashes % 2 == 0
        assert piece


@given(st.one_of(hard, any_text).map(clean_text))
@example("C:\\New \\n \\N \\Nabla \\; \\, \\\\")
def test_rule_4_text_survives_escaping(text: str) -> None:
    """What a strict reader unescapes is the text itself; nothing that needs an escape is left bare."""
    escaped = lines.text(text)
    assert unescaped(escaped) == text
    assert "\n" not in escaped
    assert not re.search(r"[;,]", re.sub(r"\\.", "", escaped))


@given(st.lists(st.one_of(hard, any_text).map(clean_text), max_size=5))
def test_text_lines_are_escaped_and_folded_each(texts: list[str]) -> None:
    """Together they come out as one by one."""
    assert lines.text_lines(f"X-{at}:{text}" for at, text in enumerate(texts)) == (
        [lines.fold(f"X-{at}:{lines.text(text)}") for at, text in enumerate(texts)] or [b""]
    )


@pytest.mark.parametrize(
    ("length", "pieces"), [(74, [74]), (75, [75]), (76, [74, 2]), (148, [74, 74]), (149, [74, 74, 1])]
)
def test_a_line_is_folded_only_if_it_must(length: int, pieces: list[int]) -> None:
    """75 octets stand in one line, 76 in two."""
    assert [len(piece) for piece in lines.fold("X" * length).split(b"\r\n ")] == pieces


def test_a_character_of_several_octets_is_not_cut() -> None:
    """73 letters and an é would end in the middle of it: it goes to the next line."""
    assert lines.fold("X" * 73 + "é" + "Y").decode().split("\r\n ") == ["X" * 73, "éY"]


def test_an_escape_is_not_cut() -> None:
    """A backslash that would stand at the end of a line goes to the next, with its letter."""
    assert lines.fold("X" * 73 + "\\nY").decode().split("\r\n ") == ["X" * 73, "\\nY"]
    assert lines.fold("X" * 72 + "\\\\\\nY").decode().split("\r\n ") == ["X" * 72, "\\\\\\nY"]


@given(st.one_of(hard, any_text))
def test_a_uri_holds_nothing_that_a_uri_may_not(value: str) -> None:
    """Whatever stands in a link, what is written has neither spaces nor line ends, backslashes or non-ASCII."""
    if not any("\ud800" <= character <= "\udfff" for character in value):
        assert re.fullmatch(r"[!#-;=?-\[\]_a-z~]*", lines.uri(value))


def test_a_uri_that_is_one_stands() -> None:
    """Commas and semicolons in a URI are not escaped (RFC 5545 §3.3.13)."""
    address = "https://example.org/a,b;c?d=%C3%A9&e=(f)#g"
    assert lines.uri(address) == address


def test_component_ends_every_line() -> None:
    """CR LF after every line, the last included, and UTF-8."""
    assert lines.component(["BEGIN:X", "A:é", "END:X"]) == b"BEGIN:X\r\nA:\xc3\xa9\r\nEND:X\r\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (timedelta(minutes=90), "PT1H30M"),
        (timedelta(seconds=1), "PT1S"),
        (timedelta(days=1), "P1D"),
        (timedelta(days=-1), "-P1D"),
        (timedelta(hours=-25, seconds=-5), "-P1DT1H5S"),
    ],
)
def test_durations(value: timedelta, written: str) -> None:
    """RFC 5545 §3.3.6."""
    assert lines.duration(value) == written


def test_moments() -> None:
    """DATE-TIME with and without Z, DATE, and a year before 1000."""
    moment = datetime(2021, 7, 21, 2, 5, 9, tzinfo=UTC)
    assert lines.utc(moment) == "20210721T020509Z"
    assert lines.local(moment) == "20210721T020509"
    assert lines.day(moment.date()) == "20210721"
    assert lines.utc(datetime(33, 4, 3, tzinfo=UTC)) == "00330403T000000Z"


@pytest.mark.parametrize(
    ("offset", "written"),
    [
        (timedelta(hours=5, minutes=45), "+0545"),
        (timedelta(hours=-8), "-0800"),
        (timedelta(minutes=-30), "-0030"),
        (timedelta(seconds=-2670), "-004430"),
    ],
)
def test_utc_offsets(offset: timedelta, written: str) -> None:
    """RFC 5545 §3.3.14."""
    assert lines.utc_offset(offset) == written
