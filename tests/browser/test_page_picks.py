"""Picks: kept without an account, as a file, as a link, as a code, and followed when the programme changes."""

from __future__ import annotations

import io
import itertools
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from tests.browser.conftest import Host, Open
from tests.outputs.programmes import NOW, edited, moved, programme, publish

if TYPE_CHECKING:
    from playwright.sync_api import Download, Locator, Page

pytestmark = pytest.mark.browser


def pick(page: Page, *places: int) -> list[str]:
    """Tick the talks at these places; their ids."""
    for place in places:
        page.locator(".pick").nth(place).click()
    page.wait_for_function("n => location.hash.includes(`p=${n}~`)", arg=len(places))
    return [page.locator(".talk").nth(place).get_attribute("id")[2:] for place in places]  # type: ignore[index]


def open_picks(page: Page) -> None:
    page.click(".side [data-open=picks]")
    page.wait_for_selector("dialog[open] #picks")


def picked(page: Page) -> list[str]:
    return page.eval_on_selector_all(".pick[aria-pressed=true]", "all => all.map(one => one.parentNode.id.slice(2))")


def blocks(content: bytes) -> set[bytes]:
    return set(re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", content, re.DOTALL))


def content_of(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def code_in(image: Locator) -> str:
    """What a phone reads from the screen."""
    import zxingcpp
    from PIL import Image

    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(image.screenshot())))
    assert len(found) == 1
    return str(found[0].text)


def test_the_file_of_the_picks_is_cut_from_the_published_bytes(site: tuple[Path, str], open_page: Open) -> None:
    """Same VEVENTs to the byte, sound for another parser, named, not subscribed: no SOURCE, no REFRESH-INTERVAL."""
    page = open_page(site[1])
    ids = pick(page, 1, 7, 30, 90)
    open_picks(page)
    with page.expect_download() as waiting:
        page.click("#picks-file")
    content = content_of(waiting.value)
    assert waiting.value.suggested_filename == "picks.ics"
    published = [(site[0] / f"talk/{short}.ics").read_bytes() for short in ids]
    assert blocks(content) == set().union(*map(blocks, published))
    calendar = Calendar.from_ical(content)
    assert not calendar.errors
    assert str(calendar["NAME"]) == "My picks: Field Notes 2027"
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert not {"SOURCE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"} & set(calendar)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_where_the_file_cannot_be_made_the_single_files_are_offered(site: tuple[Path, str], open_page: Open) -> None:
    """As in an app's own browser or without a net: links that any browser can follow."""
    page = open_page(site[1])
    ids = pick(page, 1, 7)
    open_picks(page)
    page.context.route("**/all.ics", lambda route: route.fulfill(status=200, body="<html>log in</html>"))
    page.click("#picks-file")
    page.wait_for_selector("#picks-files a")
    assert page.eval_on_selector_all("#picks-files a", "all => all.map(one => one.getAttribute('href'))") == [
        f"talk/{short}.ics" for short in ids
    ]


def test_clashes_gaps_and_neighbours_are_said(site: tuple[Path, str], open_page: Open) -> None:
    """Two at once clash, two with a break have a gap, two in a row in other rooms have no time between."""
    page = open_page(site[1])
    rows = page.evaluate("""() => [...document.querySelectorAll('#d-2027-05-12 .talk')].map((one, at) => {
      const [start, end] = [...one.querySelectorAll('.span time')].map(time => Date.parse(time.dateTime) / 60000);
      return [one.id, start, end, one.querySelector('.room')?.textContent ?? ''];
    })""")
    first, clash = next((one, two) for one, two in itertools.pairwise(rows) if one[1] == two[1])
    later = next(row for row in rows if row[1] > max(first[2], clash[2]) + 60 and row[3])
    for row in (first, clash, later):
        page.locator(f"#{row[0]} .pick").click()
    open_picks(page)
    gap = round(later[1] - max(first[2], clash[2]))
    said = page.locator("#picks-list .between").all_inner_texts()
    assert said == ["Clash: these overlap", f"{gap // 60} h {gap % 60} min free" if gap >= 60 else f"{gap} min free"]
    page.locator("#picks-list .close").first.click()
    assert len(picked(page)) == 2
    page.locator("#only-picks").check()
    page.keyboard.press("Escape")
    assert page.locator(".talk:visible").count() == 2


def test_picks_are_there_again_and_their_link_carries_them(site: tuple[Path, str], open_page: Open) -> None:
    """After a reload without the address; on another machine through the link or the code."""
    page = open_page(site[1], permissions=["clipboard-read", "clipboard-write"])
    ids = pick(page, 3, 12, 55)
    assert page.evaluate("location.hash") == f"#p=3~{''.join(ids)}"
    open_picks(page)
    page.click("#picks-link")
    page.wait_for_function("() => document.querySelector('#picks-link').textContent === 'Copied'")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{site[1]}#p=3~{''.join(ids)}"
    page.click("#picks-qr")
    assert code_in(page.locator("#picks-qr-image")) == link
    page.goto("about:blank")
    page.goto(site[1])
    page.wait_for_selector("html.ready")
    assert picked(page) == ids
    phone = open_page(link, viewport={"width": 390, "height": 844}, color_scheme="dark")
    assert phone.locator("#notice-shared").inner_text().startswith("This link holds 3 picked talks.")
    phone.click("text=Make them mine")
    assert picked(phone) == ids


