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
        ("https://ann:secret@conf.example", "would stand on the page for everybody"),
    ],
)
def test_a_wrong_address_is_wrong_usage(address: str, words: str, page: Path, tmp_path: Path) -> None:
    done = icsgen("publish", page, "site", "--base-url", address, cwd=tmp_path, COLUMNS="300")
    assert done.returncode == 2
    assert words in said(done)
    assert not (tmp_path / "site").exists()


def test_a_folder_that_cannot_be_is_one_message(page: Path, tmp_path: Path) -> None:
    for folder, words in [("page.txt", "this is no folder"), ("x" * 300, "it cannot be written")]:
        done = icsgen("publish", page, folder, "--base-url", "https://conf.example", cwd=tmp_path)
        assert done.returncode == 1
        assert words in said(done)
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]
