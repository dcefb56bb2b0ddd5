"""How rows stand in events: every column, free text and personal fields as salted commitments.

An event says which columns of which rows it set, so that `heyi verify` can rebuild every row of a matter and compare.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from heyi.kernel.chain import Algo, canonical, commitment

COMMITTED: Mapping[str, frozenset[str]] = {
    "matter": frozenset(
        {"title", "narrative", "place", "point", "tracking_code", "source_ref", "reading", "partner_ref"}
    ),
    "party": frozenset({"masked_name", "masked_phone"}),
    "identity": frozenset({"key_ref", "sealed"}),
    "subject": frozenset({"reason"}),
    "note": frozenset({"text"}),
    "attachment": frozenset({"digest", "name", "note"}),
    "rating": frozenset({"text"}),
    "task": frozenset({"why"}),
    "clock": frozenset(),
    "likeness": frozenset(),
    "transfer": frozenset({"told", "asked", "sent", "ref"}),
    "ask": frozenset(),
}

Image = dict[str, str | int | bool | None]


def image_of(table: str, values: Mapping[str, object], *, salt: bytes, algo: str) -> Image:
    """The columns as an event holds them."""
    committed = COMMITTED[table]
    return {
        column: _committed(column, value, salt, algo) if column in committed else _plain(value)
        for column, value in values.items()
    }


def differing(
    table: str, expected: Mapping[str, object], row: Mapping[str, object], *, salt: bytes
) -> list[str]:
    """The columns in which a row is not what its events say."""
    return [
        column for column, value in expected.items() if not _same(table, column, value, row.get(column), salt)
    ]


def _same(table: str, column: str, expected: object, value: object, salt: bytes) -> bool:
    if column not in COMMITTED[table] or expected is None:
        return _plain(value) == expected
    algo = str(expected).partition(":")[0]
    return algo in set(Algo) and _committed(column, value, salt, algo) == expected


def _committed(column: str, value: object, salt: bytes, algo: str) -> str | None:
    if value is None:
        return None
    return commitment(salt, f"{column}\x1f{_plain(value)}", algo)


def _plain(value: object) -> str | int | bool | None:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return canonical(value)
