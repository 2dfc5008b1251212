"""``icsgen formats``: what can be read, who supplies it, and the schema of icsgen's own format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from icsgen.readers import plugins, registry
from tests.cli.running import icsgen


def test_every_reader_is_listed_with_what_it_reads_and_who_supplies_it(tmp_path: Path) -> None:
    lines = icsgen("formats", cwd=tmp_path).stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == [*registry.built_in()]
    assert all(line.endswith("icsgen") for line in lines)
    assert len({line.rindex("icsgen") for line in lines}) == 1, "a column"


def test_a_reader_of_somebody_elses_is_listed_by_its_distribution(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "site"
    (installed / "icsgen_dice-1.0.dist-info").mkdir(parents=True)
    (installed / "icsgen_dice-1.0.dist-info" / "METADATA").write_text("Name: icsgen-dice\nVersion: 1.0\n")
    (installed / "icsgen_dice-1.0.dist-info" / "entry_points.txt").write_text("[icsgen.readers]\ndice = dice_reader\n")
    (installed / "dice_reader.py").write_text(
        "summary = 'schedules thrown with dice'\ndef sniff(document): return 100\ndef read(document, policy): ...\n"
    )
    monkeypatch.syspath_prepend(str(installed))
    plugins.entry_points.cache_clear()
    registry.third_party.cache_clear()
    try:
        lines = icsgen("formats", cwd=tmp_path).stdout.decode().splitlines()
        assert lines[-1].split(maxsplit=1)[0] == "dice"
        assert lines[-1].endswith("icsgen-dice")
        assert "schedules thrown with dice" in lines[-1]
    finally:
        plugins.entry_points.cache_clear()
        registry.third_party.cache_clear()


def test_the_schema_is_printed(tmp_path: Path) -> None:
    schema = json.loads(icsgen("formats", "--schema", cwd=tmp_path).stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "talks" in json.dumps(schema)
