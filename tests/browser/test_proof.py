"""The proof in Chromium: the reader's own hours, the filter, paper, a phone, and what axe thinks of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from icsgen.model import Policy, Problem, Programme, Reading
from icsgen.outputs.proof import render_proof
from icsgen.pipeline import read_document
from tests.browser.conftest import Open
from tests.browser.test_page_access import findings
from tests.readers.casebook import document_of

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parents[2] / "examples" / "icml-2021-deep-learning-algorithms-7.txt"
FAULTY = b"""Tiny Systems Day
Sunday 3 October 2027
All times are in Europe/London

09:00 - 09:30 One
The doors are open from 08:00 to 18:00.
10:00 Two
11:00 - 12:00 Three
12:00 - 12:30
"""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _page(tmp_path_factory.mktemp("proof"), EXAMPLE.read_bytes(), EXAMPLE.name)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _page(tmp_path_factory.mktemp("faulty"), FAULTY, "day.txt")


def _page(folder: Path, content: bytes, name: str) -> str:
    document = document_of(content, name)
    (folder / "proof.html").write_bytes(render_proof([document], [read_document(document, Policy())]))
    return (folder / "proof.html").as_uri()


def test_the_readers_own_hour_is_told_by_the_readers_clock(example: str, open_page: Open) -> None:
    page = open_page(example, ready=False, timezone_id="Asia/Kolkata")
    assert page.locator("#e1 .mine").inner_text().split() == (
        ["You", "Wed", "21", "July", "07:30", "–", "07:50", "Asia/Calcutta"]
    ) or page.locator("#e1 .mine").inner_text().split() == (
        ["You", "Wed", "21", "July", "07:30", "–", "07:50", "Asia/Kolkata"]
    )
    assert page.locator(".mine:visible").count() == 7


def test_without_script_all_but_that_can_be_read_and_filtered(faulty: str, open_page: Open) -> None:
    page = open_page(faulty, ready=False, java_script_enabled=False)
    assert page.locator(".mine:visible").count() == 0
    assert page.locator("#e1").inner_text().startswith("1")
    everything = page.locator(".row:visible").count()
    page.check("#only")
    assert 0 < page.locator(".row:visible").count() < everything
    assert page.locator("mark.red:visible").all_inner_texts() == ["08:00 to 18:00", "12:00 - 12:30"]


def test_the_filter_leaves_what_is_to_be_looked_at(faulty: str, open_page: Open) -> None:
    page = open_page(faulty, ready=False)
    page.get_by_label("Only problems").check()
    assert page.locator(".event:visible h3").all_inner_texts() == ["2 Two"]
    page.get_by_label("Only problems").uncheck()
    assert page.locator(".event:visible").count() == 3


def test_the_filter_says_so_where_nothing_is_to_be_looked_at(open_page: Open, tmp_path: Path) -> None:
    page = open_page(_page(tmp_path, b"Monday 3 May 2027\n\n09:00 - 10:00 UTC One\n", "d.txt"), ready=False)
    page.check("#only")
    assert page.locator(".none").is_visible()


def test_the_whole_text_can_be_seen(example: str, open_page: Open) -> None:
    page = open_page(example, ready=False)
    abstract = page.locator(".said li > p", has_text="Distributional shift")
    clamped = abstract.bounding_box()
    page.get_by_label("Whole text").check()
    whole = abstract.bounding_box()
    assert clamped is not None
    assert whole is not None
    assert whole["height"] > 2 * clamped["height"]


def test_by_keyboard_a_time_leads_to_its_event_and_back(example: str, open_page: Open) -> None:
    page = open_page(example, ready=False)
    page.locator(".said a.number").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#e1"
    page.locator("#e1 a.number").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#m1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(example: str, faulty: str, open_page: Open, scheme: str, width: int) -> None:
    for address in (example, faulty):
        page = open_page(address, ready=False, color_scheme=scheme, viewport={"width": width, "height": 900})
        page.locator("summary").first.click()
        assert findings(page) == []


def test_on_a_phone_nothing_is_wider_than_the_screen(faulty: str, example: str, open_page: Open) -> None:
    for address in (faulty, example):
        page = open_page(address, ready=False, viewport={"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_paper_the_example_takes_three_pages_and_no_controls(example: str, open_page: Open) -> None:
    page = open_page(example, ready=False)
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert page.locator(".signature").is_visible()
    assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") <= 3


def test_nine_hundred_talks_are_there_at_once(open_page: Open, tmp_path: Path) -> None:
    lines = "".join(
        f"{9 + n // 60 % 12:02}:{n % 60:02} - {9 + (n + 5) // 60 % 12:02}:{(n + 5) % 60:02} Talk {n}\n"
        for n in range(700)
    )
    document = document_of(b"Monday 3 May 2027\nAll times are in UTC\n\n" + lines.encode(), "big.txt")
    reading = read_document(document, Policy())
    (tmp_path / "big.html").write_bytes(render_proof([document], [reading]))
    page = open_page((tmp_path / "big.html").as_uri(), ready=False)
    took = page.evaluate("performance.timing.domComplete - performance.timing.responseEnd")
    assert page.locator(".event").count() == len(reading.programme.talks) == 700
    assert took < 8000


def test_hostile_text_runs_nothing(open_page: Open, tmp_path: Path) -> None:
    bad = "</style></script><script>document.title='hit'</script><img src=x onerror=\"document.title='hit'\">"
    reading = Reading(
        programme=Programme(title=bad, talks=()), problems=(Problem(message=bad, kind="skipped", line=1, text=bad),)
    )
    document = document_of(f"09:00 - 10:00 {bad}\n".encode(), "bad.txt")
    (tmp_path / "bad.html").write_bytes(render_proof([document], [reading]))
    page = open_page((tmp_path / "bad.html").as_uri(), ready=False)
    assert page.title() == f"Proof: {bad}"
    assert page.locator("main").inner_text().count("onerror") >= 1


def test_rows_far_below_the_screen_are_drawn_for_a_picture_of_the_whole_page(example: str, open_page: Open) -> None:
    page = open_page(example, ready=False)
    drawn = page.eval_on_selector_all(".row", "all => all.map(row => getComputedStyle(row).contentVisibility)")
    assert set(drawn) == {"visible"}
