"""What titles, names and paper of any kind must not do to the page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from icsgen.model import Programme, Speaker, Talk, Timed
from tests.browser.conftest import Host, Open
from tests.outputs.programmes import publish

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Page

NINE = datetime(2027, 5, 11, 9, tzinfo=UTC)
WHEN = Timed(start=NINE, end=NINE + timedelta(hours=1), zone="UTC")
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2


def _box(page: Page, selector: str) -> FloatRect:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box


def _text_box(page: Page, selector: str) -> tuple[float, float]:
    """Where the text itself begins and ends, from left to right."""
    edges: list[float] = page.evaluate(
        """selector => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector(selector));
          const box = range.getBoundingClientRect();
          return [box.left, box.right];
        }""",
        selector,
    )
    return edges[0], edges[1]


def test_a_title_that_is_written_from_the_right_stands_above_its_speaker(
    tmp_path: Path, host: Host, open_page: Open
) -> None:
    talk = Talk(title="מבוא לשדות מגנטיים", when=WHEN, speakers=(Speaker(name="Dana"),), room="A")
    publish(Programme(title="כנס השדות", talks=(talk,)), tmp_path)
    page = open_page(host(tmp_path))
    assert _text_box(page, ".talk h4")[0] == pytest.approx(_text_box(page, ".talk .who")[0], abs=2)
    assert _text_box(page, "h1")[0] == pytest.approx(_text_box(page, ".kicker")[0], abs=4)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("view", ["", "#view=grid"])
def test_words_without_an_end_stay_within_the_page(
    tmp_path: Path, host: Host, open_page: Open, width: int, view: str
) -> None:
    long = Talk(title=WORD, when=WHEN, speakers=(Speaker(name=WORD),), room=WORD, track=WORD, session=WORD, type=WORD)
    other = Talk(title="T", when=WHEN, room="B", track="t", session="s", type="u")
    publish(Programme(title=WORD, talks=(long, other), description=WORD), tmp_path)
    page = open_page(host(tmp_path) + view, viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    title, pick = _text_box(page, ".talk h4"), _box(page, ".talk .pick")
    assert title[1] <= pick["x"] + pick["width"] / 4, "a title runs under its button"


def test_on_paper_the_code_stands_beside_the_title_and_not_in_the_programme(
    tmp_path: Path, host: Host, open_page: Open
) -> None:
    publish(Programme(title="Conf", talks=(Talk(title="T", when=WHEN),)), tmp_path)
    page = open_page(host(tmp_path), viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    code, heading = _box(page, ".mast-qr img"), _box(page, ".day h2")
    assert code["y"] + code["height"] <= heading["y"]
    assert code["x"] > 794 / 2
    assert heading["width"] == 794


def test_a_talk_that_a_filter_leaves_alone_at_its_hour_takes_the_width(
    tmp_path: Path, host: Host, open_page: Open
) -> None:
    talks = tuple(Talk(title=f"In {room}", when=WHEN, room=room) for room in "AB")
    publish(Programme(title="Conf", talks=talks), tmp_path)
    page = open_page(host(tmp_path))
    half = _box(page, ".talk:visible")["width"]
    page.select_option("#f-room", "B")
    assert page.locator(".talk:visible h4").all_inner_texts() == ["In B"]
    assert _box(page, ".talk:visible")["width"] > 1.8 * half


def test_no_dot_hangs_at_the_end_of_a_line_on_a_phone(tmp_path: Path, host: Host, open_page: Open) -> None:
    publish(Programme(title="Conf", talks=(Talk(title="T", when=WHEN),), url="https://conf.example/"), tmp_path)
    page = open_page(host(tmp_path), viewport={"width": 320, "height": 640})
    assert page.locator(".facts .dot").count() == 1
    assert page.locator(".facts .dot:visible").count() == 0
