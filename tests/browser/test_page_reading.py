"""Reading, searching and filtering the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from icsgen.outputs.page.words import LANGUAGES
from tests.browser.conftest import Host, Open, with_changes
from tests.outputs.programmes import HOSTILE, hostile, publish

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TALKS = with_changes()[1].talks


def shown(page: Page) -> list[str]:
    """Titles of the talks that can be seen."""
    return page.eval_on_selector_all(
        ".talk", "all => all.filter(one => one.checkVisibility()).map(one => one.querySelector('h4').textContent)"
    )


def hash_of(page: Page, part: str) -> None:
    """Wait until the address holds it."""
    page.wait_for_function("part => decodeURIComponent(location.hash).includes(part)", arg=part)


def test_without_script_everything_can_be_read_and_nothing_is_offered_that_needs_it(
    site: tuple[Path, str], open_page: Open
) -> None:
    """Days, hours, titles, speakers, abstracts, links to subscribe; no search field, no pick."""
    page = open_page(site[1], ready=False, java_script_enabled=False)
    assert page.locator(".day").count() == 3
    assert page.locator(".talk:visible").count() == 134
    first = page.locator(".talk").nth(1)
    assert first.locator("h4").inner_text() == "Keynote: the planet as a dataset"
    first.locator("summary").click()
    assert first.locator("details p").first.is_visible()
    assert page.locator(".slot > h3 time").first.get_attribute("datetime") == "2027-05-11T07:30:00Z"
    for control in ("#q", ".pick", "#bar", "#views", "#copy-address"):
        assert not page.locator(control).first.is_visible(), control
    assert page.locator("#way-apple").get_attribute("href", timeout=1000).startswith("webcal://")
    assert page.locator("#way-download").is_visible()
    page.click("text=Every calendar of this programme")
    assert page.locator("main h1").inner_text() == "Every calendar of this programme"
    assert page.locator("text=Aula Magna").count() == 1


def test_search_finds_words_in_titles_names_and_abstracts_whatever_their_accents(
    site: tuple[Path, str], open_page: Open
) -> None:
    """All words must be there, in any order; the count is said; the search stands in the address."""
    page = open_page(site[1])
    for query, wanted in (
        ("yilmaz lukasz", lambda text: "yılmaz" in text and "łukasz" in text),
        ("GLACIER", lambda text: "glacier" in text),
        ("cluster labels plankton", lambda text: all(word in text for word in ("cluster", "labels", "plankton"))),
    ):
        page.fill("#q", query)
        hash_of(page, query.replace(" ", "+"))
        texts = [" ".join([t.title, *(s.name for s in t.speakers), t.abstract, t.room, t.track]).lower() for t in TALKS]
        expected = sum(map(wanted, texts)) + _cancelled(page, wanted)
        assert len(shown(page)) == expected > 0
        assert page.locator("#status").inner_text().startswith(f"{expected} of 134 talks")
    page.fill("#q", "zebra crossing")
    page.wait_for_selector("#nothing:visible")
    assert shown(page) == []
    page.click("#clear")
    page.wait_for_function("() => !location.hash")
    assert len(shown(page)) == 134


def _cancelled(page: Page, wanted: Callable[[str], bool]) -> int:
    """The cancelled talk is on the page, and not in the programme."""
    texts = page.eval_on_selector_all(".talk.off", "all => all.map(one => one.textContent.toLowerCase())")
    return sum(map(wanted, texts))


def test_filters_combine_stand_in_the_address_and_come_back_from_it(site: tuple[Path, str], open_page: Open) -> None:
    """Room and track by the lists, speaker by a click on the name; the address opens the same view elsewhere."""
    page = open_page(site[1])
    page.select_option("#f-room", "Room 101")
    page.select_option("#f-track", "Methods")
    hash_of(page, "room=Room+101&track=Methods")
    expected = [talk for talk in TALKS if (talk.room, talk.track) == ("Room 101", "Methods")]
    off = page.locator(".talk.off:visible").count()
    assert len(shown(page)) == len(expected) + off
    other = open_page(page.url)
    assert shown(other) == shown(page)
    assert other.locator("#f-room").input_value() == "Room 101"
    other.click("#clear")
    name = "Ada Okafor" if any(s.name == "Ada Okafor" for t in TALKS for s in t.speakers) else TALKS[1].speakers[0].name
    other.locator(".who a", has_text=name).first.click()
    assert len(shown(other)) == sum(any(s.name == name for s in talk.speakers) for talk in TALKS)
    hash_of(other, f"speaker={name.replace(' ', '+')}")
    other.locator(".chip").click()
    assert len(shown(other)) == 134


def test_a_filter_offers_only_what_leaves_something(site: tuple[Path, str], open_page: Open) -> None:
    """Rooms of another day are shut, and each choice says how many talks it leaves."""
    page = open_page(site[1])
    page.select_option("#f-day", "2027-05-13")
    options = page.eval_on_selector_all(
        "#f-room option", "all => all.map(one => [one.value, one.textContent, one.disabled])"
    )
    for value, text, disabled in options[1:]:
        count = sum(t.room == value and t.when.start.day == 13 for t in TALKS)  # type: ignore[union-attr]
        assert (text, disabled) == (f"{value} ({count})", not count)
    assert page.locator(".day:visible").count() == 1
    assert page.locator("#days li:visible").count() == 1


def test_the_grid_places_each_talk_under_its_room_and_beside_its_hour(site: tuple[Path, str], open_page: Open) -> None:
    """Same elements as the list; no two overlap; lunch spans all rooms; names stay in view while scrolling."""
    page = open_page(site[1])
    page.locator("#views label", has_text="Grid").click()
    day = page.locator("#d-2027-05-11 .slots")
    assert day.get_attribute("role") == "region"
    assert day.get_attribute("aria-label") == "Grid by room, Tuesday 11 May"
    boxes = page.evaluate("""() => {
      const box = one => { const r = one.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
      const slots = document.querySelector('#d-2027-05-11 .slots');
      return {
        heads: [...slots.querySelectorAll('.grid-head:not(.corner)')].map(one => [one.textContent, box(one)]),
        talks: [...slots.querySelectorAll('.talk')].map(one =>
          [one.querySelector('.room')?.textContent ?? '', box(one), one.querySelector('time').textContent]),
        hours: [...slots.querySelectorAll('h3')].map(one => [one.textContent, box(one)]),
      };
    }""")
    heads, hours = dict(boxes["heads"]), dict(boxes["hours"])
    assert list(heads) == sorted(heads)
    for room, (left, top, right, _), hour in boxes["talks"]:
        assert hours[hour][1] - 1 <= top < hours[hour][3]
        if room:
            assert heads[room][0] <= left
            assert right <= heads[room][2] + 1
        else:
            assert right - left > 3 * (heads["Aula Magna"][2] - heads["Aula Magna"][0])
    rectangles = [box for _, box, _ in boxes["talks"]]
    for at, one in enumerate(rectangles):
        for two in rectangles[at + 1 :]:
            assert one[2] <= two[0] + 1 or two[2] <= one[0] + 1 or one[3] <= two[1] + 1 or two[3] <= one[1] + 1
    day.evaluate("one => one.scrollTop = 500")
    assert abs(page.locator("#d-2027-05-11 .grid-head").nth(1).bounding_box()["y"] - day.bounding_box()["y"]) < 2  # type: ignore[index]
    hash_of(page, "view=grid")
    page.select_option("#f-room", "Room 101")
    assert page.locator("#d-2027-05-11 .grid-head:not(.corner)").all_inner_texts() == ["Room 101"]


def test_what_is_on_is_marked_in_words_and_can_be_jumped_to(site: tuple[Path, str], open_page: Open) -> None:
    """Now and next by instants, in any zone; the marks follow the clock without a reload."""
    page = open_page("about:blank", ready=False, timezone_id="Asia/Tokyo")
    page.clock.install(time="2027-05-11T09:05:00Z")  # 10:05 in Lisbon
    open_page(site[1], page=page)
    now = page.locator(".talk.now")
    expected = [t for t in TALKS if t.when.start.isoformat() <= "2027-05-11T09:05" < t.when.end.isoformat()]  # type: ignore[union-attr]
    assert sorted(now.locator("h4").all_inner_texts()) == sorted(t.title for t in expected)
    assert set(now.locator(".mark").all_inner_texts()) == {"Now"}
    assert page.locator(".mark.next").first.inner_text() == "Next"
    page.click(".side [data-jump]")
    page.wait_for_function("() => document.activeElement.matches('.talk.now')")
    page.clock.fast_forward("00:40:00")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.talk.now time')].every(time => time.textContent !== '10:00')"
    )
    page.clock.fast_forward(30 * 86_400_000)
    page.wait_for_function("() => !document.querySelector('.mark') && document.querySelector('[data-jump]').hidden")


def test_cancelled_and_moved_are_said(site: tuple[Path, str], open_page: Open) -> None:
    """In words, on the talk."""
    page = open_page(site[1])
    assert page.locator(".flag", has_text="Cancelled").count() == 1
    assert page.locator(".flag", has_text="Moved, was").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_in_the_readers_language(site: tuple[Path, str], open_page: Open, language: str) -> None:
    """Labels, counts with their plurals, dates; nothing is left in English, nothing between braces."""
    page = open_page(site[1], locale=language)
    words = json.loads((site[0] / f"assets/{language}.json").read_bytes())
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("#open-subscribe").inner_text() == words["subscribe"]
    assert page.locator(".cta-note").inner_text() == words["subscribe_lead"]
    assert page.get_by_role("button", name=f"{words['pick']} Keynote: the planet as a dataset").first.is_visible()
    page.fill("#q", "glacier")
    page.wait_for_function("() => document.querySelector('#status').textContent")
    said = page.locator("#status").inner_text()
    pattern = re.escape(words["found"]["other"]).replace(r"\{n\}", r"\d+").replace(r"\{all\}", "134")
    assert re.fullmatch(pattern, said)
    day = page.evaluate(
        """code => new Intl.DateTimeFormat(code, {weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC'})
          .format(new Date('2027-05-11T12:00Z'))""",
        language,
    )
    assert page.locator("#dh-2027-05-11").inner_text() == day or language == "en"
    assert "{" not in page.locator("body").inner_text()
    page.select_option("#language", "fr" if language != "fr" else "ja")
    page.wait_for_function("code => document.documentElement.lang === code", arg="fr" if language != "fr" else "ja")
    hash_of(page, "l=")


def test_hostile_text_is_text(open_page: Open, host: Host, tmp_path: Path) -> None:
    """In every field, list, chip, panel and view; nothing runs, no other host is asked, the policy holds."""
    address = host(tmp_path)
    publish(hostile(), tmp_path, base=address)
    page = open_page(address)
    titles = [" ".join(text.split()) for text in HOSTILE]
    assert [" ".join(text.split()) for text in shown(page)] == titles
    for pick in page.locator(".pick").all():
        pick.click()
    for link in page.locator(".talk summary").all():
        link.click()
    page.locator("#views label", has_text="Grid").click()
    for facet in ("room", "track", "session", "type"):
        for text in titles:
            page.select_option(f"#f-{facet}", text)
            assert len(shown(page)) == 1
        page.click("#clear")
    page.click(".side [data-open=picks]")
    assert page.locator("#picks-list a").count() == len(HOSTILE)
    page.reload()
    page.wait_for_selector("html.ready")
    assert page.evaluate("() => window.broken") is None
    hrefs = page.eval_on_selector_all("a[href]", "all => all.map(one => one.protocol)")
    assert set(hrefs) <= {"http:", "https:", "webcal:"}


def test_an_address_full_of_rubbish_is_survived(site: tuple[Path, str], open_page: Open) -> None:
    """Unknown names, broken escapes, foreign ids: the page stands and says what it can."""
    page = open_page(site[1] + "#q=%E0%A4%A&room=nowhere")
    rubbish = (
        "#p=99~!!",
        "#p=3~K7",
        "#z=mars&view=cube&l=xx",
        "#t-NOBODY",
        "#%%%=1&p=",
        "#day=2027-05-11&p=1~<script>",
    )
    for text in rubbish:
        page.goto(site[1] + text)
        page.wait_for_timeout(50)
        assert page.locator(".talk").count() == 134
    page.goto(site[1] + "#day=2027-05-12")
    page.wait_for_function("() => [...document.querySelectorAll('.day')].filter(day => !day.hidden).length === 1")
