"""Hanging kept files on a matter, and taking one away for good."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings

from heyi.evidence.operations import Kept
from heyi.journal.events import Actor
from heyi.journal.operations import Recorder
from heyi.kernel.codes import uuid7
from heyi.matters.codes import Zone
from heyi.matters.models import Attachment
from heyi.matters.operations.changing import hold_matter, save
from heyi.matters.operations.rows import update

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


def erase_attachment(county: str, matter_id: UUID, attachment_id: UUID, *, by: Actor, at: datetime) -> bool:
    """Take a file from a matter for good: name, note and hash go too. False where it hangs there no more.

    The event makes a lawful gap. The bytes go with the nightly chore, unless the same file hangs elsewhere.
    """
    held = hold_matter(county, matter_id)
    gone: Row = {"digest": "", "name": "", "note": "", "erased_at": at}
    live = Attachment.objects.filter(county=county, matter_id=matter_id, id=attachment_id, erased_at=None)
    if not live.exists():
        return False
    recorder = Recorder(county, matter_id, head=held.head, actor=by, at=at)
    update("matters_attachment", {"county": county, "id": attachment_id}, gone)
    image = held.image("attachment", gone, settings.HEYI_HASH)
    recorder.record("file.erased", attachment=str(attachment_id), set={f"attachment/{attachment_id}": image})
    save(held, {}, recorder=recorder)
    return True
