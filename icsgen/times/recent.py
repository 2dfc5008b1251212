"""Zones whose rules were changed lately: a device that has not been updated since shows their hours wrong.

Made by ``tests/times/compare_releases.py``, which compares what each release of pytz, from 2023.3.post1 to 2026.6
(tz database 2023c to 2026f), says of every zone from the year of the release on. A zone stands here with the first
instant, in UTC, of which two releases disagree; one that is itself new, with the start of that year. A zone leaves
the table three years after the release that changed it.
"""

from __future__ import annotations

from datetime import UTC, datetime

_SINCE = {
    # tz database 2023d
    "America/Scoresbysund": "2024-03-31T01:00",
    "Antarctica/Casey": "2023-03-08T16:00",
    "Antarctica/Vostok": "2023-01-01T00:00",
    # 2024a
    "Asia/Almaty": "2024-02-29T18:00",
    "Asia/Gaza": "2024-04-13T00:00",
    "Asia/Hebron": "2024-04-13T00:00",
    "Asia/Qostanay": "2024-02-29T18:00",
    # 2025a
    "America/Asuncion": "2025-03-23T03:00",
    # 2025b
    "America/Coyhaique": "2025-01-01T00:00",
    # 2026a
    "Europe/Chisinau": "2026-03-29T00:00",
    "Europe/Tiraspol": "2026-03-29T00:00",
    # 2026b
    "America/Vancouver": "2026-11-01T09:00",
    "Canada/Pacific": "2026-11-01T09:00",
    # 2026c
    "Africa/Casablanca": "2026-09-20T01:00",
    "Africa/El_Aaiun": "2026-09-20T01:00",
    "America/Edmonton": "2026-11-01T08:00",
    "America/Yellowknife": "2026-11-01T08:00",
    "Canada/Mountain": "2026-11-01T08:00",
    # 2026d
    "America/Inuvik": "2026-11-01T08:00",
    # 2026e
    "America/Rainy_River": "2026-11-01T07:00",
    "America/Winnipeg": "2026-11-01T07:00",
    "Canada/Central": "2026-11-01T07:00",
    # 2026f
    "America/Havana": "2026-11-01T05:00",
    "Cuba": "2026-11-01T05:00",
}


def changed_since(zone: str) -> datetime | None:
    """The first instant, in UTC, of which an old database says another hour; ``None``: none that is known.

    >>> changed_since("America/Vancouver").isoformat(), changed_since("Europe/Vienna")
    ('2026-11-01T09:00:00+00:00', None)
    """
    since = _SINCE.get(zone)
    return datetime.fromisoformat(since).replace(tzinfo=UTC) if since else None
