"""Rooms of a unit, kept by its leader; and the secret address at which a mediator's own calendar is read."""

from datetime import datetime
from secrets import token_urlsafe

from django.db import IntegrityError, transaction

from heyi.accounts.rules import Standing
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journal.operations import record_administration
from heyi.kernel.words import _
from heyi.mediation.models import CalendarFeed, MeetingRoom
from heyi.mediation.rules.sealing import digest_of
from heyi.orgs.rules import Refused

_TOKEN = 32  # octets: nobody guesses 256 bits


class CannotKeepRoom(Refused):
    """Not one's own to keep, or a room of that name stands already."""


def add_room(
    unit_id: int, *, name: str, place: str, seats: int, link: str, by: Standing, at: datetime
) -> int:
    """新增调解室: of a unit that one leads; answers its id. The database refuses a second one of the same name."""
    _let_in(unit_id, by)
    room = MeetingRoom(
        unit_id=unit_id, name=name.strip(), place=place.strip(), seats=seats, link=link.strip()
    )
    try:
        with transaction.atomic():
            room.save(force_insert=True)
    except IntegrityError as clash:
        if "one_room_of_a_name" not in str(clash):
            raise
        raise CannotKeepRoom.because("name", "room_exists", _("已有同名的调解室。")) from clash
    facts = {"unit": unit_id, "room": room.pk, "name": room.name}
    record_administration("room.added", facts, actor=_actor(by, unit_id), at=at)
    return int(room.pk)


def close_room(room_id: int, *, by: Standing, at: datetime) -> None:
    """停用调解室: nothing new is planned there; what is planned stays."""
    with transaction.atomic():
        room = MeetingRoom.objects.select_for_update().filter(pk=room_id, closed_at=None).first()
        if room is None:
            raise CannotKeepRoom.because("", "unknown_room", _("没有这间调解室，可能刚刚停用。"))
        _let_in(room.unit_id, by)
        room.closed_at = at
        room.save(update_fields=["closed_at"])
        facts = {"unit": room.unit_id, "room": room_id}
        record_administration("room.closed", facts, actor=_actor(by, room.unit_id), at=at)


def renew_feed(*, by: Standing, at: datetime) -> str:
    """换订阅地址: answers the new secret, shown this once; the old address opens nothing from now on."""
    secret = token_urlsafe(_TOKEN)
    CalendarFeed.objects.update_or_create(
        person_id=by.person_id, defaults={"digest": digest_of(secret), "made_at": at}
    )
    record_administration("calendar.renewed", {"person": by.person_id}, actor=_actor(by, None), at=at)
    return secret


def close_feed(*, by: Standing, at: datetime) -> None:
    """停用订阅: the address opens nothing any more."""
    gone, _each = CalendarFeed.objects.filter(person_id=by.person_id).delete()
    if gone:
        record_administration("calendar.closed", {"person": by.person_id}, actor=_actor(by, None), at=at)


def _let_in(unit_id: int, by: Standing) -> None:
    if unit_id not in by.leads:
        raise CannotKeepRoom.because("", "not_leader", _("调解室由本单位的值班领导管理。"))


def _actor(by: Standing, unit_id: int | None) -> Actor:
    return Actor(ActorKind.PERSON, by.person_id, by.name, unit_id)
