"""A programme that is larger than calendar apps take."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from icsgen.outputs.page.words import LANGUAGES, Words
from tests.outputs.programmes import NOW, edited, programme, publish

WAY_OUT = "Google loses events past about 1 MB; send people to those of single days, rooms and tracks"


def test_what_stays_too_large_without_abstracts_is_told_and_stands_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The organiser hears how large it is and what to do, the reader what to subscribe to instead."""
    for module in ("icsgen.calendar.limits", "icsgen.publishing.calendars", "icsgen.publishing.make"):
        monkeypatch.setattr(f"{module}.LARGEST", 20_000)
    talks = programme(60)
    site = publish(talks, tmp_path)
    size = (tmp_path / "all.ics").stat().st_size
    assert size > 20_000
    assert (f"all.ics, even without abstracts, is large: {size / 1000:,.0f} kB", WAY_OUT) in site.notices
    assert any(notice.message.startswith("day/2027-05-11.ics is large: ") for notice in site.notices)
    page = (tmp_path / "index.html").read_text()
    assert 'data-t="too_large"' in page
    assert 'data-t="short_abstracts"' not in page


def test_whoever_is_killed_between_the_two_calendars_leaves_no_old_event_in_the_shorter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole calendar is written first, and the next run finds nothing new in it."""
    for module in ("icsgen.calendar.limits", "icsgen.publishing.calendars", "icsgen.publishing.make"):
        monkeypatch.setattr(f"{module}.LARGEST", 45_000)
    killed, other = tmp_path / "killed", tmp_path / "other"
    talks = programme(60)
    after = edited(talks, {7: {"title": "Another title"}})
    for folder in (killed, other):
        publish(talks, folder)
    later = NOW + timedelta(hours=1)
    publish(after, other, now=later)
    for name in ("feeds.json", "whole.ics"):
        (killed / name).write_bytes((other / name).read_bytes())
    publish(after, killed, now=later)
    assert b"SUMMARY:Another title\r\n" in (killed / "all.ics").read_bytes()
    assert (killed / "all.ics").read_bytes() == (other / "all.ics").read_bytes()


def test_many_events_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("icsgen.calendar.limits.MOST_EVENTS", 50)
    assert ("all.ics is large: 60 events", WAY_OUT) in publish(programme(60), tmp_path).notices


def test_what_every_app_takes_is_not_worth_a_word(tmp_path: Path) -> None:
    talks = programme(60)
    assert publish(replace(talks, talks=talks.talks[:50]), tmp_path).notices == ()
    page = (tmp_path / "index.html").read_text()
    assert "too_large" not in page.partition('id="data"')[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_who_reads_less(language: str) -> None:
    assert "Google" in Words.of(language)["too_large"]
