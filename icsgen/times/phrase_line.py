"""The time phrases of one line: its clocks, paired, with the date and the zone beside them."""

from __future__ import annotations

import re

from icsgen.patterns import Pattern
from icsgen.times.clock import Token, bare_clock
from icsgen.times.dates import WORD, DateOrder, DateWords, find_dates, weekday_of
from icsgen.times.phrase import Phrase
from icsgen.times.phrase_parts import bare_end, end_of, is_apart, iso_zone, like_hours, other_digits, without_years
from icsgen.times.zone_words import match_zone

_SEPARATOR = re.compile(
    r"\s*\)?\s*(?P<sep>-{1,3}|[–—−‐‑~〜～→⟶⇒]|->|&ndash;|\bto\b|\btill?\b|\buntil\b|\bthrough\b|\bbis\b|\btot\b|\bàs?\b|\ba\b|\bal\b|\ba\slas\b|\balle\b|至|到)\s*\(?\s*",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"[\s,;:@|•·*_()\[\]–—-]{0,12}T?(?:\b(?:at|from|um|von|de|à|ab|dalle|das|starting|starts?)\b[\s:]{1,3}){0,2}",
    re.IGNORECASE,
)
_LEAD_OUT = Pattern(r"\s*[,(|•·]?\s*(?:\bon\b|\bam\b|\ble\b)?\s*", re.IGNORECASE)
_WEEKDAY_BEFORE = Pattern(
    rf"(?<!\w)({WORD})\b[.,:]{{0,2}}\s{{0,4}}(?:[-–—@|•]\s?)?(?:(?:at|from|um)\s)?$", re.IGNORECASE
)
_WEEKDAY_BEHIND = Pattern(rf"\s?(?:,\s|\()({WORD})\b\.?(?=\s*(?:$|[,)|]))")
"""'9:00 – 9:30, Wednesday, Great Hall', '9:00 (Wed)'."""
_SHORT_WEEKDAY = 4
"""So short it could be a word of a title, 'Sun, Moon and Stars', if more follows."""
_WEEKDAY_BETWEEN = re.compile(rf"\s{{0,3}}({WORD})\b[.,]?\s{{0,3}}")
_BARE_BEFORE = re.compile(r"(?<![\w:.,/-])(\d{1,2})(\s?(?:-{1,2}|[–—−]|to|bis|à)\s?)$")
_LINE_LEAD = re.compile(
    r"[\s|*_#>•·\-–+\[(]{0,20}(?:(?:from|at|ab|von|um|de|à\spartir\sde|(?:a\s)?las|das|às|dalle|ore|kl\.?|klo)\s{1,3}(?=\d))?",
    re.IGNORECASE,
)
"""What may stand before a time that begins its line."""
_SPACE = re.compile(r"\s+")
_LONGEST_GAP = 60
_SUFFIX = re.compile(r"(?:\s?(?:Uhr|uur|hrs|hours|h)\b\.?)?", re.IGNORECASE)


