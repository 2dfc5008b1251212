"""What zone abbreviations and spoken zone names mean.

``ABBREVIATIONS`` maps an abbreviation to its offset in minutes, the zone it belongs to, and the other
zones that use it. Those with others are ambiguous: the first is taken and the use is reported.
``SPOKEN`` maps the names people write to a zone whose wall time is meant, summer and winter alike.
Zones are IANA names.
"""

from __future__ import annotations

from typing import NamedTuple


class Abbreviation(NamedTuple):
    """One row of the table."""

    minutes: int
    """Offset from UTC that the letters state."""
    zone: str
    others: tuple[str, ...] = ()
    """Other zones that use the same letters."""


_A = Abbreviation

ABBREVIATIONS: dict[str, Abbreviation] = {
    "PST": _A(-480, "America/Los_Angeles"),
    "PDT": _A(-420, "America/Los_Angeles"),
    "MST": _A(-420, "America/Denver", ("America/Phoenix",)),
    "MDT": _A(-360, "America/Denver"),
    "CST": _A(-360, "America/Chicago", ("Asia/Shanghai", "America/Havana")),
    "CDT": _A(-300, "America/Chicago", ("America/Havana",)),
    "EST": _A(-300, "America/New_York"),
    "EDT": _A(-240, "America/New_York"),
    "AST": _A(-240, "America/Halifax", ("Asia/Riyadh",)),
    "ADT": _A(-180, "America/Halifax"),
    "NST": _A(-210, "America/St_Johns"),
    "NDT": _A(-150, "America/St_Johns"),
    "AKST": _A(-540, "America/Anchorage"),
    "AKDT": _A(-480, "America/Anchorage"),
    "HST": _A(-600, "Pacific/Honolulu"),
    "BRT": _A(-180, "America/Sao_Paulo"),
    "ART": _A(-180, "America/Argentina/Buenos_Aires"),
    "CLT": _A(-240, "America/Santiago"),
    "CLST": _A(-180, "America/Santiago"),
    "COT": _A(-300, "America/Bogota"),
    "PET": _A(-300, "America/Lima"),
    "UYT": _A(-180, "America/Montevideo"),
    "WET": _A(0, "Europe/Lisbon"),
    "WEST": _A(60, "Europe/Lisbon"),
    "BST": _A(60, "Europe/London", ("Asia/Dhaka",)),
    "IST": _A(330, "Asia/Kolkata", ("Europe/Dublin", "Asia/Jerusalem")),
    "IDT": _A(180, "Asia/Jerusalem"),
    "CET": _A(60, "Europe/Paris"),
    "CEST": _A(120, "Europe/Paris"),
    "MEZ": _A(60, "Europe/Berlin"),
    "MESZ": _A(120, "Europe/Berlin"),
    "EET": _A(120, "Europe/Athens"),
    "EEST": _A(180, "Europe/Athens"),
    "MSK": _A(180, "Europe/Moscow"),
    "TRT": _A(180, "Europe/Istanbul"),
    "WAT": _A(60, "Africa/Lagos"),
    "CAT": _A(120, "Africa/Maputo"),
    "EAT": _A(180, "Africa/Nairobi"),
    "SAST": _A(120, "Africa/Johannesburg"),
    "GST": _A(240, "Asia/Dubai", ("Atlantic/South_Georgia",)),
    "PKT": _A(300, "Asia/Karachi"),
    "NPT": _A(345, "Asia/Kathmandu"),
    "ICT": _A(420, "Asia/Bangkok"),
    "WIB": _A(420, "Asia/Jakarta"),
    "WITA": _A(480, "Asia/Makassar"),
    "WIT": _A(540, "Asia/Jayapura"),
    "SGT": _A(480, "Asia/Singapore"),
    "MYT": _A(480, "Asia/Kuala_Lumpur"),
    "HKT": _A(480, "Asia/Hong_Kong"),
    "PHT": _A(480, "Asia/Manila"),
    "JST": _A(540, "Asia/Tokyo"),
    "KST": _A(540, "Asia/Seoul"),
    "AWST": _A(480, "Australia/Perth"),
    "ACST": _A(570, "Australia/Adelaide", ("Australia/Darwin",)),
    "ACDT": _A(630, "Australia/Adelaide"),
    "AEST": _A(600, "Australia/Sydney", ("Australia/Brisbane",)),
    "AEDT": _A(660, "Australia/Sydney"),
    "NZST": _A(720, "Pacific/Auckland"),
    "NZDT": _A(780, "Pacific/Auckland"),
    "UZT": _A(300, "Asia/Tashkent"),
    "GET": _A(240, "Asia/Tbilisi"),
}

UNIVERSAL = frozenset({"UTC", "GMT", "Z", "UCT", "ZULU", "UNIVERSAL TIME", "COORDINATED UNIVERSAL TIME"})
"""Zero offset the whole year."""

SPOKEN: dict[str, str] = {
    "PT": "America/Los_Angeles",
    "PACIFIC": "America/Los_Angeles",
    "MT": "America/Denver",
    "MOUNTAIN": "America/Denver",
    "CT": "America/Chicago",
    "CENTRAL": "America/Chicago",
    "ET": "America/New_York",
    "EASTERN": "America/New_York",
    "AT": "America/Halifax",
    "ATLANTIC": "America/Halifax",
    "CENTRAL EUROPEAN": "Europe/Paris",
    "EASTERN EUROPEAN": "Europe/Athens",
    "WESTERN EUROPEAN": "Europe/Lisbon",
    "INDIA": "Asia/Kolkata",
    "INDIAN": "Asia/Kolkata",
    "JAPAN": "Asia/Tokyo",
    "KOREA": "Asia/Seoul",
    "CHINA": "Asia/Shanghai",
    "BEIJING": "Asia/Shanghai",
    "BRASILIA": "America/Sao_Paulo",
    "UK": "Europe/London",
    "BRITISH": "Europe/London",
    "ISRAEL": "Asia/Jerusalem",
    "NEW ORLEANS": "America/Chicago",
    "SAN FRANCISCO": "America/Los_Angeles",
    "SEATTLE": "America/Los_Angeles",
    "SAN DIEGO": "America/Los_Angeles",
    "LONG BEACH": "America/Los_Angeles",
    "BOSTON": "America/New_York",
    "MIAMI": "America/New_York",
    "BALTIMORE": "America/New_York",
    "WASHINGTON": "America/New_York",
    "AUSTIN": "America/Chicago",
    "MONTREAL": "America/Toronto",
    "BARCELONA": "Europe/Madrid",
    "MUNICH": "Europe/Berlin",
    "MILAN": "Europe/Rome",
    "FLORENCE": "Europe/Rome",
    "GENEVA": "Europe/Zurich",
    "LYON": "Europe/Paris",
    "KIGALI": "Africa/Kigali",
    "HONOLULU": "Pacific/Honolulu",
    "MELBOURNE": "Australia/Melbourne",
    "BANGALORE": "Asia/Kolkata",
    "KYOTO": "Asia/Tokyo",
}
"""Without the trailing 'time', 'standard time' or 'daylight time'. City names are taken only where a
source plainly names a zone; IANA's own city names are looked up besides these."""
