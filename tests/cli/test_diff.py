"""``icsgen diff``: what became of each talk."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from icsgen.cli.group import app
from icsgen.model import Programme, Speaker, Talk
from icsgen.readers.programme_file import dump
from tests.calendar.making import moved, programme, talk, written

ATOM = "{http://www.w3.org/2005/Atom}"
CATS = talk("On cats", "20 09:00", by=["Ann Lee"], room="A", abstract="Of cats.", url="https://conf.example/cats")
DOGS = talk("On dogs", "20 10:00", by=["Bob Ray"], zone="America/Los_Angeles")
LUNCH = talk("Lunch", "20 12:00")
BIRDS = talk("On *birds* <b>", "20 23:30", by=["Eve"], url="javascript:alert(1)")
OLD = programme(CATS, DOGS, LUNCH)


def run(*arguments: str | Path) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(app, ["diff", *map(str, arguments)])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return saved(tmp_path / "old.json", OLD)


def saved(path: Path, what: Programme) -> Path:
    """The programme as a file of icsgen's own format."""
    path.write_bytes(dump(what))
    return path


def changed(path: Path, *talks: Talk) -> Path:
    """The programme with other talks."""
    return saved(path, replace(OLD, talks=talks))


def test_nothing_changed_is_said_and_is_exit_0(old: Path) -> None:
    result = run(old, old)
    assert (result.exit_code, result.stdout) == (0, "Conf  no change\n")


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (moved(CATS, 90), "moved             Tue 20 July 2021 11:00–11:20 → 12:30–12:50 CEST"),
        (
            moved(CATS, 24 * 60),
            "moved             Tue 20 July 2021 11:00–11:20 CEST → Wed 21 July 2021 11:00–11:20 CEST",
        ),
        (replace(CATS, title="On felines"), "retitled          was On cats"),
        (replace(CATS, room="B"), "new room          A → B"),
        (replace(CATS, room=""), "new room          A → none"),
        (replace(CATS, speakers=(Speaker(name="Zoe"),)), "new speakers      Ann Lee → Zoe"),
        (replace(CATS, abstract="Of felines."), "abstract changed  rewritten"),
        (replace(CATS, abstract=""), "abstract changed  removed"),
        (replace(CATS, track="Pets", tags=("a", "b")), "details changed   track none → Pets, tags none → a, b"),
        (replace(CATS, cancelled=True), "cancelled         Tue 20 July 2021 11:00–11:20 CEST"),
    ],
)
def test_each_kind_of_change_is_told_and_is_exit_3(old: Path, tmp_path: Path, new: Talk, told: str) -> None:
    result = run(old, changed(tmp_path / "new.json", DOGS, new, LUNCH), "--in", "Europe/Vienna")
    assert result.exit_code == 3
    assert result.stdout.splitlines()[1:] == [new.title, f"  {told}"]


def test_what_is_gone_and_what_is_new_is_told(old: Path, tmp_path: Path) -> None:
    result = run(old, changed(tmp_path / "new.json", CATS, DOGS, BIRDS), "--in", "Europe/Vienna")
    assert result.stdout.splitlines() == [
        "Conf  1 cancelled, 1 new",
        "On *birds* <b>",
        "  new               Wed 21 July 2021 01:30–01:50 CEST",
        "Lunch",
        "  cancelled         Tue 20 July 2021 14:00–14:20 CEST",
    ]


def test_a_move_is_told_by_the_clocks_of_the_place_and_by_yours(old: Path, tmp_path: Path) -> None:
    result = run(old, changed(tmp_path / "new.json", CATS, moved(DOGS, 60), LUNCH), "--in", "Asia/Tokyo")
    assert result.stdout.splitlines()[2:] == [
        "  moved             Tue 20 July 2021 03:00–03:20 → 04:00–04:20 PDT",
        "     in Asia/Tokyo  Tue 20 July 2021 19:00–19:20 → 20:00–20:20 JST",
    ]


