"""Each cell is read as a whole or not at all, and an open order stays open until its column settles it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgen.times.cells import (
    CellClock,
    CellDay,
    CellTime,
    date_order,
    from_serial,
    parse_duration,
    read_cell,
)


def clock(text: str, *, sure: bool = True) -> CellClock:
    hours, minutes = text.split(":")
    return CellClock(timedelta(hours=int(hours), minutes=int(minutes)), sure)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-05-01", CellDay(5, 1, 2024)),
        ("2024/5/1", CellDay(5, 1, 2024)),
        ("20240501", CellDay(5, 1, 2024)),
        ("1.5.2024", CellDay(5, 1, 2024)),
        ("01.05.24", CellDay(5, 1, 2024)),
        ("24.06.", CellDay(6, 24)),
        ("5/13/2019", CellDay(5, 13, 2019)),
        ("13/5/2019", CellDay(5, 13, 2019)),
        ("5/5/2019", CellDay(5, 5, 2019)),
        ("17th Sep", CellDay(9, 17)),
        ("September 21, 2023", CellDay(9, 21, 2023)),
        ("08-Jul-24", CellDay(7, 8, 2024)),
        ("Jul-08", CellDay(7, 8)),
        ("Thursday, June 6th, 2024", CellDay(6, 6, 2024, 3)),
        ("Mo, 3. Juni 2024", CellDay(6, 3, 2024, 0)),
        ("le 3 mai 2024", CellDay(5, 3, 2024)),
        ("3 de mayo de 2024", CellDay(5, 3, 2024)),
        ("2024年5月1日", CellDay(5, 1, 2024)),
        ("Friday", CellDay(weekday=4)),
        ("Day 2", CellDay(number=2)),
        ("Day 1: 8 July 2024", CellDay(7, 8, 2024, number=1)),
        (date(2024, 5, 1), CellDay(5, 1, 2024)),
    ],
)
def test_a_date_in_any_writing(cell: object, day: CellDay) -> None:
    assert read_cell(cell) == CellTime(day)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "2019",
        "June 2024",
        "31 June",
        "3–0 June",
        "3 June 2024 2024 9:30",
        "30-31 June",
        "30/30/2024",
        "2024-13-01",
        "May Ling",
        "45",
        True,
    ],
)
def test_what_is_no_date_is_none(cell: object) -> None:
    assert read_cell(cell) is None


def test_an_open_order_stays_open_until_it_is_given() -> None:
    assert read_cell("5/3/2019") == CellTime(CellDay(5, 3, 2019, open=True))
    assert read_cell("5/3/2019", "dmy") == CellTime(CellDay(3, 5, 2019))
    assert read_cell("5/3/2019", "mdy") == CellTime(CellDay(5, 3, 2019))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("9:00", clock("9:00", sure=False)),
        ("09:00", clock("9:00")),
        ("09:00:00", clock("9:00")),
        ("9:00am", clock("9:00")),
        ("12:15 a.m.", clock("0:15")),
        ("12 PM", clock("12:00")),
        ("8:00p", clock("20:00")),
        ("14h30", clock("14:30")),
        ("9 Uhr", clock("9:00")),
        ("0930", clock("9:30")),
        ("12:00 noon", clock("12:00")),
        ("Midnight", clock("0:00")),
        ("24:00", clock("24:00")),
        ("9:00 PDT", clock("9:00", sure=False)),
        (time(9, 0), clock("9:00")),
    ],
)
def test_a_clock_in_any_writing(cell: object, expected: CellClock) -> None:
    found = read_cell(cell)
    assert found is not None
    assert (found.day, found.start, found.end) == (None, expected, None)


@pytest.mark.parametrize(
    "cell",
    [
        "25:00",
        "14:00 am",
        "9:75",
        "9",
        "Room 314",
        "Lunch 12:00",
        "12:30 sharp",
        "- 10:00",
        "2024-05-01T10:00:00+99:00",
    ],
)
def test_what_is_no_clock_is_none(cell: str) -> None:
    assert read_cell(cell) is None


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("09:00 - 09:10", clock("9:00"), clock("9:10")),
        ("1–2 pm", clock("13:00"), clock("14:00")),
        ("11:45–1:00 pm", clock("11:45"), clock("13:00")),
        ("9am-5", clock("9:00"), clock("17:00")),
        ("11:30 am to 1:00", clock("11:30"), clock("13:00")),
        ("Noon–1:00 p.m.", clock("12:00"), clock("13:00")),
        ("10:30 PM – 12:15 AM", clock("22:30"), clock("0:15")),
        ("0900-0930", clock("9:00"), clock("9:30")),
        ("9:00 bis 10:00 Uhr", clock("9:00"), clock("10:00")),
        ("12.00-12.15", clock("12:00", sure=False), clock("12:15", sure=False)),
        ("2024-05-01 09:00-10:00", clock("9:00"), clock("10:00")),
    ],
)
def test_a_range_and_what_one_half_of_the_day_says_about_the_other(cell: str, start: CellClock, end: CellClock) -> None:
    found = read_cell(cell)
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-05-01T09:00", CellTime(CellDay(5, 1, 2024), clock("9:00"))),
        ("2020-07-06_14:00:00", CellTime(CellDay(7, 6, 2020), clock("14:00"))),
        ("2024-05-01T09:00-04:00", CellTime(CellDay(5, 1, 2024), clock("9:00"), zone="UTC-04:00", fixed=True)),
        ("2020-11-16 16:00:00+00:00", CellTime(CellDay(11, 16, 2020), clock("16:00"), zone="UTC", fixed=True)),
        ("2024-05-01 09:30 p.m.", CellTime(CellDay(5, 1, 2024), clock("21:30"))),
        ("20240501T090000Z", CellTime(CellDay(5, 1, 2024), clock("9:00"), zone="UTC", fixed=True)),
        (1714554000, CellTime(CellDay(5, 1, 2024), clock("9:00"), zone="UTC", fixed=True)),
        (1714554000000, CellTime(CellDay(5, 1, 2024), clock("9:00"), zone="UTC", fixed=True)),
        (datetime(2024, 5, 1, 9, tzinfo=UTC), CellTime(CellDay(5, 1, 2024), clock("9:00"), zone="UTC", fixed=True)),
        (
            "September 21, 2023 13:00 → 13:45",
            CellTime(CellDay(9, 21, 2023), clock("13:00"), clock("13:45")),
        ),
        (
            "Tue 20 July 19:00 - 19:20 PDT",
            CellTime(CellDay(7, 20, weekday=1), clock("19:00"), clock("19:20"), zone="PDT"),
        ),
        (
            "1 May 2024 22:00 - 2 May 2024 01:00",
            CellTime(CellDay(5, 1, 2024), clock("22:00"), clock("1:00"), CellDay(5, 2, 2024)),
        ),
    ],
)
def test_a_day_with_its_clock(cell: object, expected: CellTime) -> None:
    assert read_cell(cell) == expected


def test_days_in_a_row_and_the_next_day() -> None:
    assert read_cell("3–5 May 2024") == CellTime(CellDay(5, 3, 2024), end_day=CellDay(5, 5, 2024))
    assert read_cell("May 3-5, 2024") == CellTime(CellDay(5, 3, 2024), end_day=CellDay(5, 5, 2024))
    found = read_cell("23:00 - 01:00 (+1)")
    assert found is not None
    assert found.next_day


def test_the_numbers_of_a_spreadsheet() -> None:
    assert from_serial(43588) == CellTime(CellDay(5, 3, 2019))
    assert from_serial(43588.375) == CellTime(CellDay(5, 3, 2019), clock("9:00"))
    assert from_serial(0.375) == CellTime(start=clock("9:00"))
    assert from_serial(45) is None


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("00:45", 45),
        ("45", 45),
        ("45 min", 45),
        ("45'", 45),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("1 hour and 15 minutes", 75),
        ("1.5 hours", 90),
        ("1:30:00", 90),
        ("45:00", 45),
        ("PT1H30M", 90),
        (45, 45),
        (time(0, 45), 45),
        (timedelta(minutes=45), 45),
    ],
)
def test_a_duration_in_any_writing(cell: object, minutes: int) -> None:
    assert parse_duration(cell) == timedelta(minutes=minutes)


@pytest.mark.parametrize("cell", ["", "soon", "0", "-5", "12/2.5/.5", 99999, "99:99:99", None, True, "1e400"])
def test_what_is_no_duration_is_none(cell: object) -> None:
    assert parse_duration(cell) is None


def test_the_order_is_found_from_the_column_as_a_whole() -> None:
    assert date_order(["5/3/2019", "5/13/2019"]) == ("mdy", "only this order fits every date")
    assert date_order(["3/5/2019", "13/5/2019"]) == ("dmy", "only this order fits every date")
    assert date_order(["Fri 5/3/2019"]) == ("mdy", "only this order fits every date")
    assert date_order(["5/3/2019 9:00", "5/4/2019 9:00"])[0] == "mdy"
    assert date_order(["03/05/2019", "04/05/2019", "03/05/2019"])[0] == "dmy"


def test_an_order_that_nothing_settles_stays_open() -> None:
    assert date_order(["5/3/2019", "5/3/2019"]) == (None, "")
    assert date_order(["5/3/2019", "7/9/2019"]) == (None, "")
    assert date_order(["5/13/2019", "13/5/2019"]) == (None, "")
    assert date_order(["2019-05-03", "", None]) == (None, "")


@given(st.text(max_size=60) | st.from_regex(r"[0-9:/. apmT+-]{0,30}", fullmatch=True) | st.floats() | st.integers())
def test_no_cell_breaks_the_reading(cell: object) -> None:
    read_cell(cell)
    parse_duration(cell)
    date_order([cell])
