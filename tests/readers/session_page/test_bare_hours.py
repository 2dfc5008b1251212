"""Numbers at the beginnings of lines are hours where a run of them shows it."""

from __future__ import annotations

import pytest

from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.bare_hours import bare_hours


def found(*texts: str) -> list[str]:
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    proven, _ = bare_hours(lines, [], range(len(lines)))
    return [f"{anchor.phrase.text} {anchor.title}" for anchor in proven]


@pytest.mark.parametrize(
    "texts",
    [
        ("9-10 Opening", "10-12 Moss", "12-1 Lunch", "1-3 Bark"),
        ("0900-0930 Opening", "0930-1030 Moss", "1100-1200 Bark"),
        ("0845 Opening", "0930 Moss", "1100 Bark"),
        ("• 9 – 10: Opening", "• 10 – 11: Moss", "• 11 – 12: Bark"),
        ("9-10.30 Opening", "11-12 Moss", "12-1 Lunch", "1-2.30 Bark"),
        ("9-10.30 Opening", "11-12 Moss", "12-1 Lunch", "Tuesday 4 May", "10-11.30 Bark"),
    ],
)
def test_a_run_of_hours(texts: tuple[str, ...]) -> None:
    assert len(found(*texts)) == sum("May" not in text for text in texts)


@pytest.mark.parametrize(
    "texts",
    [
        ("9-10 Opening", "10-11 Moss"),
        ("9-12 Chapters on Moss", "13-16 Chapters on Bark", "17-20 Chapters on Leaves"),
        ("1-2 Chapters", "2-3 Parts", "3-4 Books"),
        ("2005 Moss of the Year", "2010 Bark of the Year", "2015 Leaf of the Year"),
        ("1900 Opening", "1930 Moss", "1945 Bark"),
        ("10 Moss", "11 Bark", "12 Leaves"),
        ("9-10 people", "10-11 trees", "11-12 stones"),
        ("1030 Bark", "0930 Moss", "1100 Leaves"),
        ("10-11.50 Euro", "15-17.50 Euro"),
        ("9-10 Opening", "10-11 Moss", "Tuesday 4 May", "11-12 Bark"),
    ],
)
def test_numbers_that_are_no_hours(texts: tuple[str, ...]) -> None:
    assert found(*texts) == []