@pytest.mark.parametrize(
    ("choice", "mine"), [("Add to mine", "both"), ("Replace mine", "theirs"), ("Just look", "own")]
)
def test_a_link_from_somebody_never_takes_ones_own_choice(
    site: tuple[Path, str], open_page: Open, choice: str, mine: str
) -> None:
    """It is shown; what becomes of one's own is asked; looking changes nothing, not even after a reload."""
    page = open_page(site[1])
    own = pick(page, 5, 6)
    theirs = [page.locator(".talk").nth(place).get_attribute("id")[2:] for place in (6, 40, 41)]  # type: ignore[index]
    page.goto(f"{site[1]}#p=3~{''.join(theirs)}")  # in the same tab: the page hears of it
    page.wait_for_selector("#notice-shared")
    assert page.locator(".talk:visible").count() == 3
    assert picked(page) == own
    page.click(f"#notice-shared >> text={choice}")
    wanted = {"both": [*own, *theirs[1:]], "theirs": theirs, "own": own}[mine]
    assert sorted(picked(page)) == sorted(wanted)
    if mine == "own":
        assert page.locator(".talk:visible").count() == 3
        page.click("text=Back to the whole programme")
    assert page.locator(".talk:visible").count() == 134
    page.goto("about:blank")
    page.goto(site[1])
    page.wait_for_selector("html.ready")
    assert sorted(picked(page)) == sorted(wanted)


def test_unknown_picks_are_kept_and_told(site: tuple[Path, str], open_page: Open) -> None:
    """One that is no longer in the programme stays in the link; a link that was cut says so."""
    page = open_page(f"{site[1]}#p=2~ZZZZZZ{'0' * 6}")
    page.click("text=Make them mine")
    open_picks(page)
    assert "2 picks are no longer in the programme." in page.locator("#picks").inner_text()
    page.keyboard.press("Escape")
    page.locator(".pick").nth(2).click()
    page.wait_for_function("() => location.hash.includes('p=3~') && location.hash.includes('ZZZZZZ')")
    cut = open_page(f"{site[1]}#p=3~ZZZZZZ0000")
    assert "incomplete" in cut.locator("#notice-shared").inner_text()


def test_picks_work_where_storage_is_shut(site: tuple[Path, str], open_page: Open) -> None:
    """The address alone carries them."""
    page = open_page("about:blank", ready=False)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('shut', 'SecurityError'); }})"
    )
    open_page(site[1], page=page)
    ids = pick(page, 4, 5)
    assert picked(page) == ids


def test_on_the_next_visit_the_page_says_what_changed_for_me(open_page: Open, host: Host, tmp_path: Path) -> None:
    """Moved, another room, cancelled, among the picks only; the file updates them under the same UIDs."""
    before = programme(60)
    places = [at for at, talk in enumerate(before.talks) if talk.speakers][:9]
    address = host(tmp_path)
    publish(before, tmp_path, base=address)
    page = open_page(address)
    ids = pick(page, *places)
    titles = [before.talks[place].title for place in places]
    page.goto("about:blank")
    talk = before.talks[places[1]]
    changes: dict[int, dict[str, object]] = {
        places[1]: {"when": moved(talk, timedelta(hours=2))},
        places[2]: {"room": "The Attic"},
        59: {"title": "Not picked"},
    }
    publish(edited(before, changes, frozenset({places[3]})), tmp_path, base=address, now=NOW + timedelta(days=1))
    page.goto(address)
    page.wait_for_selector("#notice-changed")
    text = page.locator("#notice-changed").inner_text()
    assert "3 of your 9 talks changed" in text
    was = page.locator(f"#d-2027-05-11 time[datetime='{talk.when.start:%Y-%m-%dT%H:%M:%SZ}']").first  # type: ignore[union-attr]
    assert f"{titles[1]}: moved, was {was.inner_text() if was.count() else '09:00'}" in text
    assert f"{titles[2]}: room changed, was {before.talks[places[2]].room}" in text
    assert f"{titles[3]}: cancelled" in text
    assert "Not picked" not in text
    with page.expect_download() as waiting:
        page.click("text=Download the updates")
    events = Calendar.from_ical(content_of(waiting.value)).walk("VEVENT")
    assert len(events) == 3
    assert {int(event["SEQUENCE"]) for event in events} == {1}
    assert sorted(str(event.get("STATUS")) for event in events) == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    page.click("text=Understood")
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("html.ready")
    assert page.locator("#notice-changed").count() == 0
    assert sorted(picked(page)) == sorted(ids)


def test_codes_of_every_size_can_be_read(site: tuple[Path, str], open_page: Open) -> None:
    """The page's own maker of QR codes against a reader that knows nothing of it, from one pick to two hundred."""
    page = open_page(site[1])
    ids = page.eval_on_selector_all(".talk", "all => all.map(one => one.id.slice(2))")
    for count in (1, 2, 5, 12, 30, 60, 100, 134):
        page.evaluate(
            "ids => { localStorage.clear(); location.hash = `p=${ids.length}~${ids.join('')}`; }", ids[:count]
        )
        page.click("#notice-shared >> text=/Replace mine|Make them mine/")
        open_picks(page)
        page.click("#picks-qr")
        page.evaluate("document.querySelector('#picks-qr-image svg').style.width = '420px'")
        assert code_in(page.locator("#picks-qr-image svg")).endswith(f"#p={count}~{''.join(ids[:count])}")
        page.click("dialog .close >> nth=0")
