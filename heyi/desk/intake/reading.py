"""The right side of the door: what was understood, with the words that say so, and what would come of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext

from heyi.desk.intake.door import source_of
from heyi.desk.intake.forms import Chosen, TakeForm
from heyi.intake.codes import ALIKE_WORDS, Alike
from heyi.intake.rules import InvalidReport, Report
from heyi.journeys.foreseeing import Foreseen, Key, alike_matters, foresee
from heyi.journeys.same_events import told_before
from heyi.journeys.understanding import NOTHING_SAID, Confirmed
from heyi.journeys.usual import Usual, usual_unit
from heyi.kernel.words import _
from heyi.matters.access import Nearby, beside, briefs, entering
from heyi.orgs.rules import Directory, UnitFact
from heyi.triage.reading import Reading, Reason
from heyi.triage.villages import VILLAGE_DOUBTS
from heyi.triage.words import sentence

MOST_BESIDE = 5


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A unit that may be meant, whether it is, and the words that named it ("" where a person did)."""

    unit: UnitFact
    is_ticked: bool
    is_found: bool
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class BesideLine:
    """A matter that may be the same, why it is shown, and whether the clerk says that it is."""

    brief: Nearby
    why: str
    lead: str
    is_alike: bool
    is_linked: bool


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything that the right side and the lower edge show of one text."""

    foreseen: Foreseen
    confirmed: Confirmed
    danger: str
    danger_why: tuple[str, ...]
    subjects: tuple[SubjectLine, ...]
    beside: tuple[BesideLine, ...]
    elsewhere: int
    own_unit: int
    usual: Usual | None = None  # who usually does such things, where something was learned

    @property
    def reading(self) -> Reading:
        """What the machine read."""
        return self.foreseen.meant.reading

    @property
    def names_unknown_office(self) -> bool:
        """Whether an office is blamed that cannot be told apart."""
        return any(reason.code == "SUBJECT_UNKNOWN" for reason in self.reading.reasons)

    @property
    def lead(self) -> UnitFact:
        """The unit that would answer for it."""
        return self.foreseen.units.unit(self.foreseen.given.lead_unit_id)

    @property
    def runner_up(self) -> UnitFact | None:
        """Who would be next."""
        choice = self.foreseen.given.route.runner_up
        return self.foreseen.units.unit(choice.unit_id) if choice else None

    @property
    def police(self) -> UnitFact | None:
        """Who would be told of the danger."""
        found = self.foreseen.police_unit_id
        return self.foreseen.units.unit(found) if found else None

    @property
    def region_name(self) -> str:
        """The place in words, largest division first."""
        return self.foreseen.units.name_of_region(self.foreseen.meant.region_code)

    @property
    def place_doubt(self) -> str:
        """Which villages may be meant, in words; "" where none is, or a person has said where it is."""
        said = self.confirmed.region_code is not None
        doubts = (reason for reason in self.reading.reasons if reason.code in VILLAGE_DOUBTS)
        return "" if said else next((sentence(reason, gettext) for reason in doubts), "")

    @property
    def is_about_own_unit(self) -> bool:
        """Whether the unit at whose door it is told would be denied it."""
        return self.own_unit in self.foreseen.denied

    @property
    def is_own(self) -> bool:
        """Whether the unit at whose door it is told would have it."""
        return self.own_unit == self.foreseen.given.lead_unit_id

    @property
    def dues(self) -> tuple[tuple[str, datetime], ...]:
        """The lead's clocks in the order in which they strike."""
        found = ((name, self.foreseen.due(name)) for name in ("SIGN", "CONTACT", "HANDLE"))
        return tuple((name, due) for name, due in found if due is not None)


def understanding_of(
    form: TakeForm, *, unit: int, units: Iterable[int], at: datetime
) -> Understanding | None:
    """What a form that may not be whole says so far; None before there are words. Stores nothing."""
    report = _report_so_far(form, at)
    if report is None:
        return None
    chosen = form.chosen()
    first = foresee(report, at=at)
    confirmed = confirmed_of(chosen, first)
    foreseen = first if confirmed == NOTHING_SAID else foresee(report, confirmed=confirmed, at=at)
    linked = _linked(chosen)
    lines, elsewhere = _beside(report, foreseen, linked, unit, tuple(units), at)
    return Understanding(
        foreseen=foreseen,
        confirmed=replace(confirmed, same=True, same_as=linked) if linked else confirmed,
        danger=_danger(foreseen.meant.reading),
        danger_why=tuple(_danger_words(foreseen.meant.reading)),
        subjects=tuple(_subject_lines(first, confirmed)),
        beside=lines,
        elsewhere=elsewhere,
        own_unit=unit,
        usual=usual_unit(
            report.title,
            report.text,
            region_code=foreseen.meant.region_code,
            denied=foreseen.denied,
            trees=foreseen.units,
        ),
    )


