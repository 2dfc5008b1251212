"""The library does in three lines what the command line does."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import icsgen
from icsgen import AllDay, IcsgenError, Programme, Talk, Timed, YearError, read, render
from tests.cli.running import EXAMPLE, PAGE, TABLE


def test_three_lines_make_a_calendar() -> None:
    reading = read(EXAMPLE)
    calendar = render(reading)
    assert [talk.title for talk in reading.programme.talks] == [title for _, _, title in TABLE]
    assert [f"{talk.when.start:%H%M%S}" for talk in reading.programme.talks] == [start for start, _, _ in TABLE]  # type: ignore[union-attr]
    assert calendar.count(b"BEGIN:VEVENT") == 7
    assert [problem.line for problem in reading.problems] == [67]


def test_equal_readings_give_equal_bytes() -> None:
    assert render(read(EXAMPLE)) == render(read(EXAMPLE))


def test_a_programme_alone_gives_what_its_reading_gives_but_for_the_note_of_what_was_skipped() -> None:
    *lines, note = sorted(render(read(EXAMPLE)).splitlines(), key=lambda line: line.startswith(b"X-ICSGEN-SKIPPED:"))
    assert note.startswith(b"X-ICSGEN-SKIPPED:")
    assert lines == render(read(EXAMPLE).programme).splitlines()


def test_options_are_those_of_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(EXAMPLE.read_bytes())
    with pytest.raises(YearError) as caught:
        read(tmp_path / "page.txt")
    assert 2021 in caught.value.candidates
    assert len(read(str(tmp_path / "page.txt"), year=2021).programme.talks) == 7
    calendar = render(read(EXAMPLE), name="Mine", utc=True, busy=True, alarm=timedelta(minutes=5), verify="all")
    assert b"\r\nNAME:Mine\r\n" in calendar
    assert b"VTIMEZONE" not in calendar
    assert calendar.count(b"TRIGGER:-PT5M") == calendar.count(b"TRANSP:OPAQUE") == 7


def test_several_sources_make_one_programme(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    assert len(read(EXAMPLE, tmp_path / "page.txt", EXAMPLE).programme.talks) == 10


def test_a_previous_calendar_is_revised(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE)
    first = render(read(page), now=datetime(2021, 7, 1, tzinfo=UTC))
    assert render(read(page), previous=first) == first
    page.write_text(PAGE.replace("19:20 - 19:40", "19:30 - 19:50"))
    second = render(read(page), previous=first, now=datetime(2021, 7, 2, tzinfo=UTC))
    assert second.count(b"SEQUENCE:1\r\n") == 1
    assert second.count(b"DTSTAMP:20210702T000000Z") == 1


def test_a_programme_can_be_made_by_hand() -> None:
    start = datetime(2021, 7, 21, 2, tzinfo=UTC)
    talk = Talk(title="On cats", when=Timed(start=start, end=start + timedelta(hours=1), zone="Europe/Vienna"))
    hike = Talk(title="Hike", when=AllDay(first=start.date(), last=start.date()))
    calendar = render(Programme(title="Mine", talks=(talk, hike)))
    assert b"DTSTART;TZID=Europe/Vienna:20210721T040000" in calendar
    assert b"DTSTART;VALUE=DATE:20210721" in calendar


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(TypeError):
        read()
    with pytest.raises(ValueError, match="needs a talk"):
        render(Programme(title="Empty", talks=()))
    with pytest.raises(IcsgenError):
        render(read(EXAMPLE), previous=b"no calendar")


def test_every_public_name_is_there_and_documented() -> None:
    assert sorted(icsgen.__all__) == icsgen.__all__
    assert set(icsgen.__all__) <= set(dir(icsgen))
    for name in icsgen.__all__:
        assert getattr(icsgen, name).__doc__, name
    assert icsgen.__version__
    with pytest.raises(AttributeError, match="no_such_name"):
        icsgen.no_such_name  # noqa: B018


def test_a_type_checker_sees_the_types(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(
        "from icsgen import Reading, Talk, read, render\n"
        "reading: Reading = read('page.txt', year=2021)\n"
        "calendar: bytes = render(reading)\n"
        "talks: tuple[Talk, ...] = reading.programme.talks\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(tmp_path / "use.py")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 0, done.stdout
