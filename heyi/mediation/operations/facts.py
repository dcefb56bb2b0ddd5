"""无争议事实: what all sides confirm, one by one; kept apart from proposals, for concessions prove nothing."""

from uuid import UUID

from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.operations import Held
from heyi.mediation.operations.turning import Matter, Taking, Turn, begin_turn
from heyi.mediation.queries import FactRow, facts_of

_NOT_OPEN = Refusal("not_open", _("这一项已经有了结果。"))
_NO_PARTY = Refusal("party_unknown", _("没有这位当事人。"))


def state_fact(matter: Matter, *, taking: Taking, text: str) -> Held:
    """记录无争议事实: the mediator writes down what nobody seems to dispute; it counts once every side confirms it."""
    turn = begin_turn("state_fact", matter, taking=taking, text=text)
    fact = turn.add(
        "agreedfact",
        {"unit_id": turn.mediation.unit_id, "text": text.strip(), "confirmed": [], "at": taking.at},
    )
    turn.facts["fact"] = str(fact)
    return turn.write()


def confirm_fact(matter: Matter, *, taking: Taking, fact_id: UUID) -> Held:
    """确认无争议事实: a side says that it is so; the mediator may write down what a side said."""
    turn, fact = _with_fact("confirm_fact", matter, taking, fact_id)
    if all(party.side != taking.side for party in turn.parties):
        raise NotAllowed(_NO_PARTY)
    if taking.side in fact.confirmed:
        raise NotAllowed(_NOT_OPEN)
    turn.change("agreedfact", fact.id, {"confirmed": sorted({*fact.confirmed, taking.side})})
    return turn.write()


def strike_fact(matter: Matter, *, taking: Taking, fact_id: UUID) -> Held:
    """划去事实: it turned out to be disputed; it stays on record as struck."""
    turn, fact = _with_fact("strike_fact", matter, taking, fact_id)
    turn.change("agreedfact", fact.id, {"struck_at": taking.at})
    return turn.write()


def _with_fact(verb: str, matter: Matter, taking: Taking, fact_id: UUID) -> tuple[Turn, FactRow]:
    turn = begin_turn(verb, matter, taking=taking, is_open=True)
    known = facts_of(turn.held.county, turn.mediation.id)
    found = next((each for each in known if each.id == fact_id and each.struck_at is None), None)
    if found is None:
        raise NotAllowed(_NOT_OPEN)
    turn.facts["fact"] = str(fact_id)
    return turn, found
