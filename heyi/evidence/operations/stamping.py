"""Time stamps: asked for by the worker outside any transaction, then written with their row of custody."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from heyi.evidence.codes import Custody, ExhibitRefusal
from heyi.evidence.models import Exhibit, Stamp
from heyi.evidence.operations.custody import CannotTouch, add_row
from heyi.evidence.operations.wiring import stamper
from heyi.evidence.ports import NotStamped, Stamped
from heyi.journal.events import SYSTEM
from heyi.kernel import chain
from heyi.kernel.codes import uuid7

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""Between tries; an exhibit is never given up: what waits for more than a day is named by `heyi check`."""
_BATCH = 50
_ERROR_LETTERS = 200


def next_unstamped(*, at: datetime) -> tuple[UUID, ...]:
    """Exhibits whose stamp is due to be asked for, those that wait for longest first; none without an authority."""
    if stamper() is None:
        return ()
    rows = Exhibit.objects.filter(stamped_at=None, destroyed_at=None, stamp_next_at__lte=at)
    return tuple(rows.order_by("stamp_next_at", "id").values_list("id", flat=True)[:_BATCH])


def stamp_exhibit(exhibit_id: UUID, *, at: datetime) -> bool:
    """Ask for a stamp and write it; True where the exhibit has one now. What went wrong is written and tried again.

    In no transaction: an authority may take its time. Of two workers the second finds it stamped.
    """
    asked = stamper()
    exhibit = Exhibit.objects.filter(id=exhibit_id, stamped_at=None, destroyed_at=None).first()
    if asked is None or exhibit is None:
        return exhibit is None
    try:
        stamped = asked.stamp(bytes(exhibit.sha256))
    except NotStamped as error:
        _wait(exhibit, str(error), at)
        return False
    return _written(exhibit_id, stamped, at)


def _wait(exhibit: Exhibit, error: str, at: datetime) -> None:
    tries = exhibit.stamp_tries + 1
    Exhibit.objects.filter(id=exhibit.id, stamped_at=None).update(
        stamp_tries=tries,
        stamp_next_at=at + WAITS[min(tries, len(WAITS)) - 1],
        stamp_error=error[:_ERROR_LETTERS],
    )


def _written(exhibit_id: UUID, stamped: Stamped, at: datetime) -> bool:
    with transaction.atomic():
        exhibit = Exhibit.objects.select_for_update().filter(id=exhibit_id, destroyed_at=None).first()
        if exhibit is None or exhibit.stamped_at is not None:
            return True
        Stamp.objects.create(
            id=uuid7(at),
            exhibit=exhibit,
            token=stamped.token,
            tsa=stamped.tsa,
            serial=stamped.serial,
            stamped_at=stamped.at,
            is_trial=stamped.is_trial,
            roots=stamped.roots,
            taken_at=at,
        )
        exhibit.stamped_at, exhibit.stamp_next_at, exhibit.stamp_error = stamped.at, None, ""
        exhibit.save(update_fields=["stamped_at", "stamp_next_at", "stamp_error"])
        _note(exhibit, stamped, at)
    return True


def _note(exhibit: Exhibit, stamped: Stamped, at: datetime) -> None:
    facts = {
        "token": chain.digest(stamped.token, chain.Algo.SHA256),
        "serial": stamped.serial,
        "stamped_at": stamped.at,
        "is_trial": stamped.is_trial,
    }
    try:
        add_row(exhibit, Custody.STAMPED, by=SYSTEM, at=at, words=stamped.tsa, facts=facts)
    except CannotTouch as error:  # its key is gone: the transaction goes with it
        raise NotStamped(ExhibitRefusal.DESTROYED.value) from error
