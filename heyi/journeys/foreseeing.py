"""Before a report is sent: what it would be understood to be, who would get it, what looks alike. Writes nothing."""

from dataclasses import dataclass
from datetime import datetime

from heyi.dispatch.access import rule_book_in_force
from heyi.intake.codes import Alike
from heyi.intake.drafts import SOURCE
from heyi.intake.operations import likely_repeats, marks_for
from heyi.intake.rules import Report
from heyi.journeys.frame import NotReady
from heyi.journeys.giving import dispatched
from heyi.journeys.understanding import NOTHING_SAID, Confirmed, Understood, understood
from heyi.kernel.codes import uuid7
from heyi.matters.access import Gist, entering, find_gist
from heyi.matters.codes import MatterState
from heyi.orgs.access import directory
from heyi.triage.codes import Nature, nature_of

MOST_SHOWN = 3
_MOST_ASKED = 8  # matters looked at to find those; a text sent a thousand times costs no more
# Who breaks a rule, and who told, are on two sides: a report (举报) or complaint is never hinted at to whoever asks.
_TOLD_TO_NOBODY = frozenset({Nature.REPORT.value, Nature.COMPLAINT.value})
_BY_WORDS = frozenset(
    {Alike.SAME_TEXT, Alike.SIMILAR_TEXT}
)  # never by a telephone: anybody can type another's


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Who would get the report, why, by when it is signed for and answered, and who is alarmed beside."""

    unit: str
    why: str
    due_at: datetime
    answer_due_at: datetime
    alarmed: str


def meaning(report: Report, *, at: datetime, confirmed: Confirmed = NOTHING_SAID) -> Understood:
    """What a report would be understood to be if it came in now."""
    return understood(report, directory(), at=at, confirmed=confirmed)


def foreseen(report: Report, *, confirmed: Confirmed, at: datetime) -> Foreseen:
    """To whom a report would go if it came in now; raises NotReady before rules are loaded."""
    units = directory()
    meant = understood(report, units, at=at, confirmed=confirmed)
    try:
        book = rule_book_in_force(at=at)
    except LookupError as error:
        raise NotReady from error
    given = dispatched(meant, report.channel.value, units, book=book, matter_id=uuid7(at), at=at)
    alarmed = units.unit(given.tasks[1].unit_id).name if len(given.tasks) > 1 else ""
    return Foreseen(
        units.unit(given.lead_unit_id).name, given.why, given.next_due_at, given.answer_due_at, alarmed
    )


def known_already(report: Report, *, county: str, at: datetime) -> tuple[Gist, ...]:
    """Gists of running matters whose words are much like these: the newest, three at most."""
    with entering("receive", source=SOURCE):
        likely = likely_repeats(marks_for(report), county=county, at=at)
    found: list[Gist] = []
    for repeat in [like for like in likely if like.reason in _BY_WORDS][:_MOST_ASKED]:
        if len(found) < MOST_SHOWN:
            with entering("tracking", matter=repeat.matter_id):
                gist = find_gist(repeat.county, repeat.matter_id)
            if gist is not None and _may_be_told(gist):
                found.append(gist)
    return tuple(found)


def _may_be_told(gist: Gist) -> bool:
    return nature_of(gist.kind) not in _TOLD_TO_NOBODY and gist.state != MatterState.CLOSED.value
