"""The page for everybody: by keyboard, for assistive technology, on paper, without a net."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from icsgen.outputs.page import POLICY
from tests.browser.conftest import Host, Open, with_changes
from tests.outputs.hosts import hosted
from tests.outputs.programmes import hostile, publish

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def short_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A day with a cancelled and a moved talk: axe looks at every element."""
    folder = tmp_path_factory.mktemp("short")
    with hosted(folder) as address:
        for talks in with_changes(30):
            publish(talks, folder, base=address)
        yield address


def findings(page: Page) -> list[str]:
    """What axe finds."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_timeout(100)
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:120]} {node['failureSummary']}" for one in found for node in one["nodes"][:2]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_desk(short_site: str, open_page: Open, scheme: str) -> None:
    """List, grid, search without a hit, picks, subscribing."""
    page = open_page(short_site, color_scheme=scheme)
    page.locator(".pick").nth(1).click()
    page.locator("summary").nth(1).click()
    assert findings(page) == []
    page.click("#open-subscribe")
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.click(".side [data-open=picks]")
    page.click("#picks-qr")
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.locator("#views label", has_text="Grid").click()
    assert findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone(short_site: str, open_page: Open, scheme: str) -> None:
    """The list, the panel of filters, the days, a link from somebody."""
    page = open_page(short_site, color_scheme=scheme, **PHONE)
    assert findings(page) == []
    for panel in ("tools", "days"):
        page.click(f"#bar [data-open={panel}]")
        assert findings(page) == []
        page.keyboard.press("Escape")
    page.goto(f"{short_site}#p=1~ZZZZZZ&q=nothing+at+all")
    page.wait_for_selector("#notice-shared")
    assert findings(page) == []


def test_axe_finds_nothing_without_script_and_on_the_list_of_feeds(short_site: str, open_page: Open) -> None:
    """What is rendered is already right."""
    assert findings(open_page(f"{short_site}feeds.html", ready=False)) == []
    page = open_page("about:blank", ready=False)
    page.route("**/app.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    open_page(short_site, ready=False, page=page)
    assert findings(page) == []


def test_everything_on_a_phone_is_large_enough_for_a_thumb(site: tuple[Path, str], open_page: Open) -> None:
    """Buttons and fields are 44 pixels; nothing is wider than the screen."""
    page = open_page(site[1], **PHONE)
    small = page.evaluate("""() => [...document.querySelectorAll('button, select, input, .button, .way')]
      .filter(one => one.checkVisibility() && !one.matches('[type=radio], [type=checkbox]'))
      .map(one => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
      .filter(([, box]) => box.width < 44 || box.height < 44).map(([html]) => html)""")
    assert small == []
    for hash_ in ("", "#z=mine", "#subscribe"):
        page.goto(site[1] + hash_)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_by_keyboard_alone_one_finds_picks_and_subscribes(site: tuple[Path, str], open_page: Open) -> None:
    """Skip link, search by '/', a pick by Space, a panel that holds the focus and gives it back."""
    page = open_page(site[1])
    press = page.keyboard.press
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    press("Enter")
    assert page.evaluate("document.activeElement.id") == "programme"
    press("/")
    page.wait_for_function("() => document.activeElement.matches('input')")
    page.keyboard.type("keynote")
    page.wait_for_function("() => document.querySelector('#status').textContent.includes('of 134')")
    for _ in range(60):
        press("Tab")
        if page.evaluate("document.activeElement.matches('.pick')"):
            break
    name = page.evaluate(
        """document.activeElement.getAttribute('aria-labelledby').split(' ')
          .map(id => document.getElementById(id).textContent).join(' ')"""
    )
    assert name == "Pick Keynote: the planet as a dataset"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    press("Space")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    page.focus("#open-subscribe")
    press("Enter")
    page.wait_for_selector("dialog[open]")
    for _ in range(20):
        press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.id") == "open-subscribe"


def test_who_goes_on_from_a_link_is_not_called_back(site: tuple[Path, str], open_page: Open) -> None:
    """The page hears of an address that changed when the reader may already be typing."""
    page = open_page(site[1])
    page.evaluate(
        """() => new Promise(done => {
          window.addEventListener('hashchange', () => setTimeout(done, 50));
          location.hash = 'programme';
          document.getElementById('q').focus();
        })"""
    )
    assert page.evaluate("document.activeElement.id") == "q"


def test_it_works_without_a_net_after_a_first_visit(open_page: Open, host: Host, tmp_path: Path) -> None:
    """The programme, its search, the picks, in the reader's language; and it says that it is the last one loaded."""
    address = host(tmp_path)
    publish(with_changes()[1], tmp_path, base=address)
    page = open_page(address, locale="de")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.locator(".pick").nth(1).click()
    page.wait_for_function("() => location.hash.includes('p=1~')")
    open_page.take_net_away(page)
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("html.ready")
    assert page.locator(".talk:visible").count() == 133
    assert page.locator("#open-subscribe").inner_text() == "Abonnieren"
    assert page.locator(".pick[aria-pressed=true]").count() == 1
    assert "Keine Verbindung" in page.locator("#notices").inner_text()
    page.fill("#q", "glacier")
    page.wait_for_function("() => document.querySelector('#status').textContent")


def test_a_newer_programme_is_offered_and_not_forced(open_page: Open, host: Host, tmp_path: Path) -> None:
    """When the tab returns after a while, the page asks; the reader decides."""
    before, after = with_changes()
    address = host(tmp_path)
    publish(before, tmp_path, base=address)
    page = open_page("about:blank", ready=False)
    page.clock.install(time="2027-05-02T10:00:00Z")
    open_page(address, page=page)
    publish(after, tmp_path, base=address)
    page.clock.fast_forward("00:11:00")
    page.wait_for_selector("#notice-newer")
    assert page.locator(".talk.off").count() == 0
    page.click("#notice-newer button")
    page.wait_for_selector(".talk.off")


def test_it_prints_as_a_programme(site: tuple[Path, str], open_page: Open) -> None:
    """Titles, hours and zone are on paper, controls are not; a day starts a page; filters hold."""
    from pypdf import PdfReader

    page = open_page(site[1])
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    text = "\n".join(pages)
    assert "Keynote: the planet as a dataset" in text
    assert "As of" in text
    assert site[1] in text
    for control in ("Subscribe", "Search", "Picks", "Copy link"):
        assert control not in text
    for day in ("Wednesday 12 May", "Thursday 13 May"):
        assert next(one for one in pages if day in one).lstrip().startswith(day)
    page.select_option("#f-room", "Room 101")
    page.locator("#views label", has_text="Grid").click()
    filtered = "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    assert "Room 101" in filtered
    assert "Room 203" not in filtered


def test_the_policy_is_strict_and_is_kept(open_page: Open, host: Host, tmp_path: Path) -> None:
    """Nothing inline, nothing from elsewhere, no base, no form; every panel opened, no report of a violation."""
    assert "'unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    address = host(tmp_path)
    publish(hostile(), tmp_path, base=address)
    page = open_page("about:blank", ready=False)
    page.add_init_script(
        """window.violations = [];
        document.addEventListener('securitypolicyviolation', event => violations.push(event.violatedDirective))"""
    )
    open_page(address, page=page)
    page.locator("#views label", has_text="Grid").click()
    page.locator(".pick").first.click()
    page.click("#open-subscribe")
    page.keyboard.press("Escape")
    page.click(".side [data-open=picks]")
    page.click("#picks-qr")
    with page.expect_download():
        page.click("#picks-file")
    assert page.evaluate("violations") == []
    assert (
        page.eval_on_selector_all(
            "[style], [onclick], [onload], [onerror]", "all => all.filter(one => !one.closest('.slots')).length"
        )
        == 0
    )
