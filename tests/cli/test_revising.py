"""``icsgen generate`` over what an earlier run wrote, here or elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from icsgen.cli.group import app
from icsgen.model import Programme, Talk
from icsgen.readers.programme_file import dump
from tests.calendar.making import moved, programme, talk

CATS = talk("On cats", "20 09:00", by=["Ann Lee"], room="Hall A", track="Pets")
DOGS = talk("On dogs", "20 10:00", by=["Bob Ray"], room="Hall A", track="Pets")
SHIPS = talk("On ships", "21 10:00", by=["Eve Ho"], room="Hall B", track="Travel")
TRAINS = talk("On trains", "21 11:00", by=["Eve Ho"], room="Hall B", track="Travel")
ALL = programme(CATS, DOGS, SHIPS, TRAINS)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return saved(tmp_path, *ALL.talks)


def saved(folder: Path, *talks: Talk, of: Programme = ALL) -> Path:
    path = folder / "programme.json"
    path.write_bytes(dump(replace(of, talks=talks)))
    return path


def generate(source: Path, *options: str | Path, epoch: int = 0) -> Result:
    environment = {"SOURCE_DATE_EPOCH": str(1_620_000_000 + epoch)}
    return CliRunner().invoke(app, ["generate", str(source), *map(str, options)], env=environment)


def uids(path: Path) -> dict[str, str]:
    """UID by title."""
    text = path.read_text(encoding="utf-8")
    return dict(zip(re.findall("^SUMMARY:(.*)$", text, re.M), re.findall("^UID:(.*)$", text, re.M), strict=True))


def test_a_feed_elsewhere_is_revised_into_an_empty_checkout(source: Path, tmp_path: Path) -> None:
    live, built = tmp_path / "live.ics", tmp_path / "built.ics"
    generate(source, "-o", live)
    saved(tmp_path, replace(CATS, title="On felines"), *ALL.talks[1:])
    result = generate(source, "-o", built, "--previous", live, epoch=60)
    assert result.exit_code == 0, result.stderr
    assert uids(built)["On felines"] == uids(live)["On cats"]
    assert "1 retitled" in result.stderr
    assert uids(live).keys() == {one.title for one in ALL.talks}


def test_building_twice_from_empty_checkouts_keeps_every_byte(source: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.ics", tmp_path / "2.ics"
    generate(source, "-o", first)
    generate(source, "-o", second, "--previous", first, epoch=86400)
    assert second.read_bytes() == first.read_bytes()


def test_a_folder_of_feeds_is_revised_as_one(source: Path, tmp_path: Path) -> None:
    live, built = tmp_path / "live", tmp_path / "built.ics"
    generate(source, "-o", live, "--split", "room")
    (live / "other.ics").write_text("BEGIN:VCALENDAR\nPRODID:-//x//y//EN\nEND:VCALENDAR\n", encoding="utf-8")
    assert generate(source, "-o", built, "--previous", live, epoch=60).exit_code == 0
    assert b"SEQUENCE:1" not in built.read_bytes()
    assert len(uids(built)) == 4


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which it is served."""
    folder = tmp_path / "site"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_live_feed_is_revised_by_its_address(source: Path, tmp_path: Path, site: tuple[Path, str]) -> None:
    folder, address = site
    generate(source, "-o", folder / "all.ics")
    built = tmp_path / "built.ics"
    assert generate(source, "-o", built, "--previous", f"{address}/all.ics", epoch=60).exit_code == 0
    assert built.read_bytes() == (folder / "all.ics").read_bytes()


def test_a_previous_feed_that_is_not_there_stops_unless_it_is_the_first_time(
    source: Path, tmp_path: Path, site: tuple[Path, str]
) -> None:
    built = tmp_path / "built.ics"
    empty = tmp_path / "empty"
    empty.mkdir()
    for previous in (f"{site[1]}/all.ics", str(tmp_path / "none.ics"), str(empty)):
        result = generate(source, "-o", built, "--previous", previous)
        assert result.exit_code == 1
        assert "if this is the first time, say so with --first" in result.stderr
        assert not built.exists()
        assert generate(source, "-o", built, "--previous", previous, "--first").exit_code == 0
        built.unlink()


def test_a_server_that_cannot_be_reached_is_no_first_time(source: Path, tmp_path: Path) -> None:
    built = tmp_path / "built.ics"
    result = generate(source, "-o", built, "--previous", "http://127.0.0.1:1/all.ics", "--first")
    assert result.exit_code == 1
    assert "the server refuses connections" in result.stderr
    assert not built.exists()


def test_a_page_in_place_of_the_previous_feed_stops(source: Path, tmp_path: Path, site: tuple[Path, str]) -> None:
    (site[0] / "all.ics").write_text("<html>Back soon</html>", encoding="utf-8")
    result = generate(source, "-o", tmp_path / "built.ics", "--previous", f"{site[1]}/all.ics", "--first")
    assert result.exit_code == 1
    assert "this is no calendar" in result.stderr


