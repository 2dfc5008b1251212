"""The tool as a process: interrupted, killed, piped into something that stops reading, on a terminal."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, command, environment, process, said

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals and terminals")


def test_the_version_is_told(tmp_path: Path) -> None:
    done = process("--version", cwd=tmp_path)
    assert re.fullmatch(rb"icsgen \d+\.\d+\.\d+\S*\r?\n", done.stdout)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell: str, tmp_path: Path) -> None:
    done = subprocess.run(
        Path(sys.executable).with_name("icsgen"),
        cwd=tmp_path,
        env=environment(_ICSGEN_COMPLETE=f"source_{shell}"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert f"_ICSGEN_COMPLETE=complete_{shell}".encode() in done.stdout


@posix
@pytest.mark.parametrize("arguments", [["generate", EXAMPLE, "-o", "-"], ["show", EXAMPLE, "--explain"], ["--help"]])
def test_a_pipe_that_nobody_reads_any_more_is_quiet(arguments: list[str | Path], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = process(*arguments, cwd=tmp_path, stdout=pipe)
    assert done.returncode == 0
    assert not {"Broken pipe", "Exception", "Error"} & set(re.findall(r"Broken pipe|\w+", said(done)))


@posix
def test_head_ends_the_run_quietly(tmp_path: Path) -> None:
    rows = "".join(f"{'Talk ' * 50}{number},2021-07-20 10:00,2021-07-20 10:30\n" for number in range(2000))
    (tmp_path / "t.csv").write_text(f"title,start,end\n{rows}")
    generating = subprocess.Popen(
        command("generate", "t.csv", "--tz", "UTC", "-o", "-", "-q", "--verify", "none"),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert generating.stdout is not None
    assert generating.stdout.readline() == b"BEGIN:VCALENDAR\r\n"
    generating.stdout.close()
    assert generating.wait(timeout=60) == 0
    assert generating.stderr is not None
    assert generating.stderr.read() == b""
    generating.stderr.close()


TO_STDOUT = [
    ["generate", EXAMPLE, "-o", "-"],
    ["show", EXAMPLE],
    ["diff", EXAMPLE, EXAMPLE],
    ["formats"],
    ["--version"],
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [*TO_STDOUT, ["--help"]])
def test_standard_output_on_a_full_disk_is_one_message(arguments: list[str | Path], tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = process(*arguments, cwd=tmp_path, stdout=full)
    assert done.returncode == 1
    assert "✗ standard output: the disk is full" in said(done)


def closed(numbers: Sequence[int], *arguments: str | Path, cwd: Path) -> tuple[int, str]:
    """Exit code and messages of a run that starts with these of its standard streams closed."""
    done = subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(),
        stderr=subprocess.PIPE,
        preexec_fn=lambda: [os.close(number) for number in numbers],
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stderr.decode()


@posix
@pytest.mark.parametrize("arguments", TO_STDOUT)
def test_a_closed_standard_output_is_one_message(arguments: list[str | Path], tmp_path: Path) -> None:
    code, text = closed([1], *arguments, cwd=tmp_path)
    assert code == 1
    assert "✗ standard output: it cannot be written" in text


@posix
def test_with_all_streams_closed_the_calendar_is_written_whole(tmp_path: Path) -> None:
    """No message lands in the file that would otherwise have got a closed stream's number."""
    assert closed([0], "show", "-", cwd=tmp_path) == (1, "✗ -: it is empty\n  → save or paste the page again\n")
    assert closed([0, 1, 2], "generate", EXAMPLE, "-o", "x.ics", cwd=tmp_path) == (0, "")
    content = (tmp_path / "x.ics").read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")


