"""The demo's mediations: at the first start, by its mediators and its parties, through the operations that they use.

One waits for an answer, one is in the middle, one for the last signature, and one agreement is being performed with its
second instalment late. Parties answer as parties do; nothing writes a row by itself.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from heyi.console.demo_matters import SOURCE, Absent, Cast
from heyi.dispatch.operations import Hand
from heyi.intake.access import find_kept
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering
from heyi.matters.operations import MatterNotFound
from heyi.mediation import operations as ops
from heyi.mediation.access import MediationView, find_mediation_view, has_mediation, rooms_of
from heyi.mediation.codes import AgreementForm, Capacity, Clause, Meeting, Part, Room, Sign, Way
from heyi.mediation.operations import NewMediation, NewParty, Plan, Taking
from heyi.mediation.rules.clauses import Term
from heyi.mediation.rules.plans import monthly

Matter = tuple[str, UUID]
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Scene:
    """A mediation of the demo as it is played: who mediates which matter, and when it began."""

    matter: Matter
    unit: int
    mediator: Hand
    starts_at: datetime

    def by(self, after: timedelta, side: str = "") -> Taking:
        """The mediator, so long after the beginning."""
        return Taking(self.mediator, self.starts_at + after, side)

    def party(self, side: str, after: timedelta) -> Taking:
        """A party on its own telephone."""
        return Taking(Hand(Actor(ActorKind.PARTY, None, side), frozenset()), self.starts_at + after, side)

    def house(self, do: Callable[..., object], taking: Taking, **given: object) -> None:
        """A step at the desk."""
        with entering("desk", units=[self.unit]):
            do(self.matter, taking=taking, **given)

    def own(self, do: Callable[..., object], side: str, after: timedelta, **given: object) -> None:
        """A step on a party's page."""
        with entering("party", matter=self.matter[1]):
            do(self.matter, taking=self.party(side, after), **given)


def load_demo_mediations(at: datetime) -> None:
    """Once for each matter: one that has a mediation, or is no longer as the script left it, is let be."""
    cast = Cast(at)
    for play in (_asked, _in_the_middle, _to_be_signed, _performed):
        with suppress(Absent, NotAllowed, MatterNotFound, LookupError), transaction.atomic():
            play(cast, at)


def _asked(cast: Cast, at: datetime) -> None:
    """Two old neighbours and a wall: one has answered, the other is waited for."""
    scene = _scene(cast, "shared-alley", "zhili.mediator", at - _HOUR)
    parties = [
        NewParty(Part.APPLICANT, "钱阿根", "13900000181"),
        NewParty(Part.RESPONDENT, "茅志强", "13900000182"),
    ]
    _open(scene, "NEIGHBOURS", "老街公共通道的使用", parties)
    _consent(scene, "A", timedelta(minutes=20))


def _in_the_middle(cast: Cast, at: datetime) -> None:
    """A sewing shop below a sick man: met once, a proposal lies before them, they meet again tomorrow."""
    scene = _scene(cast, "sewing-noise", "zhili.mediator", at - 3 * _DAY)
    parties = [
        NewParty(Part.APPLICANT, "杨慧芳", "13900000104"),
        NewParty(Part.RESPONDENT, "许建忠", "13900000184"),
    ]
    _open(scene, "NEIGHBOURS", "夜间缝纫机噪声", parties)
    _begin(scene, "AB")
    first = _morning(scene.starts_at + _DAY)
    _meet(scene, first, "双方到齐。许老板承认赶货时超过十点，愿意先搬三台机器；杨女士要求全部搬走。")
    note = "许老板说年底订单一完就全部搬，眼下搬走要赔违约金，底线是晚上九点停机。"
    scene.house(ops.write, scene.by(_DAY + 2 * _HOUR), room=Room.SIDE, side="B", text=note)
    given = {"text": "三台机器本周搬走，其余两台每晚九点停机，年前全部搬完。", "amount": None}
    scene.house(ops.propose, scene.by(_DAY + 3 * _HOUR), **given, to_sides=["A", "B"])
    proposal = _view(scene).proposals[0].id
    scene.own(ops.reply, "B", _DAY + 5 * _HOUR, proposal_id=proposal, accepts=True)
    again = _morning(at + _DAY).replace(hour=14)
    scene.house(ops.plan, scene.by(2 * _DAY), plan=_planned(scene, again))


