"""The example workflow, step by step, against a host on this machine that plays the live site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import need
from tests.outputs.hosts import hosted

EXAMPLES = Path(__file__).parents[2] / "examples"
SHEET = EXAMPLES / "tiny-systems-days-2027.csv"


def steps() -> dict[str, str]:
    """The commands of the workflow's named steps."""
    workflow = yaml.safe_load((EXAMPLES / "github-pages.yml").read_text(encoding="utf-8"))
    return {step["name"]: step["run"] for step in workflow["jobs"]["publish"]["steps"] if "name" in step}


def run(command: str, folder: Path, site: str, *, first: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a step in an empty checkout."""
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    for name, arguments in (("icsgen", "-m icsgen"), ("python", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
        (programs / name).chmod(0o755)
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(EXAMPLES.parent),
        "SOURCE": str(folder / "programme.csv"),
        "SITE": site.rstrip("/"),
        "FIRST": "--first" if first else "",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
    }
    return subprocess.run(
        ["bash", "-e", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_what_is_installed_is_said_at_the_top_in_one_place(tmp_path: Path) -> None:
    """It is the folder that its second step has copied, unless somebody names another place."""
    text = (EXAMPLES / "github-pages.yml").read_text(encoding="utf-8")
    names = yaml.safe_load(text)["env"]
    assert list(names) == ["SOURCE", "SITE", "ICSGEN"]
    assert names["ICSGEN"] == "./icsgen"
    assert re.search(r"^# 2\. Copy the folder .* as 'icsgen'", text, re.MULTILINE)
    assert re.findall(r"run: .*pip install.*", text) == ['run: pip install "$ICSGEN"']
    pip = tmp_path / "pip"
    pip.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    pip.chmod(0o755)
    environment = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "ICSGEN": "./a wheel.whl"}
    done = subprocess.run(["sh", "-e", "-c", steps()["Install"]], env=environment, capture_output=True, check=True)
    assert done.stdout == b"install\n./a wheel.whl\n"


@pytest.mark.slow
def test_the_workflow_keeps_uids_over_empty_checkouts_and_tells_what_changed(tmp_path: Path) -> None:
    """First by hand, then on a change: the live site is all that is left from one run to the next."""
    need(shutil.which("curl") and shutil.which("bash"), "curl and bash are needed: apt-get install curl bash")
    live = tmp_path / "live"
    live.mkdir()
    text = SHEET.read_text(encoding="utf-8")
    uids = []
    with hosted(live) as site:
        refused = tmp_path / "refused"
        refused.mkdir()
        shutil.copy(SHEET, refused / "programme.csv")
        assert run(steps()["Publish"], refused, site).returncode == 1
        assert not (refused / "site").exists()
        for number, sheet in enumerate((text, text.replace("B-trees on paper", "B-trees on a napkin"))):
            checkout = tmp_path / f"checkout-{number}"
            checkout.mkdir()
            (checkout / "programme.csv").write_text(sheet, encoding="utf-8")
            if number:
                told = run(steps()["Say what changes"], checkout, site)
                assert told.returncode == 0, told.stderr
                assert "B-trees on paper" in (checkout / "summary.md").read_text(encoding="utf-8")
            done = run(steps()["Publish"], checkout, site, first=not number)
            assert done.returncode == 0, done.stderr
            shutil.rmtree(live)
            shutil.copytree(checkout / "site", live)
            uids.append(set(re.findall(rb"\r\nUID:([^\r]+)", (live / "all.ics").read_bytes())))
    assert len(uids[0]) == 16
    assert uids[0] == uids[1]
    assert (live / "all.ics").read_bytes().count(b"SEQUENCE:1\r\n") == 1
