"""What lies between picks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.browser.conftest import Host, Open
from tests.outputs.programmes import moved, programme, publish


def test_a_cancelled_pick_clashes_with_nothing_and_whole_hours_are_said_as_such(
    tmp_path: Path, host: Host, open_page: Open
) -> None:
    """At nine one that stands and one that is cancelled; the next is two hours after; nobody has to choose."""
    talks = programme(40)
    first = talks.talks[1]
    after = replace(first, title="Afterwards", key="after", when=moved(first, timedelta(minutes=170)))
    off = replace(first, title="Not today", key="off", cancelled=True)
    publish(replace(talks, talks=(first, off, after)), tmp_path)
    page = open_page(host(tmp_path))
    for place in range(3):
        page.locator(".pick").nth(place).click()
    page.locator(".side [data-open=picks]").click()
    assert page.locator("#picks-list .between").all_inner_texts() == ["2 h free"]
    assert page.locator("#picks-list .clash").count() == 0
    assert page.locator("#picks-list .off").count() == 1
