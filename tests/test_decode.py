"""Bytes become text in the encoding they are in, and what is no text is told apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgen.decode import decode
from icsgen.errors import DecodeError

WEST = "Tue 20 July 19:00 – 19:20 PDT\nÜber die Größe\nJosé García · François Dupré’s “talk”\n"
TEXTS = {
    "cp1251": "Вторник 20 июля 19:00 - 19:20\nГлубокое обучение и алгоритмы\nИван Петров\n",
    "koi8-r": "Вторник 20 июля 19:00 - 19:20\nГлубокое обучение и алгоритмы\nИван Петров\n",
    "cp1250": "Wtorek 20 lipca 19:00 - 19:20\nŁukasz Żółw: uczenie głębokie i algorytmy, część\n",
    "cp1253": "Τρίτη 20 Ιουλίου 19:00\nΒαθιά μάθηση και αλγόριθμοι\n",
    "shift_jis": "7月20日 19:00 - 19:20\n深層学習アルゴリズム\n山田太郎\n",
    "gb18030": "7月20日 19:00 - 19:20\n深度学习算法\n王小明\n",
    "big5": "7月20日 19:00 - 19:20\n深度學習演算法\n王小明\n",
    "euc-kr": "7월 20일 19:00 - 19:20\n딥러닝 알고리즘\n",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_known_by_its_mark_or_its_form(encoding: str) -> None:
    assert decode(WEST.encode(encoding)) == (WEST, "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [WEST, TEXTS["gb18030"]], ids=["latin", "chinese"])
def test_utf_16_without_a_mark_is_known_by_its_nuls(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == (text, f"no encoding is declared; read as {encoding.upper()}")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_western_text_without_a_declaration_is_windows_1252(encoding: str) -> None:
    text = WEST if encoding == "cp1252" else "Über die Größe\nJosé García\n"
    assert decode(text.encode(encoding)) == (text, "no encoding is declared and it is not UTF-8; read as windows-1252")


@pytest.mark.parametrize("encoding", list(TEXTS))
def test_other_encodings_are_found_and_doubted(encoding: str) -> None:
    text, doubt = decode(TEXTS[encoding].encode(encoding))
    assert text == TEXTS[encoding]
    assert doubt.startswith("no encoding is declared; read as ")


@pytest.mark.parametrize("encoding", ["iso-8859-2", "koi8-r", "shift_jis", "iso-2022-jp", "windows-1252", "gbk"])
def test_what_is_declared_is_believed(encoding: str) -> None:
    text = {"windows-1252": WEST, "iso-8859-2": "Łukasz Żółw\n", "koi8-r": "Иван\n"}.get(encoding, "山田太郎\n")
    for head, declared in ((f'<?xml version="1.0" encoding="{encoding}"?>', None), ("", encoding)):
        assert decode((head + text).encode(encoding), declared=declared) == (head + text, "")


@pytest.mark.parametrize("declared", ["rot13", "base64", "utf-7", "unicode_escape", "idna", "punycode", "x" * 99])
def test_a_declaration_is_no_way_to_run_a_codec(declared: str) -> None:
    assert decode(b"A+AGE-\\x41 text", declared=declared) == ("A+AGE-\\x41 text", "")


def test_a_few_damaged_places_do_not_turn_utf_8_into_something_else() -> None:
    text = "Größe, naïve, café, Żółw, ümlaut\n" * 4
    content = text.encode().replace("Größe".encode(), b"Gr\xf6\xdfe", 1)
    found, doubt = decode(content)
    assert found is not None
    assert found[5:] == text[5:]
    assert doubt == "2 places are not UTF-8 and show as �"


def test_utf_8_that_breaks_off_within_a_letter_is_still_utf_8() -> None:
    found, doubt = decode(("Größe und Länge: " * 20).encode()[:-18])
    assert found is not None
    assert found.startswith("Größe und Länge")
    assert "not UTF-8" in doubt or not doubt


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nplain so far",
        b"PK\x03\x04" + b"x" * 100,
        b"\x89PNG\r\n\x1a\n" + b"text " * 100,
        b"\x1f\x8b" + b"text " * 100,
        b"\x7fELF" + b"text " * 100,
        random.Random(1).randbytes(10_000),
        bytes(1000),
    ],
    ids=["pdf", "zip", "png", "gzip", "elf", "noise", "nuls"],
)
def test_what_is_no_text_is_told_apart(content: bytes) -> None:
    assert decode(content) == (None, "")


def test_a_stray_control_character_leaves_text_text() -> None:
    content = b"Tue 20 July 19:00 - 19:20 PDT\n" * 20 + b"\x00"
    assert decode(content) == (content.decode(), "")


def test_what_fits_nothing_is_refused() -> None:
    with pytest.raises(DecodeError, match="save it as UTF-8"):
        decode(bytes(range(128, 256)) * 20)


@given(st.text())
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    content = text.encode("utf-8", "ignore")
    found, doubt = decode(content)
    if found is not None and not doubt:
        assert found == content.decode("utf-8").removeprefix("\ufeff") or content[:2] in (b"\xff\xfe", b"\xfe\xff")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_none_or_refused(content: bytes) -> None:
    try:
        text, doubt = decode(content)
    except DecodeError:
        return
    assert text is not None or not doubt


def test_a_large_text_is_decoded_by_its_beginning() -> None:
    content = (WEST * 50_000).encode("cp1252")
    assert len(content) > 4_000_000
    assert decode(content)[0] == WEST * 50_000
