"""What the tracking page shows beside the sentence: the way so far, and whether a contest is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from heyi.journal.access import looks_at
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.access import PublicStatus
from heyi.matters.states import CONTEST_DAYS, MATTER
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory


@dataclass(frozen=True, slots=True)
class Milestone:
    """One station of the way: passed, where the matter stands now, or still ahead."""

    words: str
    at: datetime | None
    standing: str


STATIONS: Mapping[str, str] = {
    "RECEIVED": _("收到"),
    "TO_SIGN": _("签收"),
    "IN_HAND": _("办理"),
    "ANSWERED": _("答复"),
    "CLOSED": _("办结"),
}
_DOING = {"TO_SIGN": 1, "IN_HAND": 2, "ON_HOLD": 2, "ANSWERED": 4, "CLOSED": 5}


def milestones(status: PublicStatus) -> tuple[Milestone, ...]:
    """The stations in order; `now` marks the one that is being worked on."""
    here = _DOING[status.state]
    known = {"RECEIVED": status.received_at, "ANSWERED": status.answered_at, "CLOSED": status.closed_at}
    return tuple(
        Milestone(
            words, known.get(station), "passed" if place < here else "now" if place == here else "ahead"
        )
        for place, (station, words) in enumerate(STATIONS.items())
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opened the reporter's identity: who, of which unit, for what, when."""

    at: datetime
    who: str
    unit: str
    purpose: str


def openings(status: PublicStatus) -> tuple[Opening, ...]:
    """Every opening of the identity, the newest first; asked within the scope of the code."""
    trees = directory()
    looks = [look for look in looks_at(status.county, status.id) if look.what == "IDENTITY"]
    return tuple(
        Opening(look.at, look.actor_name, _unit_name(look.unit_id, trees), look.purpose)
        for look in reversed(looks)
    )


def _unit_name(unit_id: int | None, trees: Directory) -> str:
    unit = trees.find_unit(unit_id) if unit_id else None
    return unit.name if unit else ""


def contest_refusal(status: PublicStatus, *, at: datetime) -> Refusal | None:
    """Why a contest is not open now; None where the form may be shown. The operation asks again."""
    answered = status.answered_at or status.closed_at
    late = answered is not None and at > answered + timedelta(days=CONTEST_DAYS)
    facts = {
        "text": "?",
        "channel": status.channel,
        "contested": status.contested_at is not None,
        "contest_expired": late,
    }
    try:
        MATTER.check("contest", status.state, by=("REPORTER",), facts=facts)
    except NotAllowed as refused:
        return refused.refusal
    return None
