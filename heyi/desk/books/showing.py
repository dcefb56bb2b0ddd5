"""Rows of rule books in words: when each holds, what it does, and what became of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from heyi.deadlines.codes import LimitUnit
from heyi.deadlines.rules import BadLimit, Limit
from heyi.dispatch.access import RowView
from heyi.dispatch.codes import (
    ALERT_WORDS,
    APPROVER_WORDS,
    ASSIST_APPROVER_WORDS,
    CLOCK_WORDS,
    DECISION_WORDS,
    PRESSURE_WORDS,
    TASK_ROLE_WORDS,
    URGED_BY_WORDS,
    RulePart,
)
from heyi.dispatch.rules.books import Change, Row, part_of
from heyi.dispatch.rules.escalating import EscalationRow
from heyi.dispatch.rules.findings import Case, Finding
from heyi.dispatch.rules.routing import LimitRow, Routing
from heyi.matters.codes import CHANNEL_WORDS
from heyi.orgs.codes import LEVEL_WORDS, SPECIALTY_WORDS, UNIT_KIND_WORDS
from heyi.orgs.rules import Directory
from heyi.triage.codes import FIELD_WORDS, NATURE_WORDS, URGENCY_WORDS

ALL_CLOCKS: Mapping[str, str] = {**CLOCK_WORDS, **DECISION_WORDS}
COLUMNS: Mapping[str, object] = {
    "code": _("编码"),
    "priority": _("优先级"),
    "nature": _("诉求"),
    "field": _("领域"),
    "channel": _("来源"),
    "region_code": _("区域"),
    "unit_kind": _("单位类型"),
    "specialty": _("条线"),
    "level": _("层级"),
    "why": _("依据"),
    "clock": _("时限种类"),
    "urgency": _("紧急程度"),
    "role": _("主办协办"),
    "limit": _("时限长短"),
    "extension": _("最多延长"),
    "approver": _("批准人"),
    "warn_at": _("预警比例"),
    "stage": _("阶段"),
    "does": _("怎么处理"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row as a table shows it."""

    name: str
    priority: int
    when: str
    does: str
    why: str
    id: int = 0
    edition: int = 0
    removed: bool = False
    change: str = ""
    was: tuple[tuple[str, str, str], ...] = ()
    changed_by: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that differs from the book before: for a changed one, each column as it was and as it is."""

    kind: str
    part: str
    line: Line


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding in words; `mark` is what says that it was read."""

    code: str
    part: str
    blocks: bool
    mark: str
    rows: tuple[str, ...]
    examples: tuple[str, ...]
    more: int
    faults: tuple[str, ...]


def line_of(row: Row, trees: Directory) -> Line:
    """A row of a published book."""
    return Line(name_of(row), row.priority, when_of(row, trees), does_of(row), gettext(row.why))


def line_of_draft(view: RowView, trees: Directory) -> Line:
    """A row of a draft, with what became of it."""
    row = view.row
    was = _was(view.before, row, view.fields, trees) if view.before else ()
    return Line(
        name_of(row),
        row.priority,
        when_of(row, trees),
        does_of(row),
        gettext(row.why),
        view.id,
        view.edition,
        view.removed,
        view.change,
        was,
        view.changed_by,
        view.changed_at,
    )


def differences(found: Sequence[Change], trees: Directory) -> list[Difference]:
    """What changed, row by row, in words."""
    return [_difference(change, trees) for change in found]


def _difference(change: Change, trees: Directory) -> Difference:
    row = change.row
    was = _was(change.before, row, change.fields, trees) if change.before and change.after else ()
    line = Line(name_of(row), row.priority, when_of(row, trees), does_of(row), gettext(row.why), was=was)
    return Difference(change.kind, change.part, line)


def _was(
    before: Row, after: Row, columns: Sequence[str], trees: Directory
) -> tuple[tuple[str, str, str], ...]:
    """Of each column that differs: its name, what it was, what it is."""
    return tuple(
        (str(COLUMNS[column]), _value(before, column, trees), _value(after, column, trees))
        for column in columns
    )


def _value(row: Row, column: str, trees: Directory) -> str:
    value = str(getattr(row, column))
    if not value:
        return gettext("不限") if column not in ("extension", "approver", "specialty") else gettext("无")
    if column in ("limit", "extension"):
        return limit_words(value)
    if column == "why":  # the defaults' own grounds are the house's words
        return gettext(value)
    if column == "region_code":
        return trees.place_name(value) or value
    if column == "level" and isinstance(row, EscalationRow):
        return gettext(URGED_BY_WORDS.get(value, value))
    if column == "approver" and isinstance(row, LimitRow):
        return gettext(_approvers(row).get(value, value))
    return gettext(_TABLES[column].get(value, value)) if column in _TABLES else value


_TABLES: Mapping[str, Mapping[str, str]] = {
    "nature": NATURE_WORDS,
    "field": FIELD_WORDS,
    "channel": CHANNEL_WORDS,
    "unit_kind": UNIT_KIND_WORDS,
    "specialty": SPECIALTY_WORDS,
    "level": LEVEL_WORDS,
    "clock": ALL_CLOCKS,
    "urgency": URGENCY_WORDS,
    "role": TASK_ROLE_WORDS,
    "approver": APPROVER_WORDS,
    "stage": ALERT_WORDS,
    "does": PRESSURE_WORDS,
}
_WHEN = {
    RulePart.ROUTING: ("nature", "field", "channel", "region_code"),
    RulePart.LIMIT: ("role", "nature", "channel", "urgency"),
    RulePart.ESCALATION: ("clock", "urgency"),
}


