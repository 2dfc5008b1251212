"""The half of the day that nobody states is taken from the neighbours, and told."""

from __future__ import annotations

from icsgen.times.clock import Clock
from icsgen.times.halves import Hours, Slot, settle_halves


def settle(*rows: str) -> list[str]:
    """Rows like '11:45-1:00'; '+' begins a day, '=' is printed with date and zone; '*' where assumed."""
    slots = []
    for row in rows:
        start, _, end = row.lstrip("+=").partition("-")
        slots.append(Slot(clock(start), clock(end) if end else None, row[0] == "+", row[0] == "="))
    return [shown(hours) for hours in settle_halves(slots)]


def clock(text: str) -> Clock:
    half = {"a": "am", "p": "pm"}.get(text[-1])
    hour, minute = text.rstrip("ap").split(":")
    return Clock(int(hour), int(minute), half=half, padded=hour[0] == "0" or int(hour) > 12)  # type: ignore[arg-type]


def shown(hours: Hours) -> str:
    ends = [hours.start] + ([hours.end] if hours.end is not None else [])
    return "-".join(f"{minutes // 60}:{minutes % 60:02d}" for minutes in ends) + ("*" if hours.assumed else "")


def test_noon_is_crossed() -> None:
    assert settle("11:00-11:45", "11:45-1:00", "1:00-2:15") == ["11:00-11:45", "11:45-13:00*", "13:00-14:15*"]


def test_a_page_that_shows_14_is_on_a_24_hour_clock() -> None:
    assert settle("9:00-10:00", "14:00-15:00", "1:00-2:00") == ["9:00-10:00", "14:00-15:00", "1:00-2:00*"]


def test_an_early_hour_that_runs_back_is_of_the_afternoon_if_it_fits() -> None:
    assert settle("9:00-10:00", "11:00-11:30", "1:00-2:00", "14:15-15:00")[2] == "13:00-14:00*"
    assert settle("9:00", "12:00", "1:00", "2:00", "14:30")[2:] == ["13:00*", "14:00*", "14:30"]
    assert settle("14:00-15:00", "+9:00-12:00", "1:30-3:00") == ["14:00-15:00", "9:00-12:00", "13:30-15:00*"]
    assert settle("12:30-2:00", "14:00-15:00") == ["12:30-14:00*", "14:00-15:00"]


def test_an_early_hour_that_begins_a_day_is_of_the_afternoon_before_one_that_is() -> None:
    assert settle("1:30-2:00", "14:15-15:00") == ["13:30-14:00*", "14:15-15:00"]
    assert settle("5:30", "9:00", "18:00") == ["5:30", "9:00", "18:00"]
    assert settle("1:00", "2:00", "9:00", "18:00") == ["1:00", "2:00", "9:00", "18:00"]


def test_an_early_hour_that_fits_nowhere_is_as_written_and_told() -> None:
    assert settle("11:00", "1:00", "12:30", "14:00")[1] == "1:00*"
    assert settle("11:00", "01:00", "14:00")[1] == "1:00*"


def test_a_night_goes_on_as_written() -> None:
    assert settle("21:00-23:00", "23:00-1:00", "1:00-2:00") == ["21:00-23:00", "23:00-1:00", "1:00-2:00"]


def test_an_evening_goes_on() -> None:
    assert settle("5:00-6:30", "6:30-8:00", "8:00-10:00")[2] == "20:00-22:00*"


def test_a_morning_begins_a_new_day() -> None:
    assert settle("4:00-5:00", "+8:00-9:00") == ["16:00-17:00*", "8:00-9:00"]


def test_a_second_track_begins_in_the_morning_again() -> None:
    assert settle("9:00-10:00", "3:00-4:00", "9:00-10:00") == ["9:00-10:00", "15:00-16:00*", "9:00-10:00"]


def test_what_a_site_prints_with_date_and_zone_is_as_written() -> None:
    assert settle("=5:00-5:20", "=5:20-5:25") == ["5:00-5:20", "5:20-5:25"]


def test_a_stated_half_settles_the_parts_below_it() -> None:
    assert settle("7:00p-8:00p", "7:00-7:20", "7:20-7:40") == ["19:00-20:00", "19:00-19:20*", "19:20-19:40*"]


def test_a_range_that_would_run_half_a_day_stays_as_written() -> None:
    assert settle("10:00-9:00") == ["10:00-9:00"]


def test_a_padded_hour_of_the_night_is_one() -> None:
    assert settle("01:30-02:00", "02:00-02:30") == ["1:30-2:00", "2:00-2:30"]
