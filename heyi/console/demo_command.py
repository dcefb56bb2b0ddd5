"""The demo's command group and bulletin: at the first start, by its leaders and through the desk's operations."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from heyi.accounts.access import standing
from heyi.accounts.rules import Standing
from heyi.console.demo_matters import Absent, Cast, unit_of
from heyi.dispatch.access import bulletins_for, find_group
from heyi.dispatch.codes import GroupPart
from heyi.dispatch.operations import Called, Hand, Step, convene, log, order, report_order
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journeys import bulletins
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import WorkFilter, entering, work_list
from heyi.orgs.rules import Refused

_COUNTY = "330502-CENTRE"
_POLICE = "330502100-POLICE"
_CALLED = (
    ("330502100-CENTRE", GroupPart.PARTIES),
    (_POLICE, GroupPart.SCENE),
    ("330502-WOMEN", GroupPart.PARTIES),
    ("330502-HEALTH", GroupPart.MEDICAL),
)
_MINUTE = timedelta(minutes=1)
_PURPOSE = "先保证母女二人安全，控制持刀人；半小时内报一次现场情况，天亮前安置好母女。"


def load_demo_command(at: datetime) -> None:
    """Once: a house that has a bulletin has had its start."""
    with suppress(Absent, Refused, NotAllowed):  # somebody was renamed or nothing is overdue: it goes without
        unit = unit_of(_COUNTY)
        leader, deputy = _standing("wuxing.leader", at), _standing("wuxing.deputy", at)
        with transaction.atomic(), entering("desk", units=[unit]):
            if bulletins_for(unit, ()):
                return
            _publish(unit, leader, deputy, at)
            _convene(unit, leader, at)


def _publish(unit: int, leader: Standing, deputy: Standing, at: datetime) -> None:
    """The last month's bulletin: one line struck off, approved by the second leader."""
    today = at.astimezone(CHINA).date()
    given = {"starts_on": today - timedelta(days=30), "ends_on": today - timedelta(days=1)}
    sheet = bulletins.draw(unit, **given, by=leader, at=at - 90 * _MINUTE)
    if len(sheet.lines) > 1:
        why = "等鉴定结论，中止手续昨天补齐。"
        bulletins.strike(sheet.id, sheet.lines[-1].id, why=why, by=leader, at=at - 80 * _MINUTE)
    bulletins.publish(sheet.id, by=deputy, at=at - 60 * _MINUTE)


def _convene(unit: int, leader: Standing, at: datetime) -> None:
    """For the man with the knife, as long as that is in hand."""
    wanted = WorkFilter(urgency="URGENT", state="IN_HAND", below=True)
    row = next(iter(work_list(unit, wanted=wanted, limit=1).rows), None)
    if row is None or find_group(row.county, row.matter_id) is not None:
        return
    matter = row.county, row.matter_id
    lead = Called(unit, GroupPart.LEAD, (leader.person_id, leader.name))
    others = [Called(unit_of(code), part) for code, part in _CALLED]
    convene(matter, step=_step(leader, unit, at - 20 * _MINUTE), lead=lead, others=others, text=_PURPOSE)
    group = find_group(*matter)
    assert group is not None  # noqa: S101 - it was convened a moment ago
    by_unit = {member.unit_id: member for member in group.present}
    for code, text, given, within in (
        (_POLICE, "破门前先与屋内通话，确认母女位置；控制持刀人。", 19, 30),
        ("330502-WOMEN", "联系临时庇护处，今晚接收母女二人。", 18, 60),
    ):
        member = by_unit[unit_of(code)]
        due = at - (given - within) * _MINUTE
        step = _step(leader, unit, at - given * _MINUTE)
        order(matter, step=step, member_id=member.id, text=text, due_at=due)
    _report(matter, at)
    log(matter, step=_step(leader, unit, at - 9 * _MINUTE), text="持刀人已被带离，母女无伤；转入安置。")


def _report(matter: tuple[str, UUID], at: datetime) -> None:
    """The police report what they did."""
    police = unit_of(_POLICE)
    hand = Cast(at).hand("zhili.police")
    with entering("desk", units=[police]):
        group = find_group(*matter)
        assert group is not None  # noqa: S101 - it was convened a moment ago
        mine = {member.id for member in group.present if member.unit_id == police}
        first = next(each for each in group.orders if each.member_id in mine)
        step = Step(by=hand, at=at - 11 * _MINUTE)
        text = "已控制持刀人，刀具收缴，屋内两人无伤。"
        report_order(matter, step=step, order_id=first.id, is_done=True, text=text)


def _step(by: Standing, unit: int, at: datetime) -> Step:
    actor = Actor(ActorKind.PERSON, by.person_id, by.name, unit)
    return Step(by=Hand(actor, frozenset(by.units), by.leads), at=at)


def _standing(username: str, at: datetime) -> Standing:
    return standing(Cast(at).colleague(username)[0], at)
