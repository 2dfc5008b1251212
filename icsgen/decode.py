"""Bytes into text: which encoding a source is in, or that it is no text at all.

In this order: a byte order mark; UTF-16 by its NULs; UTF-8, which hardly anything else passes for; what the
server or the page declares; UTF-8 with a few damaged places; Windows-1252 where its letters make words; what
``charset-normalizer`` finds. Whatever was not stated comes back as a doubt, to be reported.
"""

from __future__ import annotations

import codecs
import re

from icsgen.errors import DecodeError
from icsgen.patterns import Pattern

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x7fELF")
_CONTROL = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_BINARY_SHARE = 200
"""Text damaged by a stray control character is still text; one in so many bytes is not."""

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]+)"""
    rb"""|\A[^\n]{0,80}coding[:=]\s*([\w.-]+)""",
    re.IGNORECASE,
)
_TEXT_ENCODING = Pattern(
    r"utf[-_]?(8|16|32)([-_]?[bl]e)?|(iso[-_]?8859|windows|cp|ibm)[-_]?\d+([-_]\d+)?|latin[-_]?\d|(us[-_])?ascii"
    r"|koi8[-_]?[ru]|gb[-_]?(2312|k|18030)|big5([-_]?hkscs)?|shift[-_]?jis|sjis|euc[-_]?(jp|kr)|iso[-_]?2022[-_]?jp"
    r"|mac(intosh|[-_]?roman)|tis[-_]?620",
    re.IGNORECASE,
)
_AS_BROWSERS_DO = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_ENOUGH = 200_000
"""Bytes that tell an encoding as well as all would."""
_SHORTLIST = ["cp1250", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"]
_MULTIBYTE = ["gb18030", "cp932", "euc_jp", "cp949", "big5"]
_PUNCTUATION = frozenset("–—‘’‚“”„…·•®©™°§«»€¡¿ºª²³½¼\xa0×±")


def decode(content: bytes, *, declared: str | None = None, origin: str | None = None) -> tuple[str | None, str]:
    """The text without its mark, and what had to be assumed; no text if the content is binary.

    ``declared`` is the charset that the server named, ``origin`` the source, for the message.

    :raises DecodeError: it looks like text, but in no encoding that can be told.

    >>> decode("Größe".encode("utf-16")), decode("Größe".encode("latin-1"))
    (('Größe', ''), ('Größe', 'no encoding is declared and it is not UTF-8; read as windows-1252'))
    >>> decode(b"%PDF-1.7")
    (None, '')
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], encoding)
    if content.startswith(_NO_TEXT):
        return None, ""
    if wide := _unmarked_utf16(content):
        return content.decode(wide, "replace"), f"no encoding is declared; read as {wide.upper()}"
    if (len(content) - len(content.translate(None, _CONTROL))) * _BINARY_SHARE > len(content):
        return None, ""
    stated = _stated(content, declared)
    if not (stated and stated.lower().startswith("iso-2022") and b"\x1b" in content):
        try:
            return content.decode("utf-8"), ""
        except UnicodeDecodeError:
            pass
    if stated is not None:
        try:
            return content.decode(_AS_BROWSERS_DO.get(stated.lower(), stated)), ""
        except (UnicodeDecodeError, LookupError):
            pass
    return _guessed(content, origin)


def _marked(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), ""
    except UnicodeDecodeError as error:
        text = content.decode(encoding, "replace")
        return text, f"byte {error.start} and {max(text.count('�') - 1, 0)} other places are not {encoding.upper()}"


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: the NULs of its spaces, digits and line ends all stand on the same side."""
    head = content[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    most, least, encoding = (odd, even, "utf-16-le") if odd > even else (even, odd, "utf-16-be")
    return encoding if len(head) > 3 and most * 20 > len(head) and least * 50 < most else None


def _stated(content: bytes, declared: str | None) -> str | None:
    """What the server says, else what the content says of itself; only encodings of text."""
    found = _DECLARED.search(content[:4096])
    inside = next(group for group in found.groups() if group).decode("ascii", "replace") if found else None
    return next((name for name in (declared, inside) if name and _TEXT_ENCODING.fullmatch(name)), None)


def _guessed(content: bytes, origin: str | None) -> tuple[str, str]:
    damaged = content.decode("utf-8", "replace")
    bad = damaged.count("�")
    letters = sum(character > "\x7f" for character in damaged[:_ENOUGH]) - bad
    if letters > 4 * bad:
        return damaged, f"{bad} places are not UTF-8 and show as �"
    if (text := _western(content)) is not None:
        return text, "no encoding is declared and it is not UTF-8; read as windows-1252"
    from charset_normalizer import from_bytes  # takes 30 ms, and few sources need it

    high = b"\n".join(line for line in content[:_ENOUGH].splitlines() if not line.isascii())
    for candidates in (_SHORTLIST, _MULTIBYTE):
        best = from_bytes(high, cp_isolation=candidates, preemptive_behaviour=False).best()
        if best is not None and best.chaos < 0.1:
            try:
                return content.decode(best.encoding), f"no encoding is declared; read as {best.encoding}"
            except UnicodeDecodeError:
                continue
    raise DecodeError(
        "the text is in no encoding that can be told", origin=origin, hint="save it as UTF-8 and try again"
    )


def _western(content: bytes) -> str | None:
    """The text by Windows-1252, if what stands beside ASCII then are letters within words, or punctuation."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        try:
            text = content.decode("latin-1")
        except UnicodeDecodeError:  # pragma: no cover - latin-1 decodes everything
            return None
        if re.search("[\x80-\x9f]", text):
            return None
    sample = text[:_ENOUGH]
    high = [character for character in sample if character > "\x7f"]
    odd = sum(not character.isalpha() and character not in _PUNCTUATION for character in high)
    inside = len(re.findall(r"[A-Za-z][^\x00-\x7f\w’‘·–—][A-Za-z]", sample))
    alone = sum(map(len, re.findall(r"[^\W\x00-\x7f]{3,}", sample)))  # three in a row: another alphabet
    return text if max(odd, inside, alone) * 20 <= len(high) else None
