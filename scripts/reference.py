"""What the documentation repeats from the code: `.venv/bin/python scripts/reference.py` writes it anew.

A page holds marks `<!-- generated: NAME -->` and `<!-- end -->`; what stands between them is ours. A test compares.
"""

import csv
import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from heyi.dispatch.codes import FINDING_WORDS, FindingCode
from heyi.dispatch.rules.escalating import DEFAULTS
from heyi.dispatch.rules.findings import BLOCKING
from heyi.kernel.flow import SAME, Flow, Step
from heyi.matters.states import ASSIST_ONLY, LEAD_ONLY, MATTER, NOT_OF_ALARM, TASK
from heyi.mediation.states import MEDIATION
from scripts import words

REPOSITORY = Path(__file__).resolve().parent.parent
DOCS = REPOSITORY / "docs"
MARK = re.compile(r"<!-- generated: (?P<name>[a-z]+) -->\n.*?<!-- end -->", re.DOTALL)
Row = Iterable[object]


@cache
def english() -> Mapping[str, str]:
    """The English of every marked word; what it is in a context of its own only where it is nothing without."""
    known = [message for message in words.known() if message.id and isinstance(message.id, str)]
    known.sort(key=lambda message: not message.context)
    return {message.id: str(message.string) for message in known}


def spoken(chinese: str) -> str:
    """The English of a marked word, if it has one."""
    return english().get(chinese, "")


def table(head: Row, rows: Iterable[Row]) -> str:
    """A table in Markdown."""
    lines = [_line(head), _line("---" for _cell in head), *(_line(row) for row in rows)]  # type: ignore[union-attr]
    return "\n".join(lines)


def _line(cells: Row) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def diagram(flow: Flow) -> str:
    """The life cycle as a Mermaid state diagram; steps that stay where they are share one arrow a state."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {flow.states[0]}"]
    lines += [f"    {of} --> {to}: {', '.join(verbs)}" for (of, to), verbs in _arrows(flow).items()]
    lines += [f"    {state} --> [*]" for state in flow.states if state not in flow.live]
    return "\n".join([*lines, "```"])


def _arrows(flow: Flow) -> dict[tuple[str, str], list[str]]:
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in flow.steps:
        for of in step.of:
            arrows.setdefault((of, flow.arrive(step, of)), []).append(step.verb)
    return arrows


def steps(flow: Flow) -> str:
    """Every step of a life cycle."""
    head = ("verb", "label", "from", "to", "by", "must hold", "clocks", "the resident reads", "source")
    return table(head, (_step(step) for step in flow.steps))


def _step(step: Step) -> Row:
    return (
        f"`{step.verb}`",
        f"{step.label} {spoken(step.label)}",
        ", ".join(step.of),
        "same" if step.to == SAME else step.to,
        ", ".join(step.by),
        ", ".join(f"`{guard.__name__}`" for guard in step.guard) or "–",  # type: ignore[attr-defined]
        step.clock,
        step.shown or "–",
        step.why or "–",
    )


def guards() -> str:
    """What each guard asks, in its own words."""
    return _guards(MATTER, TASK)


def _guards(*flows: Flow) -> str:
    found = {guard.__name__: guard for flow in flows for step in flow.steps for guard in step.guard}  # type: ignore[attr-defined]
    return table(("guard", "asks"), ((f"`{name}`", inspect.getdoc(found[name])) for name in sorted(found)))


def reserved() -> str:
    """Verbs that only one sort of task has."""
    lead, other = (", ".join(f"`{verb}`" for verb in sorted(verbs)) for verbs in (LEAD_ONLY, ASSIST_ONLY))
    not_alarm = ", ".join(f"`{verb}`" for verb in sorted(NOT_OF_ALARM))
    return f"Only a lead's task has {lead}; only an assist's or an alarm's has {other}; an alarm's has no {not_alarm}."


def rules(name: str) -> str:
    """A table of default rules, with the English of the reason."""
    with (REPOSITORY / "heyi/dispatch/data" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    head = [*rows[0], "in English"]
    return table(head, ([*(_cell(*pair) for pair in row.items()), spoken(row["why"])] for row in rows))


def _cell(column: str, cell: str) -> str:
    """An empty condition means any; an empty consequence none."""
    return cell or ("none" if column in ("extension", "approver") else "any")


def escalations() -> str:
    """What follows where a book has no rows of its own."""
    head = ("clock", "priority", "urgency", "stage", "level", "does", "why", "in English")
    rows = (
        (
            row.clock or "any",
            row.priority,
            row.urgency or "any",
            row.stage,
            row.level,
            row.does,
            row.why,
            spoken(row.why),
        )
        for row in DEFAULTS
    )
    return table(head, rows)


def _any(condition: str) -> str:
    return condition or "any"


def doubts() -> str:
    """Every finding, and whether it blocks."""
    head = ("code", "中文", "English", "publication")
    rows = (
        (
            f"`{code}`",
            FINDING_WORDS[code],
            spoken(FINDING_WORDS[code]),
            "blocked" if code in BLOCKING else "told",
        )
        for code in FindingCode
    )
    return table(head, rows)


def codes() -> str:
    """Every code of every codes.py and codes_of_….py, with its words where people read any."""
    parts = []
    for path in sorted((REPOSITORY / "heyi").glob("*/codes*.py")):
        module = import_module(f"heyi.{path.parent.name}.{path.stem}")
        parts += [_codes_of(module, kind) for kind in enums(module)]
    return "\n\n".join(parts)


def enums(module: ModuleType) -> Iterator[type[StrEnum]]:
    """The enums that a module defines itself."""
    for kind in vars(module).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind.__module__ == module.__name__:
            yield kind


def _codes_of(module: ModuleType, kind: type[StrEnum]) -> str:
    said = _words_of(module, kind)
    rows = (
        (f"`{code.value}`", said.get(code.value, "–"), spoken(said.get(code.value, "")) or "–")
        for code in kind
    )
    title = f"### {module.__name__.split('.')[1]}: {kind.__name__}\n\n{inspect.getdoc(kind)}\n\n"
    return title + table(("code", "中文", "English"), rows)


def _words_of(module: ModuleType, kind: type[StrEnum]) -> Mapping[str, str]:
    """The module's mapping that has words for all of these codes."""
    for held in vars(module).values():
        if isinstance(held, Mapping) and {code.value for code in kind} <= {str(key) for key in held}:
            return {str(code): str(said) for code, said in held.items() if isinstance(said, str)}
    return {}


