"""Several sources make one programme, and the same talk in two of them is one talk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icsgen.merge import merge
from icsgen.model import AllDay, Problem, Programme, Reading, Session, Speaker, Talk, Timed

ANN, BO = Speaker(name="Ann Lee"), Speaker(name="Bo Li")


def talk(title: str, hour: int = 17, **fields: object) -> Talk:
    start = datetime(2021, 7, 20, tzinfo=UTC) + timedelta(hours=hour)
    return Talk(title=title, when=Timed(start=start, end=start + timedelta(hours=1), zone="Europe/Vienna"), **fields)  # type: ignore[arg-type]


def reading(*talks: Talk, **fields: object) -> Reading:
    return Reading(programme=Programme(title="Conf", talks=talks), **fields)  # type: ignore[arg-type]


def test_one_source_is_left_as_it_is() -> None:
    only = reading(talk("A"), talk("A"))
    assert merge([only]) is only


def test_the_same_talk_in_two_sources_is_one_and_its_gaps_are_filled() -> None:
    merged = merge(
        [
            reading(talk("On Cats!", speakers=(ANN,), origin="a", line=3)),
            reading(
                talk("on cats", speakers=(BO,), room="Hall", abstract="Cats.", key="7", origin="b", line=9), talk("B")
            ),
        ]
    )
    first, second = merged.programme.talks
    assert (first.title, first.speakers, first.room, first.abstract, first.key) == (
        "On Cats!",
        (ANN,),
        "Hall",
        "Cats.",
        "7",
    )
    assert (first.origin, first.line) == ("a", 3)
    assert second.title == "B"
    assert merged.problems == ()


def test_within_one_source_nothing_is_merged() -> None:
    merged = merge([reading(talk("Poster", room="A"), talk("Poster", room="B")), reading(talk("C"))])
    assert [one.room for one in merged.programme.talks] == ["A", "B", ""]


def test_twins_are_matched_one_to_one_by_their_rooms() -> None:
    twins = (talk("Poster", room="A"), talk("Poster", room="B"))
    again = (talk("Poster", room="B", abstract="b"), talk("Poster", room="A", abstract="a"), talk("Poster", room="C"))
    merged = merge([reading(*twins), reading(*again)])
    assert [(one.room, one.abstract) for one in merged.programme.talks] == [("A", "a"), ("B", "b"), ("C", "")]


def test_a_title_at_two_times_is_kept_twice_and_doubted_if_it_is_the_same_persons() -> None:
    merged = merge(
        [
            reading(talk("On cats", 17, speakers=(ANN,), origin="a"), talk("Lunch", 12)),
            reading(talk("On cats", 18, speakers=(ANN, BO), origin="b", line=4), talk("Lunch", 13)),
        ]
    )
    assert [one.title for one in merged.programme.talks] == ["On cats", "Lunch", "On cats", "Lunch"]
    [problem] = merged.problems
    assert str(problem) == (
        "b, line 4: a has this talk at 2021-07-20 19:00 Europe/Vienna, "
        "here it is at 2021-07-20 20:00 Europe/Vienna; kept both: 'On cats'"
    )
    assert merged.complete


def test_whole_days_are_the_same_if_their_days_are() -> None:
    hike = Talk(title="Hike", when=AllDay(first=datetime(2021, 7, 20).date(), last=datetime(2021, 7, 20).date()))
    assert len(merge([reading(hike), reading(hike)]).programme.talks) == 1


def test_all_else_is_put_together() -> None:
    early, late = datetime(2021, 1, 1, tzinfo=UTC), datetime(2021, 2, 1, tzinfo=UTC)
    problem = Problem(message="lost", kind="skipped")
    one = Reading(
        programme=Programme(title="One", talks=(talk("A"),), sessions=(Session(title="S", room="R"),), revised=late),
        notes=("zone: UTC", "x"),
        problems=(problem,),
    )
    two = Reading(
        programme=Programme(
            title="Two", talks=(talk("B"),), sessions=(Session(title="S"), Session(title="T")), revised=early, id="2"
        ),
        notes=("zone: UTC", "y"),
        truncated=True,
    )
    merged = merge([one, two])
    assert (merged.programme.title, merged.programme.id, merged.programme.revised) == ("One", "", late)
    assert merged.programme.sessions == (Session(title="S", room="R"), Session(title="T"))
    assert (merged.notes, merged.problems, merged.truncated) == (("zone: UTC", "x", "y"), (problem,), True)
    assert not merged.complete