def test_a_calendar_is_compared_with_the_page_that_it_was_made_from(old: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.ics"
    feed.write_bytes(written(None, OLD))
    assert run(feed, old).exit_code == 0
    assert run(old, feed).exit_code == 0


def test_what_a_calendar_has_as_cancelled_comes_back(tmp_path: Path, old: Path) -> None:
    less = replace(OLD, talks=(CATS, DOGS))
    feed = tmp_path / "feed.ics"
    feed.write_bytes(written(written(None, OLD), less, day=1))
    assert run(feed, saved(tmp_path / "less.json", less)).exit_code == 0
    assert "back              Tue 20 July 2021 14:00–14:20 CEST" in run(feed, old).stdout


def test_json_has_each_change_with_the_talk_as_it_was_and_is(old: Path, tmp_path: Path) -> None:
    result = run(old, changed(tmp_path / "new.json", replace(moved(CATS, 5), room="B"), DOGS), "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout) == [
        {
            "kinds": ["moved", "room"],
            "old": _cats("11:00", "11:20", "A"),
            "new": _cats("11:05", "11:25", "B"),
        },
        {
            "kinds": ["cancelled"],
            "old": {
                "title": "Lunch",
                "start": "2021-07-20T14:00:00+02:00",
                "end": "2021-07-20T14:20:00+02:00",
                "timezone": "Europe/Vienna",
            },
            "new": None,
        },
    ]


def _cats(start: str, end: str, room: str) -> dict[str, object]:
    return {
        "title": "On cats",
        "start": f"2021-07-20T{start}:00+02:00",
        "end": f"2021-07-20T{end}:00+02:00",
        "timezone": "Europe/Vienna",
        "speakers": [{"name": "Ann Lee"}],
        "abstract": "Of cats.",
        "room": room,
        "url": "https://conf.example/cats",
    }


def test_markdown_groups_the_talks_by_what_became_of_them(old: Path, tmp_path: Path) -> None:
    new = changed(tmp_path / "new.json", replace(moved(CATS, 5), room="B_1"), DOGS, BIRDS)
    assert run(old, new, "--markdown", "--in", "UTC").stdout == (
        "## Conf: 1 cancelled, 1 moved, 1 new, 1 new room\n"
        "\n"
        "### Cancelled\n"
        "\n"
        "- **Lunch**: Tue 20 July 2021 14:00–14:20 CEST (Tue 20 July 2021 12:00–12:20 UTC)\n"
        "\n"
        "### Moved\n"
        "\n"
        "- **[On cats](<https://conf.example/cats>)**: Tue 20 July 2021 11:00–11:20 → 11:05–11:25 CEST "
        "(Tue 20 July 2021 09:00–09:20 → 09:05–09:25 UTC); new room: A → B\\_1\n"
        "\n"
        "### New\n"
        "\n"
        "- **On \\*birds\\* \\<b\\>**: Wed 21 July 2021 01:30–01:50 CEST (Tue 20 July 2021 23:30–23:50 UTC)\n"
    )


def test_atom_is_a_feed_whose_hostile_texts_stay_texts(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1626000000")
    new = changed(tmp_path / "new.json", moved(CATS, 5), DOGS, LUNCH, BIRDS)
    result = run(old, new, "--atom")
    feed = ET.fromstring(result.stdout)
    assert feed.findtext(f"{ATOM}updated") == "2021-07-11T10:40:00Z"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["On cats: moved", "On *birds* <b>: new"]
    assert [entry.find(f"{ATOM}link") is not None for entry in entries] == [True, False]
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == 3
    assert run(old, new, "--atom").stdout == result.stdout


def test_a_zone_is_for_the_side_that_states_none(tmp_path: Path) -> None:
    table = tmp_path / "old.csv"
    table.write_text("title,start,end\nOn cats,2021-07-20 11:00,2021-07-20 11:20\n", encoding="utf-8")
    feed = tmp_path / "feed.ics"
    feed.write_bytes(written(None, programme(talk("On cats", "20 09:00", zone="UTC"))))
    assert run(table, feed, "--tz", "Europe/Vienna").exit_code == 0
    result = run(table, feed)
    assert result.exit_code == 1
    assert "no zone is stated" in result.stderr


def test_only_selected_talks_are_compared(old: Path, tmp_path: Path) -> None:
    new = changed(tmp_path / "new.json", moved(CATS, 5), moved(DOGS, 5), LUNCH)
    assert run(old, new, "--only", "speaker=ray", "--in", "UTC").stdout.splitlines()[:2] == ["Conf  1 moved", "On dogs"]


@pytest.mark.parametrize("arguments", [("-", "-"), ("a", "b", "--json", "--markdown"), ("a",)])
def test_wrong_usage_is_exit_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_missing_side_is_one_message_and_exit_1(old: Path, tmp_path: Path) -> None:
    result = run(old, tmp_path / "none.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no such file" in result.stderr
