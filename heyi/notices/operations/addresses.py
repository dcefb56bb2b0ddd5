"""Where people and units' groups are reached outside: set, taken away, opened as a message leaves."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from heyi.journal.events import Actor
from heyi.journal.operations import record_administration
from heyi.kernel.words import _
from heyi.notices.codes import OF_UNITS, NoticeWay
from heyi.notices.models import Address
from heyi.notices.operations.wiring import sealed, unsealed
from heyi.notices.rules.robots import Robot, hint_of, mobile_of, read_robot
from heyi.orgs.rules import Refused

_ERROR_LETTERS = 300


class CannotSetAddress(Refused):
    """This is no address of that channel."""


def set_mail(person_id: int, typed: str, *, at: datetime) -> None:
    """The person's own mail address; empty takes it away. A preference, so not journalled."""
    address = typed.strip()
    if address:
        _check(validate_email, address)
        _check(_plain, address)
    _set_own(person_id, NoticeWay.MAIL, address, at)


def set_mobile(person_id: int, typed: str, *, at: datetime) -> None:
    """The person's own mobile number; empty takes it away. Not journalled."""
    number = mobile_of(typed)
    if typed.strip() and not number:
        raise CannotSetAddress.because("mobile", "not_mobile", _("请填写 11 位手机号码。"))
    _set_own(person_id, NoticeWay.SMS, number, at)


def _plain(address: str) -> None:
    """Not every server takes letters beyond ASCII (RFC 6531): such an address would fail at each sending."""
    if not address.isascii():
        raise ValidationError("beyond ASCII")


def _check(validate: Callable[[str], None], address: str) -> None:
    try:
        validate(address)
    except ValidationError as error:
        raise CannotSetAddress.because("mail", "not_mail", _("请填写有效的邮件地址。")) from error


@transaction.atomic
def _set_own(person_id: int, way: NoticeWay, plain: str, at: datetime) -> None:
    rows = Address.objects.filter(person_id=person_id, way=way.value)
    if not plain:
        rows.delete()
        return
    _write({"person_id": person_id}, way, plain, hint_of(way, plain), at)


def set_robot(
    unit_id: int,
    way: NoticeWay,
    typed: str,
    *,
    secret: str = "",
    language: str = "zh-hans",
    by: Actor,
    at: datetime,
) -> int:
    """A unit's group robot, by the webhook address that its channel shows: its number. Journalled without it.

    The caller lets in only who may, and is in the scope of the administration's stream.
    """
    robot = read_robot(way, typed, secret) if way in OF_UNITS else None
    if robot is None:
        raise CannotSetAddress.because(
            "webhook", "not_robot", _("这不是该渠道群机器人的地址：请从群设置里整条复制。")
        )
    plain = json.dumps([robot.token, robot.secret])
    with transaction.atomic():
        record_administration("robot.set", {"unit": unit_id, "way": way.value}, actor=by, at=at)
        return _write({"unit_id": unit_id}, way, plain, hint_of(way, robot.token), at, language=language)


def remove_address(unit_id: int, way: NoticeWay, *, by: Actor, at: datetime) -> None:
    """Take a unit's robot away, and with it what waits for it; nothing happens where there is none."""
    with transaction.atomic():
        count, _kinds = Address.objects.filter(unit_id=unit_id, way=way.value).delete()
        if count:
            record_administration("robot.removed", {"unit": unit_id, "way": way.value}, actor=by, at=at)


def _write(
    whose: dict[str, int], way: NoticeWay, plain: str, hint: str, at: datetime, *, language: str = "zh-hans"
) -> int:
    version, held = sealed(plain, whose=_named(way, **whose))
    values = {
        "sealed": held,
        "version": version,
        "hint": hint,
        "language": language,
        "added_at": at,
        "works_at": None,
        "failed_at": None,
        "last_error": "",
    }
    named: dict[str, Any] = {**whose, "way": way.value}
    row, _made = Address.objects.update_or_create(defaults=values, **named)
    return int(row.pk)


class CannotOpen(LookupError):
    """The address is gone, or does not open: the master key is another, or the row was put under somebody else."""


def opened(address_id: int) -> str | Robot:
    """The address itself, for whoever carries a message there and for nobody else. Raises CannotOpen."""
    row = Address.objects.filter(pk=address_id).first()
    if row is None:
        raise CannotOpen(address_id)
    way = NoticeWay(row.way)
    whose = _named(way, row.person_id, row.unit_id)
    try:
        plain = unsealed(bytes(row.sealed), version=row.version, whose=whose)
    except (InvalidTag, LookupError) as error:
        raise CannotOpen(address_id) from error
    return Robot(*json.loads(plain)) if way in OF_UNITS else plain


def _named(way: NoticeWay, person_id: int | None = None, unit_id: int | None = None) -> str:
    return f"{way.value}:{person_id or 0}:{unit_id or 0}"


def fared(address_id: int, error: str, *, at: datetime) -> None:
    """Write how the last attempt at an address ended: nothing, or why it failed."""
    changes = (
        {"failed_at": at, "last_error": error[:_ERROR_LETTERS]}
        if error
        else {"works_at": at, "last_error": ""}
    )
    Address.objects.filter(pk=address_id).update(**changes)
