"""The documentation says what the code does: every event, command, setting, refusal and code, and nothing made up."""

import argparse
import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from heyi.api.problems import WORDS
from heyi.console.main import COMMANDS, parser_for
from heyi.dispatch.events import BESIDE, EVENT_OF, OF_ASSIST
from heyi.intake.codes import FaultCode
from heyi.matters.states import MATTER, TASK
from heyi.mediation.events import EVENT_OF as EVENT_OF_MEDIATION
from heyi.mediation.events import NAMED, OPENED
from scripts import reference

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = REPOSITORY / "docs"
RECORDS = {
    "record",
    "record_administration",
    "journal",
    "_journal",
    "_record",
    "_change",
}  # functions that are told an event
PAGES = [*sorted(DOCS.rglob("*.md")), *sorted(REPOSITORY.glob("*.md"))]
TERM = re.compile(r"^\| (?P<english>[^|`]+?) \| (?P<chinese>[^|]+?) \|", re.MULTILINE)


@cache
def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def named(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def first_cells(text: str) -> set[str]:
    """What stands in code letters in the first cell of a table's row."""
    return set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE))


def calls() -> Iterator[ast.Call]:
    for path in sorted((REPOSITORY / "heyi").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in RECORDS:
                yield node


def recorded_events() -> set[str]:
    """Every name of an event that some operation hands to the journal."""
    spoken = {
        constant.value
        for call in calls()
        for argument in call.args[:2]
        for constant in ast.walk(argument)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }
    by_tables = {*EVENT_OF.values(), *OF_ASSIST.values(), *EVENT_OF_MEDIATION.values(), OPENED, NAMED}
    return {word for word in spoken if re.fullmatch(r"[a-z]+\.[a-z_]+", word)} | by_tables | BESIDE


def test_every_event_is_documented_and_no_other() -> None:
    documented = {event for event in first_cells(page("reference/events.md")) if "." in event}
    assert documented == recorded_events()


def test_every_event_has_words_for_people() -> None:
    """A matter's history and the auditor's list name an event in words, never by its code."""
    from heyi.desk.journal.words import VERBS
    from heyi.desk.matters.timeline import EVENT_WORDS

    assert recorded_events() - set(VERBS) - set(EVENT_WORDS) == set()


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with its parser; those inside another as `partner add`."""
    for name in COMMANDS:
        yield from _with_inner(name, _subparsers(parser_for([name]))[name])


def _with_inner(name: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    inner = _subparsers(parser)
    if not inner:
        yield name, parser
    for verb, choice in inner.items():
        yield from _with_inner(f"{name} {verb}", choice)


def _subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices) if found else {}


def sections(text: str) -> dict[str, str]:
    """The text below each heading of the second level."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize(("name", "parser"), list(commands()), ids=[name for name, _parser in commands()])
def test_every_command_and_option_is_documented(name: str, parser: argparse.ArgumentParser) -> None:
    section = sections(page("reference/commands.md"))[f"heyi {name.split()[0]}"]
    shown = [
        action for action in parser._actions if action.help != argparse.SUPPRESS and action.dest != "help"
    ]
    options = {option for action in shown for option in action.option_strings if option != "--home"}
    assert f"heyi {name}" in section
    assert {option for option in options if option not in section} == set()


def test_every_command_in_the_documentation_exists() -> None:
    known = {word for name, _parser in commands() for word in (name, name.split()[0])}
    code = re.compile(r"^    (?:\$ )?heyi ([a-z]+)", re.MULTILINE)
    said = {(named(path), word) for path in PAGES for word in code.findall(path.read_text(encoding="utf-8"))}
    assert {(where, word) for where, word in said if word not in known} == set()


def test_every_setting_is_documented_and_no_other() -> None:
    asked = set()
    for folder in ("heyi", "tests", "scripts"):
        for path in (REPOSITORY / folder).rglob("*"):
            if path.is_file() and path.suffix in (".py", "") and "structure" not in path.parts:
                asked |= set(
                    re.findall(r"environ[^\n]*?\"(HEYI_[A-Z_]+)\"", path.read_text(encoding="utf-8"))
                )
    documented = {name for name in first_cells(page("reference/settings.md")) if name.startswith("HEYI_")}
    assert documented >= asked
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("heyi", "tests", "scripts")
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and path.suffix in (".py", "")
    )
    assert {name for name in documented if name not in code} == set()


