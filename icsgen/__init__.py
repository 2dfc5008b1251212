"""A conference programme in your calendar, right to the minute, and it stays right.

As a library::

    from icsgen import read, render

    reading = read("page.txt", year=2021)        # or an http(s) address, or several sources
    calendar = render(reading)                   # the bytes of an .ics file

``reading.programme`` holds the talks, as frozen values with instants in UTC; ``reading.problems`` holds everything that
was skipped or doubted. Every error is an :class:`IcsgenError`. What stands in ``__all__`` is public, and nothing else.

>>> from icsgen import read
>>> read("no-such-page.txt")
Traceback (most recent call last):
    ...
icsgen.errors.MissingError: no-such-page.txt: no such file
  → check the path
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icsgen.errors import FetchError as FetchError
    from icsgen.errors import FormatError as FormatError
    from icsgen.errors import IcsgenError as IcsgenError
    from icsgen.errors import InputError as InputError
    from icsgen.errors import OutputError as OutputError
    from icsgen.errors import RevisionError as RevisionError
    from icsgen.errors import TimeFault as TimeFault
    from icsgen.errors import VerifyError as VerifyError
    from icsgen.errors import YearError as YearError
    from icsgen.errors import ZoneError as ZoneError
    from icsgen.library import read as read
    from icsgen.library import render as render
    from icsgen.model import AllDay as AllDay
    from icsgen.model import Document as Document
    from icsgen.model import Policy as Policy
    from icsgen.model import Problem as Problem
    from icsgen.model import Programme as Programme
    from icsgen.model import Reading as Reading
    from icsgen.model import Session as Session
    from icsgen.model import Settled as Settled
    from icsgen.model import Speaker as Speaker
    from icsgen.model import Talk as Talk
    from icsgen.model import Timed as Timed

    __version__: str

_HOMES = {
    "icsgen.errors": (
        *("FetchError", "FormatError", "IcsgenError", "InputError", "OutputError", "RevisionError", "TimeFault"),
        *("VerifyError", "YearError", "ZoneError"),
    ),
    "icsgen.library": ("read", "render"),
    "icsgen.model": (
        *("AllDay", "Document", "Policy", "Problem", "Programme", "Reading", "Session", "Settled", "Speaker", "Talk"),
        "Timed",
    ),
}
"""Where each public name lives. A module is loaded when one of its names is asked for: importing icsgen is cheap."""

__all__ = sorted(name for names in _HOMES.values() for name in names)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version  # reads files; few ask

        return version("icsgen")
    for home, names in _HOMES.items():
        if name in names:
            found: object = getattr(importlib.import_module(home), name)
            globals()[name] = found  # asked for once
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
