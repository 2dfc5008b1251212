"""What makes a talk the same talk."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

from icsgen.calendar.identity import first_entries, keys_of, normalised, programme_id, uid_of
from icsgen.model import AllDay, Talk
from tests.calendar.making import DAY_ONE, moved, programme, talk


def test_a_key_is_the_sources_own_id() -> None:
    assert keys_of([talk("On cats", key="42")]) == ["42"]


def test_without_an_id_a_key_is_the_title_with_the_speakers() -> None:
    assert keys_of([talk("On Cats!", by=["Bo Li", "Ann Lee"])]) == ["on cats / ann lee, bo li"]


def test_a_key_does_not_know_the_hour_nor_the_room() -> None:
    one = talk("On cats", by=["Ann"])
    assert keys_of([one]) == keys_of([replace(moved(one, 90), room="B", session="Pets")])


def test_a_key_does_not_change_when_somebody_tidies_up_the_title() -> None:
    assert keys_of([talk("“Deep-Learning”: Part II")]) == keys_of([talk("deep learning, part II.")])


def test_titles_of_nothing_but_signs_stay_apart() -> None:
    assert normalised("???") != normalised("!!!")


def test_equal_talks_are_numbered_by_time_whatever_their_order() -> None:
    lunches = [talk("Lunch", f"{day} 12:00") for day in (20, 21, 22, 23)]
    expected = dict(zip([one.when for one in lunches], keys_of(lunches), strict=True))
    for seed in range(5):
        random.Random(seed).shuffle(lunches)
        assert dict(zip([one.when for one in lunches], keys_of(lunches), strict=True)) == expected
    assert sorted(expected.values()) == ["lunch / ", "lunch / #2", "lunch / #3", "lunch / #4"]


def test_no_two_keys_are_equal_even_if_an_id_looks_like_an_ordinal() -> None:
    talks = [talk("A", key="x"), talk("B", key="x"), talk("C", key="x#2"), talk("D", key="x#2")]
    assert len(set(keys_of(talks))) == 4


def test_a_programmes_id_is_its_own_else_its_title_with_the_year() -> None:
    assert programme_id(programme(talk("A"), id="conf-21")) == "conf-21"
    assert programme_id(programme(talk("A"), title="The Conf!")) == "the conf 2021"
    assert programme_id(programme(title="The Conf")) == "the conf"
    eve = Talk(title="Eve", when=AllDay(first=date(2020, 12, 31), last=date(2021, 1, 1)))
    assert programme_id(programme(talk("A"), eve)) == "conf 2020"


def test_the_year_is_that_of_the_place_not_of_greenwich() -> None:
    late = talk("Countdown", zone="America/Los_Angeles")
    at = datetime(2022, 1, 1, 4, tzinfo=UTC)
    late = replace(late, when=replace(late.when, start=at, end=at.replace(hour=5)))
    assert programme_id(programme(late)) == "conf 2021"


def test_two_machines_give_a_talk_the_same_uid() -> None:
    code = "from icsgen.calendar.identity import uid_of; print(uid_of('conf 2021', 'on cats / ann lee'))"
    elsewhere = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert elsewhere == uid_of("conf 2021", "on cats / ann lee") == "8dff05de-81df-50ef-88ce-cc7071f459b4@icsgen"


def test_the_uid_of_a_talk_from_a_feed_of_ours_stands() -> None:
    uid = uid_of("conf 2021", "42")
    assert uid_of("another", uid) == uid


def test_first_entries_have_sequence_zero_one_stamp_and_uids_of_their_own() -> None:
    read = programme(talk("Lunch"), talk("Lunch", "21 12:00"), replace(talk("Off"), cancelled=True))
    entries = first_entries(read, stamp=DAY_ONE.replace(microsecond=5))
    assert [entry.sequence for entry in entries] == [0, 0, 0]
    assert {entry.stamp for entry in entries} == {DAY_ONE}
    assert len({entry.uid for entry in entries}) == 3
    assert [entry.cancelled for entry in entries] == [False, False, True]
