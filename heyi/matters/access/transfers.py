"""Transfers of a matter to partners: what left, how it stands there, and what is to be carried."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.matters.models import Transfer

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer as the unit's page shows it: what left word for word, and what came of it."""

    id: UUID
    county: str
    matter_id: UUID
    partner_id: int
    partner_kind: str
    partner: str
    state: str
    reason: str
    told: str
    asked: str
    sent: dict[str, str]
    with_contact: bool
    ref: str
    offered_at: datetime
    taken_at: datetime | None
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the partner has it, or is still to answer."""
        return self.ended_at is None


def transfers_of(county: str, matter_id: UUID) -> tuple[TransferView, ...]:
    """Every transfer of a matter, the newest first; one query."""
    rows = Transfer.objects.filter(county=county, matter_id=matter_id).order_by("-offered_at", "-id")
    return tuple(_view(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Offer:
    """A matter that a partner was asked to take and has not acknowledged: which partner, since when."""

    partner: str
    at: datetime


_WAITING = """
SELECT county, matter_id, partner, offered_at FROM matters_transfer
 WHERE county = ANY (%s) AND matter_id = ANY (%s) AND state IN ('OFFERED', 'ACCEPTED') AND state = 'OFFERED'
"""  # the first condition on the state is that of the index


def waiting_offers(matters: Collection[Key]) -> dict[Key, Offer]:
    """Those of these matters within the scope that wait for a partner's number; one statement, none without matters."""
    if not matters:
        return {}
    counties, ids = {county for county, _id in matters}, {matter_id for _county, matter_id in matters}
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [list(counties), list(ids)])
        return {
            (county, matter_id): Offer(partner, at) for county, matter_id, partner, at in cursor.fetchall()
        }


def transfers_by_number(numbers: Collection[UUID]) -> dict[UUID, TransferView]:
    """Those of these transfers that lie within the scope; one query."""
    return {row.id: _view(row) for row in Transfer.objects.filter(id__in=numbers)}


def find_matter_of_transfer(transfer_id: UUID) -> Key | None:
    """The matter of a transfer, asked in the scope `receive` of the partner that received it; no other finds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT of_county, of_matter FROM heyi_matter_of_transfer(%s)", [transfer_id])
        county, matter_id = cursor.fetchone()
    return None if matter_id is None else (county, matter_id)


def _view(row: Transfer) -> TransferView:
    return TransferView(
        id=row.id,
        county=row.county,
        matter_id=row.matter_id,
        partner_id=row.partner_id,
        partner_kind=row.partner_kind,
        partner=row.partner,
        state=row.state,
        reason=row.reason,
        told=row.told,
        asked=row.asked,
        sent=row.sent,
        with_contact=row.with_contact,
        ref=row.ref,
        offered_at=row.offered_at,
        taken_at=row.taken_at,
        ended_at=row.ended_at,
    )
