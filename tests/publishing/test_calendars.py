"""The calendars of a site."""

from __future__ import annotations

from pathlib import Path

from icsgen.ics.scan import scan
from icsgen.publishing.calendars import events_in
from tests.outputs.programmes import programme, publish


def test_the_events_of_a_calendar_are_found_as_they_stand(tmp_path: Path) -> None:
    """They are taken over to the byte while their talks stay, so none may be lost or cut."""
    publish(programme(40), tmp_path)
    content = (tmp_path / "all.ics").read_bytes()
    scanned = scan(content)
    assert scanned is not None
    assert events_in(content) == {event.text("UID"): event.raw for event in scanned.events}
    assert len(events_in(content)) == 40
