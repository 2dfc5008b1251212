"""XML is read record by record, without entities, within limits."""

from __future__ import annotations

import pytest

from icsgen.errors import FormatError
from icsgen.model import Document
from icsgen.readers.markup.xml_stream import Node, root_of, stream


def document(text: str) -> Document:
    return Document(origin="x.xml", name="x.xml", content=text.encode(), text=text)


def nodes(text: str) -> list[Node]:
    return list(stream(document(text), containers={"day"}, records={"event"}))


def test_containers_come_when_they_open_and_records_when_they_close() -> None:
    found = nodes('<s>\n<day date="1"><event id="7">\n<t> one &amp; two </t></event></day></s>')
    assert [(node.tag, node.attributes, node.line) for node in found] == [
        ("day", {"date": "1"}, 2),
        ("event", {"id": "7"}, 2),
    ]
    assert found[1].get("t") == "one & two"
    assert found[1].get("missing", "id") == "7"


def test_text_between_children_stays_in_order_and_prefixes_go() -> None:
    (event,) = nodes("<s xmlns:p='urn:p'><p:event>a<t>b</t>c<p:u><![CDATA[<d>]]></p:u></p:event></s>")
    assert event.text == "a c"
    assert (event.get("t"), event.get("u")) == ("b", "<d>")


def test_a_document_type_may_name_html_entities_that_it_does_not_declare() -> None:
    (event,) = nodes('<!DOCTYPE s SYSTEM "s.dtd"><s><event><t>a&nbsp;b &unheard; c</t></event></s>')
    assert event.get("t") == "a\xa0b &unheard; c"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('<!DOCTYPE s [<!ENTITY a "b">]><s/>', 1, "declares entities"),
        ('<!DOCTYPE s [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]><s/>', 1, "declares entities"),
        ("<s>\n<day>\n<event><t>x", 3, "breaks off"),
        ("<s><event>a & b</event></s>", 1, "not well-formed"),
        ("<s><event>\x00</event></s>", 1, "not well-formed"),
        ("<s>" * 1000, 1, "nested too deeply"),
        ("<s><event>" + "<b>" * 1000, 1, "nested too deeply"),
        ("<s><event>" + "<b/>" * 30_000 + "</event></s>", 1, "more elements than any programme"),
        ("", 1, "breaks off"),
    ],
)
def test_what_is_damaged_or_made_to_exhaust_its_reader_is_refused(text: str, line: int, message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        nodes(text)
    assert caught.value.line == line


def test_many_texts_between_many_children_cost_no_more_than_their_length() -> None:
    (event,) = nodes("<s><event>" + ("x" * 1000 + "<b/>") * 10_000 + "</event></s>")
    assert len(event.text) == 1001 * 10_000 - 1


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("<?xml version='1.0'?>\n<!-- c --><!DOCTYPE s [<!ELEMENT s ANY>]>\n<p:s a='b'>", "s"),
        ("  <schedule>", "schedule"),
        ("plain <schedule>", ""),
        ("", ""),
    ],
)
def test_the_first_element_tells_the_format(text: str, root: str) -> None:
    assert root_of(document(text)) == root
