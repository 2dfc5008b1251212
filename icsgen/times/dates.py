"""Dates as people write them, found in a line of text: 'Tue 20 July', 'Jun 15', 'Monday, May 3, 2021'.

What is found is kept as it was written: a year that is not there stays ``None``, and so does a day that does
not exist (31 June), for whoever settles the dates to refuse. Month and weekday names are understood in English,
German, French, Spanish, Italian, Portuguese and Dutch.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

DateOrder = Literal["dmy", "mdy"]


class DateWords(NamedTuple):
    """A date as far as it is written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    open: tuple[int, int] | None = None
    """Two numbers of which it is not written which is the month: 5/3. ``month`` and ``day`` are then ``None``."""
    until: tuple[int, int] | None = None
    """Month and last day where a span of days is written: 'July 17–23'."""

    def ordered(self, order: DateOrder) -> DateWords:
        """With the open numbers read in that order."""
        if self.open is None:
            return self
        day, month = self.open if order == "dmy" else self.open[::-1]
        return self._replace(month=month, day=day, open=None)


_WEEKDAY_WORDS = (
    "mon monday montag lundi lunes lunedì lunedi segunda-feira maandag",
    "tue tues tuesday dienstag mardi martes martedì martedi terça-feira dinsdag",
    "wed weds wednesday mittwoch mercredi miércoles miercoles mercoledì mercoledi quarta-feira woensdag",
    "thu thur thurs thursday donnerstag jeudi jueves giovedì giovedi quinta-feira donderdag",
    "fri friday freitag vendredi viernes venerdì venerdi sexta-feira vrijdag",
    "sat saturday samstag sonnabend samedi sábado sabado sabato zaterdag",
    "sun sunday sonntag dimanche domingo domenica zondag",
)
_MONTH_WORDS = (
    "jan january januar jänner janvier enero gennaio janeiro januari",
    "feb february februar février fevrier fév febrero febbraio fevereiro februari",
    "mar march märz maerz mrz mars marzo março maart",
    "apr april avril avr abril aprile",
    "may mai mayo maggio maio mei",
    "jun june juni juin junio giugno junho",
    "jul july juli juillet juil julio luglio julho",
    "aug august août aout agosto augustus",
    "sep sept september septembre septiembre settembre setembro",
    "oct october oktober okt octobre octubre ottobre outubro",
    "nov november novembre noviembre novembro",
    "dec december dezember dez décembre decembre diciembre dicembre dezembro",
)
_WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAY_WORDS) for word in words.split()}
_MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
_GERMAN_SHORT = ("mo", "di", "mi", "do", "fr", "sa", "so")
_ALSO_WORDS = frozenset({"may", "march", "mar", "mars", "sun", "sat", "wed", "dec", "mai", "mei"})
"""Names that are also common words, taken only with a capital; French and Dutch ones beside a full stop or a digit."""


def _either(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


WEEKDAY = rf"(?:{_either(_WEEKDAYS)})"
_MONTH = rf"(?:{_either(_MONTHS)})"
_NTH = r"(?:st|nd|rd|th|er|ère|\.|º|ª|°)?"
_DAY = rf"(?<![\d:.,/])(?:0?[1-9]|[12]\d|3[01])(?![\d:/]|\.\d|\s?[ap]\.?m\b|\s?h\b){_NTH}(?!\w)"
_YEAR = r"(?:\s*[-/,.(]?\s*(?P<{0}>(?:19|20)\d\d)(?![\d:])|,?\s*['’](?P<{0}s>\d\d)(?!\d))?"
_DASH = r"\s*(?:[-–—−‐‑/&+]|--|and|to|bis|au|al)\s*"
_LED = rf"(?:(?P<w>{WEEKDAY})\b\.?\s*[,:|(*–—-]{{0,2}}\s*(?:(?:the|den|der|le|el|il|den)\s+)?)?"
_FOLLOWED = rf"(?(w)|(?:\s*[,(|]?\s*(?P<w2>{WEEKDAY})\b\)?)?)"

_DAY_FIRST = re.compile(
    rf"(?<![\w]){_LED}(?P<d>{_DAY})(?:{_DASH}(?P<d2>{_DAY}))?\s*(?:of\s+|de\s+|[-/])?(?P<m>{_MONTH})\b\.?"
    rf"(?:{_DASH}(?P<d3>{_DAY})\s*(?P<m3>{_MONTH})\b\.?)?" + _YEAR.format("y") + _FOLLOWED,
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<![\w]){_LED}(?P<m>{_MONTH})\b\.?\s*[-/]?\s*(?P<d>{_DAY})"
    rf"(?:{_DASH}(?:(?P<m3>{_MONTH})\b\.?\s*)?(?P<d2>{_DAY}))?" + _YEAR.format("y") + _FOLLOWED,
    re.IGNORECASE,
)
_ISO = re.compile(
    rf"(?<![\w./-]){_LED}(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?![\d/-]|\.\d)"
    + _FOLLOWED,
    re.IGNORECASE,
)
_DOTTED = re.compile(
    rf"(?<![\w./-])(?:{_LED}|(?P<g>Mo|Di|Mi|Do|Fr|Sa|So)\b[.,\s]{{1,2}}\s*)(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>(?:19|20)\d\d)?(?![\d.])"
    + _FOLLOWED,
    re.IGNORECASE,
)
_SLASHED = re.compile(
    rf"(?<![\w./-]){_LED}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:/(?P<y>(?:19|20)?\d\d))?(?![\d/]|\.\d)" + _FOLLOWED,
    re.IGNORECASE,
)
_EAST = re.compile(r"(?:(?P<y>(?:19|20)\d\d)\s?年\s?)?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]")
_QUICK = re.compile(rf"\d|{_MONTH}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")


