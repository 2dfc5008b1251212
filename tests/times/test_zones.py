"""Zones: what words mean, and the way between wall time and instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import pytz
from hypothesis import given, settings
from hypothesis import strategies as st

from icsgen.errors import HourError, ZoneError
from icsgen.times.abbreviations import ABBREVIATIONS, SPOKEN
from icsgen.times.zones import (
    abbreviation,
    find_zone,
    instants,
    is_fixed,
    offset_name,
    settle_zone,
    to_local,
    to_utc,
    utc_offset,
)

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("words", "zone", "offset"),
    [
        ("PDT", "America/Los_Angeles", -7 * HOUR),
        ("(PST)", "America/Los_Angeles", -8 * HOUR),
        ("PT", "America/Los_Angeles", None),
        ("Pacific Time", "America/Los_Angeles", None),
        ("Pacific Time (PT)", "America/Los_Angeles", None),
        ("US Pacific Time", "America/Los_Angeles", None),
        ("CEST", "Europe/Paris", 2 * HOUR),
        ("Central European Summer Time", "Europe/Paris", None),
        ("Central European Summer Time (CEST)", "Europe/Paris", 2 * HOUR),
        ("MESZ", "Europe/Berlin", 2 * HOUR),
        ("europe/vienna", "Europe/Vienna", None),
        ("Vienna time", "Europe/Vienna", None),
        ("New Orleans", "America/Chicago", None),
        ("GMT -3:00", "UTC-03:00", -3 * HOUR),
        ("GMT-3:00", "UTC-03:00", -3 * HOUR),
        ("UTC+5:30", "UTC+05:30", 5.5 * HOUR),
        ("UTC+0530", "UTC+05:30", 5.5 * HOUR),
        ("+2", "UTC+02:00", 2 * HOUR),
        ("UTC\u22128", "UTC-08:00", -8 * HOUR),
        ("UTC", "UTC", 0 * HOUR),
        ("GMT", "UTC", 0 * HOUR),
        ("Z", "UTC", 0 * HOUR),
        ("AoE", "UTC-12:00", -12 * HOUR),
        ("Anywhere on Earth", "UTC-12:00", -12 * HOUR),
        ("IST", "Asia/Kolkata", 5.5 * HOUR),
        ("Eastern Time (UTC-5)", "America/New_York", -5 * HOUR),
        ("UTC-4 (Eastern Time)", "America/New_York", -4 * HOUR),
        ("Europe/Berlin (UTC+02:00)", "Europe/Berlin", 2 * HOUR),
        ("PDT (GMT-8)", "America/Los_Angeles", -8 * HOUR),
        ("BST (UTC+1)", "Europe/London", 1 * HOUR),
        ("CST (UTC+8)", "UTC+08:00", 8 * HOUR),
        ("(GMT-05:00) Eastern Time (US & Canada)", "America/New_York", None),
        ("(UTC+01:00) Amsterdam, Berlin, Vienna", "Europe/Amsterdam", None),
        ("(UTC+09:00) Osaka, Sapporo, Tokyo", "Asia/Tokyo", None),
    ],
)
def test_words_name_a_zone_and_claim_an_offset(words: str, zone: str, offset: timedelta | None) -> None:
    stated = find_zone(words)
    assert stated is not None
    assert (stated.zone, stated.offset) == (zone, offset)


@pytest.mark.parametrize(
    "words", ["", "closing time", "UTC+15", "GMT+5:75", "Room 5", "Nowhere/Land", "time", "local time"]
)
def test_other_words_name_none(words: str) -> None:
    assert find_zone(words) is None


def test_ambiguous_letters_name_the_others() -> None:
    for letters, other in (("CST", "Asia/Shanghai"), ("IST", "Asia/Jerusalem"), ("BST", "Asia/Dhaka")):
        stated = find_zone(letters)
        assert stated is not None
        assert other in stated.others


def test_every_zone_of_the_tables_is_known_and_every_abbreviation_is_used_there() -> None:
    """About 60 abbreviations: the offset that each states is one that its zone has, or had within thirty years."""
    assert len(ABBREVIATIONS) >= 55
    for letters, row in ABBREVIATIONS.items():
        for zone in (row.zone, *row.others):
            assert zone in pytz.all_timezones_set
        offsets = {
            utc_offset(datetime(year, month, 15, tzinfo=UTC), row.zone)
            for year in range(1995, 2026)
            for month in (1, 7)
        }
        assert timedelta(minutes=row.minutes) in offsets, letters
    assert set(SPOKEN.values()) <= pytz.all_timezones_set


def test_an_unknown_zone_is_refused_with_what_comes_near() -> None:
    with pytest.raises(ZoneError) as caught:
        settle_zone("Europe/Viena")
    assert "Europe/Vienna" in str(caught.value)


def test_an_hour_that_the_clocks_skip_does_not_exist() -> None:
    with pytest.raises(HourError) as caught:
        to_utc(datetime(2021, 3, 28, 2, 30), "Europe/Vienna")
    assert "UTC+01:00" in str(caught.value)
    assert "UTC+02:00" in str(caught.value)


def test_an_hour_that_comes_twice_needs_a_word() -> None:
    wall = datetime(2021, 10, 31, 2, 30)
    with pytest.raises(HourError) as caught:
        to_utc(wall, "Europe/Vienna")
    assert "00:30Z (CEST) or 01:30Z (CET)" in str(caught.value)
    assert to_utc(wall, "Europe/Vienna", repeated_hour="first").hour == 0
    assert to_utc(wall, "Europe/Vienna", repeated_hour="second").hour == 1
    assert to_utc(wall, "Europe/Vienna", offset=1 * HOUR).hour == 1


def test_a_gap_that_comes_once_in_history_is_one() -> None:
    """Samoa skipped 30 December 2011 as a whole."""
    assert instants(datetime(2011, 12, 30, 12), "Pacific/Apia") == ()


def test_fixed_offsets_are_no_tzids() -> None:
    assert [zone for zone in ("UTC", "UTC+02:00", "Europe/Vienna", "Etc/GMT+2") if is_fixed(zone)] == [
        "UTC",
        "UTC+02:00",
    ]


def test_a_fixed_offset_has_its_name() -> None:
    assert offset_name(timedelta(hours=-3, minutes=-30)) == "UTC-03:30"
    assert utc_offset(datetime(2021, 1, 1, tzinfo=UTC), "UTC-03:30") == timedelta(hours=-3, minutes=-30)


def test_letters_at_an_instant() -> None:
    assert abbreviation(datetime(2021, 7, 1, tzinfo=UTC), "America/Los_Angeles") == "PDT"


@settings(max_examples=200, deadline=None)
@given(
    zone=st.sampled_from(sorted(pytz.common_timezones)),
    instant=st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC)),
)
def test_wall_time_and_instant_lead_back_to_each_other(zone: str, instant: datetime) -> None:
    instant = instant.replace(microsecond=0)
    wall = to_local(instant, zone)
    assert instant in instants(wall, zone)
    assert all(to_local(one, zone) == wall for one in instants(wall, zone))
