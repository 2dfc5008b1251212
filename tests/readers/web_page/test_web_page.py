"""Web pages: what every one of them keeps, whatever it holds. What single ones hold stands in ``cases``."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from icsgen.errors import FormatError, IcsgenError
from icsgen.model import Policy, Reading
from icsgen.readers import web_page
from icsgen.readers.web.hints import role_of
from icsgen.readers.web.machine import read_machine
from icsgen.readers.web.place import Place
from icsgen.readers.web.tree import see
from icsgen.times.zones import to_local
from tests.readers.casebook import document_of

HEAD = "<!doctype html><h1>Day</h1><h2>Monday 3 May 2027</h2><p>All times are in UTC</p>"


def _read(body: str, policy: Policy | None = None) -> Reading:
    return web_page.read(document_of((HEAD + body).encode(), "day.html"), policy or Policy())


def _seen(page: str) -> list[tuple[int, str]]:
    return see(LexborHTMLParser(page), page).visible


# -- what is seen -----------------------------------------------------------------------------------------------


def test_every_line_knows_its_line_in_the_source() -> None:
    page = """<html><head><title>One</title></head>
<body class="One Two">
<h1>One</h1>
<p>Two
and more</p><p
 title="Three">Three</p>
<!-- Four -->
<ul>
<li>Four &amp; five
<li>Ünlü
<li><b>Six</b> 7
</ul><script>"Eight"</script>

