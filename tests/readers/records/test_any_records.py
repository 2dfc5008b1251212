"""What holds for every tree of records, whatever is in it."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icsgen.errors import IcsgenError
from icsgen.model import Policy
from icsgen.readers import records
from icsgen.readers.markup.js_literal import literals
from tests.readers.casebook import document_of

POLICY = Policy(tz="Europe/Oslo", date=date(2024, 6, 3))
KEYS = [
    "title",
    "name",
    "start",
    "end",
    "date",
    "time",
    "duration",
    "speakers",
    "room",
    "sessions",
    "talks",
    "id",
    "days",
]
KEYS += [
    "2024-06-03",
    "09:00",
    "tags",
    "abstract",
    "timezone",
    "allDay",
    "status",
    "data",
    "x",
    "schedule",
    "tracks",
    "",
]
VALUES: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.floats()
    | st.sampled_from(
        ["9:00", "9:00-10:00", "2024-06-03", "2024-06-03T09:00Z", "5/3/2019", "Ann Ash", "1", "", "45 min"]
    )
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)


@given(VALUES)
@settings(max_examples=500, deadline=None)
def test_any_tree_ends_in_a_reading_or_in_one_clear_error(tree: Any) -> None:
    document = document_of(json.dumps(tree).encode(), "a.json")
    assert 0 <= records.sniff(document) <= 60
    for policy in (Policy(), POLICY):
        with suppress(IcsgenError):
            assert records.read(document, policy).programme.talks


@given(st.text(st.sampled_from(list("ab1{}[]:,'\"`\\/*=;. \n")), max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_script_ends_in_a_reading_or_in_one_clear_error(text: str) -> None:
    with suppress(IcsgenError):
        records.read(document_of(f"x = [{text}".encode(), "a.js"), POLICY)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    )
)
@settings(max_examples=200, deadline=None)
def test_json_is_a_literal_too(tree: Any) -> None:
    assert json.loads(literals(f"const a = [{json.dumps(tree)}]", "a.js")["a"]) == [tree]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"[" * 100_000, "a.json"),
        (b'{"talks":' * 5_000 + b"1" + b"}" * 5_000, "a.json"),
        (b"const a = " + b"[" * 100_000, "a.js"),
        (b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (i, i) for i in range(3)), "a.yml"),
        (b"- title: A\n  start: [", "a.yml"),
        (b"title: A\n", "a.yml"),
        (b"- - - 9:00\n", "a.yml"),
    ],
)
def test_what_is_made_to_exhaust_or_damaged_ends_in_one_error(content: bytes, name: str) -> None:
    with pytest.raises(IcsgenError):
        records.read(document_of(content, name), POLICY)


@pytest.mark.parametrize(
    "page",
    ["Program:\nwe meet at 9:00 and then\nwe go home\n", "---\ntitle: A page\n---\n\n9:00 Opening\n", "Hello\n"],
)
def test_what_is_no_list_of_records_is_left_to_others(page: str) -> None:
    assert records.sniff(document_of(page.encode(), "page.md")) == 0
