"""The first reading of a report: one text in, what it says with reasons out. No table, no person, no history."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from heyi.kernel.clock import CHINA
from heyi.triage import amounts, danger, dates
from heyi.triage.codes import Urgency
from heyi.triage.danger import Judged, Standing, Told
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.kinds import kind_of
from heyi.triage.lexicon.entries import Lexicon, Sort
from heyi.triage.lexicon.standard import standard
from heyi.triage.places import place_of
from heyi.triage.reading import Find, Reading, Reason, Where
from heyi.triage.scan import Scan, scan
from heyi.triage.subjects import subjects_of
from heyi.triage.villages import Narrowed, village_of

DANGERS_EXPLAINED = 3


def read(
    text: str,
    *,
    title: str = "",
    place: str = "",
    within: str = "",
    gazetteer: Gazetteer,
    at: datetime,
    lexicon: Lexicon | None = None,
) -> Reading:
    """Read one report. `at` is when it came in; days like 昨天 are counted from it in China's time.

    `within` is the code of the region that is known from elsewhere, if any: villages are looked for inside it.

    Never raises on any text. `unsure` asks a clerk to look: the kind is close, a danger unclear, or an office blamed
    that cannot be told apart.
    """
    words = lexicon or standard()
    given = ((title, Where.TITLE), (text, Where.TEXT))
    scans = [scan(said, where, words) for said, where in given if said]
    told = [Told(one, dates.days(one, at)) for one in scans]
    kind = kind_of(scans)
    judged = danger.judge(told, at.astimezone(CHINA).date())
    urgency = _urgency(scans, judged)
    town = place_of(place, title, text, gazetteer)
    told_of = ((Where.PLACE, place), (Where.TITLE, title), (Where.TEXT, text))
    narrowed = village_of(told_of, _known(within, town, gazetteer), gazetteer) or Narrowed()
    where = narrowed.sure or town
    subjects, unknown = subjects_of(scans, "" if where is None else where.value, gazetteer)
    money = tuple(found for one in scans for found in amounts.amounts(one))
    named = tuple(found for one in told for found in dates.finds(one.scan, one.days))
    return Reading(
        kind=kind.kind,
        runner_up=kind.runner_up,
        urgency=urgency,
        danger=danger.present(judged),
        amounts=money,
        dates=named,
        place=where,
        places_maybe=narrowed.maybe,
        subjects=subjects,
        reasons=_reasons(
            kind.reasons, urgency, judged, _of_place(where, narrowed), subjects, unknown, money, named
        ),
        unsure=kind.unsure or bool(unknown) or any(one.standing is Standing.UNSURE for one in judged),
    )


def _urgency(scans: Sequence[Scan], judged: Sequence[Judged]) -> Find[Urgency]:
    """Urgent where life may be in danger, surely or not, and where the reporter's words call for haste."""
    if judged and judged[0].standing in (Standing.PRESENT, Standing.UNSURE):
        return Find(Urgency.URGENT, judged[0].reason)
    for one in scans:
        for hit in one.of(Sort.URGENT):
            return Find(Urgency.URGENT, one.reason("URGENT_WORD", hit.start, hit.end))
    return Find(Urgency.NORMAL, Reason("NOT_URGENT"))


def _known(within: str, town: Find[str] | None, gazetteer: Gazetteer) -> str:
    """The smaller of what is known from elsewhere and what was read, where the one lies in the other."""
    read_here = "" if town is None else town.value
    if not within or any(region.code == within for region in gazetteer.around(read_here)):
        return read_here
    return within


def _of_place(where: Find[str] | None, narrowed: Narrowed) -> tuple[Reason, ...]:
    """Why there; and, where a village may be meant but which is not sure, that."""
    found = () if where is None else (where.reason,)
    return found if narrowed.why is None else (*found, narrowed.why)


def _reasons(
    kind: Sequence[Reason],
    urgency: Find[Urgency],
    judged: Sequence[Judged],
    place: Sequence[Reason],
    subjects: Sequence[Find[str]],
    unknown: Sequence[Reason],
    *others: Sequence[Find[Decimal]] | Sequence[Find[date]],
) -> tuple[Reason, ...]:
    """All reasons in the order in which a clerk asks: danger, kind, place, whom it is about, then the facts."""
    listed = [
        urgency.reason,
        *(one.reason for one in judged[:DANGERS_EXPLAINED]),
        *kind,
        *place,
        *(subject.reason for subject in subjects),
        *unknown,
        *(found.reason for finds in others for found in finds),
    ]
    kept: list[Reason] = []
    for reason in listed:
        if reason not in kept:
            kept.append(reason)
    return tuple(kept)
