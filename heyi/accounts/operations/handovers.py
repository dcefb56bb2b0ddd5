"""The hand-over book: written by who goes off duty, read and acknowledged by another of the unit."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from heyi.accounts.access import duty_persons
from heyi.accounts.models import Handover
from heyi.accounts.operations.journalling import journal
from heyi.accounts.queries.duty import turn_to_hand_over
from heyi.accounts.rules import Standing
from heyi.accounts.rules.duty import HANDED_OVER_WITHIN, Span, may_read_handover
from heyi.kernel.codes import uuid7
from heyi.kernel.words import _
from heyi.orgs.rules import Refused

MOST_TEXT = 2000
MOST_NUMBERS = 50


class CannotHandOver(Refused):
    """A note cannot be written or acknowledged so."""


@transaction.atomic
def write_handover(
    unit_id: int, *, text: str, numbers: Sequence[str] = (), by: Standing, at: datetime
) -> UUID:
    """What the next must know, with the numbers of the matters that need an eye; answers its id.

    Asked for in the scope of the unit: nobody else reads it.
    """
    turn = turn_to_hand_over(unit_id, by.person_id, Span(at - HANDED_OVER_WITHIN, at))
    if turn is None:
        raise CannotHandOver.because("", "no_turn", _("您现在没有在班，也没有刚下班，不能写交接班记录。"))
    if not 0 < len(text.strip()) <= MOST_TEXT:
        raise CannotHandOver.because(
            "text", "text_needed", _("请写明交接什么，不超过 %(most)s 个字。"), most=str(MOST_TEXT)
        )
    if len(numbers) > MOST_NUMBERS:
        raise CannotHandOver.because(
            "numbers", "too_many_numbers", _("最多列 %(most)s 件事项。"), most=str(MOST_NUMBERS)
        )
    note_id = uuid7(at)
    Handover(
        id=note_id,
        unit_id=unit_id,
        turn=turn,
        text=text.strip(),
        numbers=list(dict.fromkeys(numbers)),
        written_by_id=by.person_id,
        written_at=at,
    ).save(force_insert=True)
    journal("handover.written", by, at, unit=unit_id, turn=turn.pk, note=str(note_id), count=len(numbers))
    return note_id


@transaction.atomic
def read_handover(note_id: UUID, *, by: Standing, at: datetime) -> None:
    """Another of the unit has read it and takes over."""
    note = Handover.objects.select_for_update(of=("self",)).filter(pk=note_id).first()
    if note is None:
        raise CannotHandOver.because("", "unknown_note", _("没有这份交接班记录。"))
    presence = duty_persons(note.unit_id, at).presence(by.person_id)
    if not may_read_handover(by, note.unit_id, note.written_by_id, presence):
        raise CannotHandOver.because("", "not_yours", _("交接班记录由在班的另一位同事确认。"))
    if note.read_at is not None:
        raise CannotHandOver.because("", "read_already", _("这份交接班记录已有人确认。"))
    note.read_by_id, note.read_at = by.person_id, at
    note.save(update_fields=["read_by", "read_at"])
    journal("handover.read", by, at, unit=note.unit_id, note=str(note_id))
