"""Triage sees one text and never a person's history: it can only import the kernel and itself (design, section 2)."""

import ast
import inspect
from pathlib import Path

import heyi.triage
from heyi.triage.read import read

HOME = Path(heyi.triage.__path__[0])
ALLOWED = ("heyi.triage", "heyi.kernel")
OUTSIDE = {"ahocorasick"}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_triage_imports_nothing_of_people_tables_or_history() -> None:
    own = {name for path in HOME.rglob("*.py") for name in imported(path) if name.startswith("heyi")}
    assert own
    assert all(name.startswith(ALLOWED) for name in own)


def test_triage_leans_on_the_standard_library_and_one_automaton() -> None:
    import sys

    others = {name.partition(".")[0] for path in HOME.rglob("*.py") for name in imported(path)} - {"heyi"}
    assert others - set(sys.stdlib_module_names) == OUTSIDE


def test_read_is_handed_words_and_time_only() -> None:
    assert set(inspect.signature(read).parameters) == {
        "text", "title", "place", "within", "gazetteer", "at", "lexicon"
    }  # fmt: skip