def _report_so_far(form: TakeForm, at: datetime) -> Report | None:
    """A telephone half typed is no reason to read nothing."""
    try:
        return form.report(at=at)
    except InvalidReport:
        pass
    try:
        return form.report(at=at, of_whom=False)
    except InvalidReport:
        return None


def confirmed_of(chosen: Chosen, first: Foreseen) -> Confirmed:
    """What a person said: chosen outright, or ticked as read."""
    reading = first.meant.reading
    place = reading.place.value if reading.place else None
    found = {subject.unit_id for subject in first.meant.subjects}
    known = {unit for unit in chosen.subjects if first.units.find_unit(unit) is not None}
    meant = (found - chosen.dismissed) | known
    return Confirmed(
        kind=chosen.kind or (reading.kind.value if "kind" in chosen.accepted else None),
        region_code=chosen.region or (place if "region" in chosen.accepted else None),
        urgency=chosen.urgency or (str(reading.urgency.value) if "urgency" in chosen.accepted else None),
        is_danger=chosen.danger,
        subjects=tuple(sorted(meant)) if meant != found or "subjects" in chosen.accepted else None,
    )


def _danger(reading: Reading) -> str:
    """PRESENT where a life is in danger, UNSURE where a person must look, "" else."""
    if reading.danger is not None:
        return "PRESENT"
    return "UNSURE" if any(reason.code == "DANGER_UNSURE" for reason in reading.reasons) else ""


def _danger_words(reading: Reading) -> Iterator[str]:
    for reason in reading.reasons:
        if reason.code in ("DANGER_WORD", "DANGER_UNSURE"):
            yield sentence(reason, gettext)


def _subject_lines(first: Foreseen, confirmed: Confirmed) -> Iterator[SubjectLine]:
    """What was found in the words, and what a person added; each once."""
    reasons = {first.units.unit_by_code(find.value): find.reason for find in first.meant.reading.subjects}
    found = {subject.unit_id for subject in first.meant.subjects}
    ticked = found if confirmed.subjects is None else set(confirmed.subjects)
    for unit_id in (*sorted(found), *sorted(ticked - found)):
        unit = first.units.unit(unit_id)
        yield SubjectLine(unit, unit_id in ticked, unit_id in found, reasons.get(unit))


def _linked(chosen: Chosen) -> tuple[Key, ...]:
    """What a person said to be the same thing, as far as this scope sees it; the rest counts for nothing."""
    return tuple(brief.key for brief in briefs(chosen.same_as)) if chosen.same_as else ()


def _beside(
    report: Report,
    foreseen: Foreseen,
    linked: tuple[Key, ...],
    unit: int,
    units: tuple[int, ...],
    at: datetime,
) -> tuple[tuple[BesideLine, ...], int]:
    """Likely repeats, and what else the caller has running; what one is shut out of is not even counted.

    What was said to be the same stays on the list, whatever becomes of the words.
    """
    with entering("receive", source=source_of(unit)):
        alike = dict(alike_matters(report, county=foreseen.meant.county, at=at))
    for event in told_before(report.title, report.text, region_code=foreseen.meant.region_code, at=at):
        alike.setdefault((event.found.county, event.found.matter_id), event.reason)
    said = [key for key in linked if key not in alike]
    found = beside((*said, *alike), units=units)
    lines = [_line(brief, alike, linked, foreseen.units) for brief in found.seen]
    live = [line for line in lines if line.is_linked or line.is_alike or line.brief.state != "CLOSED"]
    shown = (line for place, line in enumerate(live) if place < MOST_BESIDE or line.is_linked)
    return tuple(shown), found.elsewhere


def _line(
    brief: Nearby, alike: Mapping[Key, Alike | None], linked: Collection[Key], units: Directory
) -> BesideLine:
    key = (brief.county, brief.id)
    reason = alike.get(key)
    why = ALIKE_WORDS[reason] if reason else _SAME_CALL if key in alike else _SAID
    lead = units.unit(brief.lead_unit_id).short_name
    return BesideLine(brief, gettext(why), lead, bool(reason), key in linked)


_SAME_CALL = _("同一来电的在办事项")
_SAID = _("您指明的事项")
