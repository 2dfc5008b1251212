"""Which talks: conditions, parts, sessions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from icsgen.errors import SelectionError
from icsgen.model import AllDay, Programme, Session, Speaker, Talk, Timed
from icsgen.selection import Condition, Selection, by_session, split


def talk(title: str, hour: int = 17, day: int = 20, minutes: int = 30, **fields: object) -> Talk:
    start = datetime(2021, 7, day, tzinfo=UTC) + timedelta(hours=hour)
    when = Timed(start=start, end=start + timedelta(minutes=minutes), zone="America/Los_Angeles")
    return Talk(title=title, when=when, **fields)  # type: ignore[arg-type]


CATS = talk("On cats", speakers=(Speaker(name="Ann Lee", affiliation="MIT"),), room="Hall A", track="Pets", type="Oral")
DOGS = talk(
    "On dogs", day=22, speakers=(Speaker(name="Bo Li"), Speaker(name="Ann Lee")), room="Hall B", session="Walks"
)
MICE = talk("On mice", hour=30, tags=("small",), abstract="They like cheese.")
HIKE = Talk(title="Hike", when=AllDay(first=date(2021, 7, 23), last=date(2021, 7, 24)))
TALKS = (CATS, DOGS, MICE, HIKE)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("title=CAT", [CATS]),
        ("speaker=ann", [CATS, DOGS]),
        ("speaker=mit", [CATS]),
        ("room=hall b", [DOGS]),
        ("track=pets", [CATS]),
        ("track=small", [MICE]),
        ("session=walk", [DOGS]),
        ("type=oral", [CATS]),
        ("text=cheese", [MICE]),
        ("text=bo li", [DOGS]),
        ("day=2021-07-20", [CATS, MICE]),
        ("day=07-22", [DOGS]),
        ("day=22", [DOGS]),
        ("day=2", []),
        ("day=Tue", [CATS, MICE]),
        ("day=thursday", [DOGS]),
        ("day=20 July", [CATS, MICE]),
        ("day=July 22", [DOGS]),
        ("day=Thu 22 Jul 2021", [DOGS]),
        ("day=2021-07", list(TALKS)),
        ("day=2021", list(TALKS)),
        ("day=20 August", []),
        ("day=Sat", [HIKE]),
        ("day=someday", []),
        (" Title = cats ", [CATS]),
        ("title==", []),
    ],
)
def test_a_field_holds_the_text_whatever_its_case(words: str, expected: list[Talk]) -> None:
    condition = Condition.parse(words)
    assert [one for one in TALKS if condition.holds(one)] == expected


def test_a_day_is_that_of_the_place_not_of_utc() -> None:
    late = talk("Late", hour=30)  # 06:00 UTC on the 21st is 23:00 on the 20th in Los Angeles
    assert Condition.parse("day=20").holds(late)
    assert not Condition.parse("day=21").holds(late)


def test_values_of_one_field_are_alternatives_fields_must_all_hold_and_skip_beats_only() -> None:
    selection = Selection.parse(["title=cats", "title=dogs", "speaker=ann"], ["room=hall b"])
    assert [one for one in TALKS if selection.takes(one)] == [CATS]
    assert [one for one in TALKS if Selection.parse(["title=cats", "title=dogs"]).takes(one)] == [CATS, DOGS]
    assert [one for one in TALKS if Selection().takes(one)] == list(TALKS)


def test_whether_anything_is_selected_at_all() -> None:
    assert not Selection()
    assert Selection.parse(["title=x"])
    assert Selection.parse([], ["title=x"])


@pytest.mark.parametrize(
    ("only", "skip", "message"),
    [
        (["speaker=zoe"], [], "there are Ann Lee MIT, Bo Li, Ann Lee"),
        (["room=attic"], [], "there are Hall A, Hall B"),
        (["day=2022-01-01"], [], "there are 2021-07-20, 2021-07-22, 2021-07-23, 2021-07-24"),
        (["title=birds"], [], "icsgen show lists the talks"),
        (["title=cats", "room=hall b"], [], "no talk is left by --only and --skip"),
        ([], ["title=o", "title=hike"], "no talk is left by --only and --skip"),
    ],
)
def test_a_selection_that_leaves_nothing_says_what_there_is(only: list[str], skip: list[str], message: str) -> None:
    with pytest.raises(SelectionError) as caught:
        Selection.parse(only, skip).check(TALKS)
    assert message in str(caught.value)


def test_a_field_that_no_talk_has_says_so() -> None:
    with pytest.raises(SelectionError, match="no talk here has a room"):
        Selection.parse(["room=x"]).check((MICE,))


@pytest.mark.parametrize("words", ["", "=", "title", "title=", "colour=red", "title= "])
def test_what_is_no_condition_is_refused(words: str) -> None:
    with pytest.raises(SelectionError):
        Condition.parse(words)


# -- parts --------------------------------------------------------------------------------------------------


def test_parts_stand_in_the_order_in_which_they_first_appear() -> None:
    keys = ["a", "b", "c", "d"]
    assert [(share.title, share.indices) for share in split(TALKS, "room", keys)] == [
        ("Hall A", (0,)),
        ("Hall B", (1,)),
        ("no room", (2, 3)),
    ]
    assert [(share.title, share.indices) for share in split(TALKS, "speaker", keys)] == [
        ("Ann Lee", (0, 1)),
        ("Bo Li", (1,)),
        ("no speaker", (2, 3)),
    ]
    assert [share.title for share in split(TALKS, "day", keys)] == [
        "2021-07-20",
        "2021-07-22",
        "2021-07-23",
        "2021-07-24",
    ]
    assert [(share.title, share.identity) for share in split(TALKS, "talk", keys)][1] == ("On dogs", "b")


def test_a_part_that_no_talk_has_is_refused() -> None:
    with pytest.raises(SelectionError, match="no talk here has a track"):
        split((DOGS, MICE), "track", ["a", "b"])


# -- one event per session ----------------------------------------------------------------------------------


def test_a_session_becomes_one_entry_a_day_with_its_talks_as_a_timed_list() -> None:
    moderated = Session(title="Walks", description="About walking.", room="Hall", url="https://conf.example/walks")
    programme = Programme(
        title="Conf",
        talks=(
            talk("Second", hour=18, session="Walks", speakers=(Speaker(name="Ann Lee"), Speaker(name="Bo Li"))),
            talk("First", hour=17, session="Walks"),
            talk("Next day", day=21, session="Walks"),
            MICE,
        ),
        sessions=(moderated,),
    )
    first, second, mice = by_session(programme).talks
    assert (first.title, first.room, first.url, first.session) == (
        "Walks",
        "Hall",
        "https://conf.example/walks",
        "Walks",
    )
    assert first.when == Timed(
        start=datetime(2021, 7, 20, 17, tzinfo=UTC),
        end=datetime(2021, 7, 20, 18, 30, tzinfo=UTC),
        zone="America/Los_Angeles",
    )
    assert first.abstract == ("About walking.\n\n10:00–10:30 PDT  First\n11:00–11:30 PDT  Second (Ann Lee, Bo Li)")
    assert second.abstract.endswith("10:00–10:30 PDT  Next day")
    assert mice == MICE


def test_rooms_are_told_where_a_session_has_several() -> None:
    programme = Programme(
        title="Conf", talks=(talk("A", session="S", room="R1"), talk("B", hour=18, session="S", room="R2"))
    )
    [session] = by_session(programme).talks
    assert session.room == ""
    assert session.abstract == "10:00–10:30 PDT  A, R1\n11:00–11:30 PDT  B, R2"


def test_a_session_is_cancelled_if_all_of_it_is() -> None:
    gone = talk("A", session="S", cancelled=True)
    assert by_session(Programme(title="C", talks=(gone,))).talks[0].cancelled
    assert not by_session(Programme(title="C", talks=(gone, talk("B", session="S")))).talks[0].cancelled


def test_without_sessions_there_is_no_event_per_session() -> None:
    with pytest.raises(SelectionError, match="no talk here belongs to a session"):
        by_session(Programme(title="C", talks=(CATS, HIKE)))
