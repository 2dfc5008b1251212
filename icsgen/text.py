"""Text as a calendar can hold it.

Cleaning happens once, when a value is made, so that what a value holds survives the way through a file
exactly. What goes is what some calendar engine cannot carry: control characters, noncharacters, lone
surrogates; every kind of line end becomes a newline (RFC 5545 §3.3.11 knows no other).
"""

from __future__ import annotations

from icsgen.patterns import Pattern

_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\x85")
_NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_UNCARRIABLE = Pattern(f"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
# What str.isprintable() passes holds none of these: it refuses control characters, surrogates, noncharacters and
# every separator but the space. It is several times faster than a search.


def clean_text(text: str) -> str:
    """Text of several lines: newlines and tabs stay, blank margins go.

    >>> clean_text("one\\r\\ntwo\\x00")
    'one\\ntwo'
    """
    if "\r\n" in text:  # the one line end beside "\n" that is common
        text = text.replace("\r\n", "\n")
    if not text.replace("\n", "").isprintable():
        text = _carriable(text)
    return text.strip()


def clean_line(text: str) -> str:
    """Text of one line: every run of white space becomes one space.

    >>> clean_line(" a\\t b\\n c ")
    'a b c'
    """
    if text.isprintable():
        if "  " not in text and text[:1] != " " and text[-1:] != " ":
            return text  # the space is the only white space that is printable
    else:
        text = _carriable(text)
    return " ".join(text.split())


def _carriable(text: str) -> str:
    """By the few characters that are odd, and not by a search of the whole: that takes ten times as long."""
    odd = {character for character in set(text) if not character.isprintable()}
    for end in _LINE_ENDS:
        if end[0] in odd:
            text = text.replace(end, "\n")
    for character in odd:
        if _UNCARRIABLE.match(character):
            text = text.replace(character, "")
    return text
