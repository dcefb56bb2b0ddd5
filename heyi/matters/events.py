"""How rows stand in events: every column, free text and personal fields as salted commitments.

An event says which columns of which rows it set, so that `heyi verify` can rebuild every row of a matter and compare.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from heyi.kernel.chain import canonical, commitment, keyed_salt, label_of

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
    "arrival": frozenset({"number", "unit", "asked"}),
    "ask": frozenset(),
    "call": frozenset({"who", "why"}),
    "supervision": frozenset(),
    "conferral": frozenset(),
    "bundling": frozenset(),
    "part": frozenset(),
    "group": frozenset({"purpose", "outcome"}),
    "member": frozenset(),
    "order": frozenset({"what", "result"}),
    "mediation": frozenset({"gist"}),
    "medparty": frozenset({"masked_name", "masked_phone", "phone_mark", "key_ref", "sealed", "device"}),
    "medsession": frozenset({"place"}),
    "booking": frozenset(),
    "mednote": frozenset({"key_ref", "sealed"}),
    "proposal": frozenset({"text", "amount"}),
    "agreedfact": frozenset({"text"}),
    "agreement": frozenset({"facts", "clauses", "left_open"}),
    "signature": frozenset({"key_ref", "stroke", "device"}),
    "obligation": frozenset({"what", "amount"}),
    "confirmation": frozenset(),
    "followup": frozenset({"text"}),
    "medcomplaint": frozenset({"text", "answer"}),
    "medpaper": frozenset(),
    "medexhibit": frozenset(),
    "medlook": frozenset({"text"}),
}

KEYED: Mapping[str, frozenset[str]] = {
    "matter": frozenset({"point"}),
    "party": frozenset({"masked_name", "masked_phone"}),
    "attachment": frozenset({"digest", "name", "note"}),
    "medparty": frozenset({"masked_name", "masked_phone"}),
}
"""Committed columns that are erased one day and of which there are few values, or which others may have: under a secret
that lies outside the database, so that what was erased is not found again by trying."""

Secret = Callable[[int | None], tuple[int, bytes] | None]


@dataclass(frozen=True, slots=True)
class Salts:
    """The salt of a matter, which lies in its row; and how to get the secret of a version, None for the newest.

    The secret is None where its master key is not there: then nothing can be said of what was committed under it.
    """

    plain: bytes
    secret: Secret

    def keyed(self, version: int | None = None) -> tuple[int, bytes] | None:
        """(version, salt) under the secret."""
        found = self.secret(version)
        return found and (found[0], keyed_salt(found[1], self.plain))


Image = dict[str, str | int | bool | None]
_SAID_AS_IT_IS = frozenset({str, int, bool, type(None)})  # most columns: spared the call, on the hot path
_PLAIN = (bool, int, str)  # a union of types written in place is made anew each time
_BYTES = (bytes, memoryview)


def image_of(table: str, values: Mapping[str, object], *, salts: Salts, algo: str) -> Image:
    """The columns as an event holds them."""
    committed, keyed = COMMITTED[table], KEYED.get(table, frozenset())
    version, secret_salt = _keyed(salts, [values.get(column) for column in keyed])
    image: Image = {}
    for column, value in values.items():
        if column not in committed:
            image[column] = value if type(value) in _SAID_AS_IT_IS else _plain(value)  # type: ignore[assignment]
        elif column in keyed:
            image[column] = _committed(column, value, secret_salt, algo, version)
        else:
            image[column] = _committed(column, value, salts.plain, algo)
    return image


def _keyed(salts: Salts, values: Iterable[object]) -> tuple[int | None, bytes]:
    """The salt under the newest secret, asked for only where there is something to commit to."""
    if all(value is None for value in values):
        return None, b""
    return salts.keyed() or (None, b"")


def differing(
    table: str, expected: Mapping[str, object], row: Mapping[str, object], *, salts: Salts
) -> list[str]:
    """The columns in which a row is not what its events say."""
    return [
        column
        for column, value in expected.items()
        if not _same(table, column, value, row.get(column), salts)
    ]


def _same(table: str, column: str, expected: object, value: object, salts: Salts) -> bool:
    """Whether the row says what was set; also where it was committed to under a secret that is not there."""
    if column not in COMMITTED[table] or expected is None:
        return _plain(value) == expected
    label = label_of(str(expected))
    if label is None:
        return False
    algo, version = label
    if version is None:
        return _committed(column, value, salts.plain, algo) == expected
    keyed = salts.keyed(version)
    return keyed is None or _committed(column, value, keyed[1], algo, version) == expected


def _committed(column: str, value: object, salt: bytes, algo: str, version: int | None = None) -> str | None:
    if value is None:
        return None
    return commitment(salt, f"{column}\x1f{_plain(value)}", algo, version=version)


def _plain(value: object) -> str | int | bool | None:
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, _BYTES):
        return bytes(value).hex()
    return canonical(value)
