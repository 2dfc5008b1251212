"""Dates are found as people write them."""

from __future__ import annotations

import pytest

from icsgen.times.dates import DateWords, find_dates


def words(text: str) -> list[tuple[int | None, int | None, int | None, int | None]]:
    return [found[:4] for found, _ in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "year", "month", "day", "weekday"),
    [
        ("Tue 20 July", None, 7, 20, 1),
        ("Tue 20 July 19:00 - 19:20 PDT", None, 7, 20, 1),
        ("Sat Jun 15 10:50 AM -- 11:30 AM (PDT) @ None", None, 6, 15, 5),
        ("Wed, Jul 8, 2026 • 10:30 PM – 12:15 AM PDT", 2026, 7, 8, 2),
        ("Monday, May 3, 2021", 2021, 5, 3, 0),
        ("Thursday, December 14th, 2023", 2023, 12, 14, 3),
        ("Tuesday the 20th of July, 2021", 2021, 7, 20, 1),
        ("May 3, 2021 (Monday)", 2021, 5, 3, 0),
        ("July 20, Tuesday", None, 7, 20, 1),
        ("15th December 2024", 2024, 12, 15, None),
        ("20-Jul-2021", 2021, 7, 20, None),
        ("Dec 10 '22", 2022, 12, 10, None),
        ("2021-07-20 (Tue)", 2021, 7, 20, 1),
        ("2021/07/20", 2021, 7, 20, None),
        ("20.07.2021", 2021, 7, 20, None),
        ("Di, 20.7.", None, 7, 20, 1),
        ("Dienstag, den 20. Juli", None, 7, 20, 1),
        ("mardi 1er juin 2021", 2021, 6, 1, 1),
        ("viernes 3 de mayo de 2024", 2024, 5, 3, 4),
        ("2021年7月20日", 2021, 7, 20, None),
        ("2021년 7월 20일 (화)", 2021, 7, 20, None),
        ("wtorek, 20 lipca 2021", 2021, 7, 20, 1),
        ("úterý 20. července 2021", 2021, 7, 20, 1),
        ("вторник, 20 июля 2021", 2021, 7, 20, 1),
        ("tisdag 20 juli 2021", 2021, 7, 20, 1),
        ("tiistai 20. heinäkuuta 2021", 2021, 7, 20, 1),
        ("salı, 20 Temmuz 2021", 2021, 7, 20, 1),
        ("15 Mayıs 2024 Çarşamba", 2024, 5, 15, 2),
        ("utorak, 20. srpnja 2021.", 2021, 7, 20, 1),
        ("petak, 15. listopada 2021.", 2021, 10, 15, 4),
        ("poniedziałek, 15 listopada 2021", 2021, 11, 15, 0),
        ("torek, 20. julija 2021", 2021, 7, 20, 1),
        ("June 17th (Monday), 2024", 2024, 6, 17, 0),
        ("17 June (Monday) 2024", 2024, 6, 17, 0),
        ("Mon 7/18", None, 7, 18, 0),
        ("13/5/2019", 2019, 5, 13, None),
        ("Fri 7/6/2018", 2018, 7, 6, 4),
        ("*Monday, July 21 |", None, 7, 21, 0),
        ("Date: 20 July Opening", None, 7, 20, None),
        ("Sat 31 June 2021", 2021, 6, 31, 5),
    ],
)
def test_one_date_is_found(text: str, year: int | None, month: int, day: int, weekday: int | None) -> None:
    assert words(text) == [(year, month, day, weekday)]


@pytest.mark.parametrize(
    "text",
    [
        "12 out of 20",
        "15 may be enough",
        "we sat 3 march in a row",
        "July 2021",
        "Room 314 - 315",
        "a ratio of 3/4 and 24/7",
        "version 1.2.2021.4",
        "Tue 9:00 a.m.",
        "19:00 - 19:20",
        "",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_dates(text) == []


def test_of_two_numbers_the_month_stays_open_until_it_is_said() -> None:
    assert find_dates("5/3/2019")[0][0] == DateWords(year=2019, open=(5, 3))
    assert find_dates("5/3/2019", "dmy")[0][0] == DateWords(2019, 3, 5)
    assert find_dates("5/3/2019", "mdy")[0][0] == DateWords(2019, 5, 3)


def test_a_weekday_settles_which_number_is_the_month() -> None:
    assert find_dates("Tue 3/5/2019")[0][0][:4] == (2019, 3, 5, 1)


def test_a_span_of_days_keeps_its_last() -> None:
    assert find_dates("July 17–23, 2022")[0][0] == DateWords(2022, 7, 17, None, None, (7, 23))
    assert find_dates("17 - 23 July 2022")[0][0].until == (7, 23)
    assert find_dates("June 28 - July 2")[0][0] == DateWords(None, 6, 28, None, None, (7, 2))


def test_two_dates_in_a_line_keep_their_own_weekdays() -> None:
    assert words("Fri 20 July, Sat 21 July") == [(None, 7, 20, 4), (None, 7, 21, 5)]


def test_the_characters_are_those_of_the_date() -> None:
    line = "It is on Tue 20 July 2021 (Vienna)"
    (_, (start, end)), *others = find_dates(line)
    assert line[start:end] == "Tue 20 July 2021"
    assert not others
