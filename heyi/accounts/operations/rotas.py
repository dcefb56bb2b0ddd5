"""A unit's rota: its shifts, who takes which turn, what each person is there for. Planned by its leader or one above.

Whoever is planned is locked first, in order of number, so that two plans cannot give one person two turns at once.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from heyi.accounts.models import Appointment, Person, Post, Rota, Shift, Turn
from heyi.accounts.operations.journalling import journal
from heyi.accounts.queries import in_force
from heyi.accounts.queries.duty import (
    fact_of_leave,
    fact_of_shift,
    leaves_of,
    shifts_of,
    turns_of_people,
)
from heyi.accounts.rules import Standing
from heyi.accounts.rules.duty import (
    FARTHEST,
    WEEK,
    Span,
    faults_of_post,
    faults_of_shift,
    faults_of_turn,
    may_plan,
)
from heyi.kernel.words import _
from heyi.orgs.access import directory
from heyi.orgs.rules import Fault, Refused, refuse_if


class CannotPlan(Refused):
    """A rota cannot be planned so."""


@transaction.atomic
def add_shift(
    unit_id: int,
    *,
    name: str,
    begins: int | None,
    ends: int | None,
    days: Collection[int],
    by: Standing,
    at: datetime,
) -> int:
    """A shift that the unit keeps from now on; answers its id. With its first one the unit keeps a rota."""
    _let_in(unit_id, by)
    others = [fact_of_shift(shift) for shift in shifts_of(unit_id)]
    refuse_if(CannotPlan, faults_of_shift(name.strip(), begins, ends, days, others))
    assert begins is not None  # noqa: S101 - faults_of_shift refused it otherwise
    assert ends is not None  # noqa: S101
    written = "".join(str(day) for day in sorted(set(days)))
    made = Shift.objects.create(
        unit_id=unit_id, name=name.strip(), begins=begins, ends=ends, days=written, starts_at=at
    )
    journal("shift.added", by, at, unit=unit_id, shift=made.pk, begins=begins, ends=ends, days=written)
    return made.pk


@transaction.atomic
def close_shift(shift_id: int, *, by: Standing, at: datetime) -> None:
    """A shift is kept no longer; turns of it that have not begun fall away."""
    shift = Shift.objects.select_for_update().filter(pk=shift_id, ends_at=None).first()
    if shift is None:
        raise _unknown()
    _let_in(shift.unit_id, by)
    gone = Turn.objects.filter(shift_id=shift_id, starts_at__gt=at)
    count = gone.count()
    gone.delete()
    shift.ends_at = at
    shift.save(update_fields=["ends_at"])
    journal("shift.closed", by, at, unit=shift.unit_id, shift=shift_id, turns=count)


@transaction.atomic
def plan_turn(shift_id: int, *, on: date, person_id: int, by: Standing, at: datetime) -> int:
    """Put a person on a shift's day; answers the turn's id."""
    shift = Shift.objects.filter(pk=shift_id, ends_at=None).first()
    if shift is None:
        raise _unknown()
    _let_in(shift.unit_id, by)
    lock_people([person_id])
    fact = fact_of_shift(shift)
    if abs(on - at.date()) > FARTHEST or not fact.is_on(on):
        raise CannotPlan.because("on", "shift_not_on_day", _("这个班种这一天不排班。"))
    refuse_if(CannotPlan, faults_against(shift.unit_id, person_id, fact.span(on), at=at))
    made = _turn(shift, on, person_id, fact.span(on), by, at)
    made.save(force_insert=True)
    journal(
        "turn.planned", by, at, unit=shift.unit_id, turn=made.pk, shift=shift_id, on=str(on), person=person_id
    )
    return made.pk


@transaction.atomic
def drop_turn(turn_id: int, *, by: Standing, at: datetime) -> None:
    """Take a turn away before it begins; one that is on ends now; one that is over stays as it was."""
    turn = Turn.objects.select_for_update().filter(pk=turn_id).first()
    if turn is None:
        raise CannotPlan.because("", "unknown_turn", _("没有这一班，可能刚刚被改过。"))
    _let_in(turn.unit_id, by)
    if turn.ends_at <= at:
        raise CannotPlan.because("", "turn_over", _("这一班已经结束，不能再改。"))
    facts = {"unit": turn.unit_id, "turn": turn_id, "on": str(turn.on), "person": turn.person_id}
    if turn.starts_at < at:
        turn.ends_at = at
        turn.save(update_fields=["ends_at"])
        journal("turn.ended", by, at, **facts)
    else:
        turn.delete()
        journal("turn.dropped", by, at, **facts)


@transaction.atomic
def copy_week(unit_id: int, *, monday: date, by: Standing, at: datetime) -> tuple[int, int]:
    """Plan a week as the week before was: (turns made, turns that cannot be). What stands already stays."""
    _let_in(unit_id, by)
    if abs(monday - at.date()) > FARTHEST:
        raise CannotPlan.because("week", "too_far", _("只能排一年以内的班。"))
    open_shifts = {shift.pk: shift for shift in shifts_of(unit_id)}
    before = Turn.objects.filter(
        unit_id=unit_id, on__gte=monday - timedelta(days=WEEK), on__lt=monday, shift_id__in=open_shifts
    )
    wanted = list(before.order_by("starts_at", "id"))
    lock_people({turn.person_id for turn in wanted})
    made, left_out = list[int](), 0
    for turn in wanted:
        shift, on = open_shifts[turn.shift_id], turn.on + timedelta(days=WEEK)
        if Turn.objects.filter(shift=shift, on=on, person_id=turn.person_id).exists():
            continue
        span = fact_of_shift(shift).span(on)
        if list(faults_against(unit_id, turn.person_id, span, at=at)):
            left_out += 1
            continue
        again = _turn(shift, on, turn.person_id, span, by, at)
        again.save(force_insert=True)
        made.append(again.pk)
    if made:
        journal("turn.copied", by, at, unit=unit_id, week=str(monday), turns=made)
    return len(made), left_out


@transaction.atomic
def set_post(
    unit_id: int,
    person_id: int,
    *,
    skills: Collection[str],
    capacity: int | None,
    by_rota: bool,
    by: Standing,
    at: datetime,
) -> None:
    """What the unit knows of its person: skills, how many live matters at a time, whether in turns."""
    _let_in(unit_id, by)
    refuse_if(CannotPlan, faults_of_post(skills, capacity))
    if not is_appointed(person_id, unit_id, at):
        raise CannotPlan.because("person", "not_appointed", _("此人不在本单位任职。"))
    kept = {"skills": sorted(set(skills)), "capacity": capacity, "by_rota": by_rota}
    Post.objects.update_or_create(unit_id=unit_id, person_id=person_id, defaults=kept)
    journal("post.set", by, at, unit=unit_id, person=person_id, **kept)


@transaction.atomic
def set_capacity(unit_id: int, *, capacity: int | None, by: Standing, at: datetime) -> None:
    """How many live matters a person of the unit should have at a time, where nothing else is said of the person."""
    _let_in(unit_id, by)
    if capacity is None:
        raise CannotPlan.because("capacity", "capacity_needed", _("请填写在办上限。"))
    refuse_if(CannotPlan, faults_of_post((), capacity))
    Rota.objects.update_or_create(unit_id=unit_id, defaults={"capacity": capacity})
    journal("capacity.set", by, at, unit=unit_id, capacity=capacity)


def lock_people(people: Iterable[int]) -> None:
    """Lock people in order of number: whoever plans one of them waits."""
    list(Person.objects.select_for_update().filter(pk__in=set(people)).order_by("pk").values_list("pk"))


def is_appointed(person_id: int, unit_id: int, at: datetime) -> bool:
    """Whether the person holds a role in the unit at that instant."""
    held = Appointment.objects.filter(in_force(at), person_id=person_id, unit_id=unit_id)
    return held.filter(person__is_active=True).exists()


def faults_against(
    unit_id: int, person_id: int, span: Span, *, at: datetime, but: Collection[int] = ()
) -> list[Fault]:
    """Why the person, locked already, cannot take a turn of that span; `but`: turns that would be given away."""
    own = [turn for turn in turns_of_people([person_id], span) if turn.id not in but]
    away = [fact_of_leave(leave) for leave in leaves_of([person_id], span)]
    there = is_appointed(person_id, unit_id, max(span.starts_at, at))
    return list(faults_of_turn(span, is_appointed=there, own=own, leaves=away, at=at))


def _turn(shift: Shift, on: date, person_id: int, span: Span, by: Standing, at: datetime) -> Turn:
    return Turn(
        unit_id=shift.unit_id,
        shift=shift,
        on=on,
        person_id=person_id,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        planned_by_id=by.person_id,
        planned_at=at,
    )


def _let_in(unit_id: int, by: Standing) -> None:
    trees = directory()
    above = () if trees.find_unit(unit_id) is None else trees.ancestors(unit_id)
    if not may_plan(by, unit_id, above):
        raise CannotPlan.because("", "not_leader", _("值班由本单位或上级单位的值班领导安排。"))


def _unknown() -> CannotPlan:
    return CannotPlan.because("shift", "unknown_shift", _("没有这个班种，可能刚刚停用。"))
