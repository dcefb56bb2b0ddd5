"""Reads of people and appointments."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from heyi.accounts.models import Appointment, OneTimeLink, Person
from heyi.accounts.rules import Standing, Term


def in_force(at: datetime, prefix: str = "") -> Q:
    """The condition of an appointment in force: released, not revoked, begun, not ended."""
    by_hand = Q(**{f"{prefix}released_at__isnull": False, f"{prefix}revoked_at": None})
    not_ended = Q(**{f"{prefix}ends_at": None}) | Q(**{f"{prefix}ends_at__gt": at})
    return by_hand & Q(**{f"{prefix}starts_at__lte": at}) & not_ended


# What `in_force` says, in plain SQL: every request of the desk asks this.
_OF_PERSON = [field.attname for field in Person._meta.concrete_fields]
_STANDING = f"""
SELECT {", ".join(f"person.{column}" for column in _OF_PERSON)}, (SELECT number FROM orgs_edition WHERE id = 1),
       held.role, held.unit_id, unit.ends_at
  FROM accounts_person AS person
  LEFT JOIN accounts_appointment AS held ON held.person_id = person.id
       AND held.released_at IS NOT NULL AND held.revoked_at IS NULL
       AND held.starts_at <= %(at)s AND (held.ends_at IS NULL OR held.ends_at > %(at)s)
  LEFT JOIN orgs_unit AS unit ON unit.id = held.unit_id
 WHERE person.id = %(person)s AND person.is_active
 ORDER BY held.id
"""  # noqa: S608 - our own columns


def find_person(person_id: int, at: datetime) -> Person | None:
    """An active person with the standing at that instant as `held`, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"person": person_id, "at": at})
        rows = cursor.fetchall()
    if not rows:
        return None
    person = Person.from_db("default", _OF_PERSON, rows[0][: len(_OF_PERSON)])
    edition = rows[0][len(_OF_PERSON)]
    person.held = Standing(person_id, person.name, person.language, _in_open_units(rows), edition)
    return person


def find_standing(person_id: int, at: datetime) -> Standing | None:
    """An active person with the roles in force, in one statement; roles in closed units are left out."""
    person = find_person(person_id, at)
    return None if person is None else person.held


_STANDINGS = """
SELECT person.id, person.name, person.language, held.role, held.unit_id, unit.ends_at
  FROM accounts_person AS person
  JOIN accounts_appointment AS held ON held.person_id = person.id
       AND held.released_at IS NOT NULL AND held.revoked_at IS NULL
       AND held.starts_at <= %(at)s AND (held.ends_at IS NULL OR held.ends_at > %(at)s)
  LEFT JOIN orgs_unit AS unit ON unit.id = held.unit_id
 WHERE person.is_active AND (person.id = ANY (%(people)s) OR person.id IN (
       SELECT also.person_id FROM accounts_appointment AS also
        WHERE also.unit_id = ANY (%(units)s) AND also.revoked_at IS NULL))
 ORDER BY person.id, held.id
"""


def standings_of(units: Collection[int], people: Collection[int], at: datetime) -> list[Standing]:
    """Everybody who is or was to be of these units, and these people, each with all roles in force. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, {"units": list(units), "people": list(people), "at": at})
        rows = cursor.fetchall()
    found: dict[int, list[Sequence[Any]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return [
        Standing(person_id, some[0][1], some[0][2], _in_open_units(some)) for person_id, some in found.items()
    ]


def _in_open_units(rows: Iterable[Sequence[Any]]) -> tuple[tuple[str, int | None], ...]:
    return tuple((role, unit) for *_person, role, unit, closed in rows if role is not None and closed is None)


def term_of(appointment: Appointment) -> Term:
    """An appointment as rules see it."""
    return Term(
        appointment.role,
        appointment.unit_id,
        appointment.starts_at,
        appointment.ends_at,
        appointment.released_at,
        appointment.revoked_at,
    )


def held_terms(person_id: int, *, but: int | None = None) -> list[Term]:
    """Every term of a person that was not revoked, past ones too; `but` leaves one appointment out."""
    rows = Appointment.objects.filter(person_id=person_id, revoked_at=None).order_by("id")
    return [term_of(row) for row in rows if row.pk != but]


def people_named(words: str, at: datetime) -> QuerySet[Person]:
    """People whose name or username holds the words, with the number of roles in force."""
    roles = Count("appointments", filter=in_force(at, "appointments__"))
    people = Person.objects.annotate(roles=roles).order_by("username")
    return people.filter(Q(name__icontains=words) | Q(username__icontains=words)) if words else people


def with_second_step(people: QuerySet[Person]) -> QuerySet[Person]:
    """The same people, with whether signing in takes a second step."""
    return people.annotate(has_second_step=Exists(Authenticator.objects.filter(user_id=OuterRef("pk"))))


def appointments_listed(*, waiting_only: bool, words: str, person_id: int | None) -> QuerySet[Appointment]:
    """Appointments with the people they name, newest first."""
    rows = Appointment.objects.select_related("person", "proposed_by", "released_by", "revoked_by")
    if waiting_only:
        rows = rows.filter(released_at=None, revoked_at=None)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if words:
        rows = rows.filter(Q(person__name__icontains=words) | Q(person__username__icontains=words))
    return rows.order_by("-id")


def roles_of_unit(unit_id: int, at: datetime) -> list[tuple[int, str, str]]:
    """(person, name, role) of everybody appointed to a unit now, in one statement."""
    rows = Appointment.objects.filter(
        in_force(at), unit_id=unit_id, unit__ends_at=None, person__is_active=True
    )
    return list(
        rows.order_by("person__name", "person_id", "id").values_list("person_id", "person__name", "role")
    )


def usable_link(token_hash: bytes, at: datetime) -> QuerySet[OneTimeLink]:
    """The link with this hash, if it was not used, has not expired, and its person is active."""
    return OneTimeLink.objects.filter(
        token_hash=token_hash, used_at=None, expires_at__gt=at, person__is_active=True
    )