def interrupted(delay: float, cwd: Path) -> tuple[int, bytes, bytes]:
    """Exit code and output of a run that waits for its input and is interrupted after so many seconds."""
    waiting = subprocess.Popen(
        command("generate", "-", "-o", "x.ics"),
        cwd=cwd,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    time.sleep(delay)
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate(timeout=60)
    return waiting.returncode, out, err


@posix
def test_ctrl_c_is_quiet_and_leaves_nothing(tmp_path: Path) -> None:
    assert interrupted(5, tmp_path) == (130, b"", b"")
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.parametrize("delay", [0.05, 0.1, 0.15, 0.2])
def test_ctrl_c_while_modules_load_is_quiet_too(delay: float, tmp_path: Path) -> None:
    """Unless it comes before ours are loaded: that is Python's own affair, and it says so."""
    code, out, err = interrupted(delay, tmp_path)
    assert out == b""
    assert list(tmp_path.iterdir()) == []
    assert b"icsgen/cli/g" not in err
    assert code == 130 or code < 0 or b"KeyboardInterrupt" in err


@posix
def test_killed_at_any_moment_the_calendar_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    def page(minute: int) -> str:
        talks = "".join(
            f"Tue 20 July 2021 {9 + number // 6}:{number % 6}{minute} - {9 + number // 6}:{number % 6}9 PDT\n\n"
            f"Talk number {number}\n\n{'An abstract. ' * 200}\n\n"
            for number in range(60)
        )
        return f"Workshop\n\n{talks}"

    versions = []
    for minute in (0, 5):
        (tmp_path / "page.txt").write_text(page(minute))
        assert process("generate", "page.txt", "--verify", "none", cwd=tmp_path).returncode == 0
        versions.append((tmp_path / "page.ics").read_bytes().count(b"DTSTART"))
    moments = random.Random(2021)
    for run in range(12):
        (tmp_path / "page.txt").write_text(page(run % 5))
        writing = subprocess.Popen(
            command("generate", "page.txt", "--verify", "none", "-q"),
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        time.sleep(0.1 + moments.random() * 0.4)
        writing.kill()
        writing.wait()
        content = (tmp_path / "page.ics").read_bytes()
        assert content.startswith(b"BEGIN:VCALENDAR")
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert content.count(b"BEGIN:VEVENT") == content.count(b"END:VEVENT") == 60
        assert len(set(re.findall(rb"DTSTART;[^\r]*\d(\d)00\r", content))) == 1, "talks of two versions"


def on_a_terminal(*arguments: str | Path, cwd: Path, typed: bytes = b"", **env: str) -> tuple[int, str]:
    """Exit code and screen of a run on a terminal of 80 columns; what is typed is typed at the first question."""
    import pty  # not on Windows

    pid, terminal = pty.fork()
    if not pid:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a runner in the background ignores it, and would hand that on
        os.chdir(cwd)
        os.execvpe(sys.executable, command(*arguments), environment(**{"TERM": "xterm", "COLUMNS": "80", **env}))
    screen = b""
    while True:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # how Linux says that the other side is gone
            break
        if not chunk:
            break
        screen += chunk
        if typed and b"Which year?" in screen:
            os.write(terminal, typed)
            typed = b""
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), screen.decode().replace("\r\n", "\n")


@posix
def test_a_terminal_gets_colours_and_lines_that_fit(tmp_path: Path) -> None:
    code, screen = on_a_terminal("generate", EXAMPLE, cwd=tmp_path)
    assert code == 0
    assert "\x1b[32m✓ \x1b[0m7 of 7 verified" in screen
    plain = re.sub(r"\x1b\[[\d;]*m", "", screen)
    assert max(map(len, plain.splitlines())) <= 80
    assert "  19:40–19:45  Understanding Invariance via Feedforward Inversion of Discrimina…\n" in plain


@posix
@pytest.mark.parametrize(("env", "forbidden"), [({"NO_COLOR": "1"}, r"\x1b\[3\d"), ({"TERM": "dumb"}, r"\x1b")])
def test_colours_can_be_declined(env: dict[str, str], forbidden: str, tmp_path: Path) -> None:
    code, screen = on_a_terminal("generate", EXAMPLE, cwd=tmp_path, **env)
    assert code == 0
    assert "✓ 7 of 7 verified" in re.sub(r"\x1b\[[\d;]*m", "", screen)
    assert not re.search(forbidden, screen)


@posix
@pytest.mark.parametrize(
    ("typed", "code"),
    [(b"2021\n", 0), (b"next\n2021\n", 0), (b"2022\n", 1), (b"\x04", 1), (b"\x03", 130)],
    ids=["right", "second try", "wrong", "end of input", "ctrl-c"],
)
def test_on_a_terminal_the_year_is_asked_for(typed: bytes, code: int, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(EXAMPLE.read_bytes())
    ended, screen = on_a_terminal("generate", "page.txt", cwd=tmp_path, typed=typed)
    assert ended == code
    assert "it could be " in screen
    assert (tmp_path / "page.ics").exists() == (code == 0)
    assert "Traceback" not in screen


@posix
def test_text_of_a_page_cannot_steer_the_terminal(tmp_path: Path) -> None:
    page = (
        "W\n\nTue 20 July 2021 19:00 - 19:20 PDT\n\nOn \x1b[2Jcats\x1b]0;x\x07\n\n"
        "Tue 20 July 2021 19:50 \x1b[31m- 19:55 PDT\n"
    )
    (tmp_path / "page.txt").write_text(page)
    _, screen = on_a_terminal("show", "page.txt", "--explain", cwd=tmp_path)
    assert "\x1b[2J" not in screen
    assert "\x1b]0" not in screen
    assert "\x1b[31m-" not in screen
