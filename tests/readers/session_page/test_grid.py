"""Drawn tables are taken apart cell by cell, or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from icsgen.readers.markup.grid import grid_rows


def test_cells_over_rows_and_columns() -> None:
    drawn = [
        "+---+---+---+",
        "| a | b | c |",
        "+===+===+===+",
        "| d | e     |",
        "|   +---+---+",
        "|   | f | g |",
        "+---+---+---+",
    ]
    rows = grid_rows(drawn)
    assert [row.cells for row in rows] == [["a", "b", "c"], ["d", "e", ""], ["", "f", "g"]]
    assert [row.header for row in rows] == [True, False, False]
    assert [row.line for row in rows] == [1, 3, 5]


def test_a_table_whose_bars_are_not_in_line_is_none() -> None:
    assert grid_rows(["+---+---+", "| a  | b |", "+---+---+"]) == []


@given(st.lists(st.text("+-=| a", min_size=1, max_size=12), min_size=1, max_size=8))
def test_no_drawing_breaks_it(drawn: list[str]) -> None:
    assert all(len(row.cells) == len(grid_rows(drawn)[0].cells) for row in grid_rows(drawn))
