"""Hours are kept as written, and a half that is stated at one end of a range holds for the other."""

from __future__ import annotations

import pytest

from icsgen.times.clock import Clock, find_clocks, settle_pair


@pytest.mark.parametrize(
    ("text", "hour", "minute", "half"),
    [
        ("19:20", 19, 20, None),
        ("8:30 a.m.", 8, 30, "am"),
        ("8:30 A.M.", 8, 30, "am"),
        ("08:30PM", 8, 30, "pm"),
        ("11 a.m.", 11, 0, "am"),
        ("9am", 9, 0, "am"),
        ("12h00", 12, 0, None),
        ("9h", 9, 0, None),
        ("9.15", 9, 15, None),
        ("9.15 Uhr", 9, 15, None),
        ("19 Uhr", 19, 0, None),
        ("0815", 8, 15, None),
        ("Noon", 12, 0, "pm"),
        ("12 noon", 12, 0, "pm"),
        ("12:00 midnight", 12, 0, "am"),
        ("16:00 PM", 16, 0, None),
        ("09:00:00", 9, 0, None),
        ("9:00a", 9, 0, "am"),
        ("9:00 A Study of Winds", 9, 0, None),
        ("15:36 A Fabric", 15, 36, None),
        ("9:30 P versus NP", 9, 30, None),
        ("9:00\u202fAM", 9, 0, "am"),
    ],
)
def test_a_clock_is_found(text: str, hour: int, minute: int, half: str | None) -> None:
    (token,) = find_clocks(text)
    assert (token.clock.hour, token.clock.minute, token.clock.half) == (hour, minute, half)


@pytest.mark.parametrize("text", ["v1.2.30.4", "$12.50", "12:30:45:00", "12.5%", "IP 10.0.0.12", "abc9:00", "1.234"])
def test_other_numbers_are_none(text: str) -> None:
    assert list(find_clocks(text)) == []


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (Clock(4), Clock(7, half="pm"), (960, 1140)),
        (Clock(7, 45), Clock(8, 30, half="am"), (465, 510)),
        (Clock(11), Clock(1, half="pm"), (660, 780)),
        (Clock(12), Clock(1, half="pm"), (720, 780)),
        (Clock(11, 30), Clock(12, 30, half="am"), (1410, 30)),
        (Clock(9, half="am"), Clock(5), (540, 1020)),
        (Clock(8, 30, half="am"), Clock(12, half="pm"), (510, 720)),
        (Clock(13), Clock(2, half="pm"), (780, 840)),
        (Clock(10, 30, half="pm"), Clock(12, 15, half="am"), (1350, 15)),
        (Clock(23), Clock(1), (1380, 60)),
        (Clock(9), Clock(13), (540, 780)),
    ],
)
def test_a_range_is_settled_by_what_is_stated(start: Clock, end: Clock, minutes: tuple[int, int]) -> None:
    assert settle_pair(start, end) == minutes


def test_two_open_ends_are_left_to_the_neighbours() -> None:
    assert settle_pair(Clock(11, 45), Clock(1)) is None


@pytest.mark.parametrize("clock", [Clock(25), Clock(24, 1), Clock(9, 75), Clock(13, half="am"), Clock(9, 0, 60)])
def test_hours_that_do_not_exist_are_not_valid(clock: Clock) -> None:
    assert not clock.valid


def test_midnight_is_valid_as_24() -> None:
    assert Clock(24).valid
    assert Clock(24).minutes() == 1440
