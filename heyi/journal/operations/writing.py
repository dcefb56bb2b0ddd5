"""Rows and the events that tell of them, written by one statement: neither is ever there without the other.

On the hot paths a round trip costs more than a row. Each table's rows travel as one JSON parameter, so that the
statement's text is the same for any number of rows, and PostgreSQL keeps its plan.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from django.db import connection
from psycopg.types.json import Json

Row = Mapping[str, object]


class Writes:
    """Inserts and updates of several tables, collected until `write`. Names are ours, never a caller's words.

    All parts see the rows as they were before the statement, and their order is PostgreSQL's own: a part that needs
    what another part wrote belongs into a statement of its own.
    """

    __slots__ = ("_parts", "_values")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._values: list[Any] = []

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows; they share their columns."""
        if rows:
            self.add(_insert(table, tuple(rows[0])), _written(rows))

    def update(self, table: str, rows: Sequence[Row], *, key: tuple[str, ...] = ("county", "id")) -> None:
        """Change the rows with these keys; they share their columns."""
        if rows and len(rows[0]) > len(key):
            self.add(_update(table, key, tuple(rows[0])), _written(rows))

    def add(self, part: str, *values: object) -> None:
        """Add any one INSERT or UPDATE with its parameters."""
        self._parts.append(part)
        self._values += values

    def write(self) -> None:
        """Send what was collected, once."""
        if self._parts:
            parts, values = tuple(self._parts), self._values
            self._parts, self._values = [], []
            with connection.cursor() as cursor:
                cursor.execute(_together(parts), values)


@cache
def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset(null::{table}, %s)"  # noqa: S608


@cache
def _update(table: str, key: tuple[str, ...], columns: tuple[str, ...]) -> str:
    sets = ", ".join(f'"{column}" = new."{column}"' for column in columns if column not in key)
    match = " AND ".join(f'old."{column}" = new."{column}"' for column in key)
    return (
        f"UPDATE {table} AS old SET {sets}"  # noqa: S608 - our own names
        f" FROM json_populate_recordset(null::{table}, %s) AS new WHERE {match}"
    )


@cache
def _together(parts: tuple[str, ...]) -> str:
    *others, last = parts
    named = ", ".join(f"part_{place} AS ({part})" for place, part in enumerate(others))
    return f"WITH {named} {last}" if named else last


def _written(rows: Sequence[Row]) -> Json:
    """The rows as PostgreSQL reads them from JSON; instants and keys are orjson's own doing.

    They leave as the octets that orjson gives: as words they would be decoded here and encoded again by the driver.
    """
    return Json(orjson.dumps(rows, default=_plain), dumps=bytes)


def _plain(value: object) -> str:
    """What orjson does not know: octets as bytea is written, amounts to the last digit."""
    if isinstance(value, bytes | memoryview):
        return "\\x" + bytes(value).hex()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is in no row")
