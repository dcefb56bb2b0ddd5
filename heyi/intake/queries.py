"""Reads of intake. The hot path's are plain SQL: each is one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.intake.codes import PartnerKind
from heyi.intake.models import IntakeReport, Partner, ReporterMark
from heyi.kernel.codes import CITY
from heyi.kernel.typed import whole_number

_HOLDERS_PER_MARK = 5  # a text sent ten thousand times costs no more than one sent five times
_KEPT = """SELECT matter_county, matter_id, answer FROM intake_report
          WHERE county = %s AND source = %s AND key = %s AND answer <> ''"""
_ACTIVE_PARTNER = "SELECT id, name FROM intake_partner WHERE key_hash = %s AND is_active"
PARTNER_ENTERS = """SELECT id, name, 'partner:' || id AS source
                      FROM intake_partner WHERE key_hash = %s AND is_active"""
_SIGNER = "SELECT id, name, kind, key_hash FROM intake_partner WHERE id = %s AND is_active"
_SIGNER_OF_CITY = "SELECT id, name, kind, key_hash FROM intake_partner WHERE city = %s AND is_active"
_TOLD = "SELECT id, kind FROM intake_partner WHERE is_active AND callback <> '' AND kind <> 'CITY'"
_CALLBACK = """SELECT callback, key_hash FROM intake_partner
                WHERE id = %s AND kind = %s AND is_active AND callback <> ''"""
_ANSWER = "SELECT body_hash, answer FROM intake_report WHERE county = %s AND source = %s AND key = %s"
_MARK_HOLDERS = """
SELECT holder.county, holder.matter_id, array_agg(mine.mark)
  FROM unnest(%s::bigint[]) AS mine (mark)
 CROSS JOIN unnest(%s::text[]) AS place (county)
 CROSS JOIN LATERAL (
       SELECT county, matter_id FROM intake_fingerprint
        WHERE county = place.county AND mark = mine.mark AND expires_at > %s
        ORDER BY matter_id DESC LIMIT %s) AS holder
 GROUP BY 1, 2 HAVING count(*) > 1 OR bool_or(mine.mark = ANY (%s::bigint[]))
"""


@dataclass(frozen=True, slots=True)
class PartnerFact:
    """A partner as others need to know it."""

    id: int
    name: str
    is_active: bool = True
    callback: str = ""
    kind: str = PartnerKind.PLAIN.value
    city: str = ""

    @property
    def source(self) -> str:
        """What its keys and reports belong to."""
        return _source(self.id)

    @property
    def destination(self) -> str:
        """What the delivery ledger calls it; the courier of its kind carries there."""
        return destination_of(self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Signer:
    """A partner that signs what it sends, and its secret: the SHA-256 of its key."""

    partner: PartnerFact
    secret: bytes


@dataclass(frozen=True, slots=True)
class Callback:
    """Where a partner is told of changes, and the secret that signs what it is told: the SHA-256 of its key."""

    address: str
    secret: bytes


def find_partner(key_hash: bytes) -> PartnerFact | None:
    """The active partner with this key. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTIVE_PARTNER, [key_hash])
        row = cursor.fetchone()
    return PartnerFact(*row) if row else None


def find_signer(partner_id: int) -> Signer | None:
    """The active partner of this number with its secret. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SIGNER, [partner_id])
        return _signer(cursor.fetchone())


def find_city_signer(city: str) -> Signer | None:
    """The active city of this division, with the secret that both sides sign with. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SIGNER_OF_CITY, [city])
        return _signer(cursor.fetchone())


def _signer(row: tuple[Any, ...] | None) -> Signer | None:
    return Signer(PartnerFact(row[0], row[1], kind=row[2]), bytes(row[3])) if row else None


def find_city(source: str) -> PartnerFact:
    """The city behind a source that has just signed. One query."""
    row = Partner.objects.values_list("id", "name", "is_active", "callback", "kind", "city")
    return PartnerFact(*row.get(id=int(source.partition(":")[2])))


def partners() -> tuple[PartnerFact, ...]:
    """Every partner, by name."""
    return tuple(
        PartnerFact(*row)
        for row in Partner.objects.order_by("name").values_list(
            "id", "name", "is_active", "callback", "kind", "city"
        )
    )


