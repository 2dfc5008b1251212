"""What holds for every table, whatever is in it."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icsgen.errors import FormatError, IcsgenError
from icsgen.model import Policy
from icsgen.readers import tables
from icsgen.readers.tabular.delimited import delimiters_of
from tests.readers.casebook import document_of

POLICY = Policy(tz="Europe/Oslo", date=date(2024, 6, 3))
HEADERS = [
    "Time",
    "Title",
    "Start",
    "End",
    "Date",
    "Duration",
    "Speakers",
    "Room",
    "Status",
    "All day",
    "id",
    "",
    "X (PT)",
]
TOKENS = ["", "9:00", "9:00 - 10:00", "25:61", "2024-06-03", "5/3/2019", "31.02.2024", "Friday", "Day 2", "45", "0.5"]
TOKENS += ["45446", "1:30 pm", "2024-10-27 02:30", "TRUE", "noon", "Ann Ash, Bob", "<p>x", "\x00", "\ud800", "9" * 30]
CELLS = st.sampled_from([*TOKENS, '"', "a\nb"]) | st.text(max_size=12)
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=8)


@given(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=7), ROWS, st.sampled_from([",", "\t", ";", "|"]))
@settings(max_examples=400, deadline=None)
def test_any_table_ends_in_a_reading_or_in_one_clear_error(header: list[str], rows: list[list[str]], by: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=by, lineterminator="\n").writerows([header, *rows])
    content = text.getvalue().encode("utf-8", "surrogatepass")
    for policy in (Policy(), POLICY):
        with suppress(IcsgenError):
            reading = tables.read(document_of(content, "a.csv"), policy)
            assert reading.programme.talks


@given(st.text(st.sampled_from(list('a1 :,;\t|"\n\r\\-/')), max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_ends_in_a_reading_or_in_one_clear_error(text: str) -> None:
    with suppress(IcsgenError):
        document = document_of(text.encode(), "a.csv")
        assert 0 <= tables.sniff(document) <= 60
        tables.read(document, POLICY)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=30), st.integers(0, 22)), min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_every_row_is_a_talk_at_its_hour_or_a_problem(rows: list[tuple[str, int]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["Title", "Start", "End"])
    for title, hour in rows:
        writer.writerow([title, f"2024-06-03T{hour:02d}:00", f"2024-06-03T{hour:02d}:30"])
    try:
        reading = tables.read(document_of(text.getvalue().encode("utf-8", "surrogatepass"), "a.csv"), Policy(tz="UTC"))
    except IcsgenError:
        return  # no title is left of any, or the text cannot be decoded
    lines = [one.line for one in (*reading.programme.talks, *reading.problems)]
    assert len(lines) == len(set(lines)) == len(rows)
    hours = {hour for _, hour in rows}
    assert {talk.when.start.hour for talk in reading.programme.talks} <= hours  # type: ignore[union-attr]


def test_a_cell_of_200_mb_is_refused_by_its_line() -> None:
    content = b"Title,Start\nA,2024-06-03 09:00\n" + b'"' + b"x" * 200_000 + b'",2024-06-03 09:00\n'
    with pytest.raises(FormatError, match="line 3: this is no table: field larger than field limit"):
        tables.read(document_of(content, "a.csv"), POLICY)


def test_nul_characters_in_cells_are_dropped() -> None:
    content = b"Title,Start,End\n" + b"A\x00B,2024-06-03 09:00,2024-06-03 10:00\n" + b"x,2024-06-03 10:00,\n" * 50
    reading = tables.read(document_of(content, "a.csv"), POLICY)
    assert reading.programme.talks[0].title == "AB"


@pytest.mark.parametrize("by", [",", "\t", ";", "|"])
def test_the_delimiter_is_the_one_that_makes_a_table(by: str) -> None:
    rows = [["Title", "Start"], ["Oaks, ashes; elms | birches", "2024-06-03 09:00"], ["B", "2024-06-03 10:00"]]
    text = io.StringIO()
    csv.writer(text, delimiter=by).writerows(rows)
    assert delimiters_of(text.getvalue())[0] == by


@pytest.mark.parametrize(
    "page",
    [
        "Deep Learning\nTue 20 July 19:00 - 19:20 PDT\nA talk, a word, and, so on\n",
        "We met, we talked, we left.\nThen, at 9:00, we came, and stayed.\n",
        "<html><table><tr><td>Time,Title</td></tr></table>",
        '{"title": "A", "start": "2024-06-03", "end": 1}',
        "BEGIN:VCALENDAR\nDTSTART,TITLE,END\n",
    ],
)
def test_what_is_no_table_is_left_to_others(page: str) -> None:
    assert tables.sniff(document_of(page.encode(), "page.txt")) == 0
