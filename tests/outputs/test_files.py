"""Files are written whole or not at all, and their names are safe everywhere."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icsgen.errors import TargetError
from icsgen.outputs import files
from icsgen.outputs.files import file_names, make_folder, read_existing, safe_name, write_files

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(".icsgen-tmp"))


def test_a_file_is_written_in_pieces(tmp_path: Path) -> None:
    write_files({tmp_path / "a.ics": [b"one ", b"two"]})
    assert (tmp_path / "a.ics").read_bytes() == b"one two"
    assert left_behind(tmp_path) == []


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "a.ics"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_files({target: [b"new"]})
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix
def test_a_new_file_gets_the_permissions_that_files_get(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_files({tmp_path / "a.ics": [b"new"]})
    assert (tmp_path / "a.ics").stat().st_mode == (tmp_path / "usual").stat().st_mode


@posix
def test_a_link_stays_and_what_it_points_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.ics").write_bytes(b"old")
    (tmp_path / "link.ics").symlink_to(tmp_path / "real" / "a.ics")
    write_files({tmp_path / "link.ics": [b"new"]})
    assert (tmp_path / "link.ics").is_symlink()
    assert (tmp_path / "real" / "a.ics").read_bytes() == b"new"
    assert left_behind(tmp_path / "real") == []


def test_the_longest_name_that_a_file_system_takes_is_written(tmp_path: Path) -> None:
    name = "ü" * 125 + ".ics"
    write_files({tmp_path / name: [b"new"]})
    assert (tmp_path / name).read_bytes() == b"new"


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_of_several_files_all_are_written_or_none(tmp_path: Path, failing: int) -> None:
    def content(number: int) -> Iterator[bytes]:
        yield b"new "
        if number == failing:
            raise OSError(errno.ENOSPC, "No space left on device")

    paths = [tmp_path / f"{number}.ics" for number in range(3)]
    for path in paths:
        path.write_bytes(b"old")
    with pytest.raises(TargetError, match="the disk is full; nothing was changed"):
        write_files({path: content(number) for number, path in enumerate(paths)})
    assert [path.read_bytes() for path in paths] == [b"old"] * 3
    assert left_behind(tmp_path) == []


def test_ctrl_c_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def content() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_files({tmp_path / "a.ics": content()})
    assert list(tmp_path.iterdir()) == []


def test_a_rename_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    (tmp_path / "a.ics").write_bytes(b"old")
    monkeypatch.setattr(files.os, "replace", refuse)
    with pytest.raises(TargetError, match="may not be written"):
        write_files({tmp_path / "a.ics": [b"new"]})
    assert [path.name for path in tmp_path.iterdir()] == ["a.ics"]


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="there is no folder") as caught:
        write_files({tmp_path / "no" / "a.ics": [b"new"]})
    assert "mkdir -p" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.ics").mkdir()
    with pytest.raises(TargetError, match="this is a folder"):
        write_files({tmp_path / "a.ics": [b"new"]})
    with pytest.raises(TargetError, match="this is a folder"):
        read_existing(tmp_path / "a.ics", limit=100)


def test_what_may_not_be_read_is_not_said_to_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files, "_is_plain", refuse)
    with pytest.raises(TargetError, match="it may not be read"):
        read_existing(tmp_path / "a.ics", limit=100)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who may not write everywhere")
def test_a_write_protected_file_or_folder_is_respected(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(b"old")
    (tmp_path / "a.ics").chmod(0o444)
    with pytest.raises(TargetError, match="may not be written"):
        write_files({tmp_path / "a.ics": [b"new"]})
    (tmp_path / "a.ics").chmod(0o644)
    tmp_path.chmod(0o555)
    with pytest.raises(TargetError, match="may not be written"):
        write_files({tmp_path / "a.ics": [b"new"]})
    tmp_path.chmod(0o755)
    assert (tmp_path / "a.ics").read_bytes() == b"old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_without_room_is_a_full_disk() -> None:
    with pytest.raises(TargetError, match="the disk is full"):
        write_files({Path("/dev/full"): [b"new"]})


@posix
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    write_files({tmp_path / "pipe": [b"one ", b"two"]})
    reader.join()
    assert read == [b"one two"]
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert read_existing(tmp_path / "pipe", limit=100) is None


@posix
def test_a_pipe_under_a_number_is_written_to() -> None:
    """As /dev/stdout is, when it leads to a pipe, which has no name of its own."""
    reading, writing = os.pipe()
    write_files({Path(f"/dev/fd/{writing}"): [b"one ", b"two"]})
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read() == b"one two"


def test_what_stands_there_is_read_within_a_limit(tmp_path: Path) -> None:
    assert read_existing(tmp_path / "a.ics", limit=3) is None
    (tmp_path / "a.ics").write_bytes(b"old")
    assert read_existing(tmp_path / "a.ics", limit=3) == b"old"
    with pytest.raises(TargetError, match="too large to be a calendar"):
        read_existing(tmp_path / "a.ics", limit=2)


def test_a_path_that_no_system_takes(tmp_path: Path) -> None:
    with pytest.raises(TargetError):
        write_files({tmp_path / "a\0b": [b"new"]})
    with pytest.raises(TargetError):
        read_existing(tmp_path / "a\0b", limit=3)
    with pytest.raises(TargetError, match="cannot be written"):
        write_files({tmp_path / ("x" * 5000): [b"new"]})


def test_a_folder_is_made_in_a_folder_that_is_there(tmp_path: Path) -> None:
    make_folder(tmp_path / "d")
    make_folder(tmp_path / "d")
    with pytest.raises(TargetError, match="there is no folder"):
        make_folder(tmp_path / "e" / "f")
    (tmp_path / "file").touch()
    with pytest.raises(TargetError):
        make_folder(tmp_path / "file")


def test_what_a_killed_run_left_is_cleared_away_once_it_is_old(tmp_path: Path) -> None:
    old, recent = tmp_path / ".a.ics.123.icsgen-tmp", tmp_path / ".a.ics.456.icsgen-tmp"
    old.touch()
    recent.touch()
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    write_files({tmp_path / "a.ics": [b"new"]})
    assert left_behind(tmp_path) == [recent.name]


WRITER = """
import sys
from pathlib import Path
from icsgen.outputs.files import write_files

