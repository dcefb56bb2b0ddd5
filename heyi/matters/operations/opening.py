"""Opening a matter: its row, its parties with their sealed identity, whom it is about, and its reach."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from heyi.journal.operations import Recorder
from heyi.kernel.codes import uuid7
from heyi.kernel.compact import compact
from heyi.kernel.seal import SUITE, seal
from heyi.matters.codes import Basis, Confidentiality, MatterState, PartyRole
from heyi.matters.events import Image, image_of
from heyi.matters.operations.wiring import key_store, salts_of
from heyi.matters.ports import KeyStore
from heyi.matters.rules import masked_name, masked_phone
from heyi.orgs.rules import town_of


@dataclass(frozen=True, slots=True)
class NewMatter:
    """A matter as it is opened."""

    county: str
    id: UUID
    number: str
    tracking_code: str
    kind: str
    title: str
    narrative: str
    place: str
    region_code: str
    channel: str
    source: str
    source_ref: str
    urgency: str
    lead_unit_id: int
    lead_why: str
    amount: Decimal | None
    occurred_at: datetime | None
    received_at: datetime
    next_due_at: datetime
    answer_due_at: datetime
    reading: Mapping[str, object] = field(default_factory=dict)
    point: Mapping[str, object] | None = None
    confidentiality: str = Confidentiality.PRIVATE.value
    state: str = MatterState.TO_SIGN.value
    part_of: UUID | None = None


SALT_BYTES = 16
_NOT_YET = ("answered_at", "contested_at", "closed_at")  # said to be empty, so that a date slipped in is seen
_EMPTY = {"closing": ""}
_MATTER_COLUMNS = tuple(column.name for column in fields(NewMatter))


@dataclass(frozen=True, slots=True)
class Subject:
    """A unit the report is about, and the words that say so."""

    unit_id: int
    reason: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A matter that may tell of the same thing, and what made it look so; people judge, no machine merges."""

    county: str
    id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything that is written with a new matter, before it is written: rows, and their images for the event."""

    matter: NewMatter
    salt: bytes
    algo: str
    rows: Mapping[str, list[dict[str, object]]]
    images: Mapping[str, Image]

    def image(self, table: str, values: Mapping[str, object]) -> Image:
        """The columns of another row of this matter as an event holds them."""
        return image_of(table, values, salts=salts_of(self.salt), algo=self.algo)


def prepare(
    matter: NewMatter,
    *,
    reporter: tuple[str, str] | None,
    subjects: Sequence[Subject],
    repeats: Sequence[Repeat],
    algo: str,
) -> Opening:
    """Rows and event images of a new matter; nothing is written yet."""
    salt = os.urandom(SALT_BYTES)
    salts = salts_of(salt)
    rows: dict[str, list[dict[str, object]]] = {
        "matter": [_matter_row(matter)],
        "party": [],
        "identity": [],
        "subject": [_subject_row(matter, subject) for subject in subjects],
        "likeness": [_likeness_row(matter, repeat) for repeat in repeats],
    }
    if reporter is not None:
        party, identity = _reporter_rows(matter, reporter, key_store())
        rows["party"], rows["identity"] = [party], [identity]
    images = {
        f"{table}/{row['id']}": image_of(table, _without_key(row), salts=salts, algo=algo)
        for table, some in rows.items()
        for row in some
    }
    images[f"matter/{matter.id}"] |= dict.fromkeys(_NOT_YET) | _EMPTY
    return Opening(matter, salt, algo, rows, images)


def open_matter(
    opening: Opening, *, reach: Mapping[int, Basis], recorder: Recorder, alarm_due: datetime | None
) -> None:
    """Have the matter with its reach written by the recorder's next flush; all its events are recorded by now."""
    head, rows = recorder.head, recorder.rows
    matter_row = {
        **opening.rows["matter"][0],
        "salt": opening.salt,
        "head_seq": head.seq,
        "head_hash": head.hash,
    }
    rows.insert("matters_matter", [matter_row])
    rows.insert("matters_party", opening.rows["party"])
    rows.insert("matters_identity", opening.rows["identity"])
    rows.insert("matters_subjectunit", opening.rows["subject"])
    rows.insert("matters_likeness", opening.rows["likeness"])
    rows.insert("matters_reach", reach_rows(opening.matter, reach, alarm_due=alarm_due))


def reach_rows(
    matter: NewMatter, reach: Mapping[int, Basis], *, alarm_due: datetime | None
) -> list[dict[str, object]]:
    """One row per unit; those who see only an alarm carry the alarm's own due time."""
    return [
        {
            "county": matter.county,
            "matter_id": matter.id,
            "unit_id": unit_id,
            "basis": basis.value,
            "state": matter.state,
            "is_live": basis is not Basis.DENIED,
            "kind": matter.kind,
            "region_code": town_of(matter.region_code),
            "urgency": matter.urgency,
            "next_due_at": alarm_due if basis is Basis.ALARM else matter.next_due_at,
            "received_at": matter.received_at,
        }
        for unit_id, basis in reach.items()
    ]


def _matter_row(matter: NewMatter) -> dict[str, object]:
    return {column: getattr(matter, column) for column in _MATTER_COLUMNS}


def _likeness_row(matter: NewMatter, repeat: Repeat) -> dict[str, object]:
    return {
        "county": matter.county,
        "id": uuid7(matter.received_at),
        "matter_id": matter.id,
        "other_county": repeat.county,
        "other_id": repeat.id,
        "reason": repeat.reason,
        "verdict": "",
    }


def _reporter_rows(
    matter: NewMatter, reporter: tuple[str, str], keys: KeyStore
) -> tuple[dict[str, object], dict[str, object]]:
    name, phone = reporter
    identity_id = uuid7(matter.received_at)
    ref, key = keys.make()
    plain = compact({"name": name, "phone": phone}).encode()
    key_of_row = {"county": matter.county, "matter_id": matter.id}
    identity = {
        **key_of_row,
        "id": identity_id,
        "key_ref": ref,
        "suite": SUITE,
        "sealed": seal(key, plain, context=identity_id.bytes),
        "erased_at": None,
    }
    party = {
        **key_of_row,
        "id": uuid7(matter.received_at),
        "role": PartyRole.REPORTER.value,
        "masked_name": masked_name(name),
        "masked_phone": masked_phone(phone),
        "identity_id": identity_id,
    }
    return party, identity


def _subject_row(matter: NewMatter, subject: Subject) -> dict[str, object]:
    return {
        "county": matter.county,
        "id": uuid7(matter.received_at),
        "matter_id": matter.id,
        "unit_id": subject.unit_id,
        "reason": dict(subject.reason),
        "lifted_at": None,
    }


def _without_key(row: Mapping[str, object]) -> dict[str, object]:
    return {column: value for column, value in row.items() if column not in ("county", "id", "matter_id")}
