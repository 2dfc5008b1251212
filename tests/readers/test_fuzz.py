"""Whatever the content, a reader raises nothing but what its user is to be told, and its sniff raises nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from icsgen.errors import IcsgenError
from icsgen.model import Policy
from icsgen.readers.registry import built_in
from tests.readers.casebook import cases, document_of

POLICIES = [Policy(), Policy(tz="Europe/Berlin", year=2021, date=date(2021, 7, 19), repeated_hour="first")]
SEEDS = {
    reader: [case.path for case in cases(Path(__file__).parent / reader.replace("-", "_"))]
    for reader in (
        "frab-xml",
        "frab-json",
        "icalendar",
        "icsgen",
        "indico",
        "jcal",
        "jekyll-conference",
        "miniconf",
        "records",
        "pretalx",
        "sched",
        "sessionize",
        "xml-records",
        "table",
        "xcal",
        "xlsx",
    )
}
TOKENS = [
    *(b"\x00", b"\xff\xfe", b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"{", b"}", b"[", b"]", b'"', b":", b","),
    *(b"null", b"- ", b"&a *a", b"0000-00-00", b"9999-12-31T23:59:59+14:00", b"25:99", b"-1", b"1e999", b"Z", b"T"),
    *(b"\r", b"\n ", b"\n", b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"RRULE:FREQ=DAILY\n", b"DURATION:-P99999999D\n"),
    *(b"DTSTART;TZID=Nowhere/Land:20210101T000000\n", b"\xe2\x80\xa8", b"2021-10-31T02:30:00", b"BEGIN:x y\n"),
]
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(TOKENS) | st.binary(max_size=8)),
    min_size=1,
    max_size=6,
)
VALUES: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        ["2021-10-31T02:30:00", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-14:00", "23:59", "1:99:99"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "title", "date", "start_time", "rooms", "sessions"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def survives(reader: str, content: bytes, name: str) -> None:
    module = built_in()[reader].load()
    try:
        document = document_of(content, name)
    except IcsgenError:
        return
    assert 0 <= module.sniff(document) <= 100
    for policy in POLICIES:
        with suppress(IcsgenError):
            assert module.read(document, policy).programme.talks


@pytest.mark.parametrize("reader", sorted(SEEDS))
@given(data=st.data())
@QUICK
def test_damaged_bytes_end_in_a_reading_or_in_one_clear_error(reader: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(SEEDS[reader]))
    content = path.read_bytes()
    for at, length, token in data.draw(EDITS):
        place = int(at * len(content))
        content = content[:place] + token + content[place + length :]
    survives(reader, content, path.name)


@pytest.mark.parametrize(
    "reader", ["frab-json", "icsgen", "indico", "miniconf", "pretalx", "records", "sched", "sessionize"]
)
@given(data=st.data())
@QUICK
def test_unexpected_values_end_in_a_reading_or_in_one_clear_error(reader: str, data: st.DataObject) -> None:
    path = data.draw(
        st.sampled_from([seed for seed in SEEDS[reader] if seed.suffix == ".json" and "cut" not in seed.name])
    )
    tree = json.loads(path.read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        replace(tree, data)
    survives(reader, json.dumps(tree).encode(), path.name)


def replace(tree: Any, data: st.DataObject) -> None:
    """Put an unexpected value somewhere into the tree."""
    while isinstance(tree, dict | list) and tree:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(tree[key], dict | list) or not tree[key] or data.draw(st.booleans()):
            tree[key] = data.draw(VALUES)
            return
        tree = tree[key]