def test_a_feed_elsewhere_does_not_excuse_writing_over_another_programmes(source: Path, tmp_path: Path) -> None:
    live, other = tmp_path / "live.ics", tmp_path / "other.ics"
    generate(source, "-o", live)
    saved(tmp_path, talk("On ice", "20 09:00"), of=programme(title="Winter Conf"))
    generate(source, "-o", other)
    before = other.read_bytes()
    saved(tmp_path, *ALL.talks)
    result = generate(source, "-o", other, "--previous", live)
    assert (result.exit_code, other.read_bytes()) == (1, before)
    assert "feed of another programme, 'winter conf 2021'" in result.stderr
    assert generate(source, "-o", other, "--previous", live, "--force").exit_code == 0


def test_first_revises_what_is_there_after_all(source: Path, tmp_path: Path) -> None:
    live, built = tmp_path / "live.ics", tmp_path / "built.ics"
    generate(source, "-o", live)
    generate(source, "-o", built, "--previous", live, "--first", epoch=60)
    assert built.read_bytes() == live.read_bytes()


def test_losing_most_talks_stops_and_leaves_the_feed_until_forced(source: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.ics"
    generate(source, "-o", feed)
    before = feed.read_bytes()
    saved(tmp_path, CATS)
    result = generate(source, "-o", feed, epoch=60)
    assert result.exit_code == 1
    assert "3 of the feed's 4 talks are missing from the source, more than half" in result.stderr
    assert feed.read_bytes() == before
    assert generate(source, "-o", feed, "--force", epoch=60).exit_code == 0
    assert feed.read_bytes().count(b"STATUS:CANCELLED") == 3


def test_another_programme_stops_and_leaves_the_feed_until_forced(source: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.ics"
    generate(source, "-o", feed)
    before = feed.read_bytes()
    saved(tmp_path, talk("On ice", "20 09:00"), of=programme(title="Winter Conf"))
    result = generate(source, "-o", feed, epoch=60)
    assert (result.exit_code, feed.read_bytes()) == (1, before)
    assert "feed of another programme, 'conf 2021', not of 'winter conf 2021'" in result.stderr
    assert generate(source, "-o", feed, "--force", epoch=60).exit_code == 0
    assert set(uids(feed)) == {"On ice"}


def test_deselecting_leaves_talks_out_and_selecting_them_again_brings_them_back(source: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.ics"
    generate(source, "-o", feed)
    before = uids(feed)
    generate(source, "-o", feed, "--skip", "track=travel", epoch=60)
    assert set(uids(feed)) == {"On cats", "On dogs"}
    generate(source, "-o", feed, epoch=120)
    assert uids(feed) == before


def test_a_talk_that_moves_to_another_room_moves_to_the_other_file(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rooms"
    generate(source, "-o", folder, "--split", "room")
    cats = uids(folder / "hall-a.ics")["On cats"]
    saved(tmp_path, replace(CATS, room="Hall B"), *ALL.talks[1:])
    generate(source, "-o", folder, "--split", "room", epoch=60)
    assert set(uids(folder / "hall-a.ics")) == {"On dogs"}
    assert uids(folder / "hall-b.ics")["On cats"] == cats


def test_only_the_files_of_changed_talks_are_written(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rooms"
    generate(source, "-o", folder, "--split", "room")
    before = (folder / "hall-a.ics").read_bytes()
    saved(tmp_path, CATS, DOGS, moved(SHIPS, 30), TRAINS)
    generate(source, "-o", folder, "--split", "room", epoch=60)
    saved(tmp_path, CATS, DOGS, SHIPS, TRAINS)
    generate(source, "-o", folder, "--split", "room", epoch=120)
    assert (folder / "hall-a.ics").read_bytes() == before
    assert b"SEQUENCE:2" in (folder / "hall-b.ics").read_bytes()


def test_the_file_of_a_room_that_is_used_no_more_follows_its_talks(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rooms"
    generate(source, "-o", folder, "--split", "room")
    saved(tmp_path, replace(CATS, room="Hall B"), replace(DOGS, room="Hall B"), SHIPS, TRAINS)
    generate(source, "-o", folder, "--split", "room", epoch=60)
    left = (folder / "hall-a.ics").read_text(encoding="utf-8")
    assert set(uids(folder / "hall-a.ics")) == {"On cats", "On dogs"}
    assert left.count("LOCATION:Hall B") == 2
    assert "NAME:Conf: Hall A" in left


def test_a_new_talk_does_not_take_the_file_of_one_that_was_once_called_so(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "talks"
    generate(source, "-o", folder, "--split", "talk")
    retitled = replace(CATS, title="On felines")
    saved(tmp_path, retitled, *ALL.talks[1:])
    generate(source, "-o", folder, "--split", "talk", epoch=60)
    saved(tmp_path, retitled, *ALL.talks[1:], moved(CATS, 600))
    generate(source, "-o", folder, "--split", "talk", epoch=120)
    titles = {title for path in folder.iterdir() for title in uids(path)}
    assert titles == {"On felines", "On dogs", "On ships", "On trains", "On cats"}
    assert set(uids(folder / "on-cats.ics")) == {"On felines"}


def test_the_file_of_what_is_deselected_is_left_and_named(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rooms"
    generate(source, "-o", folder, "--split", "room")
    before = (folder / "hall-b.ics").read_bytes()
    result = generate(source, "-o", folder, "--split", "room", "--only", "room=Hall A", epoch=60)
    assert f"{folder / 'hall-b.ics'} has nothing of this selection, and was left as it is" in result.stderr
    assert (folder / "hall-b.ics").read_bytes() == before


def test_a_feed_that_git_gave_other_line_ends_is_not_revised_for_that(source: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.ics"
    generate(source, "-o", feed)
    before = feed.read_bytes()
    feed.write_bytes(before.replace(b"\r\n", b"\n"))
    generate(source, "-o", feed, epoch=60)
    assert feed.read_bytes() == before


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_whoever_kills_it_two_hundred_times_finds_a_whole_revision(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.cli.killed", str(tmp_path), "200"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    assert 10 <= int(done.stdout) <= 200


TABLE = "Date,Start,End,Title,Room\n" + "".join(
    f"2027-03-0{day},{hour}:00,{hour}:45,{title},{room}\n"
    for day, hour, title, room in (
        (5, 10, "On cats", "Hall A"),
        (5, 11, "On dogs", "Hall A"),
        (5, 12, "On ants", "Hall A"),
        (6, 10, "On ships", "Hall B"),
        (6, 11, "On trains", "Hall B"),
    )
)


def table(folder: Path, name: str, *, rows: int = 5, day: str = "05") -> Path:
    """A source that states no title, under that name."""
    path = folder / name
    path.write_text("".join(TABLE.replace("-05,", f"-{day},").splitlines(keepends=True)[: rows + 1]), encoding="utf-8")
    return path


def name_in(feed: Path) -> str:
    found = re.search(r"^NAME:(.*?)\r?$", feed.read_bytes().decode(), re.M)
    assert found is not None
    return found[1]


def test_the_name_of_a_file_does_not_rename_the_calendar(tmp_path: Path) -> None:
    feed, options = tmp_path / "conf.ics", ("--tz", "Europe/Oslo", "-o", tmp_path / "conf.ics")
    generate(table(tmp_path, "owls.csv"), *options)
    before = feed.read_bytes()
    assert name_in(feed) == "Owls"
    result = generate(table(tmp_path, "owls-final.csv"), *options, epoch=60)
    assert (feed.read_bytes(), result.stderr.splitlines()[0]) == (before, "Owls  5 talks")
    generate(table(tmp_path, "owls-final.csv"), *options, "--name", "Owl Days", epoch=60)
    assert name_in(feed) == "Owl Days"
    generate(table(tmp_path, "owls.csv", rows=4), *options, epoch=120)
    assert name_in(feed) == "Owl Days"
    assert b"STATUS:CANCELLED" in feed.read_bytes()


def test_a_title_that_the_source_states_renames_the_calendar(source: Path, tmp_path: Path) -> None:
    feed = tmp_path / "conf.ics"
    generate(source, "-o", feed)
    saved(tmp_path, *ALL.talks, of=replace(ALL, title="The Conference"))
    generate(source, "-o", feed)
    assert name_in(feed) == "The Conference"


def test_the_name_of_a_file_does_not_rename_the_calendars_of_the_rooms(tmp_path: Path) -> None:
    folder = tmp_path / "rooms"
    options = ("--tz", "Europe/Oslo", "--split", "room", "-o", folder)
    for name, rows in (("owls.csv", 3), ("owls-final.csv", 5)):  # at first there is one room, and one file
        generate(table(tmp_path, name, rows=rows), *options)
    assert sorted(name_in(path) for path in folder.iterdir()) == ["Owls: Hall A", "Owls: Hall B"]


def test_a_shortened_file_of_another_name_loses_talks_and_is_no_other_programme(tmp_path: Path) -> None:
    feed, options = tmp_path / "conf.ics", ("--tz", "Europe/Oslo", "-o", tmp_path / "conf.ics")
    generate(table(tmp_path, "owls.csv"), *options)
    before = feed.read_bytes()
    result = generate(table(tmp_path, "short.csv", rows=2), *options)
    assert (result.exit_code, feed.read_bytes()) == (1, before)
    assert "3 of the feed's 5 talks are missing from the source, more than half: " in result.stderr
    assert generate(table(tmp_path, "short.csv", rows=2), *options, "--force").exit_code == 0
    assert (name_in(feed), feed.read_bytes().count(b"STATUS:CANCELLED")) == ("Owls", 3)


def test_a_file_of_other_talks_is_told_by_them_and_not_by_its_name(tmp_path: Path) -> None:
    options = ("--tz", "Europe/Oslo", "-o", tmp_path / "conf.ics")
    generate(table(tmp_path, "owls.csv"), *options)
    other = tmp_path / "bats.csv"
    other.write_text("Date,Start,Title\n2027-03-05,10:00,On bats\n2027-03-05,11:00,On moths\n", encoding="utf-8")
    result = generate(other, *options)
    assert result.exit_code == 1
    assert "hardly a talk of this feed stands in the source as it stood" in result.stderr
    assert "bats" not in result.stderr.partition("✗")[2]
