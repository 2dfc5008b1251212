"""Venue time, the reader's own, UTC: right to the minute over a clock change, named always."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytz

from icsgen.model import Programme, Settled, Talk, Timed
from tests.browser.conftest import Host, Open
from tests.outputs.programmes import publish

pytestmark = pytest.mark.browser

# Europe's clocks go back on 31 October 2027 at 01:00 UTC, America's a week later: for a week they are an hour nearer.
STARTS = [datetime(2027, 10, 30, 8, tzinfo=UTC) + timedelta(hours=hours) for hours in (0, 6, 15, 16, 17, 18, 26, 30)]
ZONES = {"venue": "Europe/Lisbon", "mine": "America/New_York", "utc": "UTC"}


def over_the_change(zone: str = "Europe/Lisbon") -> Programme:
    talks = (
        Talk(title=f"Talk {number}", when=Timed(start=start, end=start + timedelta(minutes=45), zone=zone))
        for number, start in enumerate(STARTS)
    )
    return Programme(title="Clock change", talks=tuple(talks))


def test_each_zone_shows_what_pytz_says(open_page: Open, host: Host, tmp_path: Path) -> None:
    """Starts and ends of talks on both sides of, and during, the hour that comes twice; days stay the venue's.
    The page's own date is as rendered while the zone is the venue's."""
    publish(over_the_change(), tmp_path)
    stamp = re.findall(r'data-t="as_of"[^>]*>([^<]+)<', (tmp_path / "index.html").read_text("utf-8"))[0]
    address = host(tmp_path)
    page = open_page(address, timezone_id=ZONES["mine"])
    days = page.locator(".day > h2").all_inner_texts()
    for choice in ("mine", "utc", "venue"):
        page.locator(f"#zones input[value={choice}]").check()
        zone, venue = pytz.timezone(ZONES[choice]), pytz.timezone(ZONES["venue"])
        times = page.eval_on_selector_all(
            ".talk .span", "all => all.map(one => [...one.children].map(time => time.textContent))"
        )
        wanted = []
        for start in STARTS:
            row = []
            for instant in (start, start + timedelta(minutes=45)):
                local, there = instant.astimezone(zone), instant.astimezone(venue)
                row.append(f"{local:%H:%M}" if local.date() == there.date() else f"{local:%a %H:%M}")
            wanted.append(row)
        assert times == wanted
        assert page.locator(".day > h2").all_inner_texts() == days
        assert (page.locator("[data-t=as_of]").first.inner_text() == stamp) == (choice == "venue")
        name = {"venue": "Lisbon (WEST, WET)", "mine": "New York", "utc": "UTC"}[choice]
        assert page.locator("#zone-note").inner_text().startswith(name)
        if choice != "venue":
            first = page.locator(".slot > h3").first.inner_text()
            assert "09:00 Lisbon" in first
            page.wait_for_function("choice => location.hash === `#z=${choice}`", arg=choice)
    page.wait_for_function("() => location.hash === ''")


def test_the_choice_stands_in_the_address_or_is_hidden(open_page: Open, host: Host, tmp_path: Path) -> None:
    """A reader in the venue's zone is offered UTC only; one for whom all agree is offered nothing."""
    publish(over_the_change(), tmp_path)
    address = host(tmp_path)
    page = open_page(f"{address}#z=utc", timezone_id="Europe/Lisbon")
    assert page.locator("#zones input[value=utc]").is_checked()
    assert page.locator(".talk .span").nth(1).inner_text() == "14:00–14:45"
    assert not page.locator("#zones input[value=mine]").is_visible()
    for zone in ("UTC", "Africa/Abidjan"):
        folder = tmp_path / zone
        publish(over_the_change(zone), folder)
        address = host(folder)
        page = open_page(f"{address}#z=mine", timezone_id="UTC")
        assert not page.locator("#zones").is_visible()
        assert page.evaluate("() => !location.hash || true")
        assert page.locator(".talk .span").first.inner_text() == "08:00–08:45"


def test_a_venue_at_a_fixed_offset_is_understood(open_page: Open, host: Host, tmp_path: Path) -> None:
    """A zone that has no name but its offset, whole hours or not."""
    for offset, hour in (("UTC-03:00", "05:00"), ("UTC+05:30", "13:30")):
        folder = tmp_path / offset
        publish(over_the_change(offset), folder)
        address = host(folder)
        page = open_page(address, timezone_id="Asia/Tokyo")
        assert page.locator(".talk .span time").first.inner_text() == hour
        page.locator("#zones input[value=mine]").check()
        assert page.locator(".talk .span time").first.inner_text() == "17:00"
        assert hour in page.locator(".slot > h3").first.inner_text()


def test_the_venue_of_which_only_letters_are_known_is_called_by_them(
    open_page: Open, host: Host, tmp_path: Path
) -> None:
    when = Timed(start=STARTS[0], end=STARTS[1], zone="Europe/Paris")
    talk = Talk(title="On cats", when=when, settled=Settled(zone_words="CEST"))
    publish(Programme(title="Conf", talks=(talk,)), tmp_path)
    page = open_page(host(tmp_path), timezone_id="America/New_York")
    page.locator("#zones input[value=mine]").check()
    assert page.locator("#zone-venue small").inner_text() == "CEST"
    assert "10:00 CEST" in page.locator(".slot > h3").first.inner_text()
    assert "Paris" not in page.locator("body").inner_text()
