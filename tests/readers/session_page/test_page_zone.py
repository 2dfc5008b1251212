"""Which lines of a page state the zone of its times, and which only sound like it."""

from __future__ import annotations

import pytest

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.page_zone import page_zone
from icsgen.times.zones import find_zone


def stated(text: str) -> str:
    """The name of the zone that the lines state."""
    words = page_zone([Line(number, line) for number, line in enumerate(text.split("\n"), 1)], "page.txt")
    zone = find_zone(words) if words else None
    return zone.zone if zone else ""


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("All times Eastern", "America/New_York"),
        ("Schedule - UTC+02:00", "UTC+02:00"),
        ("Timezone: »\nEurope/Vienna", "Europe/Vienna"),
        ("(Eastern Daylight Time, New York)", "America/New_York"),
        ("All times Europe/Vienna", "Europe/Vienna"),
        ("Times UTC", "UTC"),
        ("Monday 3 May 2021, Europe/Zurich timezone", "Europe/Zurich"),
        ("All times are in the CET timezone.", "Europe/Paris"),
        ("All posted times are Pacific time zone. There will be breaks.", "America/Los_Angeles"),
        ("The schedule is as follows. All times listed are in GMT+1:", "UTC+01:00"),
        ("Schedule in EST time", "America/New_York"),
        (
            "All times are in CEST. -6 hours = US Eastern Time Zone,\n+7 hours = China Time Zone in 24h format",
            "Europe/Paris",
        ),
    ],
)
def test_a_statement_of_the_zone(text: str, zone: str) -> None:
    assert stated(text) == zone


@pytest.mark.parametrize(
    "text",
    [
        "Schedule",
        "Schedule: Boston",
        "Program Central Hall",
        "Times Square Hotel",
        "A timezone aware scheduler",
        "Timezone:\nOpening session",
        "Program Committee Meeting",
        "Timezone converter for Europe/Berlin timezone",
    ],
)
def test_no_statement_of_it(text: str) -> None:
    assert stated(text) == ""
