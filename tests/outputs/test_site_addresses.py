"""What gets which address, and that it keeps it."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from icsgen.model import Speaker, Talk
from icsgen.outputs.addresses import SHORT, Addresses, Feed, assign, hashed
from tests.outputs.programmes import programme

ZONE = "Europe/Lisbon"


def talks(count: int = 12) -> list[tuple[str, Talk]]:
    return [(f"uid-{number}", talk) for number, talk in enumerate(programme(count).talks)]


def feed(addresses: Addresses, kind: str, name: str) -> Feed:
    return next(feed for feed in addresses.feeds if (feed.kind, feed.name) == (kind, name))


def test_an_id_is_the_head_of_a_hash_of_the_uid() -> None:
    """Six letters of Crockford's base 32 of SHA-256, most significant bits first."""
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = int.from_bytes(hashlib.sha256(b"uid-1").digest())
    assert hashed("uid-1", SHORT) == "".join(letters[number >> (251 - 5 * place) & 31] for place in range(6))


def test_each_day_room_track_session_and_speaker_has_a_feed_of_exactly_its_talks() -> None:
    """Nothing is missing from a feed and nothing strange is in it."""
    given_talks = talks(80)
    addresses = assign(given_talks, ZONE, Addresses())
    ids = addresses.ids()
    for kind, names in (
        ("room", lambda talk: {talk.room} - {""}),
        ("track", lambda talk: {talk.track} - {""}),
        ("speaker", lambda talk: {speaker.name for speaker in talk.speakers}),
    ):
        wanted: dict[str, list[str]] = {}
        for uid, talk in given_talks:
            for name in names(talk):
                wanted.setdefault(name, []).append(ids[uid])
        assert {one.name: list(one.talks) for one in addresses.feeds if one.kind == kind} == wanted
    assert [one.name for one in addresses.feeds if one.kind == "day"] == ["2027-05-11", "2027-05-12"]
    assert len({one.file.casefold() for one in addresses.feeds}) == len(addresses.feeds)


def test_the_same_talks_again_change_nothing() -> None:
    """Assigning over what was assigned is the identity."""
    first = assign(talks(60), ZONE, Addresses())
    assert assign(talks(60), ZONE, first) == first


def test_a_renamed_room_keeps_its_file() -> None:
    """Most of its talks are the same, so its subscribers are too."""
    before = talks(60)
    first = assign(before, ZONE, Addresses())
    after = [(uid, replace(talk, room="Aula Nova") if talk.room == "Aula Magna" else talk) for uid, talk in before]
    second = assign(after, ZONE, first)
    assert feed(second, "room", "Aula Nova").file == feed(first, "room", "Aula Magna").file
    assert not [one for one in second.feeds if one.name == "Aula Magna"]


def test_a_vanished_room_keeps_its_file_and_its_talks() -> None:
    """Its talks went to several rooms, so no other takes its address."""
    before = talks(60)
    first = assign(before, ZONE, Addresses())
    spread = itertools.cycle(["Room 101", "Room 102", "Room 203"])
    after = [(uid, replace(talk, room=next(spread)) if talk.room == "Aula Magna" else talk) for uid, talk in before]
    second = assign(after, ZONE, first)
    gone = feed(second, "room", "Aula Magna")
    assert not gone.current
    assert (gone.file, gone.talks) == (feed(first, "room", "Aula Magna").file, feed(first, "room", "Aula Magna").talks)
    third = assign(before, ZONE, second)
    assert feed(third, "room", "Aula Magna").file == gone.file
    assert feed(third, "room", "Aula Magna").current


def test_another_speaker_of_the_same_talk_gets_another_file() -> None:
    """Whoever follows Ada does not follow whoever steps in for her; but a corrected name is the same person."""
    talk = replace(programme(2).talks[1], speakers=(Speaker(name="Ada Okafor"),))
    first = assign([("u", talk)], ZONE, Addresses())
    stepped_in = assign([("u", replace(talk, speakers=(Speaker(name="Leslie Weiss"),)))], ZONE, first)
    assert feed(stepped_in, "speaker", "Leslie Weiss").file == "speaker/leslie-weiss.ics"
    corrected = assign([("u", replace(talk, speakers=(Speaker(name="Ada Okafor-Lind"),)))], ZONE, first)
    assert feed(corrected, "speaker", "Ada Okafor-Lind").file == "speaker/ada-okafor.ics"


def test_names_that_make_one_file_name_get_two() -> None:
    """Case, punctuation and accents are gone from file names, and people are not."""
    talk = programme(2).talks[1]
    both = [("a", replace(talk, room="Hall A")), ("b", replace(talk, room="hall-a!")), ("c", replace(talk, room="CON"))]
    files = [one.file for one in assign(both, ZONE, Addresses()).feeds if one.kind == "room"]
    assert files[0] == "room/hall-a.ics"
    assert len({file.casefold() for file in files}) == 3
    assert "room/con.ics" not in files


def colliding() -> tuple[str, str]:
    seen: dict[str, str] = {}
    for number in itertools.count():
        uid = f"collide-{number}"
        if (other := seen.setdefault(hashed(uid, SHORT), uid)) != uid:
            return other, uid
    raise AssertionError


def test_talks_whose_short_ids_collide_get_long_ones() -> None:
    """Two newcomers both; of an old one and a newcomer only the newcomer, for the old one's links are out."""
    one, two = colliding()
    talk = programme(2).talks[1]
    together = assign([(one, talk), (two, talk)], ZONE, Addresses()).ids()
    assert {len(short) for short in together.values()} == {8}
    first = assign([(one, talk)], ZONE, Addresses())
    later = assign([(one, talk), (two, talk)], ZONE, first).ids()
    assert (later[one], later[two]) == (hashed(one, 6), hashed(two, 8))


@given(st.lists(st.sets(st.sampled_from("ABCDE"), max_size=5), min_size=1, max_size=6))
def test_no_history_takes_a_file_from_anybody(history: list[set[str]]) -> None:
    """Rooms come, go and come back: a name that is used again has the file that it had, and no two share one."""
    talk = programme(2).talks[1]
    addresses = Addresses()
    for step, rooms in enumerate(history):
        before = {one.file for one in addresses.feeds}
        placed = [
            (f"{room}{step if room == 'A' else ''}", replace(talk, room=f"Room {room}")) for room in sorted(rooms)
        ]
        addresses = assign(placed, ZONE, addresses)
        files = [one.file for one in addresses.feeds]
        assert len(set(files)) == len(files)
        assert before <= set(files)