def weekday_of(word: str) -> int | None:
    """The weekday that the word names, 0 for Monday.

    >>> weekday_of("Thurs."), weekday_of("Dienstag"), weekday_of("Today")
    (3, 1, None)
    """
    return _WEEKDAYS.get(word.strip(" .,:").lower())


def month_of(word: str) -> int | None:
    """The month that the word names, 1 for January."""
    return _MONTHS.get(word.strip(" .,:").lower())


def find_dates(line: str, order: DateOrder | None = None) -> list[tuple[DateWords, tuple[int, int]]]:
    """Every date in the line that has a day and a month, with the characters it takes, in order.

    Of 5/3/2019 the numbers stay open unless ``order``, a number above 12 or the weekday settles them.

    >>> [words for words, _ in find_dates("Tue 20 July 19:00 - 19:20 PDT")]
    [DateWords(year=None, month=7, day=20, weekday=1, open=None, until=None)]
    >>> find_dates("May 3, 2021 (Monday)")[0][0][:4]
    (2021, 5, 3, 0)
    """
    if not _QUICK.search(line):
        return []
    found: list[tuple[DateWords, tuple[int, int]]] = []
    if _WORD.search(line):
        for pattern in (_DAY_FIRST, _MONTH_FIRST):
            matches = (match for match in pattern.finditer(line) if _capital_enough(match, "m", "w"))
            found += [(_spelled(match), match.span()) for match in matches]
    if "/" in line or "-" in line or "." in line:
        found += [(_numbered(match), match.span()) for match in _ISO.finditer(line)]
        for match in _DOTTED.finditer(line):
            if match["y"] or match["w"] or match["w2"] or match["g"]:
                found.append((_numbered(match), match.span()))
        for match in _SLASHED.finditer(line):
            if match["y"] or match["w"] or match["w2"]:
                found.append((_slashed(match, order), match.span()))
    if "月" in line:
        found += [
            (DateWords(int(match["y"]) if match["y"] else None, int(match["m"]), int(match["d"])), match.span())
            for match in _EAST.finditer(line)
        ]
    return _apart([(words, span) for words, span in found if _possible(words)])


def _spelled(match: re.Match[str]) -> DateWords:
    groups = match.groupdict()
    month = _MONTHS[match["m"].lower()]
    last_day = groups.get("d3") or groups.get("d2")
    until = None
    if last_day:
        until = (_MONTHS[groups["m3"].lower()] if groups.get("m3") else month, _number(last_day))
    return DateWords(_year(match["y"], match["ys"]), month, _number(match["d"]), _weekday(match), None, until)


def _numbered(match: re.Match[str]) -> DateWords:
    return DateWords(_year(match["y"], None), int(match["m"]), int(match["d"]), _weekday(match))


def _slashed(match: re.Match[str], order: DateOrder | None) -> DateWords:
    a, b = int(match["a"]), int(match["b"])
    words = DateWords(_year(match["y"], match["y"]), None, None, _weekday(match), (a, b))
    if a > 12 or b > 12:
        return words.ordered("dmy" if a > 12 else "mdy")
    if a == b or order:
        return words.ordered(order or "dmy")
    if words.weekday is not None and words.year is not None:
        fitting = [words.ordered(way) for way in ("dmy", "mdy")]
        fitting = [one for one in fitting if _falls(one)]
        if len(fitting) == 1:
            return fitting[0]
    return words


def _falls(words: DateWords) -> bool:
    """Whether the date, written with its year, falls on the weekday written with it."""
    try:
        return date(words.year or 0, words.month or 0, words.day or 0).weekday() == words.weekday
    except ValueError:
        return False


def _number(text: str) -> int:
    digits = re.match(r"\d+", text)
    assert digits is not None
    return int(digits[0])


def _year(full: str | None, short: str | None) -> int | None:
    if full and len(full) == 4:
        return int(full)
    return 2000 + int(short) if short else None


def _weekday(match: re.Match[str]) -> int | None:
    word = match["w"] or match["w2"]
    if word is None and (short := match.groupdict().get("g")):
        return _GERMAN_SHORT.index(short.lower())
    return _WEEKDAYS[word.lower()] if word else None


def _capital_enough(match: re.Match[str], *names: str) -> bool:
    """'15 may be' is no date, nor is 'we sat 3 march'."""
    words = [match[name] for name in names if match[name]]
    return all(
        word.lower() not in _ALSO_WORDS or word[0].isupper() or word.lower() in ("mars", "mai") for word in words
    )


def _possible(words: DateWords) -> bool:
    if words.open is not None:
        return all(1 <= number <= 31 for number in words.open) and min(words.open) <= 12
    return 1 <= (words.month or 0) <= 12 and 1 <= (words.day or 0) <= 31


def _apart(found: list[tuple[DateWords, tuple[int, int]]]) -> list[tuple[DateWords, tuple[int, int]]]:
    """In order and not overlapping; of two that overlap the longer stays."""
    chosen: list[tuple[DateWords, tuple[int, int]]] = []
    end = -1
    for words, span in sorted(found, key=lambda item: (item[1][0], -item[1][1])):
        if span[0] >= end:
            chosen.append((words, span))
            end = span[1]
        elif chosen and span[1] - span[0] > chosen[-1][1][1] - chosen[-1][1][0]:
            chosen[-1] = (words, span)
            end = span[1]
    return chosen
