"""What ical.js and libical make of every VTIMEZONE that we write, against pytz (see ``tests/ics/test_zone.py``).

Of each component they are asked for the instants around the changes of its first years and of its last.
"""

from __future__ import annotations

import pytest

from icsgen.ics.lines import local
from tests.conftest import need
from tests.engines import ENGINES, INSTALL
from tests.ics.test_zone import written

_HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//icsgen//tests//EN\r\n"
_AT_ONCE = 20
"""Components in one file."""
_FIRST, _LAST = 45, 16
"""Instants; fourteen make a year."""


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.parametrize("name", ["ical.js", "libical"])
def test_every_zone_in_every_year_is_read_as_pytz_has_it(name: str) -> None:
    """An event at every instant around every change, in every distinct component: the engine finds the instant."""
    engine = ENGINES[name]
    need(engine.installed, f"{name} is not installed: {INSTALL}")
    wanted: dict[bytes, set[tuple[str, str]]] = {}
    for component, expected in written():
        for instant, ahead in expected:
            wall = local((instant + ahead).replace(tzinfo=None))
            seen = instant.replace(tzinfo=None).isoformat() + "Z"
            wanted.setdefault(component, set()).add((wall, seen))
    components = list(wanted)
    files, answers = [], []
    for start in range(0, len(components), _AT_ONCE):
        zones, events, answer = [], [], {}
        for number, component in enumerate(components[start : start + _AT_ONCE]):
            zones.append(component.replace(b"TZID:Z\r\n", b"TZID:Test/Z%d\r\n" % number))
            moments = sorted(wanted[component])
            for wall, seen in dict.fromkeys(moments[:_FIRST] + moments[-_LAST:]):
                uid = f"{start + number}-{wall}"
                events.append(_event(uid, f"Test/Z{number}", wall))
                answer[uid] = seen
        files.append(b"".join([_HEAD, *zones, *events, b"END:VCALENDAR\r\n"]))
        answers.append(answer)
    for answer, events in zip(answers, engine.read_all(files), strict=True):
        assert {event.uid: event.start for event in events} == answer


def _event(uid: str, tzid: str, wall: str) -> bytes:
    times = f"DTSTART;TZID={tzid}:{wall}\r\nDTEND;TZID={tzid}:{wall}"
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20200101T000000Z\r\n{times}\r\nEND:VEVENT\r\n".encode()
