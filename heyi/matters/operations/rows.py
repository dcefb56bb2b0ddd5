"""Multi-row writes in one statement: the hot operations are counted by their round trips."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

Row = Mapping[str, object]


def insert(table: str, rows: Sequence[Row], *, on_conflict: str = "") -> None:
    """All rows by one INSERT; they share their columns. Table and columns are ours, never a caller's words."""
    if not rows:
        return
    columns = tuple(rows[0])
    values = [_adapted(row[column]) for row in rows for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(f"{_insert(table, columns, len(rows))} {on_conflict}", values)


def update(table: str, key: Row, changes: Row) -> int:
    """One UPDATE of the row with that key; answers how many rows it met."""
    sets, where = tuple(changes), tuple(key)
    with connection.cursor() as cursor:
        cursor.execute(_update(table, sets, where), [_adapted(v) for v in (*changes.values(), *key.values())])
        return int(cursor.rowcount)


@cache
def _insert(table: str, columns: tuple[str, ...], count: int) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    one = "(" + ", ".join(["%s"] * len(columns)) + ")"
    return f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * count)}"  # noqa: S608 - our own names


@cache
def _update(table: str, sets: tuple[str, ...], where: tuple[str, ...]) -> str:
    changes = ", ".join(f'"{column}" = %s' for column in sets)
    match = " AND ".join(f'"{column}" = %s' for column in where)
    return f"UPDATE {table} SET {changes} WHERE {match}"  # noqa: S608 - our own names


def _adapted(value: object) -> Any:
    return Jsonb(value) if isinstance(value, dict | list) else value
