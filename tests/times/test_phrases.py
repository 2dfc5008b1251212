"""Time phrases are found with the date and the zone beside them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icsgen.times.phrases import find


def found(text: str) -> list[tuple[str, str | None, str]]:
    return [(str(p.start), str(p.end) if p.end else None, p.zone) for p in find(text)]


@pytest.mark.parametrize(
    ("text", "start", "end", "zone"),
    [
        ("Tue 20 July 19:00 - 19:20 PDT", "19:00", "19:20", "PDT"),
        ("Sat Jun 15 10:50 AM -- 11:30 AM (PDT) @ None", "10:50 a.m.", "11:30 a.m.", "PDT"),
        ("Wed, Jul 8, 2026 • 10:30 PM – 12:15 AM PDT", "10:30 p.m.", "12:15 a.m.", "PDT"),
        ("Wed 16 Jul 11 a.m. PDT — 1:30 p.m. PDT", "11:00 a.m.", "1:30 p.m.", "PDT"),
        ("Mon Dec 04 08:00 -- 10:15 AM (PST) @ Hall A", "8:00", "10:15 a.m.", "PST"),
        ("Fri 8:30 a.m. - 8:40 a.m.", "8:30 a.m.", "8:40 a.m.", ""),
        ("Tue 9:00 a.m.  9:10 a.m.", "9:00 a.m.", "9:10 a.m.", ""),
        ("| 4:00–7:00 p.m. |", "4:00", "7:00 p.m.", ""),
        ("8:30 a.m.–Noon", "8:30 a.m.", "12:00 p.m.", ""),
        ("Noon–1:00 p.m.", "12:00 p.m.", "1:00 p.m.", ""),
        ("12h00 – 13h30 Déjeuner", "12:00", "13:30", ""),
        ("de 9h à 10h30", "9:00", "10:30", ""),
        ("9.00–9.30 Uhr Begrüßung", "9:00", "9:30", ""),
        ("12.00-12.15 Talk", "12:00", "12:15", ""),
        ("9-10am Keynote", "9:00", "10:00 a.m.", ""),
        ("9 - 10:30 Opening", "9:00", "10:30", ""),
        ("0815 – 0845", "8:15", "8:45", ""),
        ("06:00 PM (GMT -3:00)", "6:00 p.m.", None, "GMT -3:00"),
        ("10:00–10:30 (Europe/Vienna)", "10:00", "10:30", "Europe/Vienna"),
        ("5 pm Pacific Time", "5:00 p.m.", None, "Pacific Time"),
        ("9:00 UTC+2 Opening", "9:00", None, "UTC+2"),
        ("10:00\t10:30\tTalk", "10:00", "10:30", ""),
        ("9:00 - 9:30 AoE", "9:00", "9:30", "AoE"),
        ("9:00–9:30 CT", "9:00", "9:30", "CT"),
        ("Ab 9 Uhr Anmeldung", "9:00", None, ""),
        ("11 bis 11.30 Uhr Kaffeepause", "11:00", "11:30", ""),
        ("das 9h às 9h30 – Credenciamento", "9:00", "9:30", ""),
        ("09.00 – 09.30 uur Inloop", "9:00", "9:30", ""),
        ("ore 9:00 → 9:30 Registrazione", "9:00", "9:30", ""),
        ("kl. 9.00–9.30 Inledning", "9:00", "9:30", ""),
        ("9:00 AM–10:00 AM PST (UTC-8) Winds", "9:00 a.m.", "10:00 a.m.", "PST"),
        ("2022-05-03T09:00:00+02:00 Winds", "9:00", None, "UTC+02:00"),
        ("2022-05-03T09:00:00Z Winds", "9:00", None, "UTC"),
        ("9:30-11 Winds", "9:30", "11:00", ""),
        ("12:00–1 Lunch", "12:00", "1:00", ""),
        ("3:15-4: tea", "3:15", "4:00", ""),
        ("* 9:30-11 CET Winds", "9:30", "11:00", "CET"),
        ("4pm–5 Winds", "4:00 p.m.", "5:00", ""),
        ("14h-15 Winds", "14:00", "15:00", ""),
        ("11.30-13 Winds", "11:30", "13:00", ""),
        ("Tue 9:30-11 Winds", "9:30", "11:00", ""),
        ("Lunch (12:00-1)", "12:00", "1:00", ""),
        ("9:30 - 11", "9:30", "11:00", ""),
        ("9:30 – 11 Winds", "9:30", None, ""),
        ("9:00-3D Winds", "9:00", None, ""),
        ("9:00-2.5 Winds", "9:00", None, ""),
        ("13:00-11 Winds", "13:00", None, ""),
        ("It fell at 9:30-11 days ago", "9:30", None, ""),
    ],
)
def test_a_phrase_is_found(text: str, start: str, end: str | None, zone: str) -> None:
    assert found(text) == [(start, end, zone)]


@pytest.mark.parametrize(
    "text",
    [
        "[ Room 314 - 315 ]",
        "a ratio of 3.14 to 2.71",
        "2015 - 2020 fellow",
        "40 minute presentation + 10 minute Q&A",
        "open 24h",
        "pages 1000-1010 of the book",
        "a score of 2.10-3.15 in the test",
    ],
)
def test_what_is_no_time_is_no_phrase(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text", ["9:00-9:30 MT evaluation", "9:00-9:30 PET imaging", "9:00 ART for all", "9:00-9:30 AT&T"]
)
def test_letters_of_the_trade_are_no_zone(text: str) -> None:
    assert [zone for _, _, zone in found(text)] == [""]


def test_the_date_may_stand_on_either_side() -> None:
    assert find("Tue 20 July 19:00")[0].date == find("19:00 Tue 20 July")[0].date
    assert find("18:00 CEST on 20 July 2021")[0].date[:3] == (2021, 7, 20)  # type: ignore[index]


def test_the_end_may_have_a_date_of_its_own() -> None:
    (phrase,) = find("Thu 16 Jul 11 p.m. PDT - Fri 17 Jul 1 a.m. PDT")
    assert phrase.date
    assert phrase.end_date
    assert (phrase.date.day, phrase.end_date.day) == (16, 17)


def test_a_weekday_alone_is_kept() -> None:
    (phrase,) = find("Fri 8:30 a.m. - 8:40 a.m.")
    assert phrase.date
    assert phrase.date[:4] == (None, None, None, 4)


def test_the_same_time_in_another_zone_is_a_phrase_of_its_own() -> None:
    assert found("9:00 AM PT (12:00 PM ET) Title") == [("9:00 a.m.", None, "PT"), ("12:00 p.m.", None, "ET")]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789:.-–apm hTUCPDJuly20MonFri()[]|,/\t", max_size=80))
def test_phrases_stand_in_order_inside_the_line(line: str) -> None:
    """Whatever the line, phrases do not overlap, and each says what stands at its place."""
    floor = 0
    for phrase in find(line):
        start, end = phrase.span
        assert floor <= start < end <= len(line)
        assert phrase.text == line[start:end]
        floor = end


@pytest.mark.parametrize("text", ["1A-2 Moss on Stone", "1A: Moss on Stone", "Session 2P", "1a) Moss", "2a: Stone"])
def test_a_number_of_a_session_or_paper_is_no_hour(text: str) -> None:
    assert found(text) == []


def test_a_small_letter_is_the_half_of_the_day() -> None:
    assert found("9a-10a Moss on Stone") == [("9:00 a.m.", "10:00 a.m.", "")]


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("Nets (11:00 - 12:30, Wednesday, Sea Hall)", 2),
        ("11:00 - 12:30, Wednesday", 2),
        ("11:00 - 12:30 (Wed)", 2),
        ("11:00 - 12:30, Sun, Moon and Stars", None),
        ("11:00 - 12:30, Monday Blues", None),
    ],
)
def test_a_weekday_behind_the_hours_is_theirs(text: str, weekday: int | None) -> None:
    (phrase,) = find(text)
    assert (phrase.date.weekday if phrase.date else None) == weekday


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Coffee break (10.00 – 10.30)", ["10.00 – 10.30"]),
        ("Lunch, 12.00-13.00", ["12.00-13.00"]),
        ("Lunch   12.00-13.00", ["12.00-13.00"]),
        ("Lunch 12.00 – 13.00", []),
        ("Handbook (3.10–3.15)", []),
        ("Handbook (12.11–12.13)", []),
        ("Tickets, € 10.50 - 12.50", []),
        ("Chapter, 12.30 - 10.00", []),
    ],
)
def test_a_range_with_dots_behind_words_is_set_apart_from_them(text: str, found: list[str]) -> None:
    assert [phrase.text for phrase in find(text)] == found
