"""``icsgen show``: the programme as a table in any zone, how each talk was settled, and the same for programs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, command, environment, icsgen, said


def shown(*arguments: str | Path, cwd: Path, **env: str) -> str:
    done = icsgen("show", *arguments, cwd=cwd, **env)
    assert done.returncode == 0, said(done)
    return done.stdout.decode()


def test_the_programme_is_shown_by_day(page: Path, tmp_path: Path) -> None:
    assert shown(page, cwd=tmp_path) == (
        "Small Workshop  3 talks\n"
        "\n"
        "Tue 20 July 2021  America/Los_Angeles (PDT)\n"
        "  19:00–19:20  On cats  Ann Lee\n"
        "  19:20–19:40  On dogs  Bo Li\n"
        "\n"
        "Wed 21 July 2021  America/Los_Angeles (PDT)\n"
        "  09:00–09:30  On mice  Ann Lee\n"
    )


def test_any_other_zone_moves_hours_and_days(page: Path, tmp_path: Path) -> None:
    text = shown(page, "--in", "Europe/Vienna", cwd=tmp_path)
    assert "Wed 21 July 2021  Europe/Vienna (CEST)\n  04:00–04:20  On cats" in text
    assert "  18:00–18:30  On mice" in text
    assert "Tue 20 July" not in text


def test_local_is_the_zone_of_this_computer(page: Path, tmp_path: Path) -> None:
    """In a process of its own: a computer's zone is looked up once in a process."""
    done = subprocess.run(
        command("show", page, "--in", "local"),
        cwd=tmp_path,
        env=environment(TZ="Asia/Tokyo"),
        capture_output=True,
        check=True,
    )
    assert "Asia/Tokyo (JST)\n  11:00–11:20  On cats" in done.stdout.decode()


def test_an_unknown_zone_offers_what_comes_near(page: Path, tmp_path: Path) -> None:
    done = icsgen("show", page, "--in", "Europe/Viena", cwd=tmp_path)
    assert done.returncode == 1
    assert "did you mean Europe/Vienna" in said(done)


def test_zones_that_differ_are_told_in_each_row(tmp_path: Path) -> None:
    rows = "On cats,2021-07-20 10:00,2021-07-20 10:30,Europe/Vienna\nOn dogs,2021-07-20 10:00,2021-07-20 10:30,PDT\n"
    (tmp_path / "t.csv").write_text(f"title,start,end,tz\n{rows}")
    text = shown("t.csv", cwd=tmp_path)
    assert "Tue 20 July 2021\n  10:00–10:30 CEST  On cats\n  10:00–10:30 PDT   On dogs\n" in text


def test_a_talk_over_midnight_and_a_whole_day(tmp_path: Path) -> None:
    party = {"title": "Party", "start": "2021-07-20T23:00Z", "end": "2021-07-21T01:00Z"}
    talks = [party, {"title": "Hike", "day": "2021-07-20"}]
    (tmp_path / "t.json").write_text(json.dumps({"icsgen": 1, "title": "T", "talks": talks}))
    text = shown("t.json", cwd=tmp_path)
    assert "  all day        Hike\n  23:00–01:00+1  Party\n" in text


def test_only_and_skip_choose(page: Path, tmp_path: Path) -> None:
    text = shown(page, "--only", "speaker=ann", "--skip", "title=mice", cwd=tmp_path)
    assert text.startswith("Small Workshop  1 talk\n")
    assert "On cats" in text


def test_explain_tells_where_each_talk_was_found_and_how_its_time_was_settled(tmp_path: Path) -> None:
    text = shown(EXAMPLE, "--explain", cwd=tmp_path)
    first = text.partition("19:20–19:25")[0]
    assert "19:00–19:20  Out-of-Distribution Generalization via Risk Extrapolation (REx)" in first
    assert f"found   {EXAMPLE}, line 11\n" in first
    assert "source  Tue 20 July 19:00 - 19:20 PDT\n" in first
    assert "year    2021 in the file name, proven by the weekday\n" in first
    assert "zone    'PDT' in the line\n" in first
    assert "No event  1 time that became none\n" in text
    assert "line 67" in text.partition("No event")[2]


def test_json_reads_back_as_the_same_programme(page: Path, tmp_path: Path) -> None:
    first = shown(page, "--json", cwd=tmp_path)
    assert [talk["title"] for talk in json.loads(first)["talks"]] == ["On cats", "On dogs", "On mice"]
    (tmp_path / "again.json").write_text(first)
    assert shown("again.json", cwd=tmp_path) == shown(page, cwd=tmp_path)
    assert json.loads(shown("again.json", "--json", cwd=tmp_path)) == json.loads(first)


def test_show_edit_generate_is_a_loop(page: Path, tmp_path: Path) -> None:
    edited = shown(page, "--json", cwd=tmp_path).replace("On cats", "On all cats")
    done = icsgen("generate", "-", "-o", "x.ics", cwd=tmp_path, stdin=edited.encode())
    assert done.returncode == 0
    assert b"SUMMARY:On all cats" in (tmp_path / "x.ics").read_bytes()


def test_problems_are_told_beside_and_strict_makes_them_a_failure(page: Path, tmp_path: Path) -> None:
    done = icsgen("show", EXAMPLE, "--strict", cwd=tmp_path)
    assert done.returncode == 1
    assert "line 67" in said(done)
    assert icsgen("show", page, "--strict", cwd=tmp_path).returncode == 0


def test_a_proof_can_be_had_without_a_calendar(page: Path, tmp_path: Path) -> None:
    shown(page, "--proof", "p.html", cwd=tmp_path)
    assert b"<!doctype html>" in (tmp_path / "p.html").read_bytes()[:200].lower()
    done = icsgen("show", page, "--proof", page, cwd=tmp_path)
    assert done.returncode == 1
    assert "also a source" in said(done)


@pytest.mark.parametrize("arguments", [["nofile.txt"], ["page.txt", "--tz", "Nowhere"]])
def test_what_cannot_be_read_is_said(arguments: list[str], page: Path, tmp_path: Path) -> None:
    done = icsgen("show", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert said(done).startswith("✗ ")
