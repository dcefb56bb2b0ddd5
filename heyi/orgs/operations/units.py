"""Changes of the organisation tree. Each locks the trees, checks, writes, journals and leaves a new edition."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journal.operations import record_administration
from heyi.kernel.hours import OpeningHours
from heyi.kernel.words import _
from heyi.orgs.models import Unit, UnitRegion
from heyi.orgs.operations.editions import take_edition
from heyi.orgs.queries import read_directory
from heyi.orgs.rules import (
    Directory,
    Officer,
    Refused,
    UnitDraft,
    UnitFact,
    faults_of_draft,
    faults_of_move,
    refuse_if,
)

KEEPER = "SYSTEM_ADMINISTRATOR"  # who keeps units; the word is accounts', which stands above


class CannotChangeUnit(Refused):
    """A unit cannot be added or changed so."""


@transaction.atomic
def add_unit(draft: UnitDraft, *, by: Officer, at: datetime) -> int:
    """Add a unit under another; answers its id. Raises CannotChangeUnit with every fault."""
    trees = _open_trees(by, at)
    refuse_if(CannotChangeUnit, faults_of_draft(draft, trees))
    unit = Unit.objects.create(
        code=draft.code,
        name=draft.name.strip(),
        short_name=draft.short_name.strip(),
        aliases=list(draft.aliases),
        kind=draft.kind,
        specialty=draft.specialty,
        level=draft.level,
        parent_id=draft.parent_id,
        region_id=draft.region_code,
        hours=_hours(draft),
        starts_at=at,
    )
    _run_while_open(unit.pk, draft.regions)
    _journal("unit.added", by, at, unit=unit.pk, code=unit.code, name=unit.name, parent=unit.parent_id)
    return unit.pk


@transaction.atomic
def change_unit(unit_id: int, draft: UnitDraft, *, by: Officer, at: datetime) -> None:
    """Change names, kind, seat and regions of an open unit; its code and its place in the tree stay."""
    trees = _open_trees(by, at)
    _open_unit(unit_id, trees)
    refuse_if(CannotChangeUnit, faults_of_draft(draft, trees, unit_id=unit_id))
    Unit.objects.filter(pk=unit_id).update(
        name=draft.name.strip(),
        short_name=draft.short_name.strip(),
        aliases=list(draft.aliases),
        kind=draft.kind,
        specialty=draft.specialty,
        level=draft.level,
        region_id=draft.region_code,
        hours=_hours(draft),
    )
    UnitRegion.objects.filter(unit_id=unit_id).delete()
    _run_while_open(unit_id, draft.regions)
    _journal(
        "unit.changed",
        by,
        at,
        unit=unit_id,
        name=draft.name,
        kind=draft.kind,
        regions=sorted(draft.regions),
        hours=_hours(draft),
    )


@transaction.atomic
def move_unit(unit_id: int, *, under: int, by: Officer, at: datetime) -> None:
    """Put an open unit with all below it under another. Who sees its matters changes with it: journeys mend reach."""
    trees = _open_trees(by, at)
    unit = _open_unit(unit_id, trees)
    refuse_if(CannotChangeUnit, faults_of_move(unit, trees.find_unit(under), trees))
    Unit.objects.filter(pk=unit_id).update(parent_id=under)
    _journal("unit.moved", by, at, unit=unit_id, parent=under, before=unit.parent_id)


@transaction.atomic
def close_unit(unit_id: int, *, by: Officer, at: datetime) -> None:
    """Close a unit that has no open unit below it; it stays readable. Its live matters must have gone elsewhere."""
    trees = _open_trees(by, at)
    unit = _open_unit(unit_id, trees)
    if unit.parent_id is None:
        raise CannotChangeUnit.because("", "is_root", _("最上级单位不能停用。"))
    if any(child.is_open for child in trees.children(unit_id)):
        raise CannotChangeUnit.because("", "has_units_below", _("还有下级单位，请先调整或停用下级单位。"))
    Unit.objects.filter(pk=unit_id).update(ends_at=at)
    _journal("unit.closed", by, at, unit=unit_id)


def _open_trees(by: Officer, at: datetime) -> Directory:
    """The trees as they stand, held alone until commit; only their keeper may open them."""
    if not by.holds(KEEPER):
        raise CannotChangeUnit.because("", "not_keeper", _("只有系统管理员可以维护单位。"))
    return read_directory(take_edition(at))


def _open_unit(unit_id: int, trees: Directory) -> UnitFact:
    unit = trees.find_unit(unit_id)
    if unit is None or not unit.is_open:
        raise CannotChangeUnit.because("", "unknown_unit", _("没有这个单位，或已停用。"))
    return unit


def _hours(draft: UnitDraft) -> str:
    """Its own hours as they are always written; empty where it has none."""
    return str(OpeningHours.parse(draft.hours)) if draft.hours.strip() else ""


def _run_while_open(unit_id: int, regions: Collection[str]) -> None:
    UnitRegion.objects.bulk_create(
        UnitRegion(unit_id=unit_id, region_id=code) for code in sorted(set(regions))
    )


def _journal(verb: str, by: Officer, at: datetime, **facts: object) -> None:
    record_administration(verb, facts, actor=Actor(ActorKind.PERSON, by.person_id, by.name), at=at)
