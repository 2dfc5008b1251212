"""Talks of any text at any time, drawn by Hypothesis, read by the engines that real calendar apps are built on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from icsgen.calendar.event import CANCELLED, description
from icsgen.calendar.feed import render
from icsgen.model import AllDay, Talk
from tests.calendar import samples
from tests.calendar.samples import PLAIN, entries, programme, talk
from tests.conftest import need
from tests.engines import ENGINES, INSTALL

_APART = datetime(1971, 1, 1, tzinfo=UTC), datetime(2037, 12, 1, tzinfo=UTC)
"""What a program's 32-bit clock can hold."""


def _holds(talk: Talk) -> bool:
    when = talk.when
    first, last = (when.first, when.last) if isinstance(when, AllDay) else (when.start.date(), when.end.date())
    return _APART[0].date() <= first and last <= _APART[1].date()


@pytest.mark.engine
@pytest.mark.parametrize("name", ["libical", "ical.js"])
@seed(2021)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(samples.talks, min_size=12, max_size=25))
def test_any_talk_is_read(name: str, drawn: list[Talk]) -> None:
    """Instants to the second, texts to the character; CR LF, commas, backslashes, emoji and all."""
    engine = ENGINES[name]
    need(engine.installed, f"{name} is not installed: {INSTALL}")
    made = programme(talk("One"), *filter(_holds, drawn), sessions=samples.sessions)
    found = {event.uid: event for event in engine.read(render(made, entries(made), PLAIN))}
    sessions = {session.title: session for session in samples.sessions}
    for entry in entries(made):
        one, event = entry.talk, found[entry.uid]
        if isinstance(one.when, AllDay):
            times = one.when.first.isoformat(), (one.when.last + timedelta(days=1)).isoformat()
        else:
            times = f"{one.when.start:%Y-%m-%dT%H:%M:%SZ}", f"{one.when.end:%Y-%m-%dT%H:%M:%SZ}"
        assert (event.start, event.end) == times
        assert event.summary == (CANCELLED if one.cancelled else "") + one.title
        assert event.description == description(one, sessions.get(one.session))[0]
