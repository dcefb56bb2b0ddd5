"""Leave: told by oneself or by one's leader; why is not asked."""

from datetime import datetime

from django.db import transaction

from heyi.accounts.models import Appointment, Leave
from heyi.accounts.operations.journalling import journal
from heyi.accounts.operations.rotas import lock_people
from heyi.accounts.queries import in_force
from heyi.accounts.queries.duty import leaves_of
from heyi.accounts.rules import Standing
from heyi.accounts.rules.duty import Span, faults_of_leave, may_plan
from heyi.kernel.words import _
from heyi.orgs.access import directory
from heyi.orgs.rules import Refused, refuse_if


class CannotTakeLeave(Refused):
    """A leave cannot be recorded or taken back so."""


@transaction.atomic
def record_leave(
    person_id: int, *, starts_at: datetime, ends_at: datetime, by: Standing, at: datetime
) -> int:
    """A person is away for a period; turns planned in it become gaps that the rota shows. Answers its id."""
    lock_people([person_id])
    _let_in(person_id, by, at)
    refuse_if(CannotTakeLeave, faults_of_leave(Span(starts_at, ends_at), at))
    if leaves_of([person_id], Span(starts_at, ends_at)):
        raise CannotTakeLeave.because("starts_on", "leave_overlaps", _("这段时间已经请了假。"))
    made = Leave.objects.create(
        person_id=person_id,
        starts_at=starts_at,
        ends_at=ends_at,
        recorded_by_id=by.person_id,
        recorded_at=at,
    )
    journal(
        "leave.recorded", by, at, leave=made.pk, person=person_id, begins=str(starts_at), ends=str(ends_at)
    )
    return made.pk


@transaction.atomic
def withdraw_leave(leave_id: int, *, by: Standing, at: datetime) -> None:
    """The person is there after all: a leave that has not begun falls away, one that is on ends now."""
    leave = Leave.objects.select_for_update().filter(pk=leave_id, withdrawn_at=None, ends_at__gt=at).first()
    if leave is None:
        raise CannotTakeLeave.because("", "leave_over", _("这次请假已经结束或已销假。"))
    _let_in(leave.person_id, by, at)
    if leave.starts_at < at:
        leave.ends_at = at
        leave.save(update_fields=["ends_at"])
    else:
        leave.withdrawn_at = at
        leave.save(update_fields=["withdrawn_at"])
    journal("leave.withdrawn", by, at, leave=leave_id, person=leave.person_id)


def _let_in(person_id: int, by: Standing, at: datetime) -> None:
    if person_id == by.person_id:
        return
    trees = directory()
    units = Appointment.objects.filter(in_force(at), person_id=person_id, unit__isnull=False)
    if not any(may_plan(by, unit, trees.ancestors(unit)) for unit in units.values_list("unit_id", flat=True)):
        raise CannotTakeLeave.because("", "not_leader", _("请假由本人或值班领导登记。"))
