"""The commands, each loaded when it is called, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from icsgen.cli.screen import Screen
from icsgen.errors import IcsgenError

_COMMANDS = {
    # name: module of icsgen.cli whose ``app`` holds that one command
    "generate": "generate",
    "show": "show",
    "publish": "publish",
    "diff": "diff",
    "watch": "watch",
    "formats": "formats",
}


class Commands(TyperGroup):
    """Loads a command's module when the command is called, or when help lists them all."""

    def list_commands(self, ctx: Any) -> list[str]:
        """In the order in which people meet them."""
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name."""
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"icsgen.cli.{_COMMANDS[cmd_name]}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        gc.freeze()
        gc.set_threshold(200_000, 20, 20)  # a programme is many values and hardly a cycle, and looking costs a tenth
        gc.enable()
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is meant, or what comes nearest."""
        name = args[0] if args else ""
        if name and name not in _COMMANDS and not name.startswith("-"):
            import difflib  # only for the message

            starts = [command for command in _COMMANDS if command.startswith(name)]
            if near := starts or difflib.get_close_matches(name, _COMMANDS, n=2):
                ctx.fail(f"there is no command {name!r}; did you mean {' or '.join(near)}?")
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Parse the command line; help and version are printed here."""
        with _exit_codes():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with _exit_codes():
            return super().invoke(ctx)


@contextmanager
def _exit_codes() -> Iterator[None]:
    """What is wrong with an input or an output is one message and exit code 1; a closed pipe is no fault."""
    try:
        yield
    except IcsgenError as error:
        Screen(sys.stderr).error(str(error))
        raise typer.Exit(1) from None
    except SystemExit as stop:
        if not isinstance(stop.__context__, BrokenPipeError):
            raise
        raise typer.Exit(0) from None  # rich met a closed pipe, and has dealt with the stream
    except BrokenPipeError:
        _let_go(sys.stdout)  # whoever read has had enough
        raise typer.Exit(0) from None
    except OSError as error:
        if error.filename is not None:
            raise  # a file's, which should have been turned into a message where it was opened
        report_stream(error)
        _let_go(sys.stdout)
        raise typer.Exit(1) from None


def report_stream(error: OSError) -> None:
    """Say that standard output takes no more."""
    from icsgen.outputs.files import stream_refused  # only for the message

    Screen(sys.stderr).error(str(stream_refused(error)))


def _let_go(stream: TextIO) -> None:
    """What the stream still holds back must not fail at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a fault of the program keeps its plain traceback
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # reads files; not needed otherwise

        typer.echo(f"icsgen {version('icsgen')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A conference programme in your calendar, right to the minute."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that knows no '→' gets '?', not a crash
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
