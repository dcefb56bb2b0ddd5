"""Changes of the organisation tree that touch matters: the system administrator makes them and reads no matter."""

from datetime import datetime

from django.db import connection, transaction

from heyi.kernel.words import _
from heyi.orgs import operations as orgs
from heyi.orgs.operations import CannotChangeUnit
from heyi.orgs.rules import Officer


@transaction.atomic
def close_unit(unit_id: int, *, by: Officer, at: datetime) -> None:
    """Close a unit that answers for nothing any more; raises CannotChangeUnit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT heyi_unit_is_busy(%s)", [unit_id])
        (busy,) = cursor.fetchone()
    if busy:
        raise CannotChangeUnit.because("", "is_busy", _("该单位还有在办事项，请先转办或办结。"))
    orgs.close_unit(unit_id, by=by, at=at)
