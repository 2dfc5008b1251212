"""Composition: a reading and the site that there was become the site that there should be.

1. What the site remembers (``feeds.json``) and the calendar that holds its events whole are had, from the folder
   or from ``--previous`` (``before``).
2. The events are revised against that calendar; each VEVENT is made once.
3. Addresses are assigned: whatever has one keeps it.
4. Every feed is a choice of these VEVENTs (``calendars``); the page shows the same talks. Files are made one at a
   time, in the order in which they may be written (``make``).
5. Only what changed is written, and nothing that is not icsgen's is touched (``put``).
"""

from __future__ import annotations

from icsgen.publishing.before import Before, site_at, site_in
from icsgen.publishing.make import make_site
from icsgen.publishing.order import Site, SiteOrder
from icsgen.publishing.put import put_site

__all__ = ["Before", "Site", "SiteOrder", "make_site", "put_site", "site_at", "site_in"]
