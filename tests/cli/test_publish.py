"""``icsgen publish``: what people get wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import icsgen, said


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("conf.example", "is no web address"),
        ("ftp://conf.example", "is no web address"),
        ("https://", "is no web address"),
        ("https://[", "is no web address"),
        ("https://conf.example:99999", "is no web address"),
        ("https://conf.example/a b", "is no web address"),
        ("https://conf.example/2021/?utm=a", "the address of a site has no query; leave out '?utm=a'"),
        ("https://conf.example/#subscribe", "the address of a site has no fragment; leave out '#subscribe'"),
        ("https://conf.example/?", "has no query; leave out '?'"),
        ("https://ann:secret@conf.example", "would stand on the page for everybody"),
        ("https://ü..example", "is no web address"),
    ],
)
def test_a_wrong_address_is_wrong_usage(address: str, words: str, page: Path, tmp_path: Path) -> None:
    done = icsgen("publish", page, "site", "--base-url", address, cwd=tmp_path, COLUMNS="300")
    assert done.returncode == 2
    assert words in said(done)
    assert not (tmp_path / "site").exists()


def test_an_address_is_written_as_it_is_sent(page: Path, tmp_path: Path) -> None:
    """No calendar app takes a host with an umlaut, and a scheme in capitals makes no webcal link."""
    done = icsgen("publish", page, "site", "--base-url", "HTTPS://MÜHLE.example/größe", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    address = "://xn--mhle-0ra.example/gr%C3%B6%C3%9Fe/all.ics"
    assert f"\r\nSOURCE;VALUE=URI:https{address}\r\n".encode() in (tmp_path / "site" / "all.ics").read_bytes()
    assert f'href="webcal{address}"' in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [(["", "--base-url", "https://conf.example"], "DEST")]
    + [(["site", "--base-url", "https://conf.example", "--previous", empty], "--previous") for empty in ("", " ")],
)
def test_a_name_that_a_script_left_empty_is_wrong_usage(
    arguments: list[str], name: str, page: Path, tmp_path: Path
) -> None:
    """It would be the folder one is in, or a site without its history."""
    done = icsgen("publish", page, *arguments, cwd=tmp_path, COLUMNS="300")
    assert done.returncode == 2
    assert f"Invalid value for {name}: it is empty" in said(done)
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


def test_a_folder_that_cannot_be_is_one_message(page: Path, tmp_path: Path) -> None:
    for folder, words in [("page.txt", "this is no folder"), ("x" * 300, "it cannot be written")]:
        done = icsgen("publish", page, folder, "--base-url", "https://conf.example", cwd=tmp_path)
        assert done.returncode == 1
        assert words in said(done)
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


def test_a_site_does_not_go_to_standard_output(page: Path, tmp_path: Path) -> None:
    done = icsgen("publish", page, "-", "--base-url", "https://conf.example", cwd=tmp_path)
    assert done.returncode == 2
    assert "a site is a folder" in said(done)
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


def test_a_damaged_memory_is_overcome_by_force_and_the_calendar_goes_on(page: Path, tmp_path: Path) -> None:
    """The way out that the message names leads out; no event begins again."""
    publish = ["publish", page, "site", "--base-url", "https://conf.example"]
    icsgen(*publish, cwd=tmp_path)
    page.write_text(page.read_text().replace("09:00 - 09:30", "10:00 - 10:30"))
    icsgen(*publish, cwd=tmp_path)
    moved = (tmp_path / "site" / "all.ics").read_bytes()
    assert b"SEQUENCE:1" in moved
    (tmp_path / "site" / "feeds.json").write_text("{}")
    done = icsgen(*publish, cwd=tmp_path)
    assert done.returncode == 1
    assert "begin afresh with --force" in said(done)
    assert icsgen(*publish, "--force", cwd=tmp_path).returncode == 0
    assert (tmp_path / "site" / "all.ics").read_bytes() == moved
    assert icsgen(*publish, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("stated", "options", "label"),
    [
        ("All times CET", (), "CET"),
        ("All times in Pacific Time", (), "PST"),
        ("Timezone: Europe/Paris", (), "Paris (CET)"),
        ("", ("--tz", "CET"), "CET"),
        ("", ("--tz", "Europe/Berlin"), "Berlin (CET)"),
        ("All times CET", ("--tz", "Europe/Berlin"), "Berlin (CET)"),
    ],
)
def test_letters_name_no_city_the_second_time_neither(
    stated: str, options: tuple[str, ...], label: str, tmp_path: Path
) -> None:
    """What is cancelled is known from the feed alone, which hangs it in the zone that stands for the letters."""
    page, talks = tmp_path / "page.txt", ["18:00 - 18:30 On cats", "18:30 - 19:00 On dogs", "19:00 - 19:30 On ants"]
    for lines in (talks, talks[:2]):
        page.write_text("\n".join(["Small Talks", stated, "", "Wednesday 18 November 2026", *lines, ""]))
        done = icsgen("publish", page, "site", "--base-url", "https://conf.example", *options, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        shown = (tmp_path / "site" / "index.html").read_text("utf-8")
        assert f'<span id="zone-note">{label}</span>' in shown
        assert ("Paris" in shown.partition('<script type="application/json"')[0]) == label.startswith("Paris")
