"""Links that open a calendar in somebody's calendar app, and who cannot follow them.

The forms are those that the apps accept: Apple and most desktops take ``webcal:``, Google a ``webcal:`` address
in its ``cid``, Microsoft's two an ``https:`` address. Google and Microsoft fetch a calendar from their own
servers, so an address that only this machine or this network knows is useless to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal, TypeAlias
from urllib.parse import quote, urlsplit

Unreachable: TypeAlias = Literal["", "cloud_local", "cloud_insecure", "cloud_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The ways to one feed."""

    https: str
    """The feed's own address, with the scheme that the site has."""
    webcal: str
    google: str
    outlook: str
    office: str


def links_to(base: str, file: str, name: str) -> Links:
    """The ways to a feed of a site.

    :param base: the site's address, ending in a slash.

    >>> links_to("https://conf.example/2021/", "room/hall-a.ics", "Hall A").google
    'https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fconf.example%2F2021%2Froom%2Fhall-a.ics'
    """
    https, webcal = addresses_of(base, file)
    inner, title = quote(https, safe=""), quote(name, safe="")
    return Links(
        https=https,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?url={inner}&name={title}",
        office=f"https://outlook.office.com/calendar/0/addfromweb?url={inner}&name={title}",
    )


def addresses_of(base: str, file: str) -> tuple[str, str]:
    """A feed's own address, and the same for calendar apps.

    >>> addresses_of("https://conf.example/", "room/hall-a.ics")
    ('https://conf.example/room/hall-a.ics', 'webcal://conf.example/room/hall-a.ics')
    """
    https = base + quote(file)
    return https, "webcal:" + https.partition(":")[2]


def unreachable(base: str) -> Unreachable:
    """Why the cloud cannot fetch from a site with that address, if so.

    >>> unreachable("https://conf.example/"), unreachable("https://10.0.0.7/"), unreachable("http://conf.example/")
    ('', 'cloud_local', 'cloud_insecure')
    """
    parts = urlsplit(base)
    if parts.scheme == "file" or not parts.hostname:
        return "cloud_file"
    host = parts.hostname.rstrip(".").lower()
    try:
        if not ip_address(host).is_global:
            return "cloud_local"
    except ValueError:  # a name
        if "." not in host or host.endswith((".localhost", ".local", ".lan", ".internal", ".home.arpa", ".test")):
            return "cloud_local"
    return "" if parts.scheme == "https" else "cloud_insecure"