def test_every_refusal_of_the_api_is_documented_with_its_status() -> None:
    told = dict(re.findall(r"^\| `([A-Z_]+)` \| (\d{3}) \|", page("reference/api.md"), re.MULTILINE))
    assert told == {code: str(status) for code, (status, _words) in WORDS.items()}
    assert {code.value for code in FaultCode} <= first_cells(page("reference/api.md"))


def test_every_problem_of_check_and_verify_is_documented() -> None:
    from heyi.journal.rules import _SENTENCES
    from heyi.journeys.checking import INVARIANTS

    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (REPOSITORY / "heyi").glob("jour*/**/*.py")
    )
    spoken = set(re.findall(r"Problem\(\s*\"([a-z]+\.[a-z_]+)\"", source))
    known = spoken | {invariant.code for invariant in INVARIANTS} | set(_SENTENCES)
    assert first_cells(page("reference/problems.md")) == known


@pytest.mark.parametrize("path", reference.pages(), ids=named)
def test_generated_parts_are_as_the_code_has_them(path: Path) -> None:
    """Run `.venv/bin/python scripts/reference.py` after a change of states, rules, codes or tables."""
    text = path.read_text(encoding="utf-8")
    assert text == reference.renewed(text)


def test_every_generated_part_stands_somewhere() -> None:
    used = {
        mark["name"]
        for path in reference.pages()
        for mark in reference.MARK.finditer(path.read_text("utf-8"))
    }
    assert used == set(reference.PARTS)


def test_every_code_and_state_stands_in_the_glossary() -> None:
    glossary = first_cells(page("glossary.md"))
    codes = {
        code.value
        for path in sorted((REPOSITORY / "heyi").glob("*/codes.py"))
        for kind in reference.enums(__import__(f"heyi.{path.parent.name}.codes", fromlist=["codes"]))
        for code in kind
    }
    assert {*codes, *MATTER.states, *TASK.states} - glossary == set()


def test_one_english_word_for_each_chinese_term() -> None:
    terms = sections(page("glossary.md"))["Terms"]
    pairs = [
        (m["english"], m["chinese"]) for m in TERM.finditer(terms) if m["english"] not in ("English", "---")
    ]
    english, chinese = zip(*pairs, strict=True)
    assert len(pairs) > 60
    assert len(set(english)) == len(english)
    assert len(set(chinese)) == len(chinese)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    inside = [unquote(link) for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not (path.parent / link).exists()] == []


def test_every_page_can_be_reached_from_the_first_one() -> None:
    reached, to_read = set(), [DOCS / "README.md"]
    while to_read:
        path = to_read.pop().resolve()
        if path in reached or not path.exists() or path.suffix != ".md":
            continue
        reached.add(path)
        to_read += [
            path.parent / link for link in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
        ]
    assert {named(path) for path in DOCS.rglob("*.md") if path.resolve() not in reached} == set()


def test_decisions_are_numbered_and_say_context_decision_and_price() -> None:
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04d}" for number in range(1, len(records) + 1)]
    wanted = ["Context", "Decision", "Price"]
    assert [
        named(path) for path in records if list(sections(path.read_text(encoding="utf-8"))) != wanted
    ] == []


def test_the_readmes_link_each_other() -> None:
    assert "(README.zh.md)" in (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert "(README.md)" in (REPOSITORY / "README.zh.md").read_text(encoding="utf-8")
