"""People: added and kept by the system administrator. What a person may do comes from appointments alone."""

import re
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from heyi.accounts.codes import ADMINISTRATORS, AppointmentState
from heyi.accounts.models import Person
from heyi.accounts.operations.journalling import journal
from heyi.accounts.queries import held_terms
from heyi.accounts.rules import PROPOSER, Standing
from heyi.kernel.words import _
from heyi.orgs.rules import Fault, Refused, refuse_if

MAX_NAME = 60
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


class CannotChangePerson(Refused):
    """A person cannot be added or changed so."""


@transaction.atomic
def add_person(*, username: str, name: str, language: str = "zh-hans", by: Standing, at: datetime) -> int:
    """Add a person who cannot sign in until a link is issued; answers the id."""
    _let_in(by)
    refuse_if(CannotChangePerson, _faults_of_person(username, name, language))
    person, is_new = Person.objects.get_or_create(
        username=username,
        defaults={
            "name": name.strip(),
            "language": language,
            "password": make_password(None),
            "created_at": at,
        },
    )
    if not is_new:
        raise CannotChangePerson.because("username", "username_taken", _("这个用户名已被使用。"))
    journal("person.added", by, at, person=person.pk)
    return person.pk


@transaction.atomic
def rename_person(person_id: int, *, name: str, by: Standing, at: datetime) -> None:
    """Write a person's name anew; what the journal holds keeps the name of its time."""
    _let_in(by)
    refuse_if(CannotChangePerson, _faults_of_name(name))
    person = _locked(person_id)
    person.name = name.strip()
    person.save(update_fields=["name"])
    journal("person.renamed", by, at, person=person_id)


@transaction.atomic
def deactivate_person(person_id: int, *, by: Standing, at: datetime) -> None:
    """Shut a person out at once. An administrator's appointment is revoked first, which takes another hand."""
    _let_in(by)
    person = _locked(person_id)
    if person_id == by.person_id:
        raise CannotChangePerson.because("", "own_account", _("不能停用自己。"))
    terms = held_terms(person_id)
    if any(term.role in ADMINISTRATORS and term.state(at) in _STILL_COUNTS for term in terms):
        raise CannotChangePerson.because("", "is_administrator", _("请先撤销其管理员任职。"))
    person.is_active = False
    person.save(update_fields=["is_active"])
    journal("person.deactivated", by, at, person=person_id)


@transaction.atomic
def reactivate_person(person_id: int, *, by: Standing, at: datetime) -> None:
    """Let a person in again, with the appointments that are still in force."""
    _let_in(by)
    person = _locked(person_id)
    person.is_active = True
    person.save(update_fields=["is_active"])
    journal("person.reactivated", by, at, person=person_id)


def choose_language(person_id: int, *, language: str) -> None:
    """Remember in which language a person reads. A preference, so not journalled; unknown languages are refused."""
    refuse_if(CannotChangePerson, _faults_of_language(language))
    Person.objects.filter(pk=person_id).update(language=language)


_STILL_COUNTS = (AppointmentState.PROPOSED, AppointmentState.COMING, AppointmentState.IN_FORCE)


def _let_in(by: Standing) -> None:
    if not by.holds(PROPOSER):
        raise CannotChangePerson.because("", "not_keeper", _("只有系统管理员可以维护人员。"))


def _locked(person_id: int) -> Person:
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise CannotChangePerson.because("person", "unknown_person", _("没有这个人。"))
    return person


def _faults_of_person(username: str, name: str, language: str) -> Iterator[Fault]:
    if not _USERNAME.fullmatch(username):
        yield Fault(
            "username",
            "bad_username",
            _("用户名由 3 到 60 个小写字母、数字、点、横线组成，以字母或数字开头。"),
        )
    yield from _faults_of_name(name)
    yield from _faults_of_language(language)


def _faults_of_name(name: str) -> Iterator[Fault]:
    if not 0 < len(name.strip()) <= MAX_NAME or not name.isprintable():
        yield Fault("name", "name_needed", _("请填写姓名，不超过 %(max)s 个字。"), {"max": str(MAX_NAME)})


def _faults_of_language(language: str) -> Iterator[Fault]:
    if language not in dict(settings.LANGUAGES):
        yield Fault("language", "unknown_language", _("没有这种语言。"))
