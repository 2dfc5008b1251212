"""Lines that a copy of a page has torn apart, brought together."""

from __future__ import annotations

from collections.abc import Sequence

from icsgen.readers.markup.lines import Line


def joined_brackets(lines: Sequence[Line]) -> list[Line]:
    """Bring together what a copy has torn apart: '(', 'Invited talk', ')' becomes '(Invited talk)'."""
    out: list[Line] = []
    index = 0
    while index < len(lines):
        text = lines[index].text.strip()
        if text in ("(", "["):
            close = ")" if text == "(" else "]"
            end = next(
                (at for at in range(index + 1, min(index + 4, len(lines))) if lines[at].text.strip().startswith(close)),
                None,
            )
            if end is not None:
                inner = " ".join(line.text.strip() for line in lines[index + 1 : end])
                out.append(Line(lines[index].number, f"{text}{inner}{close}", links=lines[index].links))
                index = end + 1
                continue
        out.append(lines[index])
        index += 1
    return out
