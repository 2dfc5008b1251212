"""What can go wrong, as a tree. Every message says what is wrong, where, and what to type next.

::

    IcsgenError
    ├── InputError          a source cannot be had or is not what it should be
    │   ├── FetchError          missing, unreadable, unreachable, too large
    │   │   ├── MissingError        there is nothing of that name
    │   │   └── RefusedError        the server answers, but gives nothing to us
    │   ├── DecodeError         bytes that are no text, or in no known encoding
    │   └── FormatError         no reader fits, two fit, or the content is damaged
    ├── TimeFault           a source whose times cannot be settled
    │   ├── NoTimeError         nothing on it that could be a talk's time
    │   ├── YearError           the year is not proven; carries the candidates
    │   ├── WeekdayError        a weekday contradicts its date
    │   ├── ZoneError           unknown, missing or contradictory zone
    │   └── HourError           an hour that does not exist, or comes twice
    ├── SelectionError      a selection that is not understood, or that leaves nothing
    └── OutputError         a calendar cannot be delivered
        ├── TargetError         unwritable, foreign, or also a source
        ├── RevisionError       the previous feed forbids this revision
        └── VerifyError         what was written does not read back as it should

The command line catches ``IcsgenError`` once and exits 1. Anything else is a fault of the program and
keeps its traceback.
"""

from __future__ import annotations


class IcsgenError(Exception):
    """The root.

    ``origin`` names the source or target (path, URL or ``-``), ``line`` counts from 1, ``text`` is the
    offending text itself, ``hint`` is what to do next. All may be absent. ``str(error)`` puts them
    into one message:

    >>> print(IcsgenError("no such day", origin="page.txt", line=3, text="Tue 31 June", hint="correct the date"))
    page.txt, line 3: no such day: 'Tue 31 June'
      → correct the date
    """

    def __init__(
        self,
        message: str,
        *,
        origin: str | None = None,
        line: int | None = None,
        text: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.origin = origin
        self.line = line
        self.text = text
        self.hint = hint

    def __str__(self) -> str:
        place = ", ".join(
            part for part in (self.origin, f"line {self.line}" if self.line is not None else None) if part
        )
        sentence = f"{place}: {self.message}" if place else self.message
        if self.text is not None:
            shown = self.text if len(self.text) <= 120 else self.text[:119] + "…"
            sentence += f": {shown!r}"
        return f"{sentence}\n  → {self.hint}" if self.hint else sentence


class InputError(IcsgenError):
    """A source cannot be had, or is not what it should be."""


class FetchError(InputError):
    """Missing, unreadable, unreachable or too large."""


class MissingError(FetchError):
    """There is no such file, or no such page on a server that does answer."""


class RefusedError(FetchError):
    """A server answers that it gives the page to others, or not now."""


class DecodeError(InputError):
    """Bytes that are no text, or in no encoding that can be told."""


class FormatError(InputError):
    """No reader fits, two fit equally, or the content is damaged."""


class TimeFault(IcsgenError):
    """A source whose times cannot be settled."""


class NoTimeError(TimeFault):
    """Nothing in the source could be the time of a talk."""


class YearError(TimeFault):
    """The year is not proven. ``candidates`` holds the possible years, the nearest first."""

    def __init__(
        self,
        message: str,
        *,
        candidates: tuple[int, ...] = (),
        origin: str | None = None,
        line: int | None = None,
        text: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, origin=origin, line=line, text=text, hint=hint)
        self.candidates = candidates


class WeekdayError(TimeFault):
    """A weekday contradicts its date."""


class ZoneError(TimeFault):
    """A zone that is unknown, missing, or contradicts another statement."""


class HourError(TimeFault):
    """An hour that the zone's clocks skip, or show twice."""


class SelectionError(IcsgenError):
    """A selection that is not understood, or that leaves nothing."""


class OutputError(IcsgenError):
    """A calendar cannot be delivered."""


class TargetError(OutputError):
    """The target is unwritable, not ours to overwrite, or also a source."""


class RevisionError(OutputError):
    """The previous feed forbids this revision."""


class VerifyError(OutputError):
    """What was written does not read back as the programme it was made from."""
