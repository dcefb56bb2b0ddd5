"""Files and functions stay short, and no name says nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
SAYS_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "service",
    "services",
    "misc",
}
WRITTEN_BY_HAND = {".py", ".html", ".txt", ".js", ".ts"}


def files() -> Iterator[Path]:
    """What people read: code, templates and tests; migrations are written by Django."""
    for folder in ("heyi", "tests", "scripts"):
        for path in sorted((REPOSITORY / folder).rglob("*")):
            if path.suffix in WRITTEN_BY_HAND and "migrations" not in path.parts:
                yield path


def named(path: Path) -> str:
    """A path as it is told."""
    return path.relative_to(REPOSITORY).as_posix()


def python() -> list[Path]:
    """The Python files alone."""
    return [path for path in files() if path.suffix == ".py"]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_longer_than_one_can_hold_in_mind() -> None:
    long = {
        named(path): lines
        for path in files()
        if (lines := len(path.read_bytes().splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{named(path)}:{function.lineno} {function.name}"
        for path in python()
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def words_of(name: str) -> set[str]:
    """The single words of a name such as `key_manager` or `KeyManager`."""
    spaced = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return set(spaced.lower().split("_"))


def test_no_module_and_no_class_has_a_name_that_says_nothing() -> None:
    modules = [named(path) for path in files() if words_of(path.stem) & SAYS_NOTHING]
    folders = [
        named(path)
        for path in (REPOSITORY / "heyi").rglob("*")
        if path.is_dir() and path.name in SAYS_NOTHING
    ]
    classes = [
        f"{named(path)} {node.name}"
        for path in python()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and words_of(node.name) & SAYS_NOTHING
    ]
    assert (modules, folders, classes) == ([], [], [])


@pytest.mark.parametrize(
    "path", [path for path in python() if path.parts[-2:-1] == ("operations",)], ids=named
)
def test_operations_are_handed_the_time(path: Path) -> None:
    """What changes a row never asks for the clock itself."""
    asked = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if _asks_for_now(node)]
    assert asked == []


def _asks_for_now(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {
        "now",
        "timezone.now",
        "datetime.now",
        "datetime.utcnow",
        "date.today",
    }
