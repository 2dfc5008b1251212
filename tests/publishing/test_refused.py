"""What a site cannot be written to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from icsgen.errors import TargetError
from icsgen.model import Reading
from icsgen.outputs.site import SiteFile, publish_files
from icsgen.publishing import SiteOrder, make_site, put_site, site_in
from tests.outputs.programmes import BASE, NOW, programme, publish


def test_what_is_refused_is_named_as_its_owner_knows_it(tmp_path: Path) -> None:
    """The site's folder, and not the name under which a file is written before it gets its place."""
    (tmp_path / f".icsgen-{os.getpid()}.tmp").mkdir()
    with pytest.raises(TargetError) as refused:
        publish_files(tmp_path, [SiteFile("feeds.json", lambda: b"{}")])
    assert refused.value.origin == str(tmp_path)


def test_a_folder_where_a_file_must_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "all.ics").mkdir()
    with pytest.raises(TargetError) as refused:
        publish_files(tmp_path, [SiteFile("all.ics", lambda: b"BEGIN:VCALENDAR")])
    assert refused.value.origin == str(tmp_path / "all.ics")


def test_of_two_first_runs_at_once_the_later_is_told_of_the_other(tmp_path: Path) -> None:
    """And not that files of the organiser's would be lost."""
    before = site_in(tmp_path)
    site = make_site(Reading(programme=programme(3)), SiteOrder(base=BASE, now=NOW), before)
    publish(programme(3), tmp_path)
    with pytest.raises(TargetError, match="another run began to publish into this folder meanwhile"):
        put_site(site, tmp_path, standing=before.memory)
    assert put_site(site, tmp_path).written == 0
