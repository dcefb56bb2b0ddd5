"""Mediations as they come into being in life: opened on a matter that was received, never written by hand."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from heyi.dispatch import operations as dispatch
from heyi.dispatch.operations import Hand
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering
from heyi.mediation import operations as ops
from heyi.mediation.codes import AgreementForm, Capacity, Clause, Part, Sign
from heyi.mediation.operations import NewMediation, NewParty, Taking
from heyi.mediation.queries import find_agreement, find_mediation
from heyi.mediation.rules.clauses import Instalment, Term
from tests.factories.matters import MORNING, ZHILI, desk, hand, received, step, unit

WANG, LI = "王秀英", "李建国"
MEDIATOR, COLLEAGUE, LEADER = 11, 12, 13


def mediator(*, at=MORNING, side="") -> Taking:
    """老沈 of the centre in Zhili, who mediates."""
    return Taking(hand(ZHILI, person=MEDIATOR, name="老沈"), at, side)


def colleague(*, at=MORNING, side="") -> Taking:
    """小顾, a clerk of the same centre."""
    return Taking(hand(ZHILI, person=COLLEAGUE, name="小顾"), at, side)


def leader(*, at=MORNING, person=LEADER, of=ZHILI) -> Taking:
    """Who leads the centre, or a unit above it."""
    plain = hand(of, person=person, name="朱主任")
    return Taking(Hand(plain.actor, plain.units, frozenset({unit(of)})), at)


def party(side: str, *, at=MORNING) -> Taking:
    """A party on a telephone of its own."""
    return Taking(Hand(Actor(ActorKind.PARTY, None, side), frozenset()), at, side)


def as_party(matter):
    """The scope of a party's page."""
    return entering("party", matter=matter.id)


def opened(*, matter=None, parties=None, at=MORNING, **given) -> tuple[object, UUID]:
    """A quarrel about laundry between 王秀英 and 李建国, opened by the centre in Zhili."""
    matter = matter or received()
    new = {
        "regime": "PEOPLE",
        "dispute": "NEIGHBOURS",
        "origin": "APPLIED",
        "unit_id": unit(ZHILI),
        "mediator_id": MEDIATOR,
        "mediator": "老沈",
        "gist": "楼道晾衣服引起的邻里纠纷",
        "safety": "CLEAR",
        **given,
    }
    named = parties or [
        NewParty(Part.APPLICANT, WANG, "13900000001"),
        NewParty(Part.RESPONDENT, LI, "13900000002", Capacity.FULL),
    ]
    with desk(ZHILI):
        dispatch.sign(matter.key, step=step(ZHILI, at=at))
        found = ops.open_mediation(
            matter.key, by=mediator().by, at=at, new=NewMediation(**new), parties=named
        )
    return matter, found


def begun(**given):
    """One to which both have consented, and that has begun."""
    matter, found = opened(**given)
    with as_party(matter):
        for side in sides_of(matter):
            ops.consent(matter.key, taking=party(side), device=f"phone-{side}")
    with desk(ZHILI):
        ops.declare(matter.key, taking=mediator())
        ops.begin(matter.key, taking=mediator())
    return matter, found


def sides_of(matter):
    """The letters of the parties."""
    from heyi.mediation.queries import parties_of

    with desk(ZHILI):
        return [each.side for each in parties_of(matter.county, standing(matter).id)]


def standing(matter):
    """The mediation's row as the desk sees it."""
    with desk(ZHILI):
        return find_mediation(*matter.key)


def agreement(matter):
    """The agreement's row as the desk sees it."""
    with desk(ZHILI):
        return find_agreement(matter.county, find_mediation(*matter.key).id)


NEXT_WEEK = date(2026, 12, 1)
PAYS = Term(
    Clause.PAY,
    who="B",
    to="A",
    amount=Decimal(3000),
    manner="微信转账",
    breach="一期不付，未付部分一并到期",
    instalments=tuple(
        Instalment(Decimal(1000), day) for day in (NEXT_WEEK, date(2027, 1, 1), date(2027, 2, 1))
    ),
)
REFRAINS = Term(Clause.REFRAIN, who="B", what="不在公共楼道晾晒衣物")


def fixed(*terms, **given):
    """One whose agreement is fixed and waits for signatures."""
    matter, found = begun(**given)
    draft(matter, *(terms or (REFRAINS, PAYS)))
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())
    return matter, found


def draft(matter, *terms, form=AgreementForm.WRITTEN, **given):
    """Have an agreement drafted."""
    with desk(ZHILI):
        ops.draft(matter.key, taking=mediator(), form=form, facts="双方住同一单元。", terms=terms, **given)


def signed_by(matter, side, *, at=MORNING):
    """A party signs what it is shown."""
    told = agreement(matter).content_hash
    with as_party(matter):
        return ops.sign(
            matter.key,
            taking=party(side, at=at),
            how=Sign.DRAWN,
            seen_hash=told,
            stroke="M1 1L20 20",
            device=f"phone-{side}",
        )


def concluded(*terms, **given):
    """One that came to an agreement which binds."""
    matter, found = fixed(*terms, **given)
    for side in sides_of(matter):
        signed_by(matter, side)
    with desk(ZHILI):
        ops.conclude(matter.key, taking=mediator())
    return matter, found


TOMORROW = MORNING + timedelta(days=1)


def refused(do, *args, **given):
    """The code with which a step is refused."""
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code
