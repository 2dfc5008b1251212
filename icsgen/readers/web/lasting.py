"""A start with a length beside it: '10:45' and '30min' is 10:45 – 11:15."""

from __future__ import annotations

from datetime import timedelta

from icsgen.times.clock import Clock
from icsgen.times.durations import parse_duration
from icsgen.times.phrases import Phrase

_LONGEST = 30


def length_of(text: str) -> timedelta | None:
    """The length that the text is; a bare number is none."""
    text = text.strip(" ()[],;|·–-")
    return parse_duration(text) if 1 < len(text) < _LONGEST and not text.isdecimal() else None


def lasting(phrase: Phrase, length: timedelta | None) -> str:
    """The time with the end that its length gives, in words."""
    if length is None or phrase.end is not None:
        return phrase.text
    zone = phrase.zone if phrase.zone and phrase.text.endswith(phrase.zone) else ""
    before = phrase.text.removesuffix(zone).rstrip()
    minutes = phrase.start.minutes() + round(length / timedelta(minutes=1))
    return f"{before} – {_like(phrase.start, minutes // 60 % 24, minutes % 60)} {zone}".strip()


def _like(clock: Clock, hour: int, minute: int) -> str:
    """An hour of the day as the clock is written: with its half of the day, or to 12, or to 24."""
    if clock.half:
        return f"{hour % 12 or 12}:{minute:02d} {'pm' if hour >= 12 else 'am'}"
    if clock.open and not clock.padded and hour > 12:
        return f"{hour - 12}:{minute:02d}"
    return f"{hour:02d}:{minute:02d}"
