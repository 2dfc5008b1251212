"""Publishing: what is written, what stays, what is refused."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from icsgen.errors import MissingError, RevisionError, TargetError
from icsgen.model import Reading
from icsgen.outputs.memory import decode
from icsgen.outputs.site import SiteFile, publish_files
from icsgen.publishing import SiteOrder, make_site, put_site, site_at, site_in
from tests.outputs.programmes import BASE, NOW, all_day_talk, edited, hostile, moved, programme, publish

LATER = NOW + timedelta(days=1)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def events(content: bytes) -> dict[str, bytes]:
    """VEVENT by UID, to the byte."""
    blocks = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", content, re.DOTALL)
    return {re.sub(rb"\r\n ", b"", block).split(b"\r\nUID:")[1].split(b"\r\n")[0].decode(): block for block in blocks}


def test_a_site_has_every_feed_and_each_holds_the_same_bytes(tmp_path: Path) -> None:
    """all.ics, day, room, track, speaker and talk files: one VEVENT wherever its talk appears."""
    site = publish(programme(60), tmp_path)
    whole = events((tmp_path / "all.ics").read_bytes())
    assert len(whole) == 60
    for feed in site.memory.addresses.feeds:
        content = (tmp_path / feed.file).read_bytes()
        assert list(events(content)) == [site.memory.addresses.talks[short] for short in feed.talks]
        assert all(whole[uid] == block for uid, block in events(content).items())
        calendar = Calendar.from_ical(content)
        assert str(calendar["SOURCE"]) == BASE + quote(feed.file)
        assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    for short, uid in site.memory.addresses.talks.items():
        content = (tmp_path / "talk" / f"{short}.ics").read_bytes()
        assert events(content) == {uid: whole[uid]}
        assert b"SOURCE" not in content
        assert b"X-WR-CALNAME" not in content
    kinds = {feed.kind for feed in site.memory.addresses.feeds}
    assert kinds == {"day", "room", "track", "speaker"}
    present = files(tmp_path)
    for name in (
        "index.html",
        "feeds.html",
        "changes.atom",
        "feeds.json",
        ".nojekyll",
        "_headers",
        ".htaccess",
        "sw.js",
    ):
        assert name in present
    assert "/all.ics\n  Content-Type: text/calendar; charset=utf-8" in present["_headers"].decode()
    assert json.loads(present["vercel.json"])["headers"]


def test_the_same_programme_again_writes_nothing(tmp_path: Path) -> None:
    """Not a byte, not a date, on any day."""
    publish(programme(40), tmp_path)
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()}
    site = make_site(Reading(programme=programme(40)), SiteOrder(base=BASE, now=LATER), site_in(tmp_path))
    assert put_site(site, tmp_path).written == 0
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in before} == before


def test_a_moved_talk_touches_only_its_own_files(tmp_path: Path) -> None:
    """Its room, track, day, speakers and own file, the whole, the memory and the pages; no other."""
    talks = programme(80)
    first = publish(talks, tmp_path)
    place = next(place for place, talk in enumerate(talks.talks) if talk.room == "Room 203" and talk.speakers)
    talk = talks.talks[place]
    later = edited(talks, {place: {"when": moved(talk, timedelta(minutes=5))}})
    site = make_site(Reading(programme=later), SiteOrder(base=BASE, now=LATER), site_in(tmp_path))
    done = put_site(site, tmp_path)
    uid = site.changes[0].uid
    short = first.memory.addresses.ids()[uid]
    own = {feed.file for feed in first.memory.addresses.feeds if short in feed.talks} | {f"talk/{short}.ics"}
    assert set(done.changed) == own | {"all.ics", "feeds.json", "changes.atom", "index.html", "version.txt"}
    assert done.new == []
    page = (tmp_path / "index.html").read_text()
    assert page.count('data-t="moved"') == 1


def test_a_cancelled_talk_stays_visible_everywhere(tmp_path: Path) -> None:
    """It is marked in its feeds, on the page and in the news; nothing vanishes."""
    talks = programme(60)
    publish(talks, tmp_path)
    place = next(place for place, talk in enumerate(talks.talks) if talk.speakers and talk.room)
    site = publish(edited(talks, {}, frozenset({place})), tmp_path, now=LATER)
    gone = talks.talks[place]
    short = site.memory.addresses.ids()[site.changes[0].uid]
    for name in ("all.ics", "day/2027-05-11.ics", f"talk/{short}.ics"):
        block = events((tmp_path / name).read_bytes())[site.changes[0].uid]
        assert b"STATUS:CANCELLED" in block
        assert b"SEQUENCE:1" in block
    page = (tmp_path / "index.html").read_text()
    assert page.count('data-t="cancelled"') == 1
    atom = ElementTree.parse(tmp_path / "changes.atom").getroot()
    titles = [title.text for title in atom.iter("{http://www.w3.org/2005/Atom}title")]
    assert f"{gone.title}: cancelled" in titles


def test_a_vanished_room_keeps_a_whole_feed(tmp_path: Path) -> None:
    """Its talks went elsewhere; whoever subscribed to it still sees them, where they now are."""
    talks = programme(60)
    first = publish(talks, tmp_path)
    rooms = ["Room 101", "Room 102", "Room 203"]
    places = [place for place, talk in enumerate(talks.talks) if talk.room == "Harbour Stage"]
    assert len(places) > 3
    publish(edited(talks, {place: {"room": rooms[at % 3]} for at, place in enumerate(places)}), tmp_path, now=LATER)
    old = next(feed for feed in first.memory.addresses.feeds if feed.name == "Harbour Stage")
    blocks = events((tmp_path / old.file).read_bytes())
    assert len(blocks) == len(places)
    assert all(b"Harbour Stage" not in block and b"LOCATION:Room" in block for block in blocks.values())
    assert "harbour-stage" not in (tmp_path / "feeds.html").read_text()


def test_what_is_past_and_cancelled_keeps_its_file(tmp_path: Path) -> None:
    """A feed whose last event has left the programme is never emptied, for an empty one wipes calendars."""
    talks = replace(programme(60), talks=(*programme(60).talks, all_day_talk()))
    lone = replace(talks, talks=tuple(replace(talk, room="Attic") if talk.key == "5" else talk for talk in talks.talks))
    publish(lone, tmp_path)
    place = next(place for place, talk in enumerate(lone.talks) if talk.room == "Attic")
    without = edited(lone, {}, frozenset({place}))
    publish(without, tmp_path, now=LATER)
    attic = (tmp_path / "room/attic.ics").read_bytes()
    assert b"STATUS:CANCELLED" in attic
    much_later = edited(without, {1: {"title": "Another keynote"}})
    publish(much_later, tmp_path, now=NOW + timedelta(days=300))
    assert len(events((tmp_path / "all.ics").read_bytes())) == 60
    assert (tmp_path / "room/attic.ics").read_bytes() == attic
    elsewhere = tmp_path / "elsewhere"
    site = make_site(Reading(programme=much_later), SiteOrder(base=BASE, now=NOW), site_at(str(tmp_path)))
    put_site(site, elsewhere)
    assert (elsewhere / "room/attic.ics").read_bytes() == attic


def test_two_empty_checkouts_give_one_history(tmp_path: Path) -> None:
    """Built anew each time from the site before, as a host's build does: UIDs, stamps and addresses stay."""
    talks = programme(50)
    publish(talks, tmp_path / "one")
    renamed = edited(
        talks, {place: {"room": "Aula Nova"} for place, talk in enumerate(talks.talks) if talk.room == "Aula Magna"}
    )
    changed = edited(renamed, {3: {"title": "Another title"}})
    publish(changed, tmp_path / "two", now=LATER, before=site_at(str(tmp_path / "one")))
    one, two = (events((tmp_path / name / "all.ics").read_bytes()) for name in ("one", "two"))
    assert one.keys() == two.keys()
    assert (tmp_path / "two/room/aula-magna.ics").exists()
    assert not (tmp_path / "two/room/aula-nova.ics").exists()
    touched = {uid for uid in one if one[uid] != two[uid]}
    assert touched == {uid for uid, block in two.items() if b"SEQUENCE:1" in block}
    publish(changed, tmp_path / "three", now=LATER + timedelta(days=1), before=site_at(str(tmp_path / "two")))
    assert files(tmp_path / "three") == files(tmp_path / "two")