def _to_be_signed(cast: Cast, at: datetime) -> None:
    """A shop that was let down by its brand: agreed, one has signed, the other looks at it."""
    scene = _scene(cast, "brand-fee", "zhili.justice", at - 20 * _HOUR)
    parties = [
        NewParty(Part.APPLICANT, "冯丽琴", "13900000107"),
        NewParty(Part.RESPONDENT, "某童装品牌有限公司", "13900000187", Capacity.BODY, agent="公司委托的律师"),
    ]
    _open(scene, "CONTRACT", "童装加盟合同的解除和退款", parties)
    _begin(scene, "AB")
    today = at.astimezone(CHINA).date()
    terms = [
        Term(Clause.DO, "B", what="解除加盟合同，收回剩余库存", due_on=today + timedelta(days=10)),
        _pays("B", "A", "29000", today + timedelta(days=15), "银行转账至冯女士账户"),
        Term(Clause.WAIVE, "A", what="不再就加盟合同提出其他请求"),
    ]
    _fix(scene, terms, "冯女士交纳加盟费 68000 元，品牌公司供货少于约定，店铺开业半年后停业。")
    _sign(scene, "A", 10 * _HOUR)


def _performed(cast: Cast, at: datetime) -> None:
    """Goods that were not paid for: three instalments, the first paid, the second late."""
    scene = _scene(cast, "changxing-goods", "changxing.clerk", _morning(at - 2 * _DAY))
    parties = [
        NewParty(Part.APPLICANT, "某机械配件有限公司", "13900000188", Capacity.BODY),
        NewParty(Part.RESPONDENT, "长兴某设备有限公司", "13900000189", Capacity.BODY),
    ]
    _open(scene, "CONTRACT", "机械配件货款", parties)
    _begin(scene, "AB")
    begun = scene.starts_at.astimezone(CHINA).date()
    days = (begun, begun + timedelta(days=1), begun + timedelta(days=32))
    whole = monthly(Decimal(238000), count=3, first_on=begun)
    parts = tuple(type(each)(each.amount, day) for each, day in zip(whole, days, strict=True))
    breach = "一期未付，其余各期一并到期"
    pays = Term(
        Clause.PAY,
        "B",
        "A",
        amount=Decimal(238000),
        manner="银行转账",
        breach=breach,
        instalments=parts,
    )
    _fix(scene, [pays], "双方对账确认欠货款 238000 元。")
    for side in "AB":
        _sign(scene, side, 10 * _HOUR)
    scene.house(ops.conclude, scene.by(11 * _HOUR))
    first = _view(scene).agreement
    assert first is not None  # noqa: S101 - it was concluded a moment ago
    scene.own(ops.perform, "A", 12 * _HOUR, obligation_id=first.owed[0].id)
    scene.house(ops.remind, Taking(scene.mediator, at - _HOUR), obligation_id=first.owed[1].id)


def _scene(cast: Cast, key: str, username: str, starts_at: datetime) -> Scene:
    """The stage; raises LookupError where the matter is gone or has a mediation."""
    with entering("receive", source=SOURCE):
        kept = find_kept(SOURCE, key)
    if kept is None:
        raise LookupError(key)
    hand = cast.hand(username)
    unit = hand.actor.unit_id
    assert unit is not None  # noqa: S101 - the cast acts in the name of units
    matter = (kept.county, kept.matter_id)
    with entering("desk", units=[unit]):
        if has_mediation(*matter):
            raise LookupError(key)
    return Scene(matter, unit, hand, starts_at)


