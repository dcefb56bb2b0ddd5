"""People of units, appointed as the installation appoints."""

from datetime import datetime, timedelta

from heyi.accounts.access import standing
from heyi.accounts.models import Appointment, Person
from heyi.accounts.rules import Standing
from heyi.matters.access import entering
from tests.factories.matters import MORNING, unit

LONG_BEFORE = timedelta(days=90)


def appointed(
    code: str, name: str = "张红", *, role: str = "HANDLER", at: datetime = MORNING, number: int | None = None
) -> tuple[int, str]:
    """A person of the unit since long before, as (id, name)."""
    with entering("admin"):
        username = f"person-{Person.objects.count() + 1}-{number or 0}"
        person = Person.objects.create(pk=number, username=username, name=name, password="", created_at=at)
        appoint(person.pk, code, role=role, at=at)
    return person.pk, name


def appoint(person_id: int, code: str, *, role: str = "HANDLER", at: datetime = MORNING) -> Appointment:
    """One more appointment, in force since long before."""
    since = at - LONG_BEFORE
    return Appointment.objects.create(
        person_id=person_id,
        unit_id=unit(code),
        role=role,
        starts_at=since,
        proposed_at=since,
        released_at=since,
    )


def standing_of(person: tuple[int, str] | int, at: datetime = MORNING) -> Standing:
    """Where a person stands."""
    return standing(person if isinstance(person, int) else person[0], at)
