"""Lists of people are taken apart where that is sure, and stay whole where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgen.readers.people import looks_like_person, people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Ash", ["Ann Ash"]),
        ("Ann Ash, Bob Birch and Cy Cole", ["Ann Ash", "Bob Birch", "Cy Cole"]),
        ("Ann Ash & Bob Birch", ["Ann Ash", "Bob Birch"]),
        ("Ann Ash / Bob Birch", ["Ann Ash", "Bob Birch"]),
        ("Ann Ash\nBob Birch\n", ["Ann Ash", "Bob Birch"]),
        ("Ash, Ann; Birch, Bob", ["Ash, Ann", "Birch, Bob"]),
        ("Ash, Ann", ["Ash, Ann"]),
        ("Ann Ash, PhD, Bob Birch", ["Ann Ash, PhD", "Bob Birch"]),
        ("Ann Ash (MIT), Bob Birch (ETH Zürich)", ["Ann Ash | MIT", "Bob Birch | ETH Zürich"]),
        ("Ann Ash, University of Oslo", ["Ann Ash | University of Oslo"]),
        ("Ann Ash, ETH Zürich", ["Ann Ash | ETH Zürich"]),
        ("Ann Ash, Inria", ["Ann Ash | Inria"]),
        ("Ann Ash, MIT, Bob Birch, ETH", ["Ann Ash | MIT", "Bob Birch | ETH"]),
        ("Ann Ash - Forest Labs", ["Ann Ash | Forest Labs"]),
        ("Ash & Sons", ["Ash & Sons"]),
        ("Nguyễn Văn An, Łukasz Żak", ["Nguyễn Văn An", "Łukasz Żak"]),
        ("山田太郎、鈴木一郎", ["山田太郎", "鈴木一郎"]),
        ("<a href='https://x.example'>Ann Ash</a>, Bob Birch", ["Ann Ash", "Bob Birch"]),
        ("Ann Ash https://x.example/ann", ["Ann Ash"]),
        ("TBA", []),
        ("https://x.example/people/1", []),
        (" ; , ", []),
    ],
)
def test_a_list_of_people_in_any_writing(text: str, expected: list[str]) -> None:
    assert [f"{one.name} | {one.affiliation}" if one.affiliation else one.name for one in people(text)] == expected


def test_a_link_is_the_persons() -> None:
    (ann,) = people("[Ann Ash](https://x.example/ann)")
    assert (ann.name, ann.url) == ("Ann Ash", "https://x.example/ann")


def test_affiliations_of_their_own_are_of_one_person_or_in_parallel() -> None:
    assert [one.affiliation for one in people("Ann Ash", "MIT")] == ["MIT"]
    assert [one.affiliation for one in people("Ann Ash; Bob Birch", "MIT; ETH")] == ["MIT", "ETH"]
    assert [one.affiliation for one in people("Ann Ash; Bob Birch", "MIT")] == ["", ""]


@pytest.mark.parametrize("text", ["Ann Ash", "Dr. Ann van der Ash", "Jean-Luc O'Neil", "Ann B. Ash"])
def test_this_looks_like_a_person(text: str) -> None:
    assert looks_like_person(text)


@pytest.mark.parametrize(
    "text", ["Opening", "Coffee Break", "A History of Bark", "deep learning", "Room 314", "", "Panel:"]
)
def test_this_does_not(text: str) -> None:
    assert not looks_like_person(text)


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_every_person_has_a_name(text: str) -> None:
    assert all(one.name for one in people(text))