def test_previous_must_be_there_unless_it_is_the_first_time(tmp_path: Path) -> None:
    """A mistyped address must not begin a second history."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(MissingError, match="no site"):
        site_at(str(tmp_path / "empty"))
    assert site_at(str(tmp_path / "empty"), first=True).feeds == ()


def test_a_lost_whole_calendar_is_put_together_from_the_days(tmp_path: Path) -> None:
    """The days hold every talk too."""
    talks = programme(60)
    publish(talks, tmp_path)
    before = (tmp_path / "all.ics").read_bytes()
    (tmp_path / "all.ics").unlink()
    publish(talks, tmp_path, now=LATER)
    assert events((tmp_path / "all.ics").read_bytes()) == events(before)


def test_nothing_and_less_than_half_are_not_published(tmp_path: Path) -> None:
    """A source that fails must not empty calendars."""
    publish(programme(40), tmp_path)
    before = files(tmp_path)
    with pytest.raises(RevisionError, match="no talk"):
        publish(replace(programme(40), talks=()), tmp_path)
    with pytest.raises(RevisionError, match="more than half"):
        publish(replace(programme(40), talks=programme(40).talks[:15]), tmp_path)
    with pytest.raises(RevisionError, match="another programme"):
        publish(hostile(), tmp_path)
    assert files(tmp_path) == before


def test_a_file_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    """A page in the way stops everything before anything is written; a host's own settings simply stay."""
    (tmp_path / "index.html").write_text("mine")
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /private\n")
    (tmp_path / "notes.txt").write_text("mine too")
    before = files(tmp_path)
    with pytest.raises(TargetError, match="did not write") as error:
        publish(programme(10), tmp_path)
    assert "index.html" in str(error.value)
    assert files(tmp_path) == before
    (tmp_path / "index.html").unlink()
    for _ in range(2):
        publish(programme(10), tmp_path)
        assert (tmp_path / "robots.txt").read_text() == before["robots.txt"].decode()
        assert (tmp_path / "notes.txt").read_text() == "mine too"


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    """Not even the folder is made."""
    folder = tmp_path / "site"
    site = make_site(Reading(programme=programme(10)), SiteOrder(base=BASE, now=NOW), site_in(folder))
    done = put_site(site, folder, dry_run=True)
    assert "all.ics" in done.new
    assert not folder.exists()
    assert put_site(site, folder).new == done.new


