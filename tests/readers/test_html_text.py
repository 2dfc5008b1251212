"""HTML fragments become the text that a reader of the page would see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgen.readers.markup.html_text import is_html, plain, plain_line, text_and_html


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p> spaces \n collapse <b> here </b> too</p>", "spaces collapse here too"),
        ("one<br>two<br><br>three<br><br><br><br>four", "one\ntwo\n\nthree\n\nfour"),
        ("<div><div>a</div></div><div>b</div>", "a\nb"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>after", "- a\n  - b\n- c\n\nafter"),
        ("<ol><li>x</li><li>y</ol>", "1. x\n2. y"),
        ("<pre>if x:\n    y\n</pre>", "if x:\n    y"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"),
        ("lines of\nplain text with a <b>word</b>\nstay", "lines of\nplain text with a word\nstay"),
        ("<p>See <a href='https://x.example/y'>this</a></p>", "See this (https://x.example/y)"),
        ("<p><a href='https://x.example/y'>https://x.example/y</a></p>", "https://x.example/y"),
        ("<p><a href='#top'>up</a> <a href='javascript:x()'>run</a></p>", "up run"),
        ("<p>seen<script>unseen()</script><style>p{}</style><!-- nor this --></p>", "seen"),
        ("<p>a<img alt='smile'>b</p>", "asmileb"),
        ("<p>1<sup>st</sup> of May&nbsp;2024 &lt;3</p>", "1st of May\xa02024 <3"),
        ("<p>", ""),
    ],
)
def test_a_fragment_as_text(fragment: str, text: str) -> None:
    assert plain(fragment) == text


@pytest.mark.parametrize(
    "text", ["vector<int> & List<a>", "a < b > c", "Tom & Jerry", "<stdin>", "x <y@example.org> wrote", "C:\\<new>"]
)
def test_text_with_angle_brackets_is_no_html_and_stays(text: str) -> None:
    assert not is_html(text)
    assert text_and_html(text) == (text, "")
    assert plain_line(text) == text


def test_an_entity_in_plain_text_is_resolved() -> None:
    assert text_and_html("Q&amp;A &#8211; AT&T") == ("Q&A – AT&T", "")


@pytest.mark.parametrize(
    "fragment",
    [
        "<p>x<script>alert(1)</script></p>",
        "<p onclick=alert(1)>x</p>",
        "<p>x</p><img src=x\nonerror = alert(1)>",
        "<p>x</p><svg/onload=alert(1)>",
        "<a href=' JavaScript:alert(1)'>x</a>",
        "<p>x</p><iframe src=//evil.example></iframe>",
    ],
)
def test_html_that_could_run_something_is_left_out(fragment: str) -> None:
    text, html = text_and_html(fragment)
    assert text.startswith("x")
    assert html == ""


def test_depth_and_size_are_the_authors_and_cost_no_more_than_their_length() -> None:
    assert plain("<b>" * 100_000 + "x") == "x"
    assert plain("<ul><li>" * 3_000 + "x").endswith("x")
    assert plain("x<br>" * 100_000).count("\n") == 99_999


PIECES = [
    "a",
    "z ",
    " ",
    "\n",
    "\r\n",
    "\t",
    "&amp;",
    "&lt;p&gt;",
    "&nbsp;",
    "&#32;",
    "&Tab;",
    "&#39;",
    "&ampx;",
    "&",
    "\xa0",
]


@given(st.lists(st.lists(st.sampled_from(PIECES)), min_size=1))
def test_plain_paragraphs_read_the_same_with_and_without_the_parser(paragraphs: list[list[str]]) -> None:
    fragment = " ".join(f"<p>{''.join(parts)}</p>" for parts in paragraphs)
    assert plain(fragment) == plain(f"{fragment}<script></script>")  # an unseen element, and so the parser's way
