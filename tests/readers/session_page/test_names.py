"""What of a page's lines names people, and what only looks like it."""

from __future__ import annotations

import pytest

from icsgen.readers.pages.names import people_of


def named(text: str) -> list[str]:
    return [f"{one.name} | {one.affiliation}" if one.affiliation else one.name for one in people_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ilse Wind, Max Feather", ["Ilse Wind", "Max Feather"]),
        ("Ilse Wind, Austin Reed, UT Austin", ["Ilse Wind", "Austin Reed | UT Austin"]),
        ("Ilse Wind, Max Planck Institute", ["Ilse Wind | Max Planck Institute"]),
        ("Ada Brook, Reed Technologies", ["Ada Brook | Reed Technologies"]),
        ("Ada Brook (Delta Institute; remote)", ["Ada Brook | Delta Institute"]),
    ],
)
def test_a_line_of_people(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize("text", ["Restaurant Grüner Baum", "Grand Hotel Alm", "Natural History Museum"])
def test_a_place_to_dine_is_nobody(text: str) -> None:
    assert named(text) == []
