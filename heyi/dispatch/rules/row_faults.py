"""What is wrong with one row of a rule book, field by field, before anybody is given a matter by it. Pure."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from heyi.deadlines.rules import LONGEST, BadLimit, Limit
from heyi.dispatch.codes import Approver, ClockName, DecisionName, Pressure, RulePart, TaskRole
from heyi.dispatch.rules.alerting import OVERDUE, TRIPLE
from heyi.dispatch.rules.books import Row, part_of
from heyi.dispatch.rules.escalating import SUPERIOR, EscalationRow
from heyi.dispatch.rules.routing import LimitRow, Routing
from heyi.kernel.words import _
from heyi.matters.codes import Channel
from heyi.orgs.codes import Level, Specialty, UnitKind
from heyi.orgs.rules import Fault
from heyi.triage.codes import Field, Nature, Urgency

MOST_PRIORITY = 999
MOST_WHY = 200
MOST_CODE = 40
MOST_LIMIT = 40
LEVELS = (Level.TOWNSHIP, Level.COUNTY, Level.CITY)
PRESSER_LEVELS = (SUPERIOR, Level.COUNTY.value, Level.CITY.value)
STAGES = (OVERDUE, TRIPLE)
DECISIONS = frozenset(DecisionName)
CLOCKS = (*ClockName, *DecisionName)
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def faults_of_row(row: Row, regions: Collection[str]) -> Iterator[Fault]:
    """Everything that is wrong with a row; `regions` are the codes of the divisions there are."""
    if not 1 <= row.priority <= MOST_PRIORITY:
        yield Fault("priority", "priority_range", _("优先级是 1 到 999 的整数，数大的先用。"))
    if not row.why.strip():
        yield Fault("why", "why_missing", _("请写明依据：哪条规定、哪次裁定，或为什么这样定。"))
    elif len(row.why) > MOST_WHY:
        yield Fault("why", "why_too_long", _("依据最多 200 个字。"))
    yield from _OF_PART[part_of(row)](row, regions)


def _of_routing(row: Routing, regions: Collection[str]) -> Iterator[Fault]:
    if len(row.code) > MOST_CODE or not _CODE.fullmatch(row.code):
        yield Fault(
            "code", "code_unclear", _("编码由小写字母、数字和连字符组成，最多 40 位，例如 labour-county。")
        )
    yield from _unknown(row, {"nature": Nature, "field": Field, "channel": Channel, "specialty": Specialty})
    if row.region_code and row.region_code not in regions:
        yield Fault(
            "region_code", "unknown_region", _("没有编码为“%(code)s”的区域。"), {"code": row.region_code[:12]}
        )
    if row.unit_kind not in set(UnitKind):
        yield Fault("unit_kind", "unknown_unit_kind", _("请选择单位类型。"))
    elif row.unit_kind == UnitKind.DEPARTMENT and not row.specialty:
        yield Fault("specialty", "specialty_needed", _("职能部门要写明条线。"))
    elif row.unit_kind != UnitKind.DEPARTMENT and row.specialty:
        yield Fault("specialty", "no_specialty_here", _("只有职能部门分条线。"))
    if row.level not in LEVELS:
        yield Fault("level", "unknown_level", _("请选择层级。"))


def _of_limit(row: LimitRow, _regions: Collection[str]) -> Iterator[Fault]:
    yield from _unknown(row, {"nature": Nature, "channel": Channel, "urgency": Urgency, "role": TaskRole})
    if row.clock not in set(CLOCKS):
        yield Fault("clock", "unknown_clock", _("请选择时限种类。"))
    elif row.clock in DECISIONS and row.role:
        yield Fault("role", "no_role_here", _("异议、裁定和督办反馈的期限不分主办协办，请留空。"))
    yield from _bad_limit("limit", row.limit)
    if not 1 <= row.warn_at <= 99:
        yield Fault("warn_at", "warn_range", _("预警比例是 1 到 99 的整数。"))
    yield from _of_extension(row)


def _of_extension(row: LimitRow) -> Iterator[Fault]:
    if row.extension:
        yield from _bad_limit("extension", row.extension)
        if row.clock != ClockName.HANDLE:
            yield Fault("extension", "only_handling_extends", _("只有办理时限可以延长。"))
        if row.approver not in set(Approver):
            yield Fault("approver", "approver_needed", _("写了最多延长多少，就要写明由谁批准。"))
    elif row.approver:
        yield Fault(
            "approver",
            "nothing_to_approve",
            _("没有可延长的时间，就没有批准人；请留空，或写明最多延长多少。"),
        )


def _of_escalation(row: EscalationRow, _regions: Collection[str]) -> Iterator[Fault]:
    yield from _unknown(row, {"clock": ClockName, "urgency": Urgency})
    if row.stage not in STAGES:
        yield Fault("stage", "unknown_stage", _("请选择阶段。"))
    if row.level not in PRESSER_LEVELS:
        yield Fault("level", "unknown_presser", _("请选择由哪一级催办或督办。"))
    if row.does not in set(Pressure):
        yield Fault("does", "unknown_pressure", _("请选择催办还是督办。"))


_OF_PART: Mapping[RulePart, Callable[..., Iterator[Fault]]] = {
    RulePart.ROUTING: _of_routing,
    RulePart.LIMIT: _of_limit,
    RulePart.ESCALATION: _of_escalation,
}


def _unknown(row: Row, tables: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    for name, known in tables.items():
        typed = str(getattr(row, name))
        if typed and typed not in set(known):
            yield Fault(name, "unknown_code", _("没有“%(code)s”这个代码，请重新选择。"), {"code": typed[:40]})


def _bad_limit(name: str, words: str) -> Iterator[Fault]:
    sentence = _(
        "看不懂时限“%(typed)s”，请写成 24 hours、15 days、5 working days、8 working hours、6 months 或 1 year。"
    )
    try:
        limit = Limit.parse(words)
    except BadLimit:
        yield Fault(name, "limit_unclear", sentence, {"typed": words[:MOST_LIMIT]})
    else:
        if len(words) > MOST_LIMIT:
            yield Fault(name, "limit_unclear", sentence, {"typed": words[:MOST_LIMIT]})
        elif limit.is_too_long:
            yield Fault(name, "limit_too_long", _TOO_LONG, _LONGEST)


_LONGEST = {unit.value.lower(): str(most) for unit, most in LONGEST.items()}
_TOO_LONG = _(
    "时限太长：最多 %(years)s 年、%(months)s 个月、%(days)s 日、%(working_days)s 个工作日、%(hours)s 小时"
    "或 %(working_hours)s 个工作小时。"
)
