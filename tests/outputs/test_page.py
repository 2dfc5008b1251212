"""The page as its bytes say it, of programmes that are not like most; how it looks is tested in a browser."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from icsgen.model import AllDay, Programme, Settled, Speaker, Talk, Timed
from icsgen.outputs.page import Item, assets, page_of

NINE = datetime(2027, 5, 11, 9, tzinfo=UTC)


def _talk(title: str, **fields: object) -> Talk:
    when = Timed(start=NINE, end=NINE + timedelta(minutes=30), zone="Europe/Lisbon")
    return Talk(**({"title": title, "when": when} | fields))  # type: ignore[arg-type]


def _page(*talks: Talk, title: str = "Conf") -> LexborHTMLParser:
    items = [Item(id=f"ID{at}", uid=f"{at}@icsgen", talk=talk, stamp=NINE) for at, talk in enumerate(talks)]
    made = page_of(Programme(title=title, talks=talks), items, base="https://conf.example/")
    return LexborHTMLParser(made["index.html"].decode())


def test_a_cancelled_talk_is_shown_and_not_counted() -> None:
    talks = (_talk("On cats"), _talk("On dogs"))
    items = [
        Item(id=f"ID{at}", uid=f"{at}@x", talk=talk, stamp=NINE, cancelled=at == 1) for at, talk in enumerate(talks)
    ]
    made = page_of(Programme(title="Conf", talks=talks), items, base="https://conf.example/")
    page = LexborHTMLParser(made["index.html"].decode())
    assert _text(page, ".facts").startswith("1 talk")
    assert len(page.css(".talk")) == 2


def test_a_session_stands_above_the_talk_that_it_begins_with() -> None:
    session = Timed(start=NINE, end=NINE + timedelta(minutes=90), zone="Europe/Lisbon")
    page = _page(_talk("On cats"), _talk("Session 1: Pets", when=session))
    assert [node.text() for node in page.css(".talk h4")] == ["Session 1: Pets", "On cats"]


def _text(page: LexborHTMLParser, selector: str) -> str:
    node = page.css_first(selector)
    assert node is not None
    return " ".join(node.text(separator=" ").split())


def test_the_script_and_all_that_is_loaded_beside_the_page_are_small() -> None:
    weights = {name: len(gzip.compress(content, 9)) for name, content in assets().items()}
    assert weights["assets/app.js"] + weights["sw.js"] < 20_000
    assert sum(weights.values()) < 60_000


def test_a_talk_of_which_nothing_is_known_is_a_pause_among_talks_that_say_more() -> None:
    page = _page(_talk("On cats", abstract="Of cats."), _talk("On dogs", speakers=(Speaker(name="Bo"),)), _talk("Tea"))
    assert [node.text() for node in page.css(".pause h4")] == ["Tea"]


def test_where_hardly_a_talk_says_more_than_its_title_none_is_a_pause() -> None:
    page = _page(_talk("On cats"), _talk("On dogs"), _talk("On ants", abstract="Of ants."))
    assert page.css(".pause") == []
    assert len(page.css(".talk details")) == 3


@pytest.mark.parametrize(("title", "marked"), [("A conference of 60 characters".ljust(60, "."), 0), ("x" * 61, 1)])
def test_a_title_of_many_words_is_set_smaller(title: str, marked: int) -> None:
    page = _page(_talk("T"), title=title)
    assert len(page.css("h1.long")) == marked
    assert _text(page, "h1") == title


def test_a_programme_of_whole_days_lasts_to_the_last_of_them_and_names_no_zone() -> None:
    week = AllDay(first=date(2027, 5, 11), last=date(2027, 5, 14))
    page = _page(_talk("Week", when=week), _talk("Day", when=AllDay(first=date(2027, 5, 12), last=date(2027, 5, 12))))
    assert _text(page, ".kicker") == "11–14 May 2027"
    span = page.css_first(".kicker span")
    assert span is not None
    assert span.attributes["data-range"] == "2027-05-11/2027-05-14"


def test_a_programme_of_hours_names_the_place_of_its_clock() -> None:
    assert _text(_page(_talk("T")), ".kicker") == "11 May 2027 · Lisbon"


@pytest.mark.parametrize(
    ("words", "zone", "place", "label"),
    [
        ("CET", "Europe/Paris", "CEST", "CEST"),
        ("ET", "America/New_York", "EDT", "EDT"),
        ("Pacific Time", "America/Los_Angeles", "PDT", "PDT"),
        ("IST", "Asia/Kolkata", "IST", "IST"),
        ("JST", "Asia/Tokyo", "JST", "JST"),
        ("BRT", "America/Sao_Paulo", "UTC-03:00", "UTC-03:00"),
        ("GMT", "UTC", "UTC", "UTC"),
        ("Boston time", "America/New_York", "EDT", "EDT"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern", "Europe/Amsterdam", "CEST", "CEST"),
        ("Europe/Vienna", "Europe/Vienna", "Vienna", "Vienna (CEST)"),
        ("New York time", "America/New_York", "New York", "New York (EDT)"),
        ("america/new_york", "America/New_York", "New York", "New York (EDT)"),
        ("", "Europe/Vienna", "Vienna", "Vienna (CEST)"),
    ],
)
def test_a_city_is_named_only_where_somebody_named_it(words: str, zone: str, place: str, label: str) -> None:
    when = Timed(start=NINE, end=NINE + timedelta(minutes=30), zone=zone)
    page = _page(_talk("On cats", when=when, settled=Settled(zone_words=words)))
    assert _text(page, ".kicker [dir=auto]") == place
    assert _text(page, "#zone-note") == label
    assert json.loads(_text(page, "#data"))["zoneName"] == label