<table><tr><td>Eight<td>Nine
<tr>
<td>Ten</table>
</body></html>"""
    assert _seen(page) == [
        (3, "One"),
        (4, "Two and more"),
        (6, "Three"),
        (9, "Four & five"),
        (10, "Ünlü"),
        (11, "Six 7"),
        (14, "Eight"),
        (14, "Nine"),
        (16, "Ten"),
    ]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>a<span>b</span>c", "abc"),
        ("<p><span>09:30</span><span>Title</span>", "09:30 Title"),
        ("<p><b>Title</b>09:30", "Title 09:30"),
        ("<p><b>M</b>achine", "Machine"),
        ("<p>15<sup>th</sup> May", "15th May"),
        ("<p>a\n   b&nbsp;c\u200bd", "a b c d"),
        ("<p>a<wbr>b", "ab"),
    ],
)
def test_words_run_together_only_where_a_reader_sees_one_word(markup: str, shown: str) -> None:
    assert [text for _, text in _seen(markup)] == [shown]


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>X</div>",
        "<div style='color:red; DISPLAY : none'>X</div>",
        "<div style='visibility:hidden'>X</div>",
        "<span aria-hidden=true>X</span>",
        "<template>X</template>",
        "<noscript>X</noscript>",
        "<style>X</style>",
        "<script>X</script>",
        "<!-- X -->",
        "<select><option>X</select>",
        "<nav>X</nav>",
        "<svg><text>X</text></svg>",
        "<input type=hidden value=X>",
        "<img alt=X>",
        "<dialog>X</dialog>",
    ],
)
def test_what_a_reader_would_not_see_is_not_read(hidden: str) -> None:
    assert [text for _, text in _seen(f"<p>before</p>{hidden}<p>after</p>")] == ["before", "after"]


def test_a_page_behind_a_dialog_is_still_seen() -> None:
    page = "<div aria-hidden=true><h1>Day</h1><p>one</p></div><div style='background:none'>two</div>"
    assert [text for _, text in _seen(page)] == ["Day", "one", "two"]


# -- times that machines read -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words", "said"),
    [
        ("2026-06-01T09:30", "", "Mon 1 June 2026 09:30"),
        ("2026-06-01T09:30+02:00", "9:30", "Mon 1 June 2026 09:30 UTC+02:00"),
        ("2026-06-01 09:30:00 +0200", "9:30 – 10:15", "Mon 1 June 2026 09:30 – 10:15 UTC+02:00"),
        ("2026-06-01T07:30Z", "9:30", "Mon 1 June 2026 09:30 UTC+02:00"),
        ("2026-06-01T16:30Z", "9:30 am", "Mon 1 June 2026 09:30 UTC-07:00"),
        ("2026-06-01T23:30Z", "08:30", "Tue 2 June 2026 08:30 UTC+09:00"),
        ("2026-06-01T21:30", "9:30", "Mon 1 June 2026 21:30"),
        ("2026-06-01T22:30+02:00", "10:30 pm – 12:15 am", "Mon 1 June 2026 22:30 – Tue 2 June 2026 00:15 UTC+02:00"),
        ("2026-06-01", "Monday", "Mon 1 June 2026"),
        ("2026-06-01", "9:30 – 10:00 PDT", "Mon 1 June 2026 9:30 – 10:00 PDT"),
        ("2026-06-01", "Mon, June 1, 9:30", "Mon 1 June 2026 9:30"),
    ],
)
def test_the_machines_time_gives_what_the_words_leave_open(value: str, words: str, said: str) -> None:
    spoken = read_machine(value, words)
    assert spoken is not None
    assert spoken.text() == said
    assert spoken.contradiction == ""


@pytest.mark.parametrize(
    "value", ["", "PT30M", "2026", "2026-W23", "09:30", "tomorrow", "2026-13-40", "1/2/3", "2026-06-01T99:99"]
)
def test_a_value_that_is_no_day_says_nothing(value: str) -> None:
    assert read_machine(value, "9:30") is None


def test_an_hour_shown_otherwise_than_machines_read_it_is_a_doubt() -> None:
    reading = _read("<ul><li><time datetime='2027-05-03T09:30+02:00'>10:00</time> One</li></ul>")
    (doubt,) = [one for one in reading.problems if "machines" in one.message]
    assert doubt.message == "the page shows 10:00 where machines read 09:30; took 09:30"
    assert doubt.kind == "doubt"
    when = reading.programme.talks[0].when
    assert to_local(when.start, when.zone) == datetime(2027, 5, 3, 9, 30)  # type: ignore[union-attr]


def test_an_instant_without_a_shown_hour_is_told_in_the_zone_that_is_asked_for() -> None:
    body = "<div><h3>One</h3><time datetime='2027-05-03T07:30Z'></time><time datetime='2027-05-03T08:00Z'></time></div>"
    page = document_of(f"<!doctype html>{body}".encode(), "day.html")
    (talk,) = web_page.read(page, Policy(tz="Europe/Vienna")).programme.talks
    assert talk.when.zone == "Europe/Vienna"  # type: ignore[union-attr]
    (same,) = web_page.read(page, Policy()).programme.talks
    assert same.when.start == talk.when.start  # type: ignore[union-attr]


# -- structure --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("session-title", "title"),
        ("talk__speakers", "speakers"),
        ("speakerName", "speakers"),
        ("room", "room"),
        ("subtitled", ""),
        ("col-md-4 time", "time"),
        ("title room", ""),
        ("items-start md:text-end duration-300 font-heading col-start-2 place-items-center", ""),
        ("session-start", "time"),
        ("talk-duration", "duration"),
    ],
)
def test_a_class_names_a_part_by_whole_words(words: str, role: str) -> None:
    assert role_of(words) == role


@pytest.mark.parametrize(
    "order",
    [
        "<p class=time>9:00 - 9:30</p><h3>On Ants</h3><p class=speaker>Ida Lund</p>",
        "<h3>On Ants</h3><p class=time>9:00 - 9:30</p><p class=speaker>Ida Lund</p>",
        "<p class=speaker>Ida Lund</p><h3>On Ants</h3><p class=time>9:00 - 9:30</p>",
        "<p><span class=room>Hall 1</span> <span class=time>9:00 - 9:30</span></p><h3>On Ants</h3>"
        "<i class=speaker>Ida Lund</i>",
    ],
)
def test_a_card_reads_alike_in_whatever_order_it_is_written(order: str) -> None:
    reading = _read(f"<div>{order}</div>" + f"<div>{order}</div>".replace("9:", "10:").replace("Ants", "Bees"))
    talks = reading.programme.talks
    assert [(talk.title, [one.name for one in talk.speakers]) for talk in talks] == [
        ("On Ants", ["Ida Lund"]),
        ("On Bees", ["Ida Lund"]),
    ]
    assert [talk.when.start.hour for talk in talks] == [9, 10]  # type: ignore[union-attr]


def test_what_stands_below_a_list_or_a_table_is_not_the_last_talks() -> None:
    for body in (
        "<ul><li>9:00 - 9:30 One</li></ul><p>Contact us.</p>",
        "<table><tr><td>9:00 - 9:30<td>One</table><p>Contact us.</p>",
        "<dl><dt>9:00 - 9:30<dd>One</dl><p>Contact us.</p>",
        "<div><p>9:00 - 9:30</p><h3>One</h3></div><p>Contact us.</p>",
    ):
        (talk,) = _read(body).programme.talks
        assert (talk.title, talk.abstract) == ("One", ""), body


def test_a_described_programme_is_never_read_twice() -> None:
    day = "2027-05-03"
    events = [
        f'{{"@type": "Event", "name": "T{hour}", "startDate": "{day}T{hour:02}:00Z", "endDate": "{day}T{hour:02}:30Z"}}'
        for hour in (9, 10)
    ]
    described = f'<script type="application/ld+json">[{", ".join(events)}]</script>'
    shown = "<ul><li>9:00 - 9:30 T9</li><li>10:00 - 10:30 T10</li></ul>"
    assert [talk.title for talk in _read(described + shown).programme.talks] == ["T9", "T10"]
    more = shown.replace("</ul>", "<li>11:00 - 11:30 T11</li></ul>")
    assert [talk.title for talk in _read(described + more).programme.talks] == ["T9", "T10", "T11"]


# -- hostile ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<div>" * 50_000 + "</div>" * 50_000,
        "<p>" + "".join(f"<b id={number}>" for number in range(400)) + "<p>x" * 20_000,
    ],
)
def test_nesting_bombs_are_refused_before_they_are_parsed(page: str) -> None:
    began = time.process_time()
    with pytest.raises(FormatError, match="nested more than 512 deep"):
        _read(page)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "body",
    [
        "<svg><path d='M0'/></svg>" * 3000,
        "<p>a<br>b<img src=x>" * 3000,
        "<ul>" + "<li>x" * 3000,
        "<div/>" * 400,
        "</div>" * 3000,
        "<table><tr><td rowspan=1000 colspan=1000>x" * 50,
    ],
)
def test_a_page_that_only_looks_deep_is_read(body: str) -> None:
    assert len(_read(body + "</table></ul></div><ul><li>9:00 - 9:30 One</ul>").programme.talks) == 1


def test_a_text_that_no_programme_has_is_refused() -> None:
    with pytest.raises(FormatError, match="shows a text of 1,000,001 characters"):
        _read("<p>" + "x" * 1_000_001)
    assert _read("<style>" + "x" * 1_500_000 + "</style><ul><li>9:00 - 9:30 One</ul>").programme.talks


def test_a_truncated_page_gives_what_it_holds() -> None:
    page = HEAD + "<table>" + "".join(f"<tr><td>{hour}:00 - {hour}:30<td>T{hour}" for hour in range(9, 17)) + "</table>"
    for cut in range(len(HEAD), len(page), 7):
        try:
            talks = web_page.read(document_of(page[:cut].encode(), "day.html"), Policy()).programme.talks
        except IcsgenError:
            continue
        assert [talk.title for talk in talks[:-1]] == [f"T{hour}" for hour in range(9, 8 + len(talks))]


PIECES = st.sampled_from(
    """<table>|</table>|<thead>|<tr>|</tr>|<td>|<td rowspan=3>|<th colspan=2>|</td>|<caption>|<ul>|<ol>|<li>|</ul>|<dl>
    |<dt>|<dd>|<div>|</div>|<p>|<br>|<hr>|<h1>|<h2>|<h3>|</h3>|<span class=time>|<span class=speaker>|</span>|<b>|</b>
    |<div class=title>|<del>|</del>|<pre>|</pre>|</time>|<a href='https://x.example'>|</a>|<div hidden>|<!--|-->|<|&amp;
    |<time datetime='2027-05-03T09:00Z'>|<time datetime='2027-05-03'>|<time datetime='2027-05-03T23:30+02:00/P1D'>|&#0;
    |<div itemscope itemtype='https://schema.org/Event'>|<meta itemprop=startDate content=2027-05-03T09:00>|\0|\ud7ff
    |<i itemprop=name>|<script type='application/ld+json'>{"@type":"Event","startDate":"2027-05-03T09:00","name":[1]}
    |</script>|<script type='application/ld+json'>""".replace("\n    ", "").split("|")
)
WORDS = st.sampled_from(
    """9:00;9:00 - 9:30;10:00 – 11:00 PDT;11.30;Monday 3 May 2027;Tuesday;Room 1;Hall A;Time;Title;Speaker;Talk;Ann Lee
    ;45 min;by Bo Li;Europe/Vienna;All times in UTC;25:00 - 26:00;3/4/2027;Noon;Lunch;#;| x |---|;\n\n""".replace(
        "\n    ", ""
    ).split(";")
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(PIECES, WORDS, st.text(max_size=6)), max_size=40).map("".join),
    st.sampled_from([Policy(), Policy(tz="Europe/Vienna", year=2027), Policy(tz="UTC")]),
    st.sampled_from(["day.html", "day.md"]),
)
def test_whatever_the_page_nothing_but_our_errors_is_raised(body: str, policy: Policy, name: str) -> None:
    page = f"{HEAD}<p>9:00 - 9:30 One</p>{body}".encode("utf-8", "replace")
    assert 0 <= web_page.sniff(document_of(page, name)) <= 100
    try:
        reading = web_page.read(document_of(page, name), policy)
    except IcsgenError:
        return
    lines = len(page.splitlines())
    assert reading.programme.talks
    assert all(1 <= number <= lines for number, _ in reading.visible)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="ab é<&;\n 1:", min_size=1, max_size=12), max_size=12))
def test_the_place_in_the_source_never_runs_ahead_of_the_text(texts: list[str]) -> None:
    source = "".join(f"<p>{text}</p>" for text in texts)
    place = Place(source)
    at = 0
    for text in texts:
        if text.strip():
            place.look(text)
            assert place.number <= source.count("\n", 0, at + 3 + len(text)) + 1
        at += len(text) + 7
