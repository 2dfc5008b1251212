"""``icsgen generate`` as a process: what it writes, what it says, and how it ends."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from tests.cli.running import EXAMPLE, PAGE, TABLE, icsgen, process, said


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def titles(path: Path) -> list[str]:
    return [str(event["SUMMARY"]) for event in events(path.read_bytes())]


# -- the main job -------------------------------------------------------------------------------------------


def test_the_example_page_becomes_its_seven_talks(tmp_path: Path) -> None:
    done = process("generate", EXAMPLE, "-o", "x.ics", cwd=tmp_path)
    assert done.returncode == 0
    found = [
        (event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC), str(event["SUMMARY"]))
        for event in events((tmp_path / "x.ics").read_bytes())
    ]
    starts = [datetime.strptime(f"20210721{start}+0000", "%Y%m%d%H%M%S%z") for start, _, _ in TABLE]
    assert found == [
        (start, start + timedelta(minutes=length), title)
        for start, (_, length, title) in zip(starts, TABLE, strict=True)
    ]


def test_the_summary_tells_what_was_found_settled_doubted_and_written(tmp_path: Path) -> None:
    text = said(icsgen("generate", EXAMPLE, cwd=tmp_path))
    assert text.splitlines()[0] == "Deep Learning Algorithms 7  7 talks"
    assert "  Tue 20 July 2021  America/Los_Angeles (PDT)\n  19:00–19:20  Out-of-Distribution" in text
    assert "  year  2021 in the file name, proven by the weekday\n  zone  'PDT' in the line\n" in text
    assert "! line 67: " in text
    assert "'Tue 20 July 19:50 - 19:55 PDT'" in text
    assert "✓ 7 of 7 verified\n✓ wrote icml-2021-deep-learning-algorithms-7.ics  7 events, " in text
    assert "Google: Settings → Import." in text
    assert [path.name for path in tmp_path.iterdir()] == ["icml-2021-deep-learning-algorithms-7.ics"]


def test_quiet_tells_only_what_is_wrong(page: Path, tmp_path: Path) -> None:
    assert said(icsgen("generate", page, "-q", cwd=tmp_path)) == ""
    assert said(icsgen("generate", EXAMPLE, "-q", cwd=tmp_path)).startswith("! line 67: ")


def test_verbose_tells_every_talk_of_a_long_programme(tmp_path: Path) -> None:
    rows = "\n".join(
        f"Talk {number},2021-07-20 {number % 24:02d}:00,2021-07-20 {number % 24:02d}:30" for number in range(48)
    )
    (tmp_path / "t.csv").write_text(f"title,start,end\n{rows}\n")
    brief = said(icsgen("generate", "t.csv", "--tz", "UTC", cwd=tmp_path))
    full = said(icsgen("generate", "t.csv", "--tz", "UTC", "-v", "-o", "u.ics", cwd=tmp_path))
    assert "Tue 20 July 2021  00:00  48 talks" in brief
    assert "Talk 47" not in brief
    assert all(f"Talk {number}\n" in full for number in range(48))


def test_problems_of_one_kind_are_counted(tmp_path: Path) -> None:
    rows = "\n".join(f"Talk {number},2021-07-{number:02d} 10:00,2021-07-{number:02d} 09:00" for number in range(1, 11))
    (tmp_path / "t.csv").write_text(f"title,start,end\nGood,2021-07-20 10:00,2021-07-20 11:00\n{rows}\n")
    text = said(icsgen("generate", "t.csv", "--tz", "UTC", cwd=tmp_path))
    assert text.count("it ends before it starts") == 2
    assert "… and 8 more like these (-v shows them)" in text
    for command in ("generate", "show"):
        assert said(icsgen(command, "t.csv", "--tz", "UTC", "-v", cwd=tmp_path)).count("it ends before it starts") == 10
    diff = said(icsgen("diff", "t.csv", "t.csv", "--tz", "UTC", cwd=tmp_path))
    assert "more like these (icsgen show -v shows them)" in diff


def test_talks_without_an_end_are_one_line_and_stay_single_where_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "title,start,end\nOne,2021-07-20 10:00,\nTwo,2021-07-20 11:00,\nThree,2021-07-20 12:00,\n"
        "Bad,2021-07-20 11:00,2021-07-20 10:00\n"
    )
    text = said(icsgen("generate", "t.csv", "--tz", "UTC", cwd=tmp_path))
    assert (
        "! 3 talks state no end: took the next start, or 30 minutes (--duration) (-v shows them)" in text.splitlines()
    )
    assert "no end is stated" not in text
    assert text.count("it ends before it starts") == 1
    for options in (["generate", "-v"], ["show", "-v"], ["show", "--explain"]):
        told = icsgen(options[0], "t.csv", "--tz", "UTC", options[1], cwd=tmp_path)
        assert told.stderr.decode().count("no end is stated; took ") == 3
    assert "nothing was written, for there are 4 problems" in said(
        icsgen("generate", "t.csv", "--tz", "UTC", "--strict", cwd=tmp_path)
    )


def test_strict_writes_nothing_if_there_is_a_problem(page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", EXAMPLE, "--strict", "-o", "x.ics", cwd=tmp_path)
    assert done.returncode == 1
    assert "nothing was written, for there is a problem" in said(done)
    assert not (tmp_path / "x.ics").exists()
    assert icsgen("generate", page, "--strict", "-o", "x.ics", cwd=tmp_path).returncode == 0


# -- the year -----------------------------------------------------------------------------------------------


def test_without_a_proven_year_the_candidates_are_listed(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(EXAMPLE.read_bytes())
    done = icsgen("generate", "page.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "2021" in said(done)
    assert not list(tmp_path.glob("*.ics"))
    assert icsgen("generate", "page.txt", "--year", "2021", cwd=tmp_path).returncode == 0
    wrong = icsgen("generate", "page.txt", "--year", "2022", "-o", "y.ics", cwd=tmp_path)
    assert wrong.returncode == 1
    assert "Wednesday" in said(wrong)


# -- where to -----------------------------------------------------------------------------------------------


def test_standard_input_goes_to_standard_output(page: Path, tmp_path: Path) -> None:
    done = process("generate", "-", cwd=tmp_path, stdin=page.read_bytes())
    assert done.returncode == 0
    assert len(events(done.stdout)) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


def test_a_dash_is_standard_output(page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", page, "-o", "-", cwd=tmp_path)
    assert done.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"verified" not in done.stdout
    assert "✓ 3 of 3 verified" in said(done)


def test_an_output_folder_gets_the_usual_name(page: Path, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    icsgen("generate", page, "-o", "d", cwd=tmp_path)
    assert [path.name for path in (tmp_path / "d").iterdir()] == ["page.ics"]


def test_several_sources_make_one_programme(page: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(
        "title,start,end,tz,room\nOn birds,2021-07-22 10:00,2021-07-22 10:30,PDT,Hall A\n"
    )
    icsgen("generate", page, "more.csv", page, "-o", "x.ics", cwd=tmp_path)
    assert titles(tmp_path / "x.ics") == ["On cats", "On dogs", "On mice", "On birds"]


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("talk", ["on-cats", "on-dogs", "on-mice"]),
        ("day", ["2021-07-20", "2021-07-21"]),
        ("speaker", ["ann-lee", "bo-li"]),
    ],
)
def test_split_writes_one_file_for_each(by: str, names: list[str], page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", page, "--split", by, cwd=tmp_path)
    assert done.returncode == 0
    assert sorted(path.stem for path in (tmp_path / "page").iterdir()) == names
    assert f"{len(names)} calendars in page  {len(names)} new" in said(done)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "page").iterdir()}
    assert f"{len(names)} unchanged" in said(icsgen("generate", page, "--split", by, cwd=tmp_path))
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "page").iterdir()} == before


def test_a_talk_is_the_same_event_in_every_file(page: Path, tmp_path: Path) -> None:
    icsgen("generate", page, "-o", "all.ics", cwd=tmp_path, SOURCE_DATE_EPOCH="1600000000")
    whole = (tmp_path / "all.ics").read_bytes()
    for by in ("talk", "day", "speaker"):
        icsgen("generate", page, "--split", by, "-o", by, cwd=tmp_path, SOURCE_DATE_EPOCH="1600000000")
        for path in (tmp_path / by).iterdir():
            for event in path.read_bytes().split(b"BEGIN:VEVENT")[1:]:
                assert event.partition(b"END:VEVENT")[0] in whole


def test_a_retitled_talk_keeps_its_file(page: Path, tmp_path: Path) -> None:
    icsgen("generate", page, "--split", "talk", cwd=tmp_path)
    page.write_text(page.read_text().replace("On cats", "On all cats"))
    icsgen("generate", page, "--split", "talk", cwd=tmp_path)
    assert sorted(path.stem for path in (tmp_path / "page").iterdir()) == ["on-cats", "on-dogs", "on-mice"]
    assert titles(tmp_path / "page" / "on-cats.ics") == ["On all cats"]


def test_split_by_what_no_talk_has_is_refused(page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", page, "--split", "room", cwd=tmp_path)
    assert done.returncode == 1
    assert "no talk here has a room" in said(done)
    assert not (tmp_path / "page").exists()


def test_one_event_per_session_lists_its_talks(tmp_path: Path) -> None:
    icsgen("generate", EXAMPLE, "--event", "session", "-o", "x.ics", cwd=tmp_path)
    [event] = events((tmp_path / "x.ics").read_bytes())
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2021, 7, 21, 2, 0, tzinfo=UTC)
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2021, 7, 21, 2, 50, tzinfo=UTC)
    assert str(event["SUMMARY"]) == "Deep Learning Algorithms 7"
    lines = str(event["DESCRIPTION"]).splitlines()
    assert lines[1] == (
        "19:20–19:25 PDT  What Makes for End-to-End Object Detection? (Peize Sun, Yi Jiang, Enze Xie, Wenqi Shao, "
        "Zehuan Yuan, Changhu Wang, Ping Luo)"
    )
    assert lines[-1] == "Moderator: Hossein Mobahi"


# -- which talks and how ------------------------------------------------------------------------------------


def test_only_and_skip_choose_talks(page: Path, tmp_path: Path) -> None:
    icsgen("generate", page, "--only", "speaker=ann", "--skip", "day=wed", "-o", "x.ics", cwd=tmp_path)
    assert titles(tmp_path / "x.ics") == ["On cats"]


def test_a_selection_that_leaves_nothing_says_what_there_is(page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", page, "--only", "speaker=zoe", cwd=tmp_path)
    assert done.returncode == 1
    assert "there are Ann Lee, Bo Li" in said(done)


def test_options_shape_the_calendar(page: Path, tmp_path: Path) -> None:
    icsgen("generate", page, "--utc", "--alarm", "1h30m", "--busy", "--name", "Mine", "-o", "x.ics", cwd=tmp_path)
    content = (tmp_path / "x.ics").read_bytes()
    assert b"\r\nNAME:Mine\r\n" in content
    assert b"\r\nDTSTART:20210721T020000Z\r\n" in content
    assert b"VTIMEZONE" not in content
    assert content.count(b"TRIGGER:-PT1H30M") == 3
    assert content.count(b"TRANSP:OPAQUE") == 3


def test_a_missing_end_is_filled_by_duration(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("title,start,tz\nOn cats,2021-07-20 19:00,PDT\n")
    icsgen("generate", "t.csv", "--duration", "45m", cwd=tmp_path)
    assert b"DTEND;TZID=America/Los_Angeles:20210720T194500" in (tmp_path / "t.ics").read_bytes()


def test_the_reader_can_be_named(page: Path, tmp_path: Path) -> None:
    assert icsgen("generate", page, "--reader", "session-page", cwd=tmp_path).returncode == 0
    done = icsgen("generate", page, "--reader", "frab-xml", "-o", "y.ics", cwd=tmp_path)
    assert done.returncode == 1
    assert "no such reader" in said(icsgen("generate", page, "--reader", "nonsense", cwd=tmp_path))


def test_a_proof_is_written_beside(page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", page, "--proof", "p.html", cwd=tmp_path)
    assert "proof in p.html" in said(done)
    assert b"On cats" in (tmp_path / "p.html").read_bytes()
    assert icsgen("generate", page, "--proof", "p.html", cwd=tmp_path).returncode == 0
    (tmp_path / "p.html").write_text("mine")
    done = icsgen("generate", page, "--proof", "p.html", cwd=tmp_path)
    assert done.returncode == 1
    assert (tmp_path / "p.html").read_text() == "mine"


@pytest.mark.parametrize(
    "options", [["-o", "x.ics", "--proof", "./x.ics"], ["--split", "day", "-o", ".", "--proof", "2021-07-20.ics"]]
)
def test_a_proof_does_not_take_the_calendars_place(options: list[str], page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", page, *options, cwd=tmp_path)
    assert done.returncode == 1
    assert "this is also the calendar" in said(done)
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


# -- again --------------------------------------------------------------------------------------------------


def test_the_same_input_over_the_same_file_is_the_same_bytes_on_any_day(page: Path, tmp_path: Path) -> None:
    icsgen("generate", page, cwd=tmp_path, SOURCE_DATE_EPOCH="1600000000")
    before = ((tmp_path / "page.ics").read_bytes(), (tmp_path / "page.ics").stat().st_mtime_ns)
    for epoch in ("1900000000", None):
        text = said(icsgen("generate", page, cwd=tmp_path, SOURCE_DATE_EPOCH=epoch))
        assert "already up to date: page.ics" in text
        assert ((tmp_path / "page.ics").read_bytes(), (tmp_path / "page.ics").stat().st_mtime_ns) == before


def test_equal_runs_give_equal_bytes_elsewhere(page: Path, tmp_path: Path) -> None:
    outputs = [icsgen("generate", page, "-o", "-", cwd=tmp_path, SOURCE_DATE_EPOCH="1600000000").stdout for _ in "12"]
    assert outputs[0] == outputs[1]
    assert b"DTSTAMP:20200913T122640Z" in outputs[0]


def test_a_changed_talk_moves_its_own_stamps_only(page: Path, tmp_path: Path) -> None:
    icsgen("generate", page, cwd=tmp_path, SOURCE_DATE_EPOCH="1600000000")
    page.write_text(page.read_text().replace("19:20 - 19:40", "19:25 - 19:45"))
    text = said(icsgen("generate", page, cwd=tmp_path, SOURCE_DATE_EPOCH="1700000000"))
    assert "~ 1 moved\n  moved  On dogs  Tue 20 July 2021 19:20–19:40 → 19:25–19:45 PDT\n" in text
    found = events((tmp_path / "page.ics").read_bytes())
    assert [(event["SEQUENCE"], event["DTSTAMP"].dt.year) for event in found] == [(0, 2020), (1, 2023), (0, 2020)]


def test_a_file_that_is_not_ours_needs_force(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.ics"
    for content in (b"hello", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n"):
        target.write_bytes(content)
        done = icsgen("generate", page, "-o", "x.ics", cwd=tmp_path)
        assert done.returncode == 1
        assert "--force" in said(done)
        assert target.read_bytes() == content
    assert icsgen("generate", page, "-o", "x.ics", "--force", cwd=tmp_path).returncode == 0
    assert len(events(target.read_bytes())) == 3


def test_an_empty_file_is_nobodys(page: Path, tmp_path: Path) -> None:
    (tmp_path / "x.ics").touch()
    assert icsgen("generate", page, "-o", "x.ics", cwd=tmp_path).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_an_output_that_is_also_a_source_is_refused_whatever_its_name(page: Path, tmp_path: Path) -> None:
    (tmp_path / "hard.txt").hardlink_to(page)
    (tmp_path / "soft.txt").symlink_to(page)
    before = page.read_bytes()
    for output in ("page.txt", "hard.txt", "soft.txt", str(page)):
        done = icsgen("generate", "page.txt", "-o", output, "--force", cwd=tmp_path)
        assert done.returncode == 1
        assert "also a source" in said(done)
    assert page.read_bytes() == before
    assert (tmp_path / "soft.txt").is_symlink()


def test_a_calendar_is_not_written_over_itself(page: Path, tmp_path: Path) -> None:
    icsgen("generate", page, "-o", "x.ics", cwd=tmp_path)
    done = icsgen("generate", "x.ics", cwd=tmp_path)
    assert done.returncode == 1
    assert "also a source" in said(done)


# -- what people get wrong ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--bogus"], "No such option"),
        (["--year", "abc"], "--year"),
        (["--year", "99999"], "--year"),
        (["--date", "20/7/2021"], "write it like 2021-07-20"),
        (["--duration", "soon"], "write it like 10m or 1h30m"),
        (["--duration", "0m"], "between a minute and a year"),
        (["--alarm", "99999999999d"], "between a minute and a year"),
        (["--max-size", "big"], "write it like 64MB"),
        (["--only", "nonsense"], "FIELD=TEXT"),
        (["--only", "colour=red"], "FIELD is one of"),
        (["--skip", "title="], "FIELD=TEXT"),
        (["--split", "week"], "--split"),
        (["--event", "day"], "--event"),
        (["--verify", "some"], "--verify"),
        (["--split", "talk", "-o", "-"], "standard output"),
        (["--split", "talk", "-o", "talks.ics"], "several files need a folder"),
        (["--proof", "-"], "goes to a file"),
    ],
)
def test_a_wrong_option_is_wrong_usage(options: list[str], words: str, page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", page, *options, cwd=tmp_path, COLUMNS="300")
    assert done.returncode == 2
    assert words in " ".join(said(done).replace("│", " ").split())
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


def test_a_wrong_epoch_is_wrong_usage(page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", page, cwd=tmp_path, SOURCE_DATE_EPOCH="yesterday")
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH" in said(done)


def test_standard_input_is_read_once(tmp_path: Path) -> None:
    done = icsgen("generate", "-", "-", cwd=tmp_path)
    assert done.returncode == 2
    assert "once only" in said(done)


BAD_INPUT = {
    "missing": (None, "no such file"),
    "empty": (b"", "it is empty"),
    "binary": (bytes(range(256)) * 40, "this is no text"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 500, "this is no text"),
    "no time": (b"Just some words.\n" * 30, "no time"),
    "many lines": (b"Just some words about nothing.\n" * 100_000, "no time"),
    "weekday": (b"W\n\nMon 20 July 2021 19:00 - 19:20 PDT\n\nOn cats\n", "weekday"),
    "abbreviation": (b"W\n\nTue 20 July 2021 19:00 - 19:20 PST\n\nOn cats\n", "does not use PST"),
    "no zone": (b"W\n\nTue 20 July 2021 19:00 - 19:20\n\nOn cats\n", "--tz"),
    "gap": (b"W\n\nSun 14 March 2021 02:10 - 02:40 PT\n\nOn cats\n", "does not exist"),
    "fold": (b"W\n\nSun 7 November 2021 01:10 - 01:40 PT\n\nOn cats\n", "--repeated-hour"),
}


@pytest.mark.parametrize("case", list(BAD_INPUT))
def test_bad_input_is_one_clear_message_and_nothing_written(case: str, tmp_path: Path) -> None:
    content, words = BAD_INPUT[case]
    if content is not None:
        (tmp_path / "input.txt").write_bytes(content)
    done = icsgen("generate", "input.txt", "-o", "x.ics", cwd=tmp_path)
    text = said(done)
    assert done.returncode == 1
    assert words in text
    assert text.startswith("✗ input.txt")
    assert text.count("✗") == 1
    assert not (tmp_path / "x.ics").exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_other_encodings_are_recognised(encoding: str, tmp_path: Path) -> None:
    text = PAGE.replace("On cats", "Über Katzen").replace("Bo Li", "José García")
    (tmp_path / "page.txt").write_bytes(text.encode(encoding))
    assert icsgen("generate", "page.txt", cwd=tmp_path).returncode == 0
    assert titles(tmp_path / "page.ics") == ["Über Katzen", "On dogs", "On mice"]


def test_an_input_over_the_limit_is_refused(page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", page, "--max-size", "100", cwd=tmp_path)
    assert done.returncode == 1
    assert "it is over 100 bytes" in said(done)


def test_a_target_that_cannot_be_written_is_refused(page: Path, tmp_path: Path) -> None:
    for target, words in [
        ("no/such/x.ics", "there is no folder no/such"),
        ("page.txt/x.ics", "a file stands where a folder must be"),
        (f"{'x' * 300}.ics", "it cannot be written: "),
    ]:
        done = icsgen("generate", page, "-o", target, cwd=tmp_path)
        assert done.returncode == 1
        assert said(done).startswith(f"✗ {target}: {words}")
    done = icsgen("generate", page, "--split", "day", "-o", page, cwd=tmp_path)
    assert done.returncode == 1
    assert "page.txt: a file stands where a folder must be" in said(done)
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(page: Path, tmp_path: Path) -> None:
    done = icsgen("generate", page, "-o", "/dev/full", cwd=tmp_path)
    assert done.returncode == 1
    assert "the disk is full" in said(done)
    with open("/dev/full", "wb") as full:
        piped = process("generate", page, "-o", "-", cwd=tmp_path, stdout=full)
    assert piped.returncode == 1
    assert "the disk is full" in said(piped)
