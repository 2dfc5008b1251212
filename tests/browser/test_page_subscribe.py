"""Subscribing: every way, the right address, and honesty about those that cannot work."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from urllib.request import urlopen

import pytest

from icsgen.outputs.links import links_to
from tests.browser.conftest import Host, Open
from tests.browser.test_page_picks import code_in
from tests.outputs.programmes import BASE, programme, publish

pytestmark = pytest.mark.browser


def test_all_can_be_subscribed_to_in_one_click(open_page: Open, host: Host, tmp_path: Path) -> None:
    """Each app gets the form of address that it takes, percent-encoded whole."""
    publish(programme(40), tmp_path)
    address = host(tmp_path)
    page = open_page(address)
    page.click("#open-subscribe")
    page.wait_for_selector("dialog[open] #subscribe")
    links = links_to(BASE, "all.ics", "Field Notes 2027")
    ways = {way: page.get_attribute(f"#way-{way}", "href") for way in ("apple", "google", "outlook", "office")}
    assert ways == {"apple": links.webcal, "google": links.google, "outlook": links.outlook, "office": links.office}
    assert page.input_value("#address") == f"{BASE}all.ics"
    assert code_in(page.locator("#subscribe-qr")) == f"{BASE}#subscribe"
    assert page.locator("#why").count() == 0
    with page.expect_download() as waiting:
        page.click("#way-download")
    assert Path(waiting.value.path()).read_bytes() == (tmp_path / "all.ics").read_bytes()


def test_exactly_what_is_filtered_can_be_subscribed_to_where_such_a_feed_exists(
    open_page: Open, host: Host, tmp_path: Path
) -> None:
    """A room, a speaker, a day; for a combination without a feed the page says so and offers all."""
    publish(programme(60), tmp_path)
    address = host(tmp_path)
    page = open_page(f"{address}#room=Harbour+Stage")
    page.click("#open-subscribe")
    page.wait_for_selector("#scope:visible")
    assert page.locator("#scope-name").inner_text() == "Only what is filtered: Harbour Stage"
    assert page.get_attribute("#way-apple", "href") == "webcal://fieldnotes.example/2027/room/harbour-stage.ics"
    inner = parse_qs(urlsplit(page.get_attribute("#way-outlook", "href") or "").query)
    assert inner["url"] == [f"{BASE}room/harbour-stage.ics"]
    code = code_in(page.locator("#subscribe-qr"))
    assert code == f"{BASE}#room=Harbour+Stage&subscribe=1"
    page.locator("#scope label").first.click()
    assert page.get_attribute("#way-apple", "href") == "webcal://fieldnotes.example/2027/all.ics"
    page.keyboard.press("Escape")
    page.select_option("#f-type", "Poster")
    page.click("#open-subscribe")
    page.wait_for_selector("#scope-none:visible")
    assert page.get_attribute("#way-apple", "href") == "webcal://fieldnotes.example/2027/all.ics"
    phone = open_page(f"{address}#room=Harbour+Stage&subscribe=1", viewport={"width": 390, "height": 844})
    phone.wait_for_selector("dialog[open] #scope:visible")
    assert phone.input_value("#address") == f"{BASE}room/harbour-stage.ics"


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        ("http://localhost:8000/", "localhost:8000 can be reached from this machine or network only"),
        ("https://192.168.1.20/conf/", "192.168.1.20 can be reached"),
        ("http://conf.example/", "need an https address; this site has http://conf.example/"),
    ],
)
def test_ways_that_cannot_work_say_why(open_page: Open, host: Host, tmp_path: Path, base: str, reason: str) -> None:
    """Google's and Microsoft's servers cannot reach a machine at home; the other ways stay open."""
    publish(programme(20), tmp_path, base=base)
    address = host(tmp_path)
    page = open_page(address)
    page.click("#open-subscribe")
    assert reason in page.locator("#why").inner_text()
    for way in ("google", "outlook", "office"):
        assert page.get_attribute(f"#way-{way}", "href") is None
        assert page.get_attribute(f"#way-{way}", "aria-disabled") == "true"
    assert (page.get_attribute("#way-apple", "href") or "").startswith("webcal://")


def test_every_address_on_the_page_leads_to_a_calendar(site: tuple[Path, str], open_page: Open) -> None:
    """The list of all feeds and every talk's file, from a host that knows nothing of calendars."""
    page = open_page(f"{site[1]}feeds.html", ready=False)
    links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    calendars = sorted({link for link in links if link.startswith("http") and link.endswith(".ics")})
    assert len(calendars) > 20
    for link in calendars:
        with urlopen(link) as answer:
            assert answer.read().startswith(b"BEGIN:VCALENDAR\r\n"), unquote(link)
            assert answer.headers["Content-Type"].startswith("text/calendar")
    page = open_page(site[1])
    files = page.eval_on_selector_all(
        ".talk .links a[data-t=one_file]", "all => all.map(one => one.getAttribute('href'))"
    )
    assert all(re.fullmatch(r"talk/[0-9A-Z]{6}\.ics", file) and (site[0] / file).exists() for file in files)


def test_the_page_works_from_a_file(site: tuple[Path, str], open_page: Open) -> None:
    """A folder on a stick: it reads, searches and picks; what needs a host falls back to links."""
    page = open_page((site[0] / "index.html").as_uri())
    page.fill("#q", "glacier")
    page.wait_for_function("() => document.querySelector('#status').textContent")
    page.click("#clear")
    page.locator(".pick").nth(1).click()
    page.click(".side [data-open=picks]")
    page.click("#picks-file")
    page.wait_for_selector("#picks-files a")
