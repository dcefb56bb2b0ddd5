"""How rows stand in events: every column, free text and personal fields as salted commitments.

An event says which columns of which rows it set, so that `heyi verify` can rebuild every row of a matter and compare.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from heyi.kernel.chain import canonical, commitment

COMMITTED: Mapping[str, frozenset[str]] = {
    "matter": frozenset({"title", "narrative", "place", "tracking_code", "source_ref", "reading"}),
    "party": frozenset({"masked_name", "masked_phone"}),
    "identity": frozenset({"key_ref", "sealed"}),
    "subject": frozenset({"reason"}),
    "note": frozenset({"text"}),
    "task": frozenset(),
    "clock": frozenset(),
    "likeness": frozenset(),
}

Image = dict[str, str | int | bool | None]


def image_of(table: str, values: Mapping[str, object], *, salt: bytes, algo: str) -> Image:
    """The columns as an event holds them."""
    committed = COMMITTED[table]
    return {
        column: _committed(column, value, salt, algo) if column in committed else _plain(value)
        for column, value in values.items()
    }


def _committed(column: str, value: object, salt: bytes, algo: str) -> str | None:
    if value is None:
        return None
    return commitment(salt, f"{column}\x1f{_plain(value)}", algo)


def _plain(value: object) -> str | int | bool | None:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return canonical(value)