def _open(scene: Scene, dispute: str, gist: str, parties: Sequence[NewParty]) -> None:
    actor = scene.mediator.actor
    assert actor.id is not None  # noqa: S101 - a person's
    new = NewMediation(
        regime="PEOPLE",
        dispute=dispute,
        origin="APPLIED",
        unit_id=scene.unit,
        mediator_id=actor.id,
        mediator=actor.name,
        gist=gist,
        safety="CLEAR",
        address=partys_pages(),
    )
    with entering("desk", units=[scene.unit]):
        ops.open_mediation(scene.matter, by=scene.mediator, at=scene.starts_at, new=new, parties=parties)
    for place in range(len(parties)):
        scene.house(ops.invite, scene.by(timedelta(minutes=5), chr(65 + place)), way=Way.LINK)


def partys_pages() -> str:
    """Where parties' pages are: as people type it, or this machine's own."""
    return f"{settings.HEYI_ORIGIN or 'http://127.0.0.1:' + os.environ.get('HEYI_PORT', '8000')}/m/"


def _consent(scene: Scene, side: str, after: timedelta) -> None:
    scene.own(ops.reach, side, after)
    scene.own(ops.consent, side, after + timedelta(minutes=3), device=f"demo-{side}")


def _begin(scene: Scene, sides: str) -> None:
    for place, side in enumerate(sides, 1):
        _consent(scene, side, place * timedelta(minutes=30))
    scene.house(ops.declare, scene.by(2 * _HOUR))
    scene.house(ops.begin, scene.by(2 * _HOUR))


def _meet(scene: Scene, starts_at: datetime, said: str) -> None:
    scene.house(ops.plan, scene.by(3 * _HOUR), plan=_planned(scene, starts_at))
    session = _view(scene).sessions[-1].id
    after = starts_at + _HOUR - scene.starts_at
    scene.house(ops.write_up, scene.by(after), session_id=session, came=["A", "B"], text=said)


def _planned(scene: Scene, starts_at: datetime) -> Plan:
    """Both together for an hour, in the unit's first room where it has one."""
    with entering("desk", units=[scene.unit]):
        room = next(iter(rooms_of([scene.unit])), None)
    place = "" if room else "织里镇社会治理中心 二楼调解室"
    room_id = room.id if room else None
    return Plan(Meeting.JOINT, starts_at, starts_at + _HOUR, ("A", "B"), room_id=room_id, place=place)


def _fix(scene: Scene, terms: Sequence[Term], facts: str) -> None:
    given = {"form": AgreementForm.WRITTEN, "facts": facts, "terms": terms}
    scene.house(ops.draft, scene.by(8 * _HOUR), **given)
    scene.house(ops.fix, scene.by(9 * _HOUR))


def _sign(scene: Scene, side: str, after: timedelta) -> None:
    agreement = _view(scene).agreement
    assert agreement is not None  # noqa: S101 - it was fixed a moment ago
    scene.own(
        ops.sign,
        side,
        after,
        how=Sign.TYPED,
        seen_hash=agreement.row.content_hash,
        stroke=f"当事人 {side}",
        device=f"demo-{side}",
    )


def _view(scene: Scene) -> MediationView:
    with entering("desk", units=[scene.unit]):
        person = scene.mediator.actor.id or 0
        found = find_mediation_view(
            *scene.matter, person_id=person, units=frozenset({scene.unit}), at=scene.starts_at
        )
    assert found is not None  # noqa: S101 - it was opened a moment ago
    return found


def _pays(who: str, to: str, amount: str, due_on: date, manner: str) -> Term:
    return Term(Clause.PAY, who, to, amount=Decimal(amount), due_on=due_on, manner=manner)


def _morning(at: datetime) -> datetime:
    return at.astimezone(CHINA).replace(hour=9, minute=0, second=0, microsecond=0)
