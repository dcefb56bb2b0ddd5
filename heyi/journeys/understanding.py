"""What a report was understood to be: triage's reading in the terms of this city's places and units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from heyi.intake.rules import Report
from heyi.kernel.codes import CITY
from heyi.matters.operations import Subject
from heyi.orgs.rules import Directory
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.lexicon.standard import standard
from heyi.triage.read import read
from heyi.triage.reading import Reading, Reason
from heyi.triage.words import sentence


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


_gazetteers: dict[int, Gazetteer] = {}  # at most one: that of the newest edition this process has used


def understood(report: Report, units: Directory, *, at: datetime) -> Understood:
    """Read the text and translate the finds; a region given by the sender is believed before the text."""
    reading = read(
        report.text,
        title=report.title,
        place=report.place or units.name_of_region(report.region),
        gazetteer=_gazetteer(units),
        lexicon=standard(),
        at=at,
    )
    found = reading.place.value if reading.place else CITY
    region = report.region or found
    subjects = _subjects(reading, units)
    return Understood(
        county=units.county_of(region),
        region_code=region,
        kind=reading.kind.value,
        urgency=str(reading.urgency.value),
        danger=reading.danger.reason.quote if reading.danger else "",
        amount=max((find.value for find in reading.amounts), default=None),
        subjects=subjects,
        stored=stored_reading(reading),
        sentences=tuple(sentence(reason) for reason in reading.reasons),
    )


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
