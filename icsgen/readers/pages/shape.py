"""What a line looks like: running prose, or something that could be a title."""

from __future__ import annotations

import re

from icsgen.patterns import Pattern

_WORD = re.compile(r"[^\W\d_][\w'’.&+-]*")
_SENTENCE_END = re.compile(r"[.!]['\")”’]?\s*$")
_TWO_SENTENCES = re.compile(r"[a-z)]{2}[.!]\s+[A-Z]")
_ABBREVIATED = Pattern(r"(?:\b(?:al|Jr|Sr|Inc|Ltd|Corp|etc|Univ|Dept|Prof|Dr|St|vs|No)|\b[A-Z])\.\s*$")
_FINITE = Pattern(
    r"\b(?:is|are|was|were|will|would|can|could|should|has|have|had|we|our|they|you|please|which|that|shows?|present|"
    r"propose)\b",
    re.IGNORECASE,
)
_OPEN = frozenset({"tba", "tbd", "tbc", "to be announced", "to be determined", "to be confirmed", "title tba"})
_LONGEST_TITLE = 300


def is_open(text: str) -> bool:
    """Whether the text only says that there will be one: 'TBA'."""
    return text.strip(" .()[]").lower() in _OPEN


def words_in(text: str) -> list[str]:
    """The words of a line that begin with a letter."""
    return _WORD.findall(text)


def is_prose(text: str) -> bool:
    """Whether the line is running text.

    >>> is_prose("Physics and deep learning both deal with large systems."), is_prose("Opening Remarks")
    (True, False)
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST_TITLE:
        return True
    if _TWO_SENTENCES.search(stripped):
        return True
    ends = bool(_SENTENCE_END.search(stripped)) and not _ABBREVIATED.search(stripped)
    count = stripped.count(" ") + 1
    if ends and count > 6:
        return True
    return count > 22 and len(_FINITE.findall(stripped)) > 1


def is_title(text: str) -> bool:
    """Whether the line could be a title: it has letters, is of one piece and no running text."""
    stripped = text.strip()
    return (
        bool(stripped) and len(stripped) <= _LONGEST_TITLE and not is_prose(stripped) and bool(_WORD.search(stripped))
    )
