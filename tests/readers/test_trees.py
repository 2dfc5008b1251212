"""JSON and YAML are read within limits, and a fault names its line."""

from __future__ import annotations

import pytest

from icsgen.errors import FormatError
from icsgen.model import Document, Policy
from icsgen.readers.markup.js_literal import ASSIGNED
from icsgen.readers.markup.trees import json_tree, line_of, opens_json
from icsgen.readers.markup.yaml_trees import yaml_data
from icsgen.readers.mismatch import HINT
from icsgen.readers.registry import named


def document(text: str) -> Document:
    return Document(origin="x", name="x", content=text.encode("utf-8", "surrogatepass"), text=text)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('{"a": [1, 2.5, true, null]}', {"a": [1, 2.5, True, None]}),
        ('// talks\nwindow.TALKS["a"] = [{"b": 1}];\n', [{"b": 1}]),
        ("export default {}", {}),
        ("const x = [1]", [1]),
        ('callback({"a": 1});', {"a": 1}),
        ('/* one\n two */ var a = {"b": "x;)"};', {"b": "x;)"}),
        ('["\\ud83d"]', ["\ud83d"]),
    ],
)
def test_json_also_in_a_script(text: str, tree: object) -> None:
    assert opens_json(document(text))
    assert json_tree(document(text)) == tree


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{"a": [1,\n 2', 2, "breaks off"),
        ('{"a": "b\n', 1, "breaks off"),
        ('{"a": 1,\n\n "b": x}', 3, "Expecting value"),
        ("[" * 100_000, None, "nested too deeply"),
        ("[" + "9" * 5000 + ", NaN]", None, "thousands of digits"),
        ("[" + "{}," * 1_000_001 + "{}]", None, "more records or values"),
    ],
)
def test_a_fault_in_json_names_its_line(text: str, line: int | None, message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        json_tree(document(text))
    assert caught.value.line == line


def test_yaml_is_taken_by_its_words() -> None:
    tree = yaml_data(document("start: 10:30\nday: 2021-07-20\nyes: no\nlist: [1, ~, null, 'null', '']\nempty:\n")).tree
    assert tree == {
        "start": "10:30",
        "day": "2021-07-20",
        "yes": "no",
        "list": ["1", None, None, "null", ""],
        "empty": None,
    }


def test_yaml_knows_its_lines_its_anchors_and_its_merges() -> None:
    tree = yaml_data(document("base: &b {room: A, type: Talk}\ntalks:\n  - <<: *b\n    room: B\n")).tree
    assert tree["talks"] == [{"room": "B", "type": "Talk"}]
    assert line_of(tree["talks"][0]) == 3


def test_yaml_of_several_documents_is_a_list() -> None:
    assert yaml_data(document("---\na: 1\n---\nb: 2\n")).tree == [{"a": "1"}, {"b": "2"}]


BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000, "nested too deeply"),
        ("- " * 100_000, "nested too deeply"),
        (BOMB, "unfolds without end"),
        ("a: &a [*a]", "alias of nothing"),
        ("a: *b", "alias of nothing"),
        ("? [a]\n: b", "a key must be a word"),
        ("a: b: c", "mapping values are not allowed"),
        ('a: "b\n', "unexpected end of stream"),
        ("a\x00b: 1", "unacceptable character"),
        ("a:\n\t- b", "cannot start any token"),
    ],
)
def test_yaml_that_is_damaged_or_made_to_exhaust_its_reader_is_refused(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        yaml_data(document(text))


@pytest.mark.parametrize(
    "reader", ["frab-json", "icsgen", "indico", "miniconf", "records", "sched", "xlsx", "xml-records"]
)
def test_a_reader_that_is_forced_on_a_plain_text_says_that_it_is_in_another_format(reader: str) -> None:
    text = "Hello, this is a text.\nThe workshop starts at 9:00.\n"
    with pytest.raises(FormatError, match="this is not ") as refused:
        named(reader).load().read(document(text), Policy())
    assert refused.value.text == "Hello, this is a text."
    assert refused.value.hint == HINT


def test_a_script_of_one_long_word_takes_no_square_of_its_length() -> None:
    assert ASSIGNED.search("2024" * 500_000) is None


def test_yaml_tells_a_key_that_stands_twice_with_its_last_value_kept() -> None:
    data = yaml_data(document("a: 1\nb: {c: 1, c: 2}\nb: x\nsame: y\nsame: y\nempty:\nempty: z\na: [2]\na: 3\n"))
    assert data.tree == {"a": "3", "b": "x", "same": "y", "empty": "z"}
    assert [(doubt.line, doubt.message.removesuffix(", is not read")) for doubt in data.doubts] == [
        (2, "'c' stands twice in this record; the first, '1' (line 2)"),
        (3, "'b' stands twice in this record; the first, a record (line 2)"),
        (8, "'a' stands twice in this record; the first, '1' (line 1)"),
        (9, "'a' stands twice in this record; the first, a list of 1 (line 8)"),
    ]
    assert {doubt.kind for doubt in data.doubts} == {"doubt"}
