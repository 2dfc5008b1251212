"""What is asked of a publication, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from icsgen.calendar.feed import FeedOptions
from icsgen.calendar.limits import Notice
from icsgen.calendar.verify import Verification
from icsgen.model import Change, Problem, Programme
from icsgen.outputs.memory import Memory
from icsgen.outputs.site import SiteFile
from icsgen.selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOrder:
    """What is to be published."""

    base: str
    """The site's address, ending in a slash."""
    selection: Selection = field(default_factory=Selection)
    options: FeedOptions = field(default_factory=FeedOptions)
    language: str = "en"
    """Of the page where the reader's own is not known."""
    now: datetime
    epoch: datetime | None = None
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site, not yet written."""

    programme: Programme
    """Its talks as they are shown, cancelled ones included."""
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Notice, ...]
    verification: Verification
    memory: Memory
    """What goes into ``feeds.json``."""
    files: tuple[SiteFile, ...]
    """All others, in the order in which they are to be written."""
