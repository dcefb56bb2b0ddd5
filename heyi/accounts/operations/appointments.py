"""Appointments: the system administrator proposes, the security administrator releases, nobody for oneself.

Each operation locks the person (for administrators, the whole role), so that two hands cannot both be right.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from heyi.accounts.codes import ADMINISTRATORS, AppointmentState, Role
from heyi.accounts.models import Appointment, Person
from heyi.accounts.operations.journalling import journal
from heyi.accounts.queries import held_terms, in_force, term_of
from heyi.accounts.rules import (
    Standing,
    Term,
    faults_of_proposal,
    faults_of_release,
    faults_of_revoking,
    faults_of_term,
)
from heyi.kernel.words import _
from heyi.orgs.access import directory
from heyi.orgs.codes import Level, UnitKind
from heyi.orgs.rules import Refused, refuse_if


class CannotAppoint(Refused):
    """An appointment cannot be proposed, released or revoked so."""


@transaction.atomic
def propose(
    person_id: int,
    *,
    role: str,
    unit_id: int | None,
    starts_at: datetime,
    ends_at: datetime | None = None,
    by: Standing,
    at: datetime,
) -> int:
    """Propose an appointment; it has no effect until it is released. Answers its id."""
    refuse_if(CannotAppoint, faults_of_proposal(person_id, by))
    _lock_person(person_id)
    term = Term(role, unit_id, starts_at, ends_at)
    refuse_if(CannotAppoint, faults_of_term(term, held_terms(person_id)))
    _check_unit(unit_id, role)
    made = Appointment.objects.create(
        person_id=person_id,
        unit_id=unit_id,
        role=role,
        starts_at=starts_at,
        ends_at=ends_at,
        proposed_by_id=by.person_id,
        proposed_at=at,
    )
    journal("appointment.proposed", by, at, appointment=made.pk, person=person_id, role=role, unit=unit_id)
    return made.pk


@transaction.atomic
def release(appointment_id: int, *, by: Standing, at: datetime) -> None:
    """Give a proposed appointment its effect. It is checked again: time has passed since it was proposed."""
    appointment = _locked(appointment_id)
    person_id, term = appointment.person_id, term_of(appointment)
    refuse_if(CannotAppoint, faults_of_release(person_id, appointment.proposed_by_id, by))
    if term.state(at) is not AppointmentState.PROPOSED:
        raise CannotAppoint.because("", "not_proposed", _("这项任职不在待核准状态。"))
    refuse_if(CannotAppoint, faults_of_term(term, held_terms(person_id, but=appointment_id)))
    _check_unit(term.unit_id, term.role)
    appointment.released_by_id, appointment.released_at = by.person_id, at
    appointment.save(update_fields=["released_by", "released_at"])
    journal("appointment.released", by, at, appointment=appointment_id, person=person_id)


@transaction.atomic
def revoke(appointment_id: int, *, by: Standing, at: datetime) -> None:
    """Take an appointment away at once, or turn a proposal down."""
    appointment = _locked(appointment_id)
    term = term_of(appointment)
    is_last = _is_last(appointment, term, at)
    refuse_if(CannotAppoint, faults_of_revoking(appointment.person_id, term, is_last=is_last, by=by))
    if term.state(at) in (AppointmentState.REVOKED, AppointmentState.ENDED):
        raise CannotAppoint.because("", "over_already", _("这项任职已经结束。"))
    appointment.revoked_by_id, appointment.revoked_at = by.person_id, at
    appointment.save(update_fields=["revoked_by", "revoked_at"])
    journal("appointment.revoked", by, at, appointment=appointment_id, person=appointment.person_id)


def _lock_person(person_id: int) -> None:
    if Person.objects.select_for_update().filter(pk=person_id, is_active=True).first() is None:
        raise CannotAppoint.because("person", "unknown_person", _("没有这个人，或已停用。"))


def _locked(appointment_id: int) -> Appointment:
    """The appointment, locked after its person; of an administrator's role, all of that role, always in one order."""
    found = Appointment.objects.filter(pk=appointment_id).values_list("person_id", "role").first()
    if found is None:
        raise CannotAppoint.because("", "unknown_appointment", _("没有这项任职。"))
    person_id, role = found
    Person.objects.select_for_update().get(pk=person_id)
    same_hand = Q(role=role) if role in ADMINISTRATORS else Q(pk=appointment_id)
    rows = Appointment.objects.select_for_update().filter(same_hand).order_by("id")
    return next(row for row in rows if row.pk == appointment_id)


def _is_last(appointment: Appointment, term: Term, at: datetime) -> bool:
    """Whether nobody else who can sign in holds this administrator's role now."""
    if term.role not in ADMINISTRATORS or term.state(at) is not AppointmentState.IN_FORCE:
        return False
    others = Appointment.objects.filter(in_force(at), role=term.role, person__is_active=True)
    return not others.exclude(person_id=appointment.person_id).exists()


def _check_unit(unit_id: int | None, role: str) -> None:
    unit = None if unit_id is None else directory().find_unit(unit_id)
    if unit_id is not None and (unit is None or not unit.is_open):
        raise CannotAppoint.because("unit", "unknown_unit", _("没有这个单位，或已停用。"))
    if role == Role.GRID_WORKER and unit is not None and unit.kind != UnitKind.VILLAGE:
        raise CannotAppoint.because("unit", "not_a_village", _("网格员在村（社区）任职。"))
    if role == Role.RULES_OFFICER and unit is not None and unit.level not in (Level.CITY, Level.COUNTY):
        raise CannotAppoint.because("unit", "too_low", _("规则员在市级或区县单位任职。"))
