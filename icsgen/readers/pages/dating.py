"""From the anchors of a page to days: the second half of ``days``, for a whole page at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from icsgen.errors import YearError
from icsgen.model import Document, Policy
from icsgen.readers.markup.lines import Line
from icsgen.readers.pages.anchor import Anchor
from icsgen.readers.pages.days import DayHeader, is_far, on_or_after, page_date
from icsgen.readers.pages.hours import Dated, PageDay, PageHours
from icsgen.times.dates import DateOrder, DateWords
from icsgen.times.worded_days import WEEKDAY_NAMES, check_weekday, shown
from icsgen.times.years import SettledYear, settle_year


class Dating:
    """One page's days and hours."""

    def __init__(
        self,
        lines: list[Line],
        anchors: Sequence[Anchor],
        headers: dict[int, DayHeader],
        document: Document,
        policy: Policy,
        order: DateOrder | None,
    ) -> None:
        self.lines = lines
        self.anchors = anchors
        self.headers = headers
        self.document = document
        self.policy = policy
        self.order = order
        self.year: SettledYear | None = None
        self.whole_day = False
        """The clock is known to run to 24."""
        self.base: date | None = policy.date
        """The first day, where it is known otherwise than by a date above the talk."""

    def settle(self) -> list[Dated]:
        """Every anchor's day and hours.

        :raises YearError: the year, or the day, is not proven.
        :raises WeekdayError: a weekday contradicts its date.
        """
        self._settle_year()
        return PageHours(self.lines, self.anchors, self._days(), self._day).settle(whole_day=self.whole_day)

    # -- the year -----------------------------------------------------------------------------------------

    def _settle_year(self) -> None:
        written = self._written()
        if self.base is not None or (written and not self._first_undated()):
            self._year_of(written)
            return
        day, days = page_date(self.lines, self.order)
        spans = [words for words, _ in days if words.until is not None]
        if day is None and len(spans) == 1 and (self._numbered() or self._weekdays_only()):
            day = next(place for place in days if place[0] == spans[0])
        if day is not None:
            self._year_of([day, *written])
            self.base = self._day(day[0])
        elif written:
            self._year_of(written)
        else:
            self._refuse([words for words, _ in days])

    def _refuse(self, days: Sequence[DateWords]) -> None:
        several = "the page names several days, and says of none that its talks are on it"
        raise YearError(
            several if days else "the page gives hours, but does not say of which day",
            origin=self.document.origin,
            line=self.anchors[0].line.number,
            text=", ".join(map(shown, days[:4])) or self.anchors[0].line.text.strip(),
            hint="say which day the page begins with: --date YYYY-MM-DD",
        )

    def _year_of(self, places: Sequence[tuple[DateWords, int]]) -> None:
        if places:
            words, numbers = zip(*places, strict=True)
            texts = [line.text for line in self.lines]
            self.year = settle_year(words, self.document, self.policy, texts, numbers)

    def _written(self) -> list[tuple[DateWords, int]]:
        """The dates of headers and anchors with their lines, in the order of the page."""
        places = [(index, header.words) for index, header in self.headers.items()]
        for anchor in self.anchors:
            dates = (anchor.phrase.date, anchor.phrase.end_date)
            places += [(anchor.index, words) for words in dates if words is not None]
        places.sort(key=lambda place: place[0])
        return [(words, self.lines[index].number) for index, words in places if words.month is not None]

    def _numbered(self) -> bool:
        return any(header.number for header in self.headers.values())

    def _first_undated(self) -> bool:
        """Whether an anchor stands above every date."""
        first = self.anchors[0]
        if first.phrase.date is not None and first.phrase.date.month is not None:
            return False
        return not any(index < first.index and header.words.month is not None for index, header in self.headers.items())

    def _weekdays_only(self) -> bool:
        first = self.anchors[0]
        if first.phrase.date is not None:
            return True
        return any(index < first.index and header.words.weekday is not None for index, header in self.headers.items())

    def _day(self, words: DateWords) -> date:
        assert self.year is not None
        year = self.year.date(words).year
        return check_weekday(words, year, self.document)

    # -- the day ------------------------------------------------------------------------------------------

    def _days(self) -> list[PageDay]:
        """For each anchor its day, whether the day stands new before it, and why there is none."""
        reference = current = self.base
        loose = self.base is not None
        first_day = self.base
        headers = sorted(self.headers.items())
        settled: list[PageDay] = []
        at = 0
        for anchor in self.anchors:
            new, fault = False, ""
            while at < len(headers) and headers[at][0] < anchor.index:
                header = headers[at][1]
                current, fault = self._header_day(header, reference, first_day, loose)
                new = True
                if header.words.month is not None:
                    reference, loose = current, False
                if header.number and current is not None:
                    first_day = current - timedelta(days=header.number - 1)
                at += 1
            words = anchor.phrase.date
            if words is not None and words.month is not None:
                day = self._day(words)
                new = new or day != current
                reference = current = day
                fault, loose = "", False
            elif words is not None and words.weekday is not None:
                same_day = current is not None and current.weekday() == words.weekday
                day_or_none, fault = (current, "") if same_day else self._weekday(words.weekday, reference, loose)
                new = new or day_or_none != current
                current = day_or_none or current
                settled.append((day_or_none, new, fault))
                continue
            settled.append((current, new, fault or ("" if current else "no date stands above it")))
        return settled

    def _header_day(
        self, header: DayHeader, reference: date | None, first: date | None, loose: bool
    ) -> tuple[date | None, str]:
        if header.words.month is not None:
            return self._day(header.words), ""
        if header.unread:
            return None, f"the day above it cannot be read: {header.unread!r}"
        if header.words.weekday is not None:
            day, fault = self._weekday(header.words.weekday, reference, loose)
            if day is not None and header.words.day not in (None, day.day):
                return (
                    None,
                    f"the {WEEKDAY_NAMES[header.words.weekday]} above it is the {day.day}, not {header.words.day}",
                )
            return day, fault
        if first is None:
            return None, "the page does not say which day its first is"
        assert header.number is not None
        return first + timedelta(days=header.number - 1), ""

    def _weekday(self, weekday: int, reference: date | None, loose: bool) -> tuple[date | None, str]:
        """The day that a weekday alone is: the next below the date above it, else the only such day that is written."""
        day = on_or_after(reference, weekday) if reference is not None else None
        if reference is None or day is None or (not loose and is_far(reference, day)):
            written = {known for words, _ in self._written() if (known := self._day(words)).weekday() == weekday}
            if len(written) == 1:
                return written.pop(), ""
        if reference is None or day is None:
            return None, "no date stands above its weekday"
        if not loose and is_far(reference, day):
            return None, f"its weekday does not follow the date above it, {reference.day} {reference:%B %Y}"
        if beyond := self._beyond(reference, day):
            return None, beyond
        return day, ""

    def _beyond(self, reference: date, day: date) -> str:
        """Why the day cannot be meant: the days that the page says it is about hold the one above it, and not this."""
        if self.policy.date is not None:
            return ""
        spans = [
            (first, last)
            for words, _ in page_date(self.lines, self.order)[1]
            if words.until is not None and words.month is not None
            for first, last in self._span(words)
            if first <= reference <= last
        ]
        if not spans or any(day <= last for _, last in spans):
            return ""
        first, last = max(spans, key=lambda span: span[1])
        return f"its weekday is none of the page's days, {first.day} {first:%B} to {last.day} {last:%B %Y}"

    def _span(self, words: DateWords) -> list[tuple[date, date]]:
        """The first and the last day of a span, if there are such days."""
        assert self.year is not None
        try:
            first = date(self.year.year_of(words), words.month or 0, words.day or 0)
            last = date(first.year, *(words.until or (0, 0)))
        except ValueError:
            return []
        return [(first, last if last >= first else last.replace(year=last.year + 1))]