def told_sources() -> Mapping[str, str]:
    """The sources of active partners that want to be told of changes, each with its destination. One statement.

    Another city is not among them: it is answered as to the transfer that it made (journeys.answering).
    """
    with connection.cursor() as cursor:
        cursor.execute(_TOLD)
        return {
            _source(partner_id): destination_of(kind, partner_id) for partner_id, kind in cursor.fetchall()
        }


def find_callback(destination: str) -> Callback | None:
    """Where this destination is told of changes; None when nowhere, or the partner is disabled. One statement."""
    entrance, _, number = destination.partition(":")
    if entrance not in _KINDS or whole_number(number, digits=18) is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_CALLBACK, [number, _KINDS[entrance]])
        row = cursor.fetchone()
    return Callback(row[0], bytes(row[1])) if row else None


def _source(partner_id: int) -> str:
    return f"partner:{partner_id}"


def destination_of(kind: str, partner_id: int) -> str:
    """What the delivery ledger calls a partner of this kind."""
    return f"{_ENTRANCES[kind]}:{partner_id}"


_KINDS = {
    "partner": PartnerKind.PLAIN.value,
    "police110": PartnerKind.POLICE110.value,
    "hotline12345": PartnerKind.HOTLINE12345.value,
    "city": PartnerKind.CITY.value,
}
_ENTRANCES = {kind: entrance for entrance, kind in _KINDS.items()}
IN_ORDER = (
    "police110",
    "hotline12345",
    "city",
)  # these are told the changes of a matter one behind the other


def find_answer(source: str, key: str) -> tuple[bytes, str] | None:
    """Body hash and answer kept under a key. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER, [CITY, source, key])
        row = cursor.fetchone()
    return (bytes(row[0]), row[1]) if row else None


def find_kept(source: str, key: str) -> tuple[str, UUID, str] | None:
    """(county, matter, answer) kept under a key, within the source's own scope. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [CITY, source, key])
        row: tuple[str, UUID, str] | None = cursor.fetchone()
    return row


def newest_keys(source: str, *, prefix: str, most: int) -> tuple[tuple[str, UUID], ...]:
    """The matters under this source's keys that begin so, newest first, in the source's own scope. One statement."""
    rows = IntakeReport.objects.filter(county=CITY, source=source, key__startswith=prefix)
    newest = rows.order_by("-received_at", "-key").values_list("matter_county", "matter_id")[:most]
    return tuple((county, matter_id) for county, matter_id in newest if matter_id is not None)


def body_hashes(source: str, keys: Iterable[str]) -> dict[str, bytes]:
    """Of these keys the ones already taken, with the hash of the body that took each, as it is kept."""
    rows = IntakeReport.objects.filter(county=CITY, source=source, key__in=list(keys)).values_list(
        "key", "body_hash"
    )
    return {key: bytes(body_hash) for key, body_hash in rows}


def array(values: Iterable[int | str]) -> str:
    """Numbers or codes as PostgreSQL reads an array; the driver would look at each of a list for its type, twice."""
    return "{" + ",".join(map(str, values)) + "}"


def mark_holders(
    marks: Sequence[int], *, alone: Sequence[int], counties: Sequence[str], at: datetime
) -> tuple[tuple[str, UUID, list[int]], ...]:
    """(county, matter, marks) of the newest matters that hold two of these marks, or one that says enough alone.

    One statement. Among a million matters most hold one band by chance: they are not even sent.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK_HOLDERS, [array(marks), array(counties), at, _HOLDERS_PER_MARK, array(alone)])
        return tuple(cursor.fetchall())


def matters_of_mark(mark: str) -> tuple[tuple[str, UUID], ...]:
    """(county, matter) of those that carry a reporter's mark, newest first. One statement."""
    rows = ReporterMark.objects.filter(mark=mark).order_by("-matter_id").values_list("county", "matter_id")
    return tuple(rows[:_MOST_OWN])


_MOST_OWN = 200  # nobody reads more on a page, and an office's telephone may stand under thousands
