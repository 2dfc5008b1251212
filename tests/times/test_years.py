"""The year is proven or refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from icsgen.errors import TimeFault, WeekdayError, YearError
from icsgen.model import Document, Policy
from icsgen.times.dates import find_dates
from icsgen.times.worded_days import matching_years
from icsgen.times.years import SettledYear, settle_year

SEED = "Tue 20 July 19:00 - 19:20 PDT\nas in (Brock, 2019)"


def settle(text: str, *, name: str = "page.txt", origin: str | None = None, **options: Any) -> SettledYear:
    document = Document(origin=origin or name, name=name, content=b"", text=text)
    dates = [words for line in text.splitlines() for words, _ in find_dates(line)]
    return settle_year(dates, document, Policy(**options))


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        (SEED, "icml-2021-deep-learning.txt", 2021),
        ("Mon 18 Jul", "A01_icml2022_day_07-18.txt", 2022),
        ("Sunday, July 20", "x_tec2025.txt", 2025),
        ("Thu 8 June", "mlbench23.txt", 2023),
        ("NeurIPS'24 Workshop\nSun 15 Dec, 8:15 a.m. PST", "page.txt", 2024),
        ("ICML 2025 Poster: West Hall\nWed 16 Jul", "page.txt", 2025),
        ("Select Year: (2023)\nWed 26 July", "page.txt", 2023),
        ("https://icml.cc/Conferences/2019/Schedule\nSat Jun 15", "page.txt", 2019),
        ("Advent Lectures 2020/21\nThu 31 Dec", "page.txt", 2020),
    ],
)
def test_a_named_year_is_proven_by_the_weekday(text: str, name: str, year: int) -> None:
    settled = settle(text, name=name)
    assert settled.year == year
    assert settled.how.endswith("proven by the weekday")


def test_the_address_is_evidence() -> None:
    assert settle("Tue 20 July", origin="https://icml.cc/virtual/2021/session/1", name="1").year == 2021


@pytest.mark.parametrize(
    "text",
    [
        SEED,
        "Tue 20 July\n© 2021 The Authors",
        "Tue 20 July\nSubmission deadline: 3 May 2021",
        "Tue 20 July\nThe first edition was held at ICML 2021.",
        "Tue 20 July\nWe evaluate on the WMT 2021 data, and improve on all of it by far.",
        "Tue 20 July\n(Smith et al., 2021)",
        "Tue 20 July\nhttps://arxiv.org/abs/2021.12345",
    ],
)
def test_what_is_said_in_passing_proves_nothing(text: str) -> None:
    with pytest.raises(YearError):
        settle(text)


def test_a_weekday_alone_decides_nothing_and_the_candidates_are_named_nearest_first() -> None:
    with pytest.raises(YearError) as caught:
        settle(SEED, today=date(2026, 1, 1))
    assert caught.value.candidates == (2027, 2021, 2032, 2038)
    assert "2027, 2021" in str(caught.value)


def test_without_a_today_the_candidates_are_near_the_newest_year_of_the_page() -> None:
    with pytest.raises(YearError) as caught:
        settle(SEED)
    assert caught.value.candidates[0] == 2021


def test_a_name_that_the_weekday_contradicts_is_no_proof_and_said() -> None:
    with pytest.raises(YearError) as caught:
        settle(SEED, name="icml-2022.txt")
    assert "2022 stands in the file name, but the weekday contradicts it" in str(caught.value)


def test_a_year_without_a_weekday_is_a_candidate_not_an_answer() -> None:
    with pytest.raises(YearError) as caught:
        settle("13 December", name="neurips-2019.txt")
    assert caught.value.candidates == (2019,)


def test_two_proven_years_are_refused() -> None:
    with pytest.raises(YearError) as caught:
        settle("ICML 2024\nhttps://icml.cc/Conferences/2019/Schedule\nSat 15 Jun")
    assert set(caught.value.candidates) == {2019, 2024}


def test_the_file_name_counts_more_than_the_page() -> None:
    assert settle("ICML 2024\nSat 15 Jun", name="icml2019.txt").year == 2019


def test_the_option_decides() -> None:
    assert settle(SEED, year=2021) == SettledYear(2021, "by --year")
    assert settle(SEED, date=date(2021, 7, 20)).year == 2021


def test_an_option_that_the_weekday_contradicts_is_refused_showing_both() -> None:
    with pytest.raises(WeekdayError) as caught:
        settle(SEED, year=2022)
    assert "20 July 2022 is a Wednesday, not a Tuesday" in str(caught.value)
    assert "--year 2021" in str(caught.value)


def test_an_option_that_a_written_year_contradicts_is_refused() -> None:
    with pytest.raises(YearError, match="contradicts"):
        settle("20 July 2021", year=2023)


def test_a_written_year_needs_no_proof_but_its_weekday_must_fit() -> None:
    assert settle("20 July 2021") == SettledYear(2021, "in the line")
    with pytest.raises(WeekdayError):
        settle("Wed 20 July 2021")


def test_a_full_date_near_by_is_enough() -> None:
    assert settle("Day 1: July 20, 2021\nDay 2: July 21").year == 2021
    assert settle("July 17–23, 2022\nJuly 18").year == 2022
    with pytest.raises(YearError):
        settle("July 20, 2021\nOctober 3")


def test_dates_over_new_year_belong_to_two_years() -> None:
    settled = settle("Thu 31 Dec\nFri 1 Jan", name="talks-2020.txt")
    days = [settled.date(words) for words, _ in find_dates("Thu 31 Dec") + find_dates("Fri 1 Jan")]
    assert days == [date(2020, 12, 31), date(2021, 1, 1)]
    assert settle("Thu 31 Dec\nFri 1 Jan", year=2020).over_new_year
    assert settle("Thu 31 Dec\nFri 1 Jan", name="talks-2021.txt").year == 2020


def test_january_before_december_is_one_year() -> None:
    assert not settle("5 Jan\n3 Dec", year=2020).over_new_year


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TimeFault, match="no such day"):
        settle("31 June 2021")
    with pytest.raises(TimeFault, match="no such day"):
        settle("Mon 29 Feb", year=2021)


def test_no_date_at_all_asks_for_one() -> None:
    with pytest.raises(YearError) as caught:
        settle("nothing")
    assert "--date" in str(caught.value)


def test_a_leap_day_matches_leap_years_only() -> None:
    dates = [words for words, _ in find_dates("Mon 29 Feb")]
    assert matching_years(dates, 2020) == [2016]


def test_a_weekday_that_is_not_of_the_year_written_near_by_is_at_fault_and_no_year() -> None:
    with pytest.raises(WeekdayError, match=r"6 March 2027 is a Saturday, not a Sunday: 'Sunday 6 March'\n.*correct"):
        settle("Sat 6 March 2027\nSun 6 March")


def test_the_one_weekday_that_is_not_of_the_year_is_named() -> None:
    with pytest.raises(YearError, match=r"'Friday 19 November'\n.*the others agree"):
        settle("Meeting 2026\nWed 18 November\nFri 19 November")
    with pytest.raises(WeekdayError, match=r"'Friday 19 November'\n.*correct the date or the weekday"):
        settle("Wed 18 November\nFri 19 November", year=2026)
