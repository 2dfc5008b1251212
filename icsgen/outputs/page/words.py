"""The page's words in six languages, for what is rendered before the reader's own language is known.

``words/LANGUAGE.json`` holds every sentence of the page, for this module and for its script alike. A value is a
sentence or, where a number decides, one for each plural category (Unicode CLDR). ``dates.json`` is for this
module alone: the script writes dates by ``Intl``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

LANGUAGES = ("en", "de", "fr", "es", "zh", "ja")
HERE = files("icsgen.outputs.page")


@lru_cache(maxsize=len(LANGUAGES))
def raw_words(language: str) -> bytes:
    """The language's file."""
    return HERE.joinpath("words", f"{language}.json").read_bytes()


@lru_cache(maxsize=1)
def _dates() -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(HERE.joinpath("dates.json").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences and dates of one language.

    >>> Words.of("en")("talks", n=1234), Words.of("fr")("talks", n=0), Words.of("de").day(date(2021, 7, 20))
    ('1,234 talks', '0 exposé', 'Dienstag, 20. Juli')
    """

    language: str
    sentences: Mapping[str, str | Mapping[str, str]]
    dates: Mapping[str, Any]

    @classmethod
    def of(cls, language: str) -> Words:
        """The words of one of :data:`LANGUAGES`."""
        return cls(language, json.loads(raw_words(language)), _dates()[language])

    def __call__(self, key: str, n: int | None = None, **values: str) -> str:
        """The sentence of that key; ``n`` decides between singular and plural."""
        sentence = self.sentences[key]
        if not isinstance(sentence, str):
            sentence = sentence.get(self._category(n or 0), sentence["other"])
        if n is not None:
            values["n"] = self.number(n)
        for name, value in values.items():
            sentence = sentence.replace(f"{{{name}}}", value)
        return sentence

    def __getitem__(self, key: str) -> str:
        """A sentence that is the same for every number and has nothing to fill in."""
        return self(key)

    def _category(self, n: int) -> str:
        """'one' or 'other': the six languages need no more for whole numbers below a million."""
        return "one" if n == 1 or (n == 0 and self.language == "fr") else "other"

    def number(self, n: int) -> str:
        """With the language's thousands separator."""
        if self.language == "es" and n < 10_000:
            return str(n)
        return f"{n:,}".replace(",", self.dates["thousands"])

    def day(self, day: date) -> str:
        """Weekday, day and month."""
        return self._fill("date", day)

    def long_date(self, day: date) -> str:
        """Day, month and year."""
        return self._fill("long", day)

    def moment(self, moment: datetime) -> str:
        """A wall time with its date."""
        return f"{self.long_date(moment)}, {moment:%H:%M}"

    def span(self, first: date, last: date) -> str:
        """The days of a programme.

        >>> Words.of("de").span(date(2021, 7, 20), date(2021, 7, 23))
        '20.–23. Juli 2021'
        """
        if first == last:
            return self.long_date(first)
        if (first.year, first.month) == (last.year, last.month):
            return self._fill("span", first, last)
        return f"{self.long_date(first)} – {self.long_date(last)}"

    def _fill(self, form: str, day: date, last: date | None = None) -> str:
        pattern: str = self.dates[form]
        return pattern.format(
            weekday=self.dates["weekdays"][day.weekday()],
            day=day.day,
            month=self.dates["months"][day.month - 1],
            year=day.year,
            last=last.day if last else "",
        )
