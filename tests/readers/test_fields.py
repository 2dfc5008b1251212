"""Fields are known by their words, in whatever case and language."""

from __future__ import annotations

from datetime import timedelta

import pytest

from icsgen.readers.tabular.fields import header_of
from icsgen.readers.tabular.vocabulary import MEANINGS, Role


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("startTime", "start"),
        ("Start_Time", "start"),
        ("START TIME:", "start"),
        ("starts_at", "start"),
        ("Beginn", "start"),
        ("Hora de inicio", "start"),
        ("planned start time", "start"),
        ("*Time End", "end"),
        ("Date & Time", "when"),
        ("Uhrzeit", "when"),
        ("Datum", "date"),
        ("Length", "duration"),
        ("Time (min)", "duration"),
        ("All Day Event", "all day"),
        ("Time zone", "zone"),
        ("Proposal title", "title"),
        ("Speaker(s)", "speakers"),
        ("Speaker Names", "speakers"),
        ("Referent/in", "speakers"),
        ("Speaker 2 Affiliation", "affiliation"),
        ("Room/Location", "room"),
        ("Salle", "room"),
        ("Session title", "session"),
        ("Submission type", "type"),
        ("Abstract", "abstract"),
        ("Zoom link", "video"),
        ("Paper ID", "key"),
        ("タイトル", "title"),
    ],
)
def test_words_mean_a_role(words: str, role: Role) -> None:
    assert header_of(words).meanings[0][0] == role


@pytest.mark.parametrize(
    "words",
    [
        "Speaker bio",
        "createdAt",
        "E-mail",
        "Timestamp",
        "Session ID on the platform",
        "photo_url",
        "",
        "x",
        "9:00",
        "- {a: b}",
    ],
)
def test_words_about_something_else_mean_none(words: str) -> None:
    assert header_of(words).meanings == ()


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Start (CEST)", "CEST"),
        ("Time PT", "PT"),
        ("Pacific Time", "Pacific Time"),
        ("Time [UTC+2]", "UTC+2"),
        ("Start (Europe/Vienna)", "Europe/Vienna"),
        ("Time (local)", ""),
        ("Duration (min)", ""),
        ("Time", ""),
        ("Session ID", ""),
    ],
)
def test_words_may_name_a_zone(words: str, zone: str) -> None:
    assert header_of(words).zone == zone


def test_words_may_name_a_unit_and_a_number() -> None:
    assert header_of("Duration (hours)").unit == timedelta(hours=1)
    assert header_of("Duration (s)").unit == timedelta(seconds=1)
    assert header_of("Speaker 3").number == 3


def test_no_role_has_the_same_words_twice() -> None:
    for words, meanings in MEANINGS.items():
        roles = [role for role, _ in meanings]
        assert len(roles) == len(set(roles)), words
        assert words == " ".join(words.casefold().split())
