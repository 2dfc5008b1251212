"""The house keeps its plan: who may import whom, and what nobody may do.

Every module is read as a syntax tree. A new module must be declared in FLOORS, or the first test fails.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "icsgen"

FLOORS = {
    # the longest name that fits a module says where it lives: its floor, and its room on that floor
    "icsgen.errors": (0, "ground"),
    "icsgen.text": (0, "ground"),
    "icsgen.patterns": (0, "ground"),
    "icsgen.decode": (0, "ground"),
    "icsgen.model": (1, "model"),
    "icsgen.times": (2, "times"),
    "icsgen.ics": (3, "ics"),
    "icsgen.readers": (4, "readers"),
    "icsgen.calendar": (4, "calendar"),
    "icsgen.outputs": (4, "outputs"),
    "icsgen.fetch": (4, "fetch"),
    "icsgen.download": (4, "fetch"),
    "icsgen.selection": (4, "selection"),
    "icsgen.merge": (4, "merge"),
    "icsgen.delivery": (5, "pipeline"),
    "icsgen.pipeline": (5, "pipeline"),
    "icsgen.publishing": (5, "pipeline"),
    "icsgen.watching": (5, "pipeline"),
    "icsgen.library": (6, "library"),
    "icsgen": (6, "library"),
    "icsgen.cli": (7, "cli"),
    "icsgen.__main__": (8, "entry"),
}
HEAVY = {
    *("rich", "httpx", "yaml", "selectolax", "msgspec", "segno", "charset_normalizer"),
    *("platformdirs", "tzlocal", "recurring_ical_events", "python_calamine", "webcolors"),
}
LOADED_ON_USE = {"icsgen.download": "httpx", "icsgen.readers.programme_shape": "msgspec"}
"""Modules that are only loaded for what they are heavy with, inside functions, and what that is."""


@cache
def modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(ROOT).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        found[".".join(parts)] = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return found


def source_of(module: str) -> list[str]:
    path = ROOT.joinpath(*module.split("."))
    file = path.with_suffix(".py")
    return (file if file.exists() else path / "__init__.py").read_text(encoding="utf-8").splitlines()


def home(module: str) -> tuple[int, str] | None:
    if module == "icsgen":
        return FLOORS[module]
    names = [name for name in FLOORS if name != "icsgen" and (module == name or module.startswith(f"{name}."))]
    return FLOORS[max(names, key=len)] if names else None


def imports(tree: ast.Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in line {node.lineno}"
            assert node.module is not None
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield node, full if full in modules() else node.module


def typing_only(tree: ast.Module) -> set[ast.AST]:
    """What stands under ``if TYPE_CHECKING``."""
    return {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }


def inside_functions(tree: ast.Module) -> set[ast.AST]:
    return {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
        if inner is not node
    }


def name_of(node: ast.expr) -> str:
    """'datetime.now' of the call datetime.now()."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


EVERY = sorted(modules())
BELOW_CLI = [module for module in EVERY if not module.startswith(("icsgen.cli", "icsgen.__main__"))]
READERS = [m for m in EVERY if m.startswith("icsgen.readers.") and not m.endswith((".plugins", ".registry"))]


def calls(module: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Call):
            yield node.lineno, name_of(node.func)


def test_every_module_declares_its_floor() -> None:
    assert [module for module in EVERY if home(module) is None] == []


def test_every_declared_floor_is_lived_on() -> None:
    lived_on = {name for name in FLOORS if any(m == name or m.startswith(f"{name}.") for m in EVERY)}
    assert set(FLOORS) - lived_on == set()


def test_imports_lead_down_or_stay_in_the_room() -> None:
    wrong = []
    for module in EVERY:
        for node, imported in imports(modules()[module]):
            here, there = home(module), home(imported) if imported.startswith("icsgen") else None
            if here and there and not (there[0] < here[0] or there == here):
                wrong.append(f"{module}, line {node.lineno}: {here} imports {imported} on {there}")
    assert wrong == []


@pytest.mark.parametrize(
    ("package", "owner"),
    [("pytz", "icsgen.times.zones"), ("icalendar", "icsgen.ics.event"), ("httpx", "icsgen.download")],
)
def test_a_package_has_one_user(package: str, owner: str) -> None:
    users = {m for m in EVERY for _, name in imports(modules()[m]) if name.split(".")[0] == package}
    assert users == {owner}


