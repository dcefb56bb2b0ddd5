"""Hanging kept files on a matter."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from heyi.evidence.operations import Kept
from heyi.journal.events import Actor
from heyi.kernel.codes import uuid7
from heyi.matters.codes import Zone
from heyi.matters.models import Attachment

Row = dict[str, object]


class OfMatter(Protocol):
    """What has a matter's key: the matter itself, new or held."""

    @property
    def county(self) -> str: ...
    @property
    def id(self) -> UUID: ...


def attached_files(county: str, matter_id: UUID) -> frozenset[tuple[UUID, str, str]]:
    """What hangs on a matter: (file, zone, kind of author) of each."""
    rows = Attachment.objects.filter(county=county, matter_id=matter_id, erased_at=None)
    return frozenset(rows.values_list("file_id", "zone", "author_kind"))


def attachment_rows(
    matter: OfMatter, files: Iterable[Kept], *, zone: Zone, note: str, by: Actor, at: datetime
) -> list[Row]:
    """The rows that hang these files on a matter; the caller writes them and records their images.

    They are shown in the order of their keys: that of one instant's files is the order in which they were sent.
    """
    sent = list(files)
    keys = sorted(uuid7(at) for _kept in sent)
    return [
        {
            "county": matter.county,
            "id": key,
            "matter_id": matter.id,
            "file_id": kept.id,
            "digest": kept.digest,
            "media": kept.media,
            "size": kept.size,
            "name": kept.name,
            "note": note,
            "zone": zone.value,
            "unit_id": by.unit_id,
            "author_kind": str(by.kind),
            "author_id": by.id,
            "author": by.name,
            "at": at,
            "erased_at": None,
        }
        for key, kept in zip(keys, sent, strict=True)
    ]


def images_of_attachments(rows: Iterable[Row]) -> dict[str, Mapping[str, Any]]:
    """The columns of each row by its name in an event."""
    return {
        f"attachment/{row['id']}": {
            column: value for column, value in row.items() if column not in ("county", "id", "matter_id")
        }
        for row in rows
    }
