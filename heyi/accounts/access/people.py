"""Who people are, for every request; and the lists that the three administrators may read."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.contrib.auth.hashers import is_password_usable
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from heyi.accounts import queries
from heyi.accounts.codes import AppointmentState
from heyi.accounts.models import Appointment, Person, SavedView
from heyi.accounts.queries import term_of
from heyi.accounts.rules import Standing, token_hash
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

PAGE = 50
Row = TypeVar("Row")
_Model = TypeVar("_Model", bound=Model)


def standing(person_id: int, at: datetime) -> Standing:
    """The person with the roles in force; one query. A person who is unknown or shut out stands nowhere."""
    return queries.find_standing(person_id, at) or Standing(person_id, "", "zh-hans", ())


def standing_of(person: Any, at: datetime) -> Standing:
    """Where a signed-in person stands: as read together with the session, else by one query."""
    return getattr(person, "held", None) or standing(person.pk, at)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of a unit, with the roles held there."""

    person_id: int
    name: str
    roles: tuple[str, ...]


def people_of_unit(unit_id: int, at: datetime) -> tuple[Colleague, ...]:
    """Everybody appointed to a unit now, by name; one query."""
    found: dict[int, Colleague] = {}
    for person_id, name, role in queries.roles_of_unit(unit_id, at):
        before = found.get(person_id, Colleague(person_id, name, ()))
        found[person_id] = Colleague(person_id, name, (*before.roles, role))
    return tuple(found.values())


def standings_of(
    units: Collection[int], people: Collection[int] = (), *, at: datetime
) -> tuple[Standing, ...]:
    """Everybody of these units and these people besides, each with all roles in force anywhere; one statement."""
    return tuple(queries.standings_of(units, people, at))


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A list that a person has kept under a name."""

    id: int
    name: str
    query: str
    is_first: bool


def saved_views(person_id: int) -> tuple[ViewRow, ...]:
    """The lists that a person has kept, in their order; one query."""
    rows = SavedView.objects.filter(person_id=person_id).order_by("position", "id")
    return tuple(ViewRow(row.pk, row.name, row.query, row.is_first) for row in rows)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as administrators see it; `roles` counts those in force.

    `has_second_step` is told of one person, not in lists.
    """

    id: int
    username: str
    name: str
    is_active: bool
    can_sign_in: bool
    roles: int
    has_second_step: bool = False


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """An appointment in words; the codes stay beside them."""

    id: int
    person_id: int
    person: str
    username: str
    role: str
    unit_id: int | None
    unit: str
    starts_at: datetime
    ends_at: datetime | None
    state: AppointmentState
    proposed_by_id: int | None
    proposed_by: str
    proposed_at: datetime
    released_by: str
    released_at: datetime | None
    revoked_by: str
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """One page of a list."""

    rows: tuple[Row, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAGE))


def person_page(*, by: Standing, at: datetime, words: str = "", page: int = 1) -> Listing[PersonRow]:
    """People by words in name or username; two queries. Administrators only."""
    _let_administrator_in(by)
    return _listing(queries.people_named(words.strip(), at), page, _person_row)


def person_row(person_id: int, *, by: Standing, at: datetime) -> PersonRow | None:
    """One person, if there is one; one query. Administrators only."""
    _let_administrator_in(by)
    person = queries.with_second_step(queries.people_named("", at)).filter(pk=person_id).first()
    return None if person is None else _person_row(person)


def appointment_page(
    *,
    by: Standing,
    at: datetime,
    waiting_only: bool = False,
    words: str = "",
    person_id: int | None = None,
    page: int = 1,
) -> Listing[AppointmentRow]:
    """Appointments, newest first: all, those waiting for release, or one person's; three queries at most."""
    _let_administrator_in(by)
    trees = directory()
    rows = queries.appointments_listed(waiting_only=waiting_only, words=words.strip(), person_id=person_id)
    return _listing(rows, page, lambda row: _appointment_row(row, trees, at))


def appointment_row(appointment_id: int, *, by: Standing, at: datetime) -> AppointmentRow | None:
    """One appointment, if there is one; two queries. Administrators only."""
    _let_administrator_in(by)
    rows = queries.appointments_listed(waiting_only=False, words="", person_id=None)
    row = rows.filter(pk=appointment_id).first()
    return None if row is None else _appointment_row(row, directory(), at)


def person_of_link(token: str, at: datetime) -> str | None:
    """The username that a one-time link is for, while it can be used."""
    return queries.usable_link(token_hash(token), at).values_list("person__username", flat=True).first()


def _let_administrator_in(by: Standing) -> None:
    if not by.is_administrator:
        raise PermissionDenied


def _listing(rows: QuerySet[_Model], page: int, shown: Callable[[_Model], Row]) -> Listing[Row]:
    start = (max(1, page) - 1) * PAGE
    return Listing(tuple(shown(row) for row in rows[start : start + PAGE]), rows.count(), max(1, page))


def _person_row(person: Person) -> PersonRow:
    return PersonRow(
        id=person.pk,
        username=person.username,
        name=person.name,
        is_active=person.is_active,
        can_sign_in=person.is_active and is_password_usable(person.password),
        roles=person.roles,  # type: ignore[attr-defined]  # counted by people_named
        has_second_step=getattr(person, "has_second_step", False),
    )


def _appointment_row(row: Appointment, trees: Directory, at: datetime) -> AppointmentRow:
    unit = None if row.unit_id is None else trees.find_unit(row.unit_id)
    return AppointmentRow(
        id=row.pk,
        person_id=row.person_id,
        person=row.person.name,
        username=row.person.username,
        role=row.role,
        unit_id=row.unit_id,
        unit="" if unit is None else unit.name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=term_of(row).state(at),
        proposed_by_id=row.proposed_by_id,
        proposed_by=_name(row.proposed_by),
        proposed_at=row.proposed_at,
        released_by=_name(row.released_by),
        released_at=row.released_at,
        revoked_by=_name(row.revoked_by),
        revoked_at=row.revoked_at,
    )


def _name(person: Person | None) -> str:
    """A name; empty where the installation itself acted, or nobody yet."""
    return "" if person is None else person.name
