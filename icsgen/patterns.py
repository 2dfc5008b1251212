"""Regular expressions that are compiled when they are first used.

The readers know some two hundred, and most pages need few: to compile all of them took longer than all else that
a run does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """Like what ``re.compile`` gives, but compiled later.

    >>> Pattern("a+").search("baa").span()
    (1, 3)
    """

    __slots__ = ("_compiled", "flags", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self.flags)
        return self._compiled

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """As of a compiled pattern."""
        return self.compiled.search(text, *span)

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        """As of a compiled pattern."""
        return self.compiled.match(text, *span)

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        """As of a compiled pattern."""
        return self.compiled.fullmatch(text, *span)

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        """As of a compiled pattern."""
        return self.compiled.finditer(text, *span)

    def findall(self, text: str) -> list[str]:
        """As of a compiled pattern with at most one group."""
        return self.compiled.findall(text)

    def split(self, text: str) -> list[str]:
        """As of a compiled pattern without groups."""
        return self.compiled.split(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """As of a compiled pattern."""
        return self.compiled.sub(replacement, text, count)