def test_a_source_inside_the_site_is_not_overwritten(tmp_path: Path) -> None:
    """Publishing a feed over itself would lose it."""
    publish(programme(10), tmp_path)
    site = make_site(Reading(programme=programme(10)), SiteOrder(base=BASE, now=NOW), site_in(tmp_path))
    with pytest.raises(TargetError, match="also a source"):
        put_site(site, tmp_path, sources=[str(tmp_path / "all.ics")])


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"icsgen": 1}', '{"icsgen": 99}', "null"])
def test_a_damaged_memory_is_refused_with_a_way_out(tmp_path: Path, damage: str) -> None:
    """What the site remembers is not guessed."""
    publish(programme(10), tmp_path)
    (tmp_path / "feeds.json").write_text(damage)
    with pytest.raises(TargetError) as error:
        publish(programme(10), tmp_path)
    assert error.value.hint


@pytest.mark.parametrize("path", ["../evil.ics", "/etc/evil.ics", "room/../../evil.ics", "C:\\evil.ics"])
def test_a_memory_that_points_outside_the_site_is_refused(tmp_path: Path, path: str) -> None:
    """The live site's memory is a stranger's text to a build."""
    publish(programme(10), tmp_path)
    content = json.loads((tmp_path / "feeds.json").read_bytes())
    content["feeds"][0]["file"] = path
    with pytest.raises(TargetError):
        decode(json.dumps(content).encode(), "feeds.json")


