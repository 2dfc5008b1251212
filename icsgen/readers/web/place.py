"""Where in the source a walk through the tree is, since the parser tells no positions.

Each text is looked up behind the one before, by characters that authors write as themselves. A table's stray text
stands elsewhere in the tree than in the source; a short word that is found far away is therefore not believed.
"""

from __future__ import annotations

import re

_FINDABLE = re.compile(r"[A-Za-z0-9 ,.:;/()+-]{1,40}")
_BODY = re.compile(r"<body\b|</head\s*>", re.IGNORECASE)
_FIRST = 40
"""Characters that are looked for as they are, before only those that nobody writes as an entity."""
_NEAR, _FAR = 4096, 4_000_000
_SEARCHES = 20
"""How many times the length of the page may be searched through for texts that are not where they should be."""


class Place:
    """A line of the source, going on with the text."""

    def __init__(self, source: str) -> None:
        self.source = source
        body = _BODY.search(source)
        self._at = self._counted = body.end() if body else 0
        self.number = 1 + source.count("\n", 0, self._at)
        self._budget = _SEARCHES * len(source) + 1_000_000

    def look(self, text: str) -> None:
        """Go on to the first letters of the text."""
        margin = 0 if text[0] > " " else len(text) - len(text.lstrip())
        found = self.source.find(">" + text[: margin + _FIRST], self._at, self._at + _NEAR)
        if found >= 0:
            found += 1 + margin
        elif match := _FINDABLE.match(text, margin):
            found = self.source.find(">" + text[: match.end()], self._at, self._at + _NEAR)
            found = found + 1 + margin if found >= 0 else self._find(match[0].rstrip())
        elif (match := _FINDABLE.search(text, margin, margin + 200)) and match[0].strip():
            found = self._find(match[0].strip())
        if found >= 0:
            self.number += self.source.count("\n", self._counted, found)
            self._at = self._counted = found

    def _find(self, words: str) -> int:
        far = _FAR if len(words) >= 6 else _NEAR
        if self._budget < 0:
            return -1
        found = self.source.find(words, self._at, self._at + far)
        self._budget -= (found if found >= 0 else min(self._at + far, len(self.source))) - self._at
        return found

    def go_to(self, number: int) -> None:
        """Go on to a line, after lines of one text were counted."""
        while self.number < number:
            end = self.source.find("\n", self._counted)
            if end < 0:
                return
            self._counted = self._at = end + 1
            self.number += 1
