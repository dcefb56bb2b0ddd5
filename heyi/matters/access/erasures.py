"""What was erased, by whom and on which ground; and the reporter's requests for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.matters.codes import AskState
from heyi.matters.models import Attachment, ErasureAsk, Identity
from heyi.orgs.access import directory

MOST_ASKS = 200  # shown at once; who answers the oldest sees the next


@dataclass(frozen=True, slots=True)
class Erasure:
    """Something is gone for good: when, by whom, of which unit, on which ground (an ErasureGround)."""

    at: datetime
    by: str
    unit: str
    ground: str


@dataclass(frozen=True, slots=True)
class AskView:
    """A request of the reporter: for the identity, or for one own file by its name (empty once that is gone)."""

    id: UUID
    attachment_id: UUID | None
    file: str
    state: str
    asked_at: datetime
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == AskState.OPEN


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """A request that waits for an answer, on a list."""

    number: str
    title: str
    is_identity: bool
    asked_at: datetime


def erasure_of(row: Attachment | Identity) -> Erasure | None:
    """How a row says that it was erased; None while it is not."""
    if row.erased_at is None:
        return None
    unit = directory().find_unit(row.erased_unit_id) if row.erased_unit_id else None
    return Erasure(row.erased_at, row.erased_by, unit.name if unit else "", row.erased_why)


def identity_erasure(county: str, matter_id: UUID) -> Erasure | None:
    """When and why nobody knows any more who reported; None where it is known, or never was. One query."""
    row = Identity.objects.filter(county=county, matter_id=matter_id, erased_at__isnull=False).first()
    return erasure_of(row) if row else None


def knows_reporter(county: str, matter_id: UUID) -> bool:
    """Whether there is an identity that could be erased. One query."""
    return Identity.objects.filter(county=county, matter_id=matter_id, erased_at=None).exists()


def asks_of(county: str, matter_id: UUID) -> tuple[AskView, ...]:
    """The reporter's requests on a matter within the scope, first to last. One query, one more where there are some."""
    rows = list(ErasureAsk.objects.filter(county=county, matter_id=matter_id).order_by("asked_at", "id"))
    wanted = [row.attachment_id for row in rows if row.attachment_id]
    names = Attachment.objects.filter(county=county, matter_id=matter_id, id__in=wanted)
    named = dict(names.values_list("id", "name")) if wanted else {}
    return tuple(
        AskView(
            id=row.id,
            attachment_id=row.attachment_id,
            file=named.get(row.attachment_id, "") if row.attachment_id else "",
            state=row.state,
            asked_at=row.asked_at,
            answered_at=row.answered_at,
        )
        for row in rows
    )


_WAITING = """
SELECT m.number, m.title, a.attachment_id IS NULL, a.asked_at
  FROM matters_erasureask a
  JOIN matters_reach r ON r.county = a.county AND r.matter_id = a.matter_id
  JOIN matters_matter m ON m.county = a.county AND m.id = a.matter_id
 WHERE a.state = 'OPEN' AND r.basis = 'LEAD' AND r.unit_id = ANY (%s) ORDER BY a.asked_at LIMIT %s"""


def waiting_asks(units: Collection[int]) -> tuple[OpenAsk, ...]:
    """The requests that these units have to answer, the oldest first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [list(units), MOST_ASKS])
        return tuple(OpenAsk(*row) for row in cursor.fetchall())