def content(letter):
    for _ in range(200):
        yield letter * 5000

print("ready", flush=True)
while True:
    for letter in (b"a", b"b"):
        write_files({Path(sys.argv[1]) / f"{number}.ics": content(letter) for number in range(2)})
"""


@posix
def test_whoever_kills_the_writer_at_any_moment_finds_whole_files(tmp_path: Path) -> None:
    """Sixty kills. Each file is all of one version; the temporary ones are nobody's business."""
    moments = random.Random(20210720)
    versions = {letter * 1_000_000 for letter in (b"a", b"b")}
    for number in range(2):
        (tmp_path / f"{number}.ics").write_bytes(b"a" * 1_000_000)
    kills = 60
    for _ in range(kills):
        writer = subprocess.Popen(
            [sys.executable, "-S", "-c", WRITER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(moments.random() * 0.03)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        for number in range(2):
            assert (tmp_path / f"{number}.ics").read_bytes() in versions


# -- names --------------------------------------------------------------------------------------------------

WINDOWS = {"con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(10))}


@given(st.text())
def test_any_title_makes_a_name_that_every_file_system_holds(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 81
    assert not set(name) & set('<>:"/\\|?*. \0\n\t')
    assert name.isprintable()
    assert name == name.casefold() or not name.isascii()
    assert name not in WINDOWS
    assert unicodedata.normalize("NFC", name) == name
    assert safe_name(text) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Deep Learning Algorithms 7", "deep-learning-algorithms-7"),
        ("Crème brûlée & Straße", "creme-brulee-strasse"),
        ("ＦＵＬＬ　ＷＩＤＴＨ", "full-width"),
        ("../../etc/passwd", "etc-passwd"),
        ("com1", "com1-"),
        ("-rf", "rf"),
        ("हिन्दी", "हिन्दी"),
        ("한국어 발표", "한국어-발표"),
        ("x" * 300, "x" * 80),
        ("深" * 100, "深" * 26),
        ("", "untitled"),
        ("🎉", "untitled"),
    ],
)
def test_names_are_readable(title: str, name: str) -> None:
    assert safe_name(title) == name


def test_equal_names_are_told_apart_whatever_their_order() -> None:
    parts = [("Lunch", "a"), ("LUNCH", "b"), ("Dinner", "c")]
    names = file_names(parts)
    assert len({name.casefold() for name in names}) == 3
    assert names[2] == "dinner"
    assert file_names(parts[::-1]) == names[::-1]


def test_a_title_that_looks_like_a_name_of_ours_takes_nobodys_name() -> None:
    names = file_names([("Lunch", "a"), ("Lunch", "b")])
    again = file_names([("Lunch", "a"), ("Lunch", "b"), (names[0], "c")])
    assert len(set(again)) == 3
    assert again[2] == names[0]


@given(st.lists(st.tuples(st.text(max_size=3), st.uuids().map(str)), unique_by=lambda part: part[1], max_size=30))
def test_no_two_names_are_equal(parts: list[tuple[str, str]]) -> None:
    names = [unicodedata.normalize("NFD", name).casefold() for name in file_names(parts)]
    assert len(set(names)) == len(parts)
