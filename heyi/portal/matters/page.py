"""What the tracking page shows beside the sentence: the way so far, who looked, and which steps are open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from heyi.dispatch.access import PartView, part_views
from heyi.dispatch.events import EVENT_OF
from heyi.dispatch.rules.standing import assists_of
from heyi.journal.access import Looker, latest_event, lookers_of
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.access import PublicStatus, transfers_of
from heyi.matters.guards import CONTEST_DAYS, RATING_DAYS
from heyi.matters.states import OF_REPORTER, TASK
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
_DOING = {"TO_SIGN": 1, "IN_HAND": 2, "ON_HOLD": 2, "WITH_PARTNER": 2, "ANSWERED": 4, "CLOSED": 5}


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
class LookLine:
    """Somebody looked: who, of which unit, at what and why in words, first and last, how often."""

    who: str
    unit: str
    words: str
    is_identity: bool
    first_at: datetime
    last_at: datetime
    times: int


IDENTITY_WORDS: Mapping[str, str] = {
    "CONTACT": _("打开了您的姓名和电话，为了与您联系"),
    "RESCUE": _("打开了您的姓名和电话，为了紧急救助"),
    "VERIFY": _("打开了您的姓名和电话，为了核实身份"),
    "MEDIATE": _("取用了您的姓名和电话，登记为调解的当事人"),
    "TRANSFER": _("把您的姓名和电话随转交提供给了接收的一方，以便其办理"),
}
MATTER_WORDS: Mapping[str, str] = {
    "LEAD": _("看了这件事，因为由它承办"),
    "ASSIST": _("看了这件事，因为由它协办"),
    "SUPERIOR": _("看了这件事，因为它是承办单位的上级"),
    "HEAD": _("看了这件事，因为这是它主办的事项的分项"),
    "GROUP": _("看了这件事，因为它在这件事的指挥组里"),
    "ALARM": _("看了地点和险情，因为有生命危险"),
    "FORMER": _("看了这件事，因为曾由它承办"),
}
SHOWN_AT_ONCE = 5


def look_lines(status: PublicStatus) -> tuple[LookLine, ...]:
    """Who looked, the last one first; asked within the scope of the code, one query."""
    trees = directory()
    return tuple(
        _look_line(looker, trees)
        for looker in lookers_of(status.county, status.id)
        if looker.what in ("IDENTITY", "MATTER")
    )


def _look_line(looker: Looker, trees: Directory) -> LookLine:
    unit = trees.find_unit(looker.unit_id) if looker.unit_id else None
    is_identity = looker.what == "IDENTITY"
    words = (IDENTITY_WORDS if is_identity else MATTER_WORDS).get(looker.purpose, looker.purpose)
    name = unit.name if unit else ""
    return LookLine(
        looker.actor_name, name, words, is_identity, looker.first_at, looker.last_at, looker.times
    )


def taken_at(status: PublicStatus) -> datetime | None:
    """Since when a partner has it; one query where one does, asked within the scope of the code."""
    if status.state != "WITH_PARTNER":
        return None
    found = transfers_of(status.county, status.id)
    return next((transfer.taken_at for transfer in found if transfer.is_open), None)


def held_for(status: PublicStatus) -> tuple[str, datetime] | None:
    """On which ground of the closed list it is on hold, and since when; one query where it is."""
    if status.state != "ON_HOLD":
        return None
    event = latest_event(status.county, status.id, EVENT_OF["hold"])
    return None if event is None else (str(event.facts.get("reason", "")), event.at)


def helpers(besides: Mapping[str, object]) -> tuple[str, ...]:
    """The units that help with it now, by name; the reporter is told who works on it, not what each was asked."""
    tasks = besides["open_assists"]
    assert isinstance(tasks, list)  # noqa: S101 - as facts_besides has it
    units = [task.unit_id for task in assists_of(tasks)]
    return tuple(directory().unit(unit).name for unit in units)


def parts(besides: Mapping[str, object]) -> tuple[PartView, ...]:
    """What was split off: of what kind, with whom, how it stands and until when; nothing of its text."""
    rows = besides["parts"]
    assert isinstance(rows, tuple)  # noqa: S101 - as facts_besides has it
    return part_views(rows, directory()) if rows else ()


def refusals(status: PublicStatus, besides: Mapping[str, object], *, at: datetime) -> dict[str, Refusal]:
    """Why each of the reporter's steps is not open now; those that are open are missing. The operation asks again."""
    answered = status.answered_at or status.closed_at
    closed = status.closed_at
    facts = {
        **besides,
        "text": "?",
        "is_there": True,
        "rated": True,
        "channel": status.channel,
        "closing": status.closing,
        "partner": status.partner,
        "contested": status.contested_at is not None,
        "contest_expired": answered is not None and at > answered + timedelta(days=CONTEST_DAYS),
        "rating_expired": closed is not None and at > closed + timedelta(days=RATING_DAYS),
    }
    found = {verb: _refusal(verb, status.state, facts) for verb in OF_REPORTER}
    return {verb: refusal for verb, refusal in found.items() if refusal is not None}


def _refusal(verb: str, state: str, facts: Mapping[str, object]) -> Refusal | None:
    try:
        TASK.check(verb, state, by=("REPORTER",), facts=facts)
    except NotAllowed as refused:
        return refused.refusal
    return None