class PhraseLine:
    """One line with its clocks, on the way to phrases."""

    def __init__(self, line: str, tokens: list[Token], order: DateOrder | None) -> None:
        self.line = line
        self.dates = find_dates(line, order) if other_digits(line, tokens) else []
        self.tokens = without_years(tokens, [span for _, span in self.dates])
        self.lead = end_of(_LINE_LEAD.match(line))

    def phrases(self) -> list[Phrase]:
        """Every phrase, from left to right."""
        found: list[Phrase] = []
        index = 0
        floor = 0  # nothing left of it belongs to the next phrase
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.start < floor:
                index += 1
                continue
            phrase, used = self._bare(token, floor), 1
            if phrase is None and index + 1 < len(self.tokens):
                phrase, used = self._range(index, floor), 2
            if phrase is None:
                phrase, used = self._single(token, floor), 1
            if phrase is not None:
                found.append(phrase)
                floor = phrase.span[1]
            index += used
        return found

    # -- the shapes ---------------------------------------------------------------------------------------

    def _bare(self, token: Token, floor: int) -> Phrase | None:
        """'9-10am', '9 – 11:30 a.m.': the first number is an hour because a clock follows."""
        german = token.kind == "dot" and self.line[token.end : token.end + 5].lower().lstrip().startswith(
            ("uhr", "uur")
        )
        if token.clock.half is None and token.kind not in ("h", "colon") and not german:
            return None
        before = _BARE_BEFORE.search(self.line, max(floor, token.start - 12), token.start)
        if before is None or not token.clock.valid or int(before[1]) > 24:
            return None
        if token.clock.half is None and before.start(1) > self.lead:
            return None
        if any(start < before.end(1) and before.start(1) < end for _, (start, end) in self.dates):
            return None
        first = bare_clock(before[1], before.start(1))
        return self._make(first, token, "", None, floor)

    def _range(self, index: int, floor: int) -> Phrase | None:
        first, last = self.tokens[index], self.tokens[index + 1]
        if last.start - first.end > _LONGEST_GAP:
            return None
        joined = self._joined(first, last)
        if joined is None:
            spaced = self._two_columns(index)
            return self._make(first, last, "", None, floor, spaced=True) if spaced else None
        zone, end_date = joined
        known = first.clock.valid or last.clock.valid or (first.start <= self.lead and first.kind == "colon")
        if not known or not self._plausible(first, last, floor):
            return None
        return self._make(first, last, zone, end_date, floor)

    def _joined(self, first: Token, last: Token) -> tuple[str, DateWords | None] | None:
        """The zone and the second date between two clocks that a dash joins; ``None`` if none does."""
        line, at = self.line, end_of(_SUFFIX.match(self.line, first.end))
        zone = match_zone(line, at, first.clock.half is not None)
        if zone:
            at = zone[1]
        separator = _SEPARATOR.match(line, at)
        if separator is None:
            return None
        at = separator.end()
        words = zone[0] if zone else ""
        if at == last.start:
            return words, None
        for date, (start, end) in self.dates:
            if start == at and end <= last.start and end_of(_LEAD_IN.match(line, end)) == last.start:
                return words, date
        weekday = _WEEKDAY_BETWEEN.match(line, at)
        if weekday and weekday.end() == last.start and weekday_of(weekday[1]) is not None:
            return words, DateWords(weekday=weekday_of(weekday[1]))
        return None

    def _two_columns(self, index: int) -> bool:
        """Two clocks side by side: columns, or a dash that was lost. Three in a row are a list of hours."""
        first, last = self.tokens[index : index + 2]
        gap = self.line[first.end : last.start]
        if _SPACE.fullmatch(gap) is None or not (first.clock.valid and last.clock.valid):
            return False
        if index + 2 < len(self.tokens) and not self.line[last.end : self.tokens[index + 2].start].strip():
            return False
        if first.clock.half and last.clock.half:
            return True
        dated = self._dated_before(first, 0)
        return first.kind == last.kind == "colon" and (
            dated or ((len(gap) > 1 or "\t" in gap) and first.start <= self.lead)
        )

    def _plausible(self, first: Token, last: Token, floor: int) -> bool:
        kinds = {first.kind, last.kind}
        if kinds <= {"dot", "four"} and not (first.clock.half or last.clock.half):
            after = self.line[last.end : last.end + 5].lower().lstrip()
            if after.startswith(("uhr", "uur", "h ", "hrs", "hours")) or after == "h":
                return True
            dated = self._dated_before(first, floor) or self._weekday_before(first.start, floor) is not None
            if first.start > self.lead and not dated and not is_apart(self.line, first, last):
                return False
            if kinds == {"four"}:
                return like_hours(first.clock, last.clock)
            return first.clock.valid and last.clock.valid
        return kinds != {"word"} or first.start <= self.lead

    def _single(self, token: Token, floor: int) -> Phrase | None:
        if not token.clock.valid or token.kind == "four" or token.clock.hour == 24:
            return None
        rest = self.line[token.end : token.end + 4].lstrip().lower()
        weak = token.kind == "dot" and token.clock.half is None and not rest.startswith(("uhr", "uur"))
        last = bare_end(self.line, token)
        if last is not None and not (weak and token.clock.minute % 5) and self._is_tied(token, last, floor, weak=weak):
            return self._make(token, last, "", None, floor, weak=weak)
        if weak and (token.start > self.lead or token.clock.minute % 5):
            return None
        if token.kind == "word" and not (token.start <= self.lead and (not rest or rest[0] in ":|-–—)")):
            return None
        if (
            token.kind == "h"
            and not token.clock.minute
            and not (token.start <= self.lead or self._dated_before(token, floor))
        ):
            return None
        return self._make(token, None, "", None, floor, weak=weak)

    def _is_tied(self, first: Token, last: Token, floor: int, *, weak: bool) -> bool:
        """Whether hours and the number that a dash ties to them are a range by their place."""
        if first.start <= self.lead or (not weak and not self.line[last.end :].strip(" \t)]")):
            return True
        return self._dated_before(first, floor) or self._weekday_before(first.start, floor) is not None

    # -- what stands beside it ----------------------------------------------------------------------------

    def _dated_before(self, token: Token, floor: int) -> bool:
        return self._date_before(token.start, floor) is not None

    def _date_before(self, at: int, floor: int) -> tuple[DateWords, int] | None:
        for date, (start, end) in reversed(self.dates):
            if floor <= start and end <= at:
                lead = _LEAD_IN.match(self.line, end)
                return (date, start) if end_of(lead) == at else None
        return None

    def _weekday_before(self, at: int, floor: int) -> tuple[DateWords, int] | None:
        match = _WEEKDAY_BEFORE.search(self.line, max(floor, at - 24), at)
        if match is None or not match[1][0].isupper() or weekday_of(match[1]) is None:
            return None
        return DateWords(weekday=weekday_of(match[1])), match.start()

    def _date_after(self, at: int) -> tuple[DateWords, int] | None:
        for date, (start, end) in self.dates:
            if start >= at:
                return (date, end) if end_of(_LEAD_OUT.match(self.line, at)) == start else None
        return self._weekday_after(at)

    def _weekday_after(self, at: int) -> tuple[DateWords, int] | None:
        match = _WEEKDAY_BEHIND.match(self.line, at)
        if match is None or not match[1][0].isupper() or weekday_of(match[1]) is None:
            return None
        open_ended = self.line[match.end() :].lstrip()[:1] in (",", "|")
        if len(match[1]) <= _SHORT_WEEKDAY and open_ended:
            return None
        return DateWords(weekday=weekday_of(match[1])), match.end()

    def _make(
        self,
        first: Token,
        last: Token | None,
        zone: str,
        end_date: DateWords | None,
        floor: int,
        *,
        spaced: bool = False,
        weak: bool = False,
    ) -> Phrase:
        start, end = first.start, (last or first).end
        end = end_of(_SUFFIX.match(self.line, end))
        behind = match_zone(self.line, end, (last or first).clock.half is not None) or iso_zone(self.line, start, end)
        if behind:
            zone, end = behind
            again = match_zone(self.line, end, True) if self.line[end:].lstrip()[:1] in ("(", "[") else None
            end = again[1] if again else end  # 'PST (UTC-8)'
        dated = self._date_before(start, floor) or self._weekday_before(start, floor)
        if dated:
            start = dated[1]
        elif after := self._date_after(end):
            dated, end = after, after[1]
            if not zone and (behind := match_zone(self.line, end, True)):
                zone, end = behind
        return Phrase(
            dated[0] if dated else None,
            first.clock,
            last.clock if last else None,
            zone,
            (start, end),
            self.line[start:end],
            end_date,
            weak,
            spaced,
        )