def tables() -> str:
    """Every table of the house, its meaning and its columns."""
    from django.apps import apps  # noqa: PLC0415  # Django is set up by then

    ours = [config for config in apps.get_app_configs() if config.name.startswith("heyi.")]
    return "\n\n".join(_table_of(model) for config in ours for model in config.get_models())


def _table_of(model: type) -> str:
    meta = model._meta  # type: ignore[attr-defined]
    key = ", ".join(getattr(meta.pk, "field_names", (meta.pk.name,)))
    held = sorted(constraint.name for constraint in meta.constraints)
    columns = (
        (f"`{f.column}`", f.get_internal_type(), "yes" if f.null else "no")
        for f in meta.local_concrete_fields
    )
    named = "\n\nConstraints: " + ", ".join(f"`{name}`" for name in held) if held else ""
    return f"### {meta.db_table}\n\n{inspect.getdoc(model)}\n\nKey: {key}.{named}\n\n" + table(
        ("column", "type", "may be null"), columns
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "matterdiagram": lambda: diagram(MATTER),
    "matter": lambda: steps(MATTER),
    "taskdiagram": lambda: diagram(TASK),
    "task": lambda: steps(TASK),
    "guards": guards,
    "mediationdiagram": lambda: diagram(MEDIATION),
    "mediation": lambda: steps(MEDIATION),
    "mediationguards": lambda: _guards(MEDIATION),
    "reserved": reserved,
    "limits": lambda: rules("limits"),
    "escalations": escalations,
    "findings": doubts,
    "routing": lambda: rules("routing"),
    "codes": codes,
    "tables": tables,
}


def pages() -> list[Path]:
    """The pages that hold generated parts."""
    return [path for path in sorted(DOCS.rglob("*.md")) if MARK.search(path.read_text(encoding="utf-8"))]


def renewed(text: str) -> str:
    """A page with its generated parts written anew; KeyError for a part that nobody knows."""
    return MARK.sub(
        lambda mark: f"<!-- generated: {mark['name']} -->\n{PARTS[mark['name']]()}\n<!-- end -->", text
    )


def main() -> None:
    """Write every page that differs."""
    import django  # noqa: PLC0415  # settings are read now

    django.setup()
    for path in pages():
        text = path.read_text(encoding="utf-8")
        if (new := renewed(text)) != text:
            path.write_text(new, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(REPOSITORY)}\n")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heyi.config.settings")
    main()