def test_heavy_libraries_are_loaded_on_use() -> None:
    wrong = []
    for module in set(EVERY) - set(LOADED_ON_USE):
        tree = modules()[module]
        deferred = inside_functions(tree) | typing_only(tree)
        wrong += [
            f"{module}, line {node.lineno}: {name}"
            for node, name in imports(tree)
            if name.split(".")[0] in HEAVY and node not in deferred
        ]
    assert wrong == []


def test_what_is_loaded_on_use_is_imported_inside_functions_only() -> None:
    for module in EVERY:
        tree = modules()[module]
        deferred = inside_functions(tree) | typing_only(tree)
        assert [name for node, name in imports(tree) if name in LOADED_ON_USE and node not in deferred] == []


def test_an_import_inside_a_function_says_why() -> None:
    silent = []
    for module in EVERY:
        deferred, lines = inside_functions(modules()[module]), source_of(module)
        for node, name in imports(modules()[module]):
            near = "\n".join(lines[node.lineno - 2 : node.end_lineno])
            if (
                node in deferred
                and name not in LOADED_ON_USE
                and "#" not in re.sub(r"#\s*(type: ignore|noqa)\S*", "", near)
            ):
                silent.append(f"{module}, line {node.lineno}: {name}")
    assert silent == []


def test_no_error_is_swallowed_wholesale() -> None:
    wrong = []
    for module in EVERY:
        for node in ast.walk(modules()[module]):
            if isinstance(node, ast.ExceptHandler):
                names = set(re.findall(r"\w+", ast.unparse(node.type))) if node.type else set()
                reraised = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
                if not names or "Exception" in names or ("BaseException" in names and not reraised):
                    wrong.append(f"{module}, line {node.lineno}")
    assert wrong == []


def test_only_the_command_line_reads_the_clock_prints_and_exits() -> None:
    forbidden = re.compile(
        r"print|input|exit|quit|sys\.exit|time\.(time|localtime|gmtime|ctime)"
        r"|((datetime\.)?(datetime|date)|dt)\.(now|utcnow|today)"
    )
    wrong = [f"{m}, line {line}: {name}()" for m in BELOW_CLI for line, name in calls(m) if forbidden.fullmatch(name)]
    wrong += [
        f"{module}, line {node.lineno}: {name_of(node)}"
        for module in BELOW_CLI
        for node in ast.walk(modules()[module])
        if isinstance(node, ast.Attribute) and name_of(node) in {"sys.stdout", "sys.stderr", "sys.argv"}
    ]
    wrong += [f"{m}: {name}" for m in BELOW_CLI for _, name in imports(modules()[m]) if name in {"typer", "rich"}]
    assert wrong == []


def test_a_reader_opens_nothing() -> None:
    packages = {"socket", "urllib.request", "httpx", "subprocess", "tempfile", "shutil", "os", "pathlib"}
    wrong = [f"{m}: {name}" for m in READERS for _, name in imports(modules()[m]) if name in packages]
    opens = ("open", "read_text", "read_bytes")
    wrong += [f"{m}, line {line}" for m in READERS for line, name in calls(m) if name.rpartition(".")[2] in opens]
    assert wrong == []


def test_an_output_parses_no_calendar() -> None:
    outputs = [module for module in EVERY if module.startswith("icsgen.outputs")]
    parsers = {"icsgen.ics.parse", "icsgen.ics.event", "icsgen.ics.recurrence", "icsgen.ics.scan"}
    assert [m for m in outputs if parsers & {name for _, name in imports(modules()[m])}] == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
    assert [module for module in EVERY if module.rpartition(".")[2] in drawers] == []


def test_every_module_opens_with_what_it_is() -> None:
    assert [module for module in EVERY if not ast.get_docstring(modules()[module])] == []


def loaded_by(code: str) -> set[str]:
    """The top-level packages in memory after the code ran, in a process of its own."""
    report = "import sys; print(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def test_importing_the_library_is_cheap() -> None:
    loaded = loaded_by("import icsgen")
    assert not loaded & {*HEAVY, "icalendar", "pytz", "typer"}


def test_the_main_job_loads_nothing_that_it_does_not_need() -> None:
    page = next((ROOT / "examples").glob("icml-2021-*.txt"))
    code = f"""
import sys, io
sys.argv = ["icsgen", "generate", {str(page)!r}, "-o", {str(Path("/dev/null"))!r}, "-q"]
from icsgen.cli.group import app
try:
    app()
except SystemExit as stop:
    assert not stop.code, stop.code
assert "importlib.metadata" not in sys.modules, "entry points were scanned"
"""
    assert loaded_by(code) & HEAVY == set()
