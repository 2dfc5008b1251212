"""Whatever the text, nothing is raised but what a user is to be told, and no range that stands like a talk's is lost.

Long lines are here to show that no pattern runs away on them.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from icsgen.errors import IcsgenError
from icsgen.model import Document, Policy, Reading
from icsgen.readers import session_page
from tests.readers.session_page.test_cases import cases, document_of

POLICIES = (
    Policy(),
    Policy(tz="Europe/Berlin", year=2021, repeated_hour="second"),
    Policy(tz="UTC", date=date(2021, 12, 30), date_order="dmy"),
)
PIECES = (
    *(
        "9:00 - 9:30",
        "9:00",
        "11 a.m.",
        "Noon–1:00 p.m.",
        "23:30-0:30",
        "10h30",
        "0815 – 0845",
        "25:00 - 26:00",
        "9:75",
        "(ends 5:00 PM)",
        "[10:15]",
    ),
    *(
        "Tue 20 July",
        "Mon 18 Jul 2022",
        "31 June",
        "5/6/2019",
        "Friday",
        "Day 2",
        "Day 9",
        "2021-02-30",
        "Dec 31",
        "Jan 1",
        "July 17–23, 2022",
    ),
    *(
        "PDT",
        "(CEST)",
        "Timezone: Europe/Vienna",
        "Timezone: Nowhere",
        "all times in UTC",
        "Time (PST)",
        "MT",
        "UTC+99",
    ),
    *(
        "A Talk",
        "Ann Lee · Bo Li",
        "Speaker: Cy Fox",
        "Abstract: Words.",
        "Moderator: Di Elk",
        "Room 5",
        "@ None",
        "[ Room 314 ]",
        "(Talk)",
        "Oral",
    ),
    *(
        "|",
        "---",
        "# ",
        "* ",
        "- ",
        "\t",
        "  ",
        "**",
        "🔗",
        "»",
        "&",
        "…",
        "\x00",
        "\u2028",
        "\ufeff",
        "«",
        "((",
        "]]",
        "| a | b |",
        "|---|---|",
    ),
    *(
        "==== ====",
        "+--+--+",
        ".. list-table::",
        "   * - x",
        "     - y",
        "ICML 2021",
        "NeurIPS'24",
        "© 2020",
        "Skip to main content",
        "USEFUL LINKS",
    ),
)
TEXTS = st.lists(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=5).map(" ".join), max_size=25).map(
    "\n".join
)
NAMES = st.sampled_from(("page.txt", "icml-2021.txt", "page.md", "page.rst"))


def document(text: str, name: str = "page.txt") -> Document:
    return Document(origin=name, name=name, content=b"", text=text)


@settings(max_examples=400, deadline=None)
@given(TEXTS, NAMES, st.sampled_from(POLICIES))
@example("9:75 \t Tue 20 July", "page.txt", POLICIES[0])
def test_any_pieces_in_any_order(text: str, name: str, policy: Policy) -> None:
    session_page.sniff(document(text, name))
    with suppress(IcsgenError):
        session_page.read(document(text, name), policy)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(cases()), st.floats(0, 1), st.integers(0, 80), st.sampled_from(PIECES) | st.text(max_size=8))
def test_cases_with_something_put_in_or_taken_out(path: object, share: float, length: int, piece: str) -> None:
    whole = document_of(path)  # type: ignore[arg-type]
    assert whole.text is not None
    at = round(share * len(whole.text))
    text = whole.text[:at] + piece + whole.text[at + length :]
    for policy in POLICIES:
        with suppress(IcsgenError):
            session_page.read(document(text, whole.name), policy)


RANGE = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d - (?:[01]\d|2[0-3]):[0-5]\d")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                "09:00 - 09:30",
                "10:00 - 10:30 A Talk",
                "22:00 - 01:00",
                "17:00 - 02:00 Late",
                "Words",
                "",
                "A Longer Title",
            )
        ),
        max_size=12,
    )
)
def test_every_range_that_stands_like_one_is_a_talk_or_a_problem(lines: list[str]) -> None:
    """Line by line: the lines with a range are exactly those that talks and problems name."""
    text = "\n".join(["Timezone: UTC", "3 May 2021", *lines])
    with suppress(IcsgenError):
        reading = session_page.read(document(text), Policy())
        ranged = {number for number, line in enumerate(text.split("\n"), 1) if RANGE.match(line)}
        assert named(reading) == ranged


def named(reading: Reading) -> set[int]:
    talks = {talk.line for talk in reading.programme.talks if talk.line}
    return talks | {problem.line for problem in reading.problems if problem.kind == "skipped" and problem.line}


@pytest.mark.parametrize(
    "text",
    [
        "A line of text without anything.\n" * 100_000,
        "The desk closes at 6 pm and that is that.\n" * 100_000,
        "word " * 500_000,
        "12:30 " * 100_000,
        "Mon" + " " * 500_000 + "12:30",
        "(" * 200_000 + "9:00",
        "Ann Lee, " * 100_000,
        '3 May 2021 UTC\n9:00 - 9:30 UTC "' + 'a" - (b) ' * 30_000,
        "[a](http://x" * 50_000,
        "# Heading\n" * 50_000,
        "1/2/2019 " * 100_000,
        "-" * 500_000,
        "a.m. " * 200_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_long_texts_come_to_an_end(text: str) -> None:
    """No pattern runs away: each is read, or refused, in time that grows with its length."""
    with suppress(IcsgenError):
        assert session_page.read(document(text), Policy()).programme.talks
