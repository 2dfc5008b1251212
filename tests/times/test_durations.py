"""How long: what a bare number counts is told by the column."""

from __future__ import annotations

from datetime import timedelta

import pytest

from icsgen.times.durations import duration_unit, parse_duration

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        ([5, 10, 45], MINUTE),
        (["1", "1.5", "0.5"], HOUR),
        ([1800, 2700], SECOND),
        ([1_800_000, 2_700_000], timedelta(milliseconds=1)),
        ([300, 480], MINUTE),
        (["45 min", "", None], MINUTE),
        ([0.03125, 0.0625], MINUTE),
    ],
)
def test_the_unit_is_told_by_how_large_all_numbers_are(cells: list[object], unit: timedelta) -> None:
    assert duration_unit(cells) == unit


def test_a_small_fraction_is_of_a_day_as_spreadsheets_count() -> None:
    assert parse_duration(0.03125) == 45 * MINUTE
    assert parse_duration("0.0625") == 90 * MINUTE
    assert parse_duration(0.5) is None
    assert parse_duration(0.5, HOUR) == 30 * MINUTE


def test_a_length_under_a_minute_or_over_a_day_is_none() -> None:
    long = "9" * 30
    for cell in ("0:00:30", 0.0001, "25 hours", 1441, float("nan"), float("inf"), 2 * 24 * HOUR, -5, long, f"{long} h"):
        assert parse_duration(cell) is None
