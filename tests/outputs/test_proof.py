"""The proof, as its bytes say it; how it looks and works in a browser is tested beside the other pages."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from icsgen.model import AllDay, Document, Policy, Problem, Programme, Reading, Speaker, Talk, Timed
from icsgen.outputs.proof import render_proof
from icsgen.pipeline import read_document

EXAMPLE = Path(__file__).parents[2] / "examples" / "icml-2021-deep-learning-algorithms-7.txt"
HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}{title}{0}<img src=x onerror=alert(1)>"


def _document(text: str, name: str = "page.txt") -> Document:
    return Document(origin=name, name=name, content=text.encode(), text=text)


def _proof(text: str, name: str = "page.txt", policy: Policy | None = None) -> LexborHTMLParser:
    document = _document(text, name)
    return LexborHTMLParser(render_proof([document], [read_document(document, policy or Policy())]).decode())


def _text(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text(separator=" ").split())


@pytest.fixture(scope="module")
def example() -> LexborHTMLParser:
    return _proof(EXAMPLE.read_text(encoding="utf-8"), EXAMPLE.name)


def test_the_verdict_counts_events_and_problems(example: LexborHTMLParser) -> None:
    assert _text(example.css_first(".verdict")) == "7 events 1 problem"


def test_each_time_is_marked_and_joined_to_its_event_both_ways(example: LexborHTMLParser) -> None:
    marks = example.css("mark.time")
    assert [_text(mark) for mark in marks[:2]] == ["Tue 20 July 19:00 - 19:20 PDT", "Tue 20 July 19:20 - 19:25 PDT"]
    assert [mark.attributes["id"] for mark in marks] == [f"m{number}" for number in range(1, 8)]
    links = [node.attributes["href"] for node in example.css(".said a.number")]
    assert links == [f"#e{number}" for number in range(1, 8)]
    back = [node.attributes["href"] for node in example.css(".event a.number")]
    assert back == [f"#m{number}" for number in range(1, 8)]


def test_an_event_shows_the_hour_of_the_source_and_utc_with_its_own_day(example: LexborHTMLParser) -> None:
    first = example.css_first("#e1")
    assert first is not None
    assert [_text(row) for row in first.css(".hours > div")][:2] == [
        "Source Tue 20 July 2021 19:00 – 19:20 PDT",
        "UTC Wed 21 July 2021 02:00 – 02:20",
    ]
    mine = first.css_first(".mine")
    assert mine is not None
    assert (mine.attributes["data-start"], mine.attributes["data-end"]) == (
        "2021-07-21T02:00:00Z",
        "2021-07-21T02:20:00Z",
    )
    assert "hidden" in mine.attributes


def test_a_range_that_became_no_event_is_red_with_the_reason(example: LexborHTMLParser) -> None:
    (red,) = example.css("mark.red")
    assert _text(red) == "Tue 20 July 19:50 - 19:55 PDT"
    row = red.parent
    while row is not None and "row" not in (row.attributes.get("class") or "").split():
        row = row.parent
    assert row is not None
    assert _text(row.css_first(".problem")) == "No event no title stands with this time"


def test_every_line_of_the_source_stands_there(example: LexborHTMLParser) -> None:
    shown = [" ".join(node.text().split()) for node in example.css(".said li > p")]
    lines = [" ".join(line.split()) for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    numbers = re.compile(r"PDT\d$")
    assert [numbers.sub("PDT", line) for line in shown] == lines


def test_how_year_and_zone_were_settled_stands_on_top(example: LexborHTMLParser) -> None:
    facts = _text(example.css_first(".facts"))
    assert "Year 2021 in the file name, proven by the weekday" in facts
    assert "Zone" in facts
    assert "PDT" in facts


def test_what_was_checked_is_named_by_its_hash(example: LexborHTMLParser) -> None:
    assert _text(example.css_first("footer code")) == hashlib.sha256(EXAMPLE.read_bytes()).hexdigest()


def test_a_range_that_the_reader_passed_over_shows() -> None:
    text = "09:00 - 10:00 One\n11:00 - 12:00 Two\n"
    talk = Talk(title="One", when=_timed(9, 10), line=1)
    reading = Reading(programme=Programme(title="Day", talks=(talk,)))
    page = LexborHTMLParser(render_proof([_document(text)], [reading]).decode())
    assert _text(page.css_first(".verdict")) == "1 event 0 problems 1 time without event or reason"
    assert _text(page.css_first("mark.red")) == "11:00 - 12:00"
    assert "gave no reason for ‘11:00 - 12:00’" in _text(page.css_first(".problem"))


def test_a_doubt_stands_with_its_event() -> None:
    text = "09:00 One\n"
    talk = Talk(title="One", when=_timed(9, 10), line=1)
    doubt = Problem(message="no end is stated; took 60 minutes", kind="doubt", line=1, text="09:00 One")
    reading = Reading(programme=Programme(title="Day", talks=(talk,)), problems=(doubt,))
    page = LexborHTMLParser(render_proof([_document(text)], [reading]).decode())
    assert "Doubt no end is stated; took 60 minutes" in _text(page.css_first("#e1"))
    assert len(page.css(".problem")) == 0
    assert "has-doubt" in (page.css(".row")[-1].attributes["class"] or "")


def test_two_talks_at_one_time_share_its_mark() -> None:
    page = _proof(
        "Mon 3 May 2027\nAll times UTC\n\n| Time | Hall A | Hall B |\n|---|---|---|\n| 09:00 - 10:00 | One | Two |\n",
        "page.md",
    )
    assert [_text(mark) for mark in page.css("mark.time")] == ["09:00 - 10:00"]
    assert [_text(node) for node in page.css(".said a.number")] == ["1", "2"]
    assert page.css_first("#m2") is not None


def test_a_title_above_its_time_begins_the_block() -> None:
    page = _proof(
        "A Day\nMon 3 May 2027, UTC\n\nOn Ants\nIda Lund\n09:00 - 10:00 UTC\n\nOn Bees\nOlaf Berg\n10:00 - 11:00 UTC\n"
    )
    blocks = [_text(row.css_first(".said")) for row in page.css(".row.has-event")]
    assert [block.split(" ", 1)[1][:7] for block in blocks] == ["On Ants", "On Bees"]


def test_a_web_page_is_shown_as_it_is_seen_with_the_times_that_people_read() -> None:
    page = _proof(
        "<!doctype html><h1>Day</h1><style>p{}</style><div><h3>One</h3>"
        "<p><time datetime='2027-05-03T07:00Z'>9 am</time>"
        " to <time datetime='2027-05-03T08:00Z'>10 am</time></p></div><div><h3>Two</h3><p><time"
        " datetime='2027-05-03T08:00Z'>10 am</time> to <time datetime='2027-05-03T09:00Z'>11 am</time></p></div>",
        "day.html",
    )
    said = [" ".join(node.text().split()) for node in page.css(".said li > p")]
    assert said == ["Day", "One", "9 am to 10 am1", "Two", "10 am to 11 am2"]
    assert [_text(mark) for mark in page.css("mark.time")] == ["9 am to 10 am", "10 am to 11 am"]


def test_a_structured_source_is_shown_record_by_record() -> None:
    talks = tuple(
        Talk(title=f"T{hour}", when=_timed(hour, hour + 1), where=f"day 1 / event {hour}", line=hour, room="A", key="k")
        for hour in (9, 10)
    )
    lost = Problem(message="skipped: it has no time", kind="skipped", where="day 1 / event 11", line=11, text="T11")
    page = LexborHTMLParser(
        render_proof(
            [_document("<schedule/>", "s.xml")],
            [Reading(programme=Programme(title="Day", talks=talks), problems=(lost,))],
        ).decode()
    )
    assert [_text(node) for node in page.css(".where")] == [
        "day 1 / event 9 · line 9",
        "day 1 / event 10 · line 10",
        "day 1 / event 11 · line 11",
    ]
    assert _text(page.css_first(".fields")) == "title T9 room A key k"
    assert _text(page.css(".row")[-1]) == "day 1 / event 11 · line 11 T11 No event it has no time"


def test_several_sources_stand_one_after_the_other_and_are_counted_through() -> None:
    documents = [_document("09:00 - 10:00 One\n", "a.txt"), _document("10:00 - 11:00 Two\n", "b.txt")]
    readings = [
        Reading(programme=Programme(title=title, talks=(Talk(title=title, when=_timed(hour, hour + 1), line=1),)))
        for title, hour in (("One", 9), ("Two", 10))
    ]
    page = LexborHTMLParser(render_proof(documents, readings).decode())
    assert [_text(node) for node in page.css("h2")] == ["a.txt", "b.txt"]
    assert [node.attributes["id"] for node in page.css(".event")] == ["e1", "e2"]
    assert _text(page.css_first("h1")) == "One"


def test_whole_days_and_hours_of_utc_are_shown_once() -> None:
    talks = (
        Talk(title="All", when=AllDay(first=date(2027, 5, 3), last=date(2027, 5, 4)), where="1"),
        Talk(title="Zulu", when=_timed(9, 10), where="2"),
    )
    page = LexborHTMLParser(
        render_proof([_document("x")], [Reading(programme=Programme(title="D", talks=talks))]).decode()
    )
    assert _text(page.css_first("#e1 .hours")) == "All day Mon 3 May 2027 – Tue 4 May 2027"
    assert [_text(row) for row in page.css("#e2 .hours > div")][:1] == ["Source Mon 3 May 2027 09:00 – 10:00 UTC"]
    assert len(page.css("#e2 .hours > div:not(.mine)")) == 1


def test_an_end_on_another_day_says_so() -> None:
    late = Timed(
        start=datetime(2027, 5, 3, 23, 30, tzinfo=UTC), end=datetime(2027, 5, 4, 0, 30, tzinfo=UTC), zone="UTC"
    )
    page = LexborHTMLParser(
        render_proof(
            [_document("x")], [Reading(programme=Programme(title="D", talks=(Talk(title="L", when=late, where="1"),)))]
        ).decode()
    )
    assert "23:30 – 00:30 (+1 day)" in _text(page.css_first("#e1"))


def test_hostile_text_stays_text_in_every_place() -> None:
    talk = Talk(
        title=HOSTILE, when=_timed(9, 10), speakers=(Speaker(name=HOSTILE),), room=HOSTILE, track=HOSTILE,
        type=HOSTILE, session=HOSTILE, url=HOSTILE, key=HOSTILE, line=1,
    )  # fmt: skip
    problem = Problem(message=HOSTILE, kind="skipped", line=2, text=HOSTILE)
    reading = Reading(
        programme=Programme(title=HOSTILE, talks=(talk,)), problems=(problem, problem), notes=(HOSTILE,), truncated=True
    )
    document = Document(origin=HOSTILE, name=HOSTILE, content=b"", text=f"09:00 - 10:00 {HOSTILE}\n{HOSTILE}\n")
    page = LexborHTMLParser(render_proof([document], [reading], title=HOSTILE).decode())
    assert len(page.css("script")) == 1
    assert len(page.css("img")) == 0
    assert _text(page.css_first("h1")) == HOSTILE
    assert _text(page.css_first(".event .place")) == " · ".join([HOSTILE] * 4)
    assert HOSTILE in _text(page.css_first(".problem"))


def test_only_its_own_style_and_script_are_allowed_by_their_hashes(example: LexborHTMLParser) -> None:
    policy = example.css_first("meta[http-equiv='Content-Security-Policy']")
    assert policy is not None
    content = policy.attributes["content"] or ""
    for tag in ("style", "script"):
        node = example.css_first(tag)
        assert node is not None
        digest = b64encode(hashlib.sha256(node.text().encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in content
    assert content.startswith("default-src 'none';")
    html = example.html or ""
    assert " style=" not in html
    assert not re.search(r"\son\w+=", re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL))
    assert not re.search(r"""(?:src|href)=["'](?!#)""", html)


def test_a_large_programme_grows_in_proportion() -> None:
    def size(count: int) -> int:
        start = datetime(2027, 5, 3, 9, tzinfo=UTC)
        talks = tuple(
            Talk(
                title=f"Talk {number:04}",
                when=Timed(
                    start=start + timedelta(minutes=number), end=start + timedelta(minutes=number + 1), zone="UTC"
                ),
                line=number + 1,
            )
            for number in range(count)
        )
        text = "".join(
            f"{9 + n // 60:02}:{n % 60:02} - {9 + (n + 1) // 60:02}:{(n + 1) % 60:02} Talk {n:04}\n"
            for n in range(count)
        )
        return len(render_proof([_document(text)], [Reading(programme=Programme(title="Big", talks=talks))]))

    small, large = size(90), size(900)
    assert large < 10.5 * small
    assert large < 1_500_000


def _timed(start: int, end: int) -> Timed:
    day = datetime(2027, 5, 3, tzinfo=UTC)
    return Timed(start=day.replace(hour=start), end=day.replace(hour=end), zone="UTC")