def test_a_large_programme_has_short_abstracts_in_all_and_whole_ones_elsewhere(tmp_path: Path) -> None:
    """all.ics stays under what Google takes; whole.ics and the days hold every word, and a revision sees no change."""
    talks = replace(
        programme(300),
        talks=tuple(replace(talk, abstract=f"{talk.abstract}\n\n" + "Word " * 700) for talk in programme(300).talks),
    )
    site = publish(talks, tmp_path)
    assert (tmp_path / "all.ics").stat().st_size <= 900_000 < (tmp_path / "whole.ics").stat().st_size
    assert site.memory.whole == "whole.ics"
    short, whole = (Calendar.from_ical((tmp_path / name).read_bytes()) for name in ("all.ics", "whole.ics"))
    assert [event["UID"] for event in short.walk("VEVENT")] == [event["UID"] for event in whole.walk("VEVENT")]
    first = short.walk("VEVENT")[1]
    identity = site.memory.addresses.ids()[str(first["UID"])]
    assert f"{BASE}#t-{identity}" in str(first["DESCRIPTION"])
    day = Calendar.from_ical((tmp_path / "day/2027-05-12.ics").read_bytes())
    assert all(str(event["DESCRIPTION"]).count("Word") == 700 for event in day.walk("VEVENT"))
    assert 'data-t="short_abstracts"' in (tmp_path / "index.html").read_text()
    again = make_site(Reading(programme=talks), SiteOrder(base=BASE, now=LATER), site_in(tmp_path))
    assert not again.changes
    assert put_site(again, tmp_path).written == 0


def test_files_come_in_an_order_of_which_every_beginning_is_sound(tmp_path: Path) -> None:
    """Stopped after any file: each calendar is whole, the next run completes the site as if nothing had been."""
    talks = programme(30)
    complete = tmp_path / "complete"
    publish(talks, complete)
    site = make_site(Reading(programme=talks), SiteOrder(base=BASE, now=NOW), site_in(tmp_path / "none"))
    names = ["feeds.json", *(file.name for file in site.files)]
    assert names[-1] == "index.html"
    for stop in range(0, len(names), 7):
        folder = tmp_path / f"stopped-{stop}"

        def files_until(stop: int = stop, folder: Path = folder) -> Iterable[SiteFile]:
            yield SiteFile("feeds.json", lambda: (complete / "feeds.json").read_bytes())
            yield from site.files[:stop]

        publish_files(folder, files_until())
        for path in folder.rglob("*.ics"):
            Calendar.from_ical(path.read_bytes())
        publish(talks, folder)
        assert files(folder) == files(complete)


def test_a_full_disk_and_a_folder_without_rights_are_told(tmp_path: Path) -> None:
    """One sentence, and no temporary file is left."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    with pytest.raises(TargetError, match="no folder"):
        publish(programme(10), blocked)
    site = make_site(Reading(programme=programme(10)), SiteOrder(base=BASE, now=NOW), site_in(tmp_path / "none"))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "room").write_text("a file where a folder must be")
    with pytest.raises(TargetError, match="folder"):
        publish_files(tmp_path / "site", site.files)
    assert not [name for name in os.listdir(tmp_path / "site") if name.startswith(".icsgen")]


def test_hostile_text_reaches_no_file_name_and_no_markup(tmp_path: Path) -> None:
    """What is in the feeds is data; what is on the page is text; no address but http(s) becomes a link."""
    publish(hostile(), tmp_path)
    page = (tmp_path / "index.html").read_text()
    assert page.count("<script") == 2
    assert 'href="javascript:' not in page
    assert 'href="data:' not in page
    for path in tmp_path.rglob("*"):
        assert re.fullmatch(r"[\w.\-]+", path.name), path.name
    ElementTree.parse(tmp_path / "changes.atom")
    json.loads((tmp_path / "feeds.json").read_bytes())


def test_the_name_of_a_file_does_not_rename_the_site(tmp_path: Path) -> None:
    publish(replace(programme(8), title="Owls", id="", unnamed=True), tmp_path)
    was = tmp_path.joinpath("all.ics").read_bytes(), tmp_path.joinpath("index.html").read_bytes()
    site = publish(replace(programme(8), title="Owls Final", id="", unnamed=True), tmp_path)
    assert (site.programme.title, site.memory.programme) == ("Owls", "Owls")
    assert (tmp_path.joinpath("all.ics").read_bytes(), tmp_path.joinpath("index.html").read_bytes()) == was
    assert publish(replace(programme(8), title="Owls 2027", id=""), tmp_path).programme.title == "Owls 2027"
