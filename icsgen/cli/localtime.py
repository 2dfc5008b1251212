"""``--in ZONE|local``: whose clocks hours are shown by."""

from __future__ import annotations

from icsgen.errors import ZoneError
from icsgen.times.zones import settle_zone


def zone_named(words: str) -> str:
    """The zone that the option names.

    :raises ZoneError: there is no such zone, or this computer does not know its own.
    """
    return local_zone() if words.lower() == "local" else settle_zone(words)


def local_zone() -> str:
    """The zone of this computer.

    :raises ZoneError: it does not say.
    """
    import tzlocal  # only when asked for

    try:
        return tzlocal.get_localzone_name()
    except (LookupError, OSError, ValueError) as error:
        raise ZoneError(f"this computer does not say where it is: {error}", hint="name the zone after --in") from None