def name_of(row: Row) -> str:
    """What a row is called: a routing rule by its code, a limit by its clock, an escalation by its stage."""
    if isinstance(row, Routing):
        return row.code
    if isinstance(row, LimitRow):
        return gettext(ALL_CLOCKS.get(row.clock, row.clock))
    return gettext(ALERT_WORDS.get(row.stage, row.stage))


def when_of(row: Row, trees: Directory) -> str:
    """The conditions of a row; without any it holds for everything."""
    given = [column for column in _WHEN[part_of(row)] if getattr(row, column)]
    return " · ".join(_value(row, column, trees) for column in given) or gettext("不限")


def does_of(row: Row) -> str:
    """What follows from a row."""
    return _DOES[part_of(row)](row)


def _names_unit(row: Routing) -> str:
    kind = gettext(UNIT_KIND_WORDS.get(row.unit_kind, row.unit_kind))
    line = gettext(SPECIALTY_WORDS.get(row.specialty, row.specialty)) if row.specialty else ""
    return " · ".join(filter(None, (gettext(LEVEL_WORDS.get(row.level, row.level)), kind, line)))


def _limits(row: LimitRow) -> str:
    words = [limit_words(row.limit)]
    if row.extension:
        told = {
            "limit": limit_words(row.extension),
            "approver": gettext(_approvers(row).get(row.approver, row.approver)),
        }
        words.append(gettext("最多延长 %(limit)s（%(approver)s批准）") % told)
    words.append(gettext("到 %(share)s%% 预警") % {"share": row.warn_at})
    return gettext("，").join(words)


def _approvers(row: LimitRow) -> Mapping[str, str]:
    """Who grants longer, in words: for an assist it is not the unit itself."""
    return ASSIST_APPROVER_WORDS if row.role == "ASSIST" else APPROVER_WORDS


def _presses(row: EscalationRow) -> str:
    by, does = URGED_BY_WORDS.get(row.level, row.level), PRESSURE_WORDS.get(row.does, row.does)
    return gettext("%(unit)s%(does)s") % {"unit": gettext(by), "does": gettext(does)}


_DOES: Mapping[RulePart, Callable[..., str]] = {
    RulePart.ROUTING: _names_unit,
    RulePart.LIMIT: _limits,
    RulePart.ESCALATION: _presses,
}


def limit_words(words: str) -> str:
    """A limit as people say it: 13 个工作日. What is no limit stands as it was typed."""
    try:
        limit = Limit.parse(words)
    except BadLimit:
        return words
    count = limit.amount
    said = {
        LimitUnit.HOURS: ngettext("%(count)s 小时", "%(count)s 小时", count),
        LimitUnit.DAYS: ngettext("%(count)s 日", "%(count)s 日", count),
        LimitUnit.WORKING_DAYS: ngettext("%(count)s 个工作日", "%(count)s 个工作日", count),
        LimitUnit.WORKING_HOURS: ngettext("%(count)s 个工作小时", "%(count)s 个工作小时", count),
        LimitUnit.MONTHS: ngettext("%(count)s 个月", "%(count)s 个月", count),
        LimitUnit.YEARS: ngettext("%(count)s 年", "%(count)s 年", count),
    }
    return said[limit.unit] % {"count": count}


def tried_limit_words(words: str) -> str:
    """A limit as a trial keeps it: `13 working days + 10 working days SUPERIOR, 80`."""
    if not words:
        return gettext("没有这项时限")
    main, _comma, warn = words.partition(", ")
    limit, _plus, more = main.partition(" + ")
    extension, _space, approver = more.rpartition(" ")
    return _limits(LimitRow("", 0, "", "", "", "", limit, "", extension, approver, int(warn)))


def doubts(found: Sequence[Finding], trees: Directory) -> list[Doubt]:
    """Findings in words."""
    return [_doubt(finding, trees) for finding in found]


def _doubt(finding: Finding, trees: Directory) -> Doubt:
    examples = tuple(_example(case, trees) for case in finding.cases)
    return Doubt(
        finding.code,
        finding.part,
        finding.blocks,
        finding.mark,
        tuple(_row_words(row, trees) for row in finding.rows),
        examples,
        max(0, finding.count - len(examples)),
        tuple(gettext(sentence) % dict(params) for sentence, params in finding.faults),
    )


def _row_words(row: Row, trees: Directory) -> str:
    told = {"name": name_of(row), "priority": row.priority, "when": when_of(row, trees), "does": does_of(row)}
    return gettext("%(name)s（优先级 %(priority)s）：%(when)s → %(does)s") % told


def _example(case: Case, trees: Directory) -> str:
    words = (
        gettext(ALL_CLOCKS[case.clock]) if case.clock else "",
        gettext(ALERT_WORDS[case.stage]) if case.stage else "",
        trees.name_of_region(case.region) if case.region else "",
        *(
            gettext(_TABLES[column].get(getattr(case, column), ""))
            for column in ("nature", "field", "channel", "urgency")
            if getattr(case, column)
        ),
    )
    return " · ".join(filter(None, words))
