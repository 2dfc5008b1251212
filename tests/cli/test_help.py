"""Help: every command has it, every option says what it does, in tidy panels."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from icsgen.cli.group import _COMMANDS, app
from tests.cli.running import icsgen, said

COMMAND = typer.main.get_command(app)
PANELS = {None, "Input", "Time", "Selection", "Output"}


def parameters(name: str) -> list[typer.core.TyperOption]:
    command = COMMAND.get_command(None, name)  # type: ignore[attr-defined]
    return [parameter for parameter in command.params if isinstance(parameter, typer.core.TyperOption)]


@pytest.mark.parametrize("command", list(_COMMANDS))
def test_every_command_explains_itself(command: str, tmp_path: Path) -> None:
    for flag in ("-h", "--help"):
        done = icsgen(command, flag, cwd=tmp_path, COLUMNS="100")
        assert done.returncode == 0
        assert f"icsgen {command}" in done.stdout.decode()


def test_the_first_help_lists_all_commands(tmp_path: Path) -> None:
    text = icsgen("--help", cwd=tmp_path).stdout.decode()
    assert re.findall(r"^│ (\w+) {2,}\S", text, re.MULTILINE) == list(_COMMANDS)
    assert icsgen(cwd=tmp_path).stdout.decode().strip() == text.strip()


@pytest.mark.parametrize("command", list(_COMMANDS))
def test_every_option_says_what_it_does_and_stands_in_a_panel(command: str) -> None:
    for option in parameters(command):
        assert option.help, f"{command} {option.name}"
        assert option.help.endswith((".", "?")), f"{command} {option.name}: {option.help}"
        assert option.rich_help_panel in PANELS, f"{command} {option.name}"


def test_an_option_means_the_same_in_every_command() -> None:
    seen: dict[str, tuple[str | None, str | None]] = {}
    for command in _COMMANDS:
        for option in parameters(command):
            for flag in option.opts:
                told = (option.help, option.rich_help_panel)
                if flag in ("--json", "--in", "--output", "-o", "--quiet", "--verbose"):
                    continue  # said in the words of the command
                assert seen.setdefault(flag, told) == told, f"{flag} of {command}"


@pytest.mark.parametrize("command", list(_COMMANDS))
def test_panels_stand_in_the_order_in_which_people_think(command: str) -> None:
    optional = [option for option in parameters(command) if not option.required]  # what is required comes first
    order = [panel for panel in dict.fromkeys(option.rich_help_panel for option in optional) if panel]
    assert order == [panel for panel in ("Input", "Time", "Selection", "Output") if panel in order]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("gen", "there is no command 'gen'; did you mean generate?"),
        ("genrate", "there is no command 'genrate'; did you mean generate?"),
        ("xyzzy", "No such command 'xyzzy'"),
    ],
)
def test_a_command_that_is_none_is_told_what_comes_near(typed: str, words: str, tmp_path: Path) -> None:
    done = icsgen(typed, "page.txt", cwd=tmp_path, COLUMNS="200")
    assert done.returncode == 2
    assert words in said(done)
