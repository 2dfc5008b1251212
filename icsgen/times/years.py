"""The year by evidence, or a refusal.

A date without a year gets one, in this order:

1. ``--year``, or the year of ``--date``;
2. the year written with another date of the same page, where it is the same day of the year;
3. the year in the address, the file's name, a title or a link of the page, if every weekday written on the page falls
   right in it. What is said in passing (a reference, a copyright, an earlier edition) is no evidence;
4. none: :class:`YearError` with the candidates, the nearest first.

A weekday alone never decides: 20 July is a Tuesday in 2010, 2021 and 2027. A weekday that contradicts its date is
refused, showing both. Dates that run from December into January belong to two years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from icsgen.errors import YearError
from icsgen.model import Document, Policy
from icsgen.times.dates import DateWords
from icsgen.times.worded_days import check_weekday, crosses, day_of, fits, matching_years, shown
from icsgen.times.year_evidence import any_year, hinted_years, named_years, page_dates, page_years

EARLIEST, LATEST = 2000, 2037
"""The candidates of a page that gives no hint at all."""
NEAR_DAYS = 14
"""A day without a year this near to a full date of the page is of the same year."""


class SettledYear(NamedTuple):
    """The year of a page."""

    year: int
    """Of its first date."""
    how: str
    """What settled it, for the summary: one phrase."""
    over_new_year: bool = False
    """Its dates run into the next year: months up to June belong to ``year + 1``."""

    def date(self, words: DateWords) -> date:
        """The day that the words name.

        :raises TimeFault: there is no such day.
        """
        return day_of(words, self.year_of(words))

    def year_of(self, words: DateWords) -> int:
        """The year that the words belong to."""
        if words.year is not None:
            return words.year
        return self.year + (self.over_new_year and (words.month or 0) <= 6)


def settle_year(
    dates: Sequence[DateWords],
    document: Document,
    policy: Policy,
    lines: Iterable[str] | None = None,
    numbers: Sequence[int] | None = None,
) -> SettledYear:
    """The year of a page whose talks stand under these dates, in the order of the page.

    ``lines`` are the page's lines as a reader sees them; by default those of the document's text. ``numbers`` are the
    lines on which the dates stand, for messages. Dates written with
    their year are taken as they are; :meth:`SettledYear.date` gives the day of any of them.

    :raises YearError: it is not proven; the error carries the candidates.
    :raises WeekdayError: a weekday contradicts the year that is stated.
    :raises TimeFault: a date that does not exist in that year.
    """
    places: dict[DateWords, int | None] = {}
    for index, words in enumerate(dates):
        if words.month is not None:
            places.setdefault(words, numbers[index] if numbers else None)
    return _Settling(places, document, policy, lines).settle()


class _Settling:
    """One page on the way to its year."""

    def __init__(
        self, places: dict[DateWords, int | None], document: Document, policy: Policy, lines: Iterable[str] | None
    ) -> None:
        self.places = places
        self.dates = list(places)
        self.document = document
        self.policy = policy
        self.lines = (document.text or "").splitlines() if lines is None else list(lines)
        self.open = [words for words in self.dates if words.year is None]

    def settle(self) -> SettledYear:
        for words in self.dates:
            if words.year is not None:
                self._against_option(words)
                check_weekday(words, words.year, self.document, self.places[words])
        if self.policy.year is not None:
            return self._chosen(self.policy.year, "by --year")
        if self.policy.date is not None:
            return self._from(self.policy.date)
        if not self.open:
            if not self.dates:
                raise YearError(
                    "no date is stated",
                    origin=self.document.origin,
                    hint="say which day the page begins with: --date YYYY-MM-DD",
                )
            assert self.dates[0].year is not None
            return SettledYear(self.dates[0].year, "in the line")
        return self._by_evidence()

    def _against_option(self, words: DateWords) -> None:
        year = self.policy.year
        if year is not None and words.year not in (year, year + 1):
            raise YearError(
                f"--year {year} contradicts the year stated with the date",
                candidates=(words.year,) if words.year else (),
                origin=self.document.origin,
                line=self.places[words],
                text=shown(words),
                hint="leave --year out",
            )

    def _chosen(self, year: int, how: str) -> SettledYear:
        over = fits(self.open, year)
        if over is None:
            over = crosses(self.open)
        another = len(self.open) == len(self.dates) and bool(matching_years(self.open, year))
        for words in self.open:
            its = year + (over and (words.month or 0) <= 6)
            check_weekday(words, its, self.document, self.places[words], proposing=another)
        return SettledYear(year, how, over)

    def _from(self, first: date) -> SettledYear:
        """By the page's first day: what lies before it in the year is of the next."""
        if first.month >= 11 and self.open and all((words.month or 0) <= 2 for words in self.open):
            for words in self.open:
                check_weekday(words, first.year + 1, self.document, self.places[words])
            return SettledYear(first.year, "by --date", True)
        return self._chosen(first.year, "by --date")

    def _by_evidence(self) -> SettledYear:
        stated = self._stated([*self.dates, *page_dates(self.lines)])
        named = named_years(self.document)
        weekdays = any(words.weekday is not None for words in self.open)
        for tier, enough in self._tiers(stated, named, weekdays):
            proven = sorted({base for year in tier for base in self._bases(year)})
            if len(proven) > 1 and enough:
                self._refuse(proven, {**self._told(), **named, **stated})
            if proven and enough:
                year = proven[0]
                where = tier.get(year) or tier[year + 1]
                proof = ", proven by the weekday" if weekdays else ""
                return SettledYear(year, f"{year} {where}{proof}", bool(fits(self.open, year)))
        full = [words for words in self.dates if words.year is not None]
        for words in full:
            if weekdays and words.year and all(_beside(one, words, words.year) for one in self.open):
                self._chosen(words.year, "in the line")  # its year, and a weekday that is not of that year: says which
        self._refuse([], {**self._told(), **named, **stated})
        raise AssertionError("unreachable")

    def _tiers(
        self, stated: dict[int, str], named: dict[int, str], weekdays: bool
    ) -> Iterator[tuple[dict[int, str], bool]]:
        """The evidence, the strongest first, and whether it is enough. The weakest is sought only if need be."""
        yield stated, True
        yield named, weekdays
        yield self._told(), weekdays

    def _told(self) -> dict[int, str]:
        """The years that the page tells in its titles and links, and its name in two digits."""
        on_page = {year: f"on the page ({where})" for year, where in page_years(self.lines).items()}
        return {**hinted_years(self.document), **on_page}

    def _stated(self, full: Sequence[DateWords]) -> dict[int, str]:
        """The years of full dates beside which every date without a year must lie: the same day, or days around it."""
        found: dict[int, str] = {}
        for words in full:
            year = words.year or 0
            if all(_beside(one, words, year) for one in self.open):
                found.setdefault(year, f"by the date {shown(words)}")
        return found

    def _bases(self, year: int) -> list[int]:
        """The first years of a programme that the named year could belong to."""
        bases = (year, year - 1) if crosses(self.open) else (year,)
        return [base for base in bases if fits(self.open, base) is not None][:1]

    def _refuse(self, proven: list[int], places: dict[int, str]) -> None:
        weekdays = any(words.weekday is not None for words in self.open)
        candidates = proven or self._candidates(places, weekdays)
        told = f"; it could be {', '.join(map(str, candidates[:5]))}" if candidates else ""
        named = "".join(
            f"; {year} stands {where}"
            + (", but the weekday contradicts it" if weekdays and year not in candidates else "")
            for year, where in sorted(places.items(), reverse=True)[:3]
        )
        odd = self._odd(max(places)) if weekdays and places and not candidates else None
        words = odd or self.open[0]
        raise YearError(
            f"the year is not proven{told}{named}",
            candidates=tuple(candidates),
            origin=self.document.origin,
            line=self.places[words],
            text=shown(words),
            hint="correct this date or its weekday: the others agree"
            if odd
            else f"say which, e.g. --year {candidates[0] if candidates else 'YYYY'}",
        )

    def _odd(self, year: int) -> DateWords | None:
        """The one date whose weekday is not that of the year, where those of all others are."""
        odd = [words for words in self.open if fits([words], year) is None]
        return odd[0] if len(odd) == 1 < len(self.open) else None

    def _candidates(self, places: dict[int, str], weekdays: bool) -> list[int]:
        """The possible years, the nearest to today first; without today, to the newest that the page names."""
        near = self.policy.today.year if self.policy.today else max(places, default=any_year(self.lines, LATEST))
        if not weekdays:
            return sorted(places, key=lambda year: (abs(year - (near or 0)), year))
        if near is None:
            return [year for year in range(LATEST, EARLIEST - 1, -1) if fits(self.open, year) is not None]
        return matching_years(self.open, near)


def _beside(words: DateWords, full: DateWords, year: int) -> bool:
    """Whether the day without a year is that of the full date, or lies in its span or within two weeks of it."""
    try:
        first = date(year, full.month or 0, full.day or 0)
        last = date(year, *full.until) if full.until else first
        day = date(year, words.month or 0, words.day or 0)
    except ValueError:
        return False
    near = timedelta(days=0 if full.until else NEAR_DAYS)
    return first - near <= day <= last + near
