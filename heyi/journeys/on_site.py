"""现场调处: a quarrel that was settled where it happened comes in whole, from a telephone that may have been offline.

One transaction: the report is received under the key that the phone made, the unit that settled it works on it (as its
lead, or beside it), the mediation is opened, and what was agreed is read back under its hash. Then each party confirms
itself, on its own device or on paper; nothing binds before all have. The steps are dated when the house took them; when
it happened is what the phone said, and is kept as that.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from heyi.dispatch import operations as dispatch
from heyi.dispatch.access import tasks_view
from heyi.dispatch.codes import AssistOutcome
from heyi.dispatch.operations import Hand, Step
from heyi.evidence.operations import Kept
from heyi.intake.access import find_kept
from heyi.intake.rules import Report
from heyi.journal.events import SYSTEM, Actor
from heyi.journeys.giving import AboutItself
from heyi.journeys.receive import receive
from heyi.journeys.understanding import Confirmed
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.access import entering
from heyi.matters.codes import Zone
from heyi.mediation.access import find_waiting, lapsing, site_agreement
from heyi.mediation.codes import Origin, Proven, Regime, Safety, Sign, Way
from heyi.mediation.on_site import CONFIRM_WITHIN
from heyi.mediation.operations import (
    NewMediation,
    NewParty,
    Taking,
    confirm,
    declare,
    lapse,
    open_mediation,
    read_back,
    record_confirmation,
    settle,
)
from heyi.mediation.operations.opening import letter
from heyi.mediation.rules.clauses import Term
from heyi.mediation.rules.regimes import regimes_for
from heyi.orgs.access import directory
from heyi.triage.codes import Field, Nature, kind_code

OLDEST = timedelta(
    days=14
)  # a telephone that lay in a drawer for longer: parties no longer remember the words
AHEAD = timedelta(minutes=10)  # clocks of telephones go wrong by minutes
_ON_SITE = (Regime.PEOPLE.value, Regime.ADMINISTRATIVE.value)
FIELD_OF = {
    "FAMILY": "MARRIAGE_FAMILY",
    "NEIGHBOURS": "NEIGHBOUR",
    "LAND": "FOREST_LAND",
    "RELOCATION": "EXPROPRIATION",
    "POLLUTION": "ENVIRONMENT",
    "TRAFFIC": "TRAFFIC_ACCIDENT",
    "PROPERTY_SERVICES": "PROPERTY_MANAGEMENT",
    "E_COMMERCE": "ECOMMERCE",
}
"""Fields of life by kinds of disputes, where they are called otherwise."""
_DONE = _("现场调处，各方已经确认说定的内容。")
_log = structlog.get_logger()
Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled on site, as the phone told it. `parties` with the way in which each confirms."""

    report: Report
    region_code: str | None
    dispute: str
    parties: Sequence[tuple[NewParty, Way]]
    terms: Sequence[Term]
    captured_at: datetime
    settles_itself: bool
    paper: Kept | None = None
    photos: Sequence[Kept] = ()


def settle_on_site(
    settled: Settled, *, key: UUID, body_hash: bytes, by: Actor, at: datetime, address: str = ""
) -> Key:
    """Take it in whole, or not at all; a second sending under its key changes nothing. Answers the matter's key.

    Raises what `receive` raises, and NotAllowed. In the scope of the person's own desk.
    """
    unit = by.unit_id
    assert unit is not None  # noqa: S101 - a settlement is a unit's
    _refuse_time(settled.captured_at, at)
    source, own_key = source_of(unit), key_of(by.id, key)
    with entering("receive", source=source):
        answer = _received(settled, source, own_key, body_hash, by, at)
        kept = find_kept(source, own_key)
    assert kept is not None  # noqa: S101 - just received, or before
    matter = (kept.county, kept.matter_id)
    if answer:
        hand = Hand(by, frozenset({unit}))
        dispatch.sign(matter, step=Step(by=hand, at=at))
        _open(matter, settled, hand, key, at, address)
        _confirm_on_paper(matter, settled, hand, at)
        settle_if_confirmed(matter, at=at, by=hand)
    return matter


def _received(settled: Settled, source: str, key: str, body_hash: bytes, by: Actor, at: datetime) -> bool:
    """Whether it is new."""
    try:
        answer = receive(
            settled.report,
            source=source,
            key=key,
            body_hash=body_hash,
            at=at,
            confirmed=_said(settled),
            by=by,
            on_site=by.unit_id,
        )
    except AboutItself as error:
        about = _("反映的是您所在的单位，不能由本单位调处：请上级单位或者社会治理中心办理。")
        raise NotAllowed(Refusal("about_itself", about)) from error
    return not answer.repeated


def _said(settled: Settled) -> Confirmed:
    """What a person who stood there knows better than the words: which dispute, where, and that nobody is hurt."""
    of_field = FIELD_OF.get(settled.dispute, settled.dispute)
    kind = kind_code(Nature.DISPUTE, Field(of_field))
    return Confirmed(kind=kind, region_code=settled.region_code, is_danger=False, is_finer_welcome=True)


def _refuse_time(captured_at: datetime, at: datetime) -> None:
    if captured_at > at + AHEAD:
        raise NotAllowed(Refusal("captured_ahead", _("手机上的时间比现在晚：请校准手机时间再发送。")))
    if captured_at < at - OLDEST:
        raise NotAllowed(Refusal("captured_long_ago", _("已经过去十四天：请重新与各方核对后登记。")))


