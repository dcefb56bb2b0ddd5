"""What a report was understood to be: triage's reading in the terms of this city's places and units."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from heyi.intake.rules import Report
from heyi.kernel.codes import CITY
from heyi.kernel.words import _
from heyi.matters.operations import Subject
from heyi.orgs.rules import Directory, town_of
from heyi.triage.codes import field_of, kind_code, nature_of
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.lexicon.standard import standard
from heyi.triage.read import read
from heyi.triage.reading import Reading, Reason
from heyi.triage.words import sentence


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person said after seeing how a text was read; None leaves that find as it was read.

    `subjects` are ids of units, () for nobody's; `same` is whether an earlier matter that was shown is the same thing,
    `same_as` which. Codes and ids are checked by whoever asks the person. `is_finer_welcome` is said for who was
    offered towns only: a village in that town which the words name is believed.
    """

    kind: str | None = None
    region_code: str | None = None
    urgency: str | None = None
    is_danger: bool | None = None
    subjects: tuple[int, ...] | None = None
    nature: str | None = None  # where only what is wanted is known, not the field
    field: str | None = None  # where only the field is known
    same: bool | None = None
    same_as: tuple[tuple[str, UUID], ...] = ()
    is_finer_welcome: bool = False

    def stored(self) -> Mapping[str, object]:
        """What was said, for the reading to keep beside what the machine read."""
        said = {name: getattr(self, name) for name in _KEPT_BESIDE}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in said.items()
            if value is not None
        }


NOTHING_SAID = Confirmed()
_NOT_BESIDE = ("same_as", "is_finer_welcome")  # a link of its own; and what no person said
_KEPT_BESIDE = tuple(field.name for field in fields(Confirmed) if field.name not in _NOT_BESIDE)
SAID_TO_BE_DANGER = _("经人确认有生命危险")
_SAID_TO_BE_SUBJECT = {"code": "SAID_BY_A_PERSON", "params": {}, "quote": "", "start": 0, "where": "TEXT"}


@dataclass(frozen=True, slots=True)
class Understood:
    """Kind, place, urgency and whom it is about, each with its reason."""

    county: str
    region_code: str
    kind: str
    urgency: str
    danger: str
    amount: Decimal | None
    subjects: tuple[Subject, ...]
    stored: Mapping[str, object]
    sentences: tuple[str, ...]
    reading: Reading


_gazetteers: dict[int, Gazetteer] = {}  # at most one: that of the newest edition this process has used


def understood(
    report: Report, units: Directory, *, at: datetime, confirmed: Confirmed = NOTHING_SAID
) -> Understood:
    """Read the text and translate the finds; a region given by the sender is believed before the text.

    What a person confirmed is believed before either. The text may name the village inside what the sender gave.
    """
    said_region = confirmed.region_code or report.region
    reading = read(
        report.text,
        title=report.title,
        place=report.place or units.name_of_region(report.region),
        within=said_region,
        gazetteer=_gazetteer(units),
        lexicon=standard(),
        at=at,
    )
    found = reading.place.value if reading.place else CITY
    is_open = confirmed.region_code is None or confirmed.is_finer_welcome
    region = found if not said_region or (is_open and _is_village_of(said_region, found)) else said_region
    said = confirmed.stored()
    return Understood(
        county=units.county_of(region),
        region_code=region,
        kind=_kind(reading, confirmed),
        urgency=confirmed.urgency or str(reading.urgency.value),
        danger=_danger(reading, confirmed),
        amount=max((find.value for find in reading.amounts), default=None),
        subjects=_subjects(reading, units) if confirmed.subjects is None else _said(confirmed.subjects),
        stored={**stored_reading(reading), **({"confirmed": said} if said else {})},
        sentences=tuple(sentence(reason) for reason in reading.reasons),
        reading=reading,
    )


def _is_village_of(town: str, found: str) -> bool:
    """Inside the very town: a larger region that was said is not left for a smaller one on the strength of words."""
    return found != town and town_of(found) == town


def _kind(reading: Reading, confirmed: Confirmed) -> str:
    """The kind that was said; where only one half of it was, the other as it was read."""
    read_kind = reading.kind.value
    nature, field = confirmed.nature or nature_of(read_kind), confirmed.field or field_of(read_kind)
    return confirmed.kind or kind_code(nature, field)


def _danger(reading: Reading, confirmed: Confirmed) -> str:
    """The words that tell of danger to life; "" where there is none, or a person has ruled it out."""
    if confirmed.is_danger is False:
        return ""
    if reading.danger is not None:
        return reading.danger.reason.quote
    return SAID_TO_BE_DANGER if confirmed.is_danger else ""


def _said(subjects: tuple[int, ...]) -> tuple[Subject, ...]:
    return tuple(Subject(unit, _SAID_TO_BE_SUBJECT) for unit in subjects)


def _gazetteer(units: Directory) -> Gazetteer:
    held = _gazetteers.get(units.version)
    if held is None:
        held = Gazetteer.of(
            [(region.code, region.name, region.parent_code or "") for region in units.regions],
            [
                (unit.code, unit.name, (unit.short_name, *unit.aliases), unit.region_code)
                for unit in units.units
                if unit.is_open
            ],
        )
        _gazetteers.clear()
        _gazetteers[units.version] = held
    return held


def _subjects(reading: Reading, units: Directory) -> tuple[Subject, ...]:
    found = ((find, units.unit_by_code(find.value)) for find in reading.subjects)
    return tuple(Subject(unit.id, _reason(find.reason)) for find, unit in found if unit is not None)


def stored_reading(reading: Reading) -> Mapping[str, object]:
    """The reading as it stands with the matter, for the desk to show and a clerk to correct."""
    return {
        "kind": reading.kind.value,
        "runner_up": reading.runner_up.value if reading.runner_up else None,
        "unsure": reading.unsure,
        "danger": reading.danger.reason.quote if reading.danger else None,
        "amounts": [str(find.value) for find in reading.amounts],
        "dates": [str(find.value) for find in reading.dates],
        "reasons": [_reason(reason) for reason in reading.reasons],
    }


def _reason(reason: Reason) -> Mapping[str, object]:
    return {
        "code": reason.code,
        "params": dict(reason.params),
        "quote": reason.quote,
        "start": reason.start,
        "where": reason.where.value,
    }
