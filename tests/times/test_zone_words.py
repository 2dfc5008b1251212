"""A zone's words are found behind a clock and in what a page says of its times."""

from __future__ import annotations

import pytest

from icsgen.times.zone_words import match_zone, zones_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" PDT", "PDT"),
        (" (GMT -3:00) Opening", "GMT -3:00"),
        (" Pacific Time", "Pacific Time"),
        (" Central European Summer Time", "Central European Summer Time"),
        (" [Europe/Vienna]", "Europe/Vienna"),
        (" UTC+5:30 Talk", "UTC+5:30"),
        (" AoE", "AoE"),
        (" MT | Talk", "MT"),
    ],
)
def test_it_is_found(text: str, words: str) -> None:
    found = match_zone(text, 0, False)
    assert found is not None
    assert found[0] == words


@pytest.mark.parametrize(
    "text", [" MT evaluation", " PET imaging", " CT scans", " Opening Time", " Ann Lee", " GET-model"]
)
def test_other_words_are_none(text: str) -> None:
    assert match_zone(text, 0, False) is None


def test_pt_behind_a_half_can_be_nothing_else() -> None:
    assert match_zone(" PT Opening", 0, True) == ("PT", 3)
    assert match_zone(" PT Opening", 0, False) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("in local time zone, Pacific Time (PT)", "Pacific Time"),
        ("local, US Pacific)", "Pacific"),
        ("shown in ET", "ET"),
        ("New Orleans local time", "New Orleans"),
        ("in Eastern European Summer Time", "Eastern European Summer Time"),
    ],
)
def test_a_statement_names_one(text: str, words: str) -> None:
    assert zones_in(text) == [words]


@pytest.mark.parametrize("text", ["of Central bank lending", "in Eastern markets", "for the Mountain folk"])
def test_a_word_that_describes_another_names_none(text: str) -> None:
    assert zones_in(text) == []


def test_a_statement_may_name_two() -> None:
    assert zones_in("in PDT and CEST") == ["PDT", "CEST"]