def _open(matter: Key, settled: Settled, hand: Hand, key: UUID, at: datetime, address: str) -> None:
    """The mediation with its parties; the mediator declares that nothing binds them; the words are read back."""
    unit = directory().unit(hand.actor.unit_id or 0)
    regime = next((each for each in regimes_for(unit.kind, settled.dispute) if each in _ON_SITE), "")
    if not regime:
        raise NotAllowed(Refusal("unit_unfit", _("这个单位不能进行所选方式的调解。")))
    new = NewMediation(
        regime=regime,
        dispute=settled.dispute,
        origin=Origin.OFFERED.value,
        unit_id=unit.id,
        mediator_id=hand.actor.id or 0,
        mediator=hand.actor.name,
        gist=settled.report.text,
        safety=Safety.CLEAR.value,
        address=address,
        on_site=True,
        site_key=str(key),
        captured_at=settled.captured_at,
        settles_itself=settled.settles_itself,
    )
    parties = [party for party, _way in settled.parties]
    open_mediation(matter, by=hand, at=at, new=new, parties=parties)
    taking = Taking(hand, at)
    declare(matter, taking=taking)
    facts, by_link = settled.report.text, _sides(settled, Way.LINK)
    read_back(matter, taking=taking, facts=facts, terms=settled.terms, by_link=by_link)


def _sides(settled: Settled, way: Way) -> tuple[str, ...]:
    return tuple(letter(place) for place, (_party, how) in enumerate(settled.parties) if how == way)


def _confirm_on_paper(matter: Key, settled: Settled, hand: Hand, at: datetime) -> None:
    """The photograph of the paper is hung on the matter; whoever put a hand or thumb on it has confirmed."""
    files = [*([settled.paper] if settled.paper else []), *settled.photos]
    if files:
        dispatch.attach(matter, step=Step(by=hand, at=at), files=files, zone=Zone.WORKING, note="")
    told = site_agreement(matter)
    for side in _sides(settled, Way.PAPER):
        file = settled.paper.id if settled.paper else None
        record_confirmation(matter, taking=Taking(hand, at, side), file=file, seen_hash=told)


def confirm_by_party(
    matter: Key,
    *,
    taking: Taking,
    how: Sign,
    seen_hash: str,
    stroke: str,
    device: str,
    proven: Proven = Proven.LINK,
) -> None:
    """A party confirms on its own page; where it was the last, and the form said so, the agreement takes effect."""
    confirm(
        matter,
        taking=taking,
        how=how,
        seen_hash=seen_hash,
        stroke=stroke,
        device=device,
        proven=proven,
    )
    settle_if_confirmed(matter, at=taking.at)


def confirm_on_paper(
    matter: Key, *, by: Hand, side: str, paper: Kept | None, seen_hash: str, at: datetime
) -> None:
    """Somebody who could not be asked by a link has put a hand or thumb on the paper since."""
    if paper is not None:
        dispatch.attach(matter, step=Step(by=by, at=at), files=[paper], zone=Zone.WORKING, note="")
    file = paper.id if paper else None
    record_confirmation(matter, taking=Taking(by, at, side), file=file, seen_hash=seen_hash)
    settle_if_confirmed(matter, at=at, by=by)


def settle_if_confirmed(matter: Key, *, at: datetime, by: Hand | None = None) -> bool:
    """Let it take effect where the form said so and the last party has confirmed. `by`: the mediator, if present.

    The mediator may long be elsewhere: then the house does it, and the unit that stood there has done its part too.
    """
    with entering("worker"):
        waiting = find_waiting(matter)
        if waiting is None or not waiting.settles_itself or not waiting.is_confirmed:
            return False
        if by is None:
            conclude_on_site(matter, by=Hand(SYSTEM, frozenset({waiting.unit_id})), at=at)
            return True
    conclude_on_site(matter, by=by, at=at)
    return True


def conclude_on_site(matter: Key, *, by: Hand, at: datetime) -> None:
    """The mediator lets it take effect; a unit that only helps has done what it was there for."""
    settle(matter, taking=Taking(by, at))
    for task in tasks_view(*matter, units=by.units):
        if task.role == "ASSIST" and task.unit_id in by.units and task.state == "IN_HAND":
            step = Step(by=by, at=at, task_id=task.id)
            dispatch.finish(matter, step=step, text=_DONE, outcome=AssistOutcome.DONE.value)


def lapse_silent(*, now: Callable[[], datetime]) -> int:
    """End what a party has not confirmed in time, each in a transaction of its own. Answers how many ended."""
    at = now()
    with entering("worker"):
        silent = lapsing(before=at - CONFIRM_WITHIN)
    return sum(_lapse(matter, at) for matter in silent)


def _lapse(matter: Key, at: datetime) -> int:
    try:
        with entering("worker"):
            lapse(matter, taking=Taking(Hand(SYSTEM, frozenset()), at))
    except NotAllowed:
        return 0  # confirmed or ended just before
    except Exception:  # noqa: BLE001  # logged with its trace; one mediation stops no other
        _log.exception("ending what nobody confirmed failed")
        return 0
    return 1


def find_sent(key: UUID, *, person_id: int, units: Collection[int]) -> str | None:
    """The number under which what this phone sent was taken in; in the person's own scope."""
    for unit in units:
        with entering("receive", source=source_of(unit)):
            kept = find_kept(source_of(unit), key_of(person_id, key))
        if kept is not None:
            return str(kept.answer["number"])
    return None


def source_of(unit: int) -> str:
    """The unit that settles on site, as a source of reports."""
    return f"site:{unit}"


def key_of(person_id: int | None, key: UUID) -> str:
    """The phone's key, below whose hand it was."""
    return f"{person_id}:{key}"
