"""The access log: who looked, at what, why."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.journal.events import Actor
from heyi.kernel.codes import uuid7


def log_look(county: str, matter_id: UUID, *, by: Actor, what: str, purpose: str, at: datetime) -> None:
    """Note that `by` opened `what` (a code: MATTER, IDENTITY, FILE...) of a matter, where it is shown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_accesslog (county, id, matter_id, at, actor_kind, actor_id, actor_name, unit_id,"
            " what, purpose) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [county, uuid7(at), matter_id, at, by.kind, by.id, by.name, by.unit_id, what, purpose],
        )
