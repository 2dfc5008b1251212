"""The two functions that the library is: :func:`read` a programme, :func:`render` it as a calendar."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from icsgen.calendar.feed import FeedOptions
from icsgen.fetch import MAX_SIZE
from icsgen.merge import merge
from icsgen.model import HALF_HOUR, Document, Policy, Programme, Reading
from icsgen.pipeline import Order, fetch_all, make, read_document, verify_all

_UNKNOWN = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The stamp of a programme of which nobody says when it was last revised. Any later one is later."""


def read(
    *sources: str | Path | Document,
    year: int | None = None,
    date: dt.date | None = None,
    tz: str | None = None,
    repeated_hour: Literal["first", "second"] | None = None,
    duration: dt.timedelta = HALF_HOUR,
    date_order: Literal["dmy", "mdy"] | None = None,
    reader: str | None = None,
    max_size: int = MAX_SIZE,
    cache: Path | None = None,
) -> Reading:
    """Read one programme from files, http(s) addresses, or documents that you have.

    :param year: the year, if the source lacks it
    :param date: the first day, for a source that gives only hours or weekdays
    :param tz: the zone, if the source lacks it: an IANA name, an offset such as ``UTC-8``, an abbreviation
    :param repeated_hour: which pass of an hour is meant that comes twice when the clocks go back
    :param duration: how long a talk is that has no end
    :param date_order: how to read 5/3/2019
    :param reader: the format, if it is not to be found by the content
    :param max_size: bytes of a source that are too many
    :param cache: a folder in which pages are kept until their server says that they changed
    :raises IcsgenError: a source cannot be had or read, or leaves open when its talks are

    >>> page = "Some Workshop\\n\\nTue 20 July 2021 19:00 - 19:20 PDT\\n\\nOn cats\\n\\nAnn Lee"
    >>> reading = read(Document(origin="page", name="page.txt", content=page.encode(), text=page))
    >>> [(talk.title, talk.when.start.isoformat()) for talk in reading.programme.talks]
    [('On cats', '2021-07-21T02:00:00+00:00')]
    """
    if not sources:
        raise TypeError("read() needs a source")
    policy = Policy(year=year, date=date, tz=tz, repeated_hour=repeated_hour, duration=duration, date_order=date_order)
    documents = [
        source if isinstance(source, Document) else fetch_all([str(source)], max_size=max_size, cache=cache)[0]
        for source in sources
    ]
    return merge([read_document(document, policy, reader=reader) for document in documents])


def render(
    what: Reading | Programme,
    *,
    previous: bytes | None = None,
    now: dt.datetime | None = None,
    name: str = "",
    utc: bool = False,
    alarm: dt.timedelta | None = None,
    busy: bool = False,
    verify: Literal["auto", "all", "none"] = "auto",
    force: bool = False,
) -> bytes:
    """The programme as an iCalendar file, read back and compared before you get it.

    :param previous: what an earlier call gave: its events keep their UIDs, and what is gone is cancelled
    :param now: the first stamp, in UTC; by default the source's own, so that equal programmes give equal bytes
    :param name: what the calendar is called, by default the programme's title
    :param utc: write all times in UTC, without zones
    :param alarm: remind so long before each talk
    :param busy: talks block the time of whoever has them in their calendar
    :param verify: compare all events, of many a fair thousand, or none
    :param force: go on where a revision would lose more than half of the talks, or another programme's
    :raises RevisionError: ``previous`` cannot be revised into this
    :raises VerifyError: the calendar does not read back as it should

    >>> when = dict(start=dt.datetime(2021, 7, 21, 2, tzinfo=dt.UTC), end=dt.datetime(2021, 7, 21, 3, tzinfo=dt.UTC))
    >>> from icsgen import Talk, Timed
    >>> talk = Talk(title="On cats", when=Timed(**when, zone="America/Los_Angeles"))
    >>> print(render(Programme(title="Some Workshop", talks=(talk,))).decode().splitlines()[4])
    NAME:Some Workshop
    """
    reading = what if isinstance(what, Reading) else Reading(programme=what)
    if not reading.programme.talks:
        raise ValueError("a calendar needs a talk")
    order = Order(
        now=(now or reading.programme.revised or _UNKNOWN).astimezone(dt.UTC).replace(microsecond=0),
        options=FeedOptions(name=name, utc=utc, alarm=alarm, busy=busy),
        force=force,
    )
    made = make(reading, order, feeds=[("previous", previous)] if previous else [])
    verify_all(made, verify)
    return made.calendars[0].content
