"""Times that stand, and are doubted all the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from icsgen.model import Settled, Talk, Timed
from icsgen.readers.plausible import doubts

MONDAY = datetime(2027, 5, 3, 9, 0, tzinfo=UTC)


def talk(start: datetime = MONDAY, hours: float = 0.5, source: str = "", title: str = "Knots") -> Talk:
    when = Timed(start=start, end=start + timedelta(hours=hours), zone="UTC")
    return Talk(title=title, when=when, line=7, origin="day.txt", settled=Settled(source=source))


def days(*numbers: int) -> list[Talk]:
    return [talk(MONDAY + timedelta(days=number)) for number in numbers]


def told(*talks: Talk) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.message) for problem in doubts(talks)]


def test_a_lunch_of_thirteen_hours_has_a_wrong_half_of_the_day() -> None:
    found = told(talk(MONDAY.replace(hour=0, minute=30), hours=13, source="12:30 AM - 1:30 PM"))
    assert found == [(7, "it lasts 13 hours: are its halves of the day right?")]


@pytest.mark.parametrize(
    ("hours", "source"),
    [(12, "9 am - 9 pm"), (13, "09:00 - 22:00"), (15, "Mon 9 p.m. - Tue 12 a.m."), (80, "Mon 9 a.m. - Thu 5 p.m.")],
    ids=["half a day", "a clock of 24 hours", "to the next day", "a conference"],
)
def test_what_is_long_and_may_be_meant_so_is_not_doubted(hours: float, source: str) -> None:
    assert told(talk(hours=hours, source=source)) == []


@pytest.mark.parametrize("numbers", [(365, 0, 1, 2, 3, 4), (0, 1, -365, 2, 2, 2)], ids=["later", "earlier"])
def test_a_talk_a_year_from_all_others_has_a_wrong_date(numbers: tuple[int, ...]) -> None:
    (problem,) = doubts(days(*numbers))
    assert problem.kind == "doubt"
    assert problem.message in (
        f"it stands {apart} days from all other talks: is its date right?" for apart in (361, 365)
    )


@pytest.mark.parametrize(
    "numbers",
    [(0, 1, 2, 3, 365), (0, 30, 60, 90, 120, 200), (0, 0, 0, 1, 2, 61), (0, 0, 1, 1, 365, 366)],
    ids=["few", "a series", "near enough", "two meetings"],
)
def test_programmes_that_are_spread_out_are_not_doubted(numbers: tuple[int, ...]) -> None:
    assert told(*days(*numbers)) == []


@pytest.mark.parametrize("title", ["CANCELLED - Knots", "Cancelled: Knots", "Knots [CANCELED]", "Knots (abgesagt)"])
def test_a_title_that_says_that_it_is_cancelled_is_doubted(title: str) -> None:
    ((_, message),) = told(talk(title=title))
    assert message.startswith("its title says that it is cancelled")


@pytest.mark.parametrize("title", ["Why flights are cancelled", "Cancelling noise", "The withdrawn method"])
def test_a_talk_about_cancelling_is_not(title: str) -> None:
    assert told(talk(title=title)) == []
