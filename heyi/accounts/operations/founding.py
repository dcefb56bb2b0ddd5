"""What a new installation needs before anybody can appoint anybody: its three administrators, and no more."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import is_password_usable, make_password
from django.db import transaction

from heyi.accounts.codes import ADMINISTRATORS, ROLE_WORDS, Role
from heyi.accounts.models import Appointment, Person
from heyi.accounts.operations.journalling import journal
from heyi.accounts.operations.links import issue_link_from_console

USERNAMES = {
    Role.SYSTEM_ADMINISTRATOR: "admin.system",
    Role.SECURITY_ADMINISTRATOR: "admin.security",
    Role.AUDIT_ADMINISTRATOR: "admin.audit",
}


@dataclass(frozen=True, slots=True)
class FirstLink:
    """A way in for a founding administrator: `/first/<token>` lets him or her set a password."""

    role: str
    username: str
    token: str


@transaction.atomic
def make_administrators(at: datetime) -> tuple[FirstLink, ...]:
    """Make the three administrators where a kind has never had one; a link for each who has set no password yet.

    Called at every start without the demo: links not used are replaced, and once all three are in nothing is left.
    """
    for role in ADMINISTRATORS:
        if not Appointment.objects.filter(role=role).exists():
            _found(role, at)
    waiting = Person.objects.filter(username__in=USERNAMES.values(), is_active=True).order_by("id")
    roles = {username: role for role, username in USERNAMES.items()}
    return tuple(
        FirstLink(roles[person.username], person.username, issue_link_from_console(person.username, at=at))
        for person in waiting
        if not is_password_usable(person.password)
    )


def _found(role: Role, at: datetime) -> None:
    person = Person.objects.create(
        username=USERNAMES[role], name=ROLE_WORDS[role], password=make_password(None), created_at=at
    )
    appoint_by_installation(person.pk, role=role, unit_id=None, at=at)


def appoint_by_installation(
    person_id: int, *, role: str, unit_id: int | None, at: datetime, starts_at: datetime | None = None
) -> None:
    """An appointment that no hands made: only for founding and for the demo, whose people were there before."""
    made = Appointment.objects.create(
        person_id=person_id,
        unit_id=unit_id,
        role=role,
        starts_at=starts_at or at,
        proposed_at=at,
        released_at=at,
    )
    journal("appointment.founded", None, at, appointment=made.pk, person=person_id, role=role, unit=unit_id)
