"""One-time links: the way in for who has no password yet, or lost it."""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from heyi.accounts.codes import ADMINISTRATORS, AppointmentState
from heyi.accounts.models import OneTimeLink, Person
from heyi.accounts.operations.journalling import journal
from heyi.accounts.queries import held_terms, usable_link
from heyi.accounts.rules import RELEASER, Standing, token_hash
from heyi.kernel.words import _
from heyi.orgs.rules import Fault, Refused

LASTS = timedelta(hours=72)
_TOKEN_BYTES = 32


class CannotLink(Refused):
    """No link can be issued, or the link at hand is of no use."""


class PasswordTooWeak(Refused):
    """The new password is refused; each fault says why."""


@transaction.atomic
def issue_link(person_id: int, *, by: Standing, at: datetime, lifts_second_step: bool = False) -> str:
    """Issue a link to a person's password; answers the token, which is shown once.

    With `lifts_second_step` using it also ends the second step of signing in: for who lost telephone and spare codes.

    The security administrator issues links, but not to an administrator's account: whoever holds such a link could
    act as both hands. Those come from the machine itself (`issue_link_from_console`).
    """
    if not by.holds(RELEASER):
        raise CannotLink.because("", "not_releaser", _("登录链接由安全管理员发放。"))
    person = _locked(person_id)
    terms = held_terms(person_id)
    if any(term.role in ADMINISTRATORS and term.state(at) is not AppointmentState.ENDED for term in terms):
        raise CannotLink.because("", "is_administrator", _("管理员的登录链接只能在服务器上用命令发放。"))
    return _issue(person, by=by, at=at, lifts_second_step=lifts_second_step)


@transaction.atomic
def issue_link_from_console(username: str, *, at: datetime, lifts_second_step: bool = False) -> str:
    """Issue a link to anybody, for whoever commands the machine; answers the token."""
    person_id = Person.objects.filter(username=username).values_list("pk", flat=True).first()
    return _issue(_locked(person_id or 0), by=None, at=at, lifts_second_step=lifts_second_step)


@transaction.atomic
def set_password_by_link(token: str, *, password: str, at: datetime) -> int:
    """Set the password of the link's person and use the link up; answers the person's id."""
    link = usable_link(token_hash(token), at).select_for_update(of=("self",)).select_related("person").first()
    if link is None:
        raise CannotLink.because("", "link_unusable", _("链接无效、已使用或已过期，请向管理员重新索取。"))
    try:
        validate_password(password, link.person)
    except ValidationError as problem:
        raise PasswordTooWeak(_faults_of_password(problem)) from problem
    Person.objects.filter(pk=link.person_id).update(password=make_password(password))
    OneTimeLink.objects.filter(person_id=link.person_id, used_at=None).update(used_at=at)
    if link.lifts_second_step:
        Authenticator.objects.filter(user_id=link.person_id).delete()
    journal("person.password_set", None, at, person=link.person_id, second_step_lifted=link.lifts_second_step)
    return link.person_id


def _issue(person: Person, *, by: Standing | None, at: datetime, lifts_second_step: bool) -> str:
    """A new link; the ones before it are used up."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    OneTimeLink.objects.filter(person=person, used_at=None).update(used_at=at)
    OneTimeLink.objects.create(
        token_hash=token_hash(token),
        person=person,
        made_by_id=None if by is None else by.person_id,
        made_at=at,
        expires_at=at + LASTS,
        lifts_second_step=lifts_second_step,
    )
    journal("person.link_issued", by, at, person=person.pk, lifts_second_step=lifts_second_step)
    return token


def _locked(person_id: int) -> Person:
    person = Person.objects.select_for_update().filter(pk=person_id, is_active=True).first()
    if person is None:
        raise CannotLink.because("person", "unknown_person", _("没有这个人，或已停用。"))
    return person


_WEAKNESSES = {
    "password_too_short": _("密码至少要有 %(min_length)s 个字符。"),
    "password_too_common": _("这个密码太常见了。"),
    "password_too_similar": _("密码与用户名或姓名太像了。"),
}


def _faults_of_password(problem: ValidationError) -> Iterator[Fault]:
    """Django's complaints in our own words; its catalogue lacks some of them in Chinese."""
    for error in problem.error_list:
        code = error.code or "password_too_weak"
        params = {name: str(value) for name, value in (error.params or {}).items()}
        yield Fault("password", code, _WEAKNESSES.get(code, _("这个密码不够安全。")), params)
