"""Which of the new talks is which of the old."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgen.calendar import matching
from icsgen.calendar.matching import match
from icsgen.model import Speaker, Talk
from tests.calendar.making import moved, talk

ANN = talk("On cats", "20 09:00", by=["Ann Lee"], room="A", session="Pets", type="Oral")
BOB = talk("On dogs", "20 10:00", by=["Bob Ray"], room="A", session="Pets", type="Oral")
LUNCH = talk("Lunch", "20 12:00", minutes=60)


def pairs(old: list[Talk], new: list[Talk]) -> set[tuple[Talk, Talk]]:
    """Matched talks, old and new."""
    return {(old[was], new[now]) for now, was in match(old, new).items()}


@pytest.mark.parametrize(
    "new",
    [
        replace(ANN, title="On felines"),
        moved(ANN, 90),
        moved(ANN, 60 * 24),
        replace(ANN, room="B"),
        replace(ANN, speakers=(Speaker(name="Eve"),)),
        replace(ANN, speakers=()),
        replace(ANN, abstract="Now with an abstract."),
        replace(moved(ANN, 90), room="B", session="Beasts", type="Poster"),
        replace(ANN, title="On felines", room="B"),
    ],
    ids=[
        "retitled",
        "moved",
        "other day",
        "room",
        "speakers",
        "no speakers",
        "abstract",
        "all but title",
        "title+room",
    ],
)
def test_a_talk_stays_itself_whatever_one_thing_changes(new: Talk) -> None:
    assert pairs([BOB, ANN, LUNCH], [LUNCH, new, BOB]) == {(ANN, new), (BOB, BOB), (LUNCH, LUNCH)}


def test_two_talks_that_swap_their_hours_stay_themselves() -> None:
    late, early = replace(ANN, when=BOB.when), replace(BOB, when=ANN.when)
    assert pairs([ANN, BOB], [early, late]) == {(ANN, late), (BOB, early)}


def test_an_id_beats_the_title() -> None:
    old = [replace(ANN, key="1"), replace(BOB, key="2")]
    new = [replace(ANN, key="2"), replace(BOB, key="1")]
    assert pairs(old, new) == {(old[0], new[1]), (old[1], new[0])}


def test_ids_that_are_counted_afresh_each_time_say_nothing() -> None:
    titles = ["Opening", "On cats", "On dogs", "On birds", "Closing"]
    old = [talk(title, f"20 {9 + place}:00", key=str(place)) for place, title in enumerate(titles)]
    new = [talk("Welcome desk", "20 08:00", key="0")]
    new += [replace(one, key=str(place)) for place, one in enumerate(old, start=1)]
    assert pairs(old, new) == set(zip(old, new[1:], strict=True))


def test_talks_of_the_same_title_are_told_apart_by_their_speakers() -> None:
    old = [
        talk("Contributed talk", f"20 {hour}:00", by=[name]) for hour, name in [("09", "A"), ("10", "B"), ("11", "C")]
    ]
    new = [replace(old[0], when=old[2].when), replace(old[2], when=old[0].when), old[1]]
    assert pairs(old, new) == {(old[0], new[0]), (old[2], new[1]), (old[1], new[2])}


def test_of_three_equals_the_one_that_moved_is_the_one_that_moved() -> None:
    old = [talk("Contributed talk", f"20 {hour}:00") for hour in ("09", "10", "11")]
    new = [old[0], moved(old[1], 300), old[2]]
    assert pairs(old, new) == set(zip(old, new, strict=True))


def test_of_three_equals_the_one_that_is_gone_is_the_one_that_is_gone() -> None:
    old = [talk("Contributed talk", f"20 {hour}:00") for hour in ("09", "10", "11")]
    assert pairs(old, old[1:]) == {(old[1], old[1]), (old[2], old[2])}


def test_an_oral_and_its_poster_are_not_confused_when_both_move() -> None:
    oral = talk("On cats", "20 09:00", by=["Ann"], room="A", type="Oral")
    poster = talk("On cats", "20 15:00", by=["Ann"], room="Hall", type="Poster")
    for new in (
        [moved(oral, 60), moved(poster, 60)],
        [replace(oral, when=poster.when), replace(poster, when=oral.when)],
    ):
        assert pairs([poster, oral], new) == {(oral, new[0]), (poster, new[1])}


def test_meals_of_several_days_keep_their_days() -> None:
    old = [talk("Lunch", f"{day} 12:00", minutes=60) for day in range(20, 25)]
    new = [moved(old[1], 30), old[2], moved(old[3], -30), old[4]]
    assert pairs(old, new) == set(zip(old[1:], new, strict=True))


def test_a_slot_that_was_to_be_announced_is_the_talk_that_fills_it() -> None:
    slot = talk("TBA", "20 09:00", room="A")
    filled = replace(slot, title="On cats", speakers=(Speaker(name="Ann"),))
    assert pairs([slot, BOB], [BOB, filled]) == {(slot, filled), (BOB, BOB)}


def test_another_persons_talk_in_the_same_slot_is_another_talk() -> None:
    other = replace(ANN, title="On birds", speakers=(Speaker(name="Eve"),))
    assert pairs([ANN], [other]) == set()


def test_a_title_that_was_completed_is_the_same_talk_wherever_it_is_now() -> None:
    old = talk("Keynote", "20 09:00", by=["Ann Lee"], type="Keynote")
    new = talk("Keynote - Ann Lee", "20 09:00", room="A")
    other = talk("Keynotes of old", "20 09:00", room="A")
    assert pairs([old, BOB], [BOB, new]) == {(old, new), (BOB, BOB)}
    assert pairs([old], [other]) == set()


def test_two_slots_alike_are_not_guessed_at() -> None:
    old = [talk("A", room=""), talk("B", room="")]
    new = [talk("C", room=""), talk("D", room="")]
    assert pairs(old, new) == set()


def test_the_same_page_is_the_same_talk() -> None:
    old = replace(ANN, url="https://conf.example/42")
    new = replace(moved(old, 60), title="On felines", speakers=(Speaker(name="Eve"),))
    assert pairs([old], [new]) == {(old, new)}


def test_a_page_that_all_talks_share_says_nothing() -> None:
    old = [replace(one, url="https://conf.example/") for one in (ANN, BOB)]
    new = [replace(moved(one, 60), title=f"New {one.title}") for one in old]
    assert pairs(old, new) == set()


def test_the_same_long_abstract_is_the_same_talk() -> None:
    old = replace(ANN, abstract="It has long been held that cats cannot be herded. " * 4)
    new = replace(moved(old, 60), title="On felines")
    assert pairs([old, BOB], [BOB, new]) == {(old, new), (BOB, BOB)}


def test_a_cancelled_talk_comes_back_but_gives_way_to_one_that_stands() -> None:
    gone = replace(LUNCH, cancelled=True)
    assert pairs([gone], [LUNCH]) == {(gone, LUNCH)}
    assert pairs([gone, LUNCH], [LUNCH]) == {(LUNCH, LUNCH)}


def test_a_cancelled_talk_does_not_come_back_as_another_talk_of_its_speaker() -> None:
    gone = replace(ANN, cancelled=True)
    other = replace(ANN, title="On ships")
    assert pairs([gone], [other]) == set()


TALKS = st.builds(
    talk,
    st.sampled_from(["Lunch", "On cats", "On dogs", "Contributed talk"]),
    st.sampled_from(["20 09:00", "20 10:00", "21 09:00"]),
    st.lists(st.sampled_from(["Ann", "Bob"]), max_size=2, unique=True),
    key=st.sampled_from(["", "", "1", "2"]),
    room=st.sampled_from(["", "A", "B"]),
    type=st.sampled_from(["", "Oral", "Poster"]),
    url=st.sampled_from(["", "https://conf.example/1"]),
    cancelled=st.booleans(),
)


@given(st.lists(TALKS, max_size=8), st.lists(TALKS, max_size=8), st.randoms(use_true_random=False))
def test_matching_is_one_to_one_and_knows_no_order(old: list[Talk], new: list[Talk], chance: random.Random) -> None:
    def as_values(some_old: list[Talk], some_new: list[Talk]) -> list[tuple[str, str]]:
        found = match(some_old, some_new)
        assert len(set(found.values())) == len(found)
        return sorted((repr(some_old[was]), repr(some_new[now])) for now, was in found.items())

    expected = as_values(old, new)
    shuffled_old, shuffled_new = chance.sample(old, len(old)), chance.sample(new, len(new))
    assert as_values(shuffled_old, shuffled_new) == expected


@given(st.lists(TALKS, max_size=8), st.randoms(use_true_random=False))
def test_a_programme_matches_itself(talks: list[Talk], chance: random.Random) -> None:
    shuffled = chance.sample(talks, len(talks))
    found = match(talks, shuffled)
    assert all(talks[was] == shuffled[now] for now, was in found.items())
    assert len(found) == len(talks)


def some_talks(chance: random.Random) -> list[Talk]:
    """A few, of which many share title, key or start."""
    keys = chance.choice([[""], ["", *"12345678"]])
    return [
        replace(
            talk(chance.choice("ABCDEF"), f"20 {chance.randrange(9, 12):02}:00", room=chance.choice(["", "x", "y"])),
            key=chance.choice(keys),
            cancelled=chance.random() < 0.15,
        )
        for _ in range(chance.randrange(1, 9))
    ]


def test_what_is_evident_is_what_all_evidence_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """The short way over ids that stand and talks that stayed as they were is only shorter."""
    chance, asked = random.Random(5), []
    for _ in range(1000):
        old = some_talks(chance)
        changes: list[dict[str, object]] = [{}, {}, {"title": "G"}, {"key": "9"}, {"key": ""}, {"room": "z"}]
        changes += [{"cancelled": True}, {"title": "A"}]
        new = [replace(one, **chance.choice(changes)) for one in old if chance.random() < 0.85]  # type: ignore[arg-type]
        chance.shuffle(new)
        asked.append((old, new, match(old, new)))
    monkeypatch.setattr(matching, "evident_pairs", lambda old, new: None)
    assert [match(old, new) for old, new, _ in asked] == [pairs for _, _, pairs in asked]
