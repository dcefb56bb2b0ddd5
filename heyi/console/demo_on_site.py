"""The demo's mediation rooms and quarrels settled on site: at the first start, by its people, as they themselves would.

A gutter was agreed on under the eaves yesterday and both neighbours confirmed; a parking quarrel of this morning waits
for one of them.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from heyi.accounts.access import standing
from heyi.console.demo_matters import Absent, Cast, unit_of
from heyi.console.demo_mediations import partys_pages
from heyi.dispatch.operations import Hand
from heyi.intake.rules import body_hash, read_report
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journeys.on_site import Key, Settled, confirm_by_party, find_sent, settle_on_site
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering
from heyi.mediation.access import rooms_of, site_agreement
from heyi.mediation.codes import Clause, Part, Sign, Way
from heyi.mediation.operations import NewParty, Taking, add_room, reach
from heyi.mediation.rules.clauses import Term

_VILLAGE, _REGION = "330502100219-VILLAGE", "330502100219"
_CENTRE = "330502-CENTRE"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_ROOMS = (
    {"name": "一号调解室", "place": "三源共治中心 二楼 201", "seats": 8, "link": ""},
    {"name": "二号调解室（背靠背）", "place": "三源共治中心 二楼 203", "seats": 4, "link": ""},
)


def load_demo_rooms(at: datetime) -> None:
    """Two rooms of the county's centre; a centre that has any is let be."""
    with suppress(Absent):
        unit = unit_of(_CENTRE)
        leader = Cast(at).hand("wuxing.leader").actor
        assert leader.id is not None  # noqa: S101 - a person's
        with transaction.atomic(), entering("admin", units=[unit]):
            if not rooms_of([unit]):
                for room in _ROOMS:
                    add_room(unit, **room, by=standing(leader.id, at), at=at - 30 * _DAY)  # type: ignore[arg-type]


def load_demo_on_site(at: datetime) -> None:
    """Once for each: what was sent before is the same."""
    with suppress(Absent, NotAllowed):
        by = Cast(at).hand("dahe.grid").actor
        for play in (_gutter, _parking):
            with transaction.atomic():
                play(by, at)


def _gutter(by: Actor, at: datetime) -> None:
    """Both confirmed on their own telephones within the hour."""
    came = at - _DAY
    text = "大河村第三组两家为屋檐水滴到晒场吵起来。现场看过，沈家屋檐出墙二十公分，说定由沈家装水槽、补二百元谷子钱。"
    parties = (("吴阿婆", "13900000191"), ("沈大海", "13900000192"))
    terms = (
        Term(Clause.DO, who="B", what="在屋檐装好水槽", due_on=_day(at + 5 * _DAY)),
        Term(Clause.PAY, who="B", to="A", amount=Decimal(200), manner="现金", due_on=_day(at + 2 * _DAY)),
    )
    matter = _settled(by, UUID(int=0x6865796901), text, "第三组晒场", parties, terms, came)
    if matter:
        for side, after in (("A", 20), ("B", 35)):
            _confirmed(matter, side, came + timedelta(minutes=after))


def _parking(by: Actor, at: datetime) -> None:
    """One has confirmed, the other has not looked yet."""
    came = at - 3 * _HOUR
    text = "村口两家为农用车停在别人家门前争执，当场说定晚上停到村口停车场，不再挡门。"
    parties = (("陆建芬", "13900000193"), ("章小弟", "13900000194"))
    terms = (Term(Clause.REFRAIN, who="B", what="晚上七点后在陆家门前停放农用车"),)
    matter = _settled(by, UUID(int=0x6865796902), text, "村口第一排", parties, terms, came)
    if matter:
        _confirmed(matter, "A", came + timedelta(minutes=12))


def _settled(
    by: Actor,
    key: UUID,
    text: str,
    place: str,
    people: tuple[tuple[str, str], ...],
    terms: tuple[Term, ...],
    at: datetime,
) -> Key | None:
    """The matter's key; None where it was sent at an earlier start."""
    unit = by.unit_id
    assert unit is not None and by.id is not None  # noqa: S101, PT018 - the cast acts in the name of units
    parts = (Part.APPLICANT, Part.RESPONDENT)
    told = Settled(
        report=read_report({"text": text, "channel": "grid", "place": place}, at=at, regions=()),
        region_code=_REGION,
        dispute="NEIGHBOURS",
        parties=[(NewParty(part, *who), Way.LINK) for part, who in zip(parts, people, strict=True)],
        terms=terms,
        captured_at=at - timedelta(minutes=10),
        settles_itself=True,
    )
    with entering("desk", units=[unit]):
        if find_sent(key, person_id=by.id, units=[unit]):
            return None
        digest = body_hash({"text": text})
        return settle_on_site(told, key=key, body_hash=digest, by=by, at=at, address=partys_pages())


def _confirmed(matter: Key, side: str, at: datetime) -> None:
    """A party opens its page, reads and confirms."""
    taking = Taking(Hand(Actor(ActorKind.PARTY, None, side), frozenset()), at, side)
    with entering("party", matter=matter[1]):
        reach(matter, taking=taking)
        seen = site_agreement(matter)
        confirm_by_party(
            matter,
            taking=taking,
            how=Sign.TYPED,
            seen_hash=seen,
            stroke="本人",
            device=f"demo-{side}",
        )


def _day(at: datetime) -> date:
    return at.astimezone(CHINA).date()
