"""Changes, told in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from icsgen.model import AllDay, Change, ChangeKind, Speaker, Talk
from icsgen.outputs.announcement import atom, hours, markdown, move, sentences, summary_of
from tests.calendar.making import moved, talk

CATS = talk("On cats", "20 09:00", by=["Ann Lee"])
TRIP = Talk(title="Trip", when=AllDay(first=date(2021, 7, 24), last=date(2021, 7, 24)))
TOUR = Talk(title="Tour", when=AllDay(first=date(2021, 7, 24), last=date(2021, 7, 25)))


def said(kind: ChangeKind, old: Talk, new: Talk, zone: str | None = None) -> list[tuple[str, str]]:
    """What is said of a change of one kind."""
    return [(here, there) for _, here, there in sentences(Change(kinds=(kind,), old=old, new=new), zone)]


def test_whole_days_have_no_clock() -> None:
    assert hours(TRIP.when) == "Sat 24 July 2021"
    assert hours(TOUR.when, "Asia/Tokyo") == "Sat 24 July 2021 – Sun 25 July 2021"


def test_a_talk_over_midnight_says_so() -> None:
    late = talk("Late", "20 21:50", minutes=30)
    assert hours(late.when) == "Tue 20 July 2021 23:50–00:20+1 CEST"


def test_from_a_whole_day_to_an_hour_both_are_told() -> None:
    assert move(TRIP.when, CATS.when) == "Sat 24 July 2021 → Tue 20 July 2021 11:00–11:20 CEST"


def test_a_move_over_a_clock_change_names_both_letters() -> None:
    old = talk("X", "20 09:00")
    new = moved(old, 60 * 24 * 120)
    assert move(old.when, new.when) == "Tue 20 July 2021 11:00–11:20 CEST → Wed 17 November 2021 10:00–10:20 CET"


def test_a_side_that_only_knows_utc_is_told_by_the_clocks_of_the_other() -> None:
    utc = replace(moved(CATS, 30), when=replace(moved(CATS, 30).when, zone="UTC"))
    assert said("moved", CATS, utc) == [("Tue 20 July 2021 11:00–11:20 → 11:30–11:50 CEST", "")]
    assert said("moved", utc, CATS) == [("Tue 20 July 2021 11:30–11:50 → 11:00–11:20 CEST", "")]


def test_your_clocks_are_told_only_if_they_differ() -> None:
    new = moved(CATS, 30)
    assert said("moved", CATS, new, "Europe/Vienna")[0][1] == ""
    assert said("moved", CATS, new, "UTC")[0][1] == "Tue 20 July 2021 09:00–09:20 → 09:30–09:50 UTC"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"session": "Pets"}, "session none → Pets"),
        ({"url": "https://conf.example/1"}, "url none → https://conf.example/1"),
        ({"tags": ("a", "b")}, "tags none → a, b"),
        ({"speakers": (Speaker(name="Ann Lee", affiliation="MIT"),)}, "affiliations"),
        ({"when": replace(CATS.when, zone="Europe/Berlin")}, "zone Europe/Vienna → Europe/Berlin"),  # type: ignore[type-var]
        ({"when": replace(CATS.when, zone="UTC")}, ""),  # type: ignore[type-var]
    ],
)
def test_details_are_named(change: dict[str, object], words: str) -> None:
    assert said("details", CATS, replace(CATS, **change)) == [(words, "")]


def test_a_new_abstract_is_told_from_a_rewritten_one() -> None:
    with_one = replace(CATS, abstract="Of cats.")
    assert said("abstract", CATS, with_one) == [("added", "")]
    assert said("abstract", with_one, CATS) == [("removed", "")]
    assert said("abstract", with_one, replace(CATS, abstract="Of felines.")) == [("rewritten", "")]


def test_nothing_is_called_nothing() -> None:
    assert summary_of([]) == "no change"
    assert markdown("Conf", []) == "## Conf: no change\n"


def test_an_atom_feed_of_nothing_is_still_a_feed() -> None:
    feed = atom("A & B", [], at=datetime(2021, 7, 1, tzinfo=UTC), identity="conf", address="https://conf.example/?a&b")
    assert b"<title>A &amp; B</title>" in feed
    assert b'href="https://conf.example/?a&amp;b"' in feed
    assert b"<entry>" not in feed


def test_a_change_of_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="a kind and a talk"):
        Change(kinds=(), old=CATS, new=CATS)
    with pytest.raises(ValueError, match="a kind and a talk"):
        Change(kinds=("new",), old=None, new=None)
