"""The table of zones whose rules were changed lately."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import pytz

from icsgen.times import recent
from icsgen.times.recent import changed_since
from icsgen.times.zones import transitions

ZONES = sorted(recent._SINCE)


@pytest.mark.parametrize("zone", ZONES)
def test_each_is_a_zone_with_an_instant(zone: str) -> None:
    """One that pytz knows, changed in 2023 or later."""
    assert zone in pytz.all_timezones
    since = changed_since(zone)
    assert since is not None
    assert since >= datetime(2023, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["America/Vancouver", "America/Winnipeg", "America/Edmonton"])
def test_canada_ends_the_changing_of_clocks(zone: str) -> None:
    """An old database has these go back in November 2026; they no longer do."""
    since = changed_since(zone)
    assert since is not None
    assert all(change.instant < since for change in transitions(zone))
    assert max(change.instant for change in transitions(zone)) > since - timedelta(days=300)


def test_most_zones_are_as_they_were() -> None:
    """Where most conferences take place, nothing has changed."""
    for zone in ("America/Los_Angeles", "Europe/Vienna", "Asia/Tokyo", "Australia/Sydney", "Asia/Kolkata"):
        assert changed_since(zone) is None
