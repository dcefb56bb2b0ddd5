"""The scope of an entrance: whose rows this transaction may see and write."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper


class MatterNotFound(LookupError):
    """No such matter, or not within this scope: the two are not told apart."""


_SET_SCOPE = """SELECT set_config('heyi.entrance', %s, true), set_config('heyi.units', %s, true),
                       set_config('heyi.matter', %s, true), set_config('heyi.source', %s, true),
                       set_config('heyi.mark', %s, true)"""
_GET_SCOPE = """SELECT coalesce(current_setting('heyi.entrance', true), ''),
                       coalesce(current_setting('heyi.units', true), ''),
                       coalesce(current_setting('heyi.matter', true), ''),
                       coalesce(current_setting('heyi.source', true), ''),
                       coalesce(current_setting('heyi.mark', true), '')"""


@contextmanager
def entering(
    entrance: str,
    *,
    units: Collection[int] = (),
    matter: UUID | None = None,
    source: str = "",
    mark: str = "",
    using: str = "default",
) -> Iterator[None]:
    """One transaction in the scope of an entrance (desk, receive, tracking, reporter, worker, …). No scope, no rows.

    Inside another transaction the scope before is put back at the end.
    """
    scope = [
        entrance,
        "{" + ",".join(str(int(unit)) for unit in units) + "}",
        str(matter or ""),
        source,
        mark,
    ]
    with _transaction(using) as cursor:
        cursor.execute(_SET_SCOPE, scope)
        yield


_SET_FOUND_SCOPE = """SELECT found.*, set_config('heyi.entrance', %s, true), set_config('heyi.units', '{{}}', true),
                              set_config('heyi.matter', '', true), set_config('heyi.source', found.source, true),
                              set_config('heyi.mark', '', true)
                         FROM ({found}) AS found"""


@contextmanager
def entering_as(entrance: str, found: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...] | None]:
    """One transaction in the scope of the source that a query finds: who knocks is looked up and let in at once.

    `found` is a query of ours for one row at most, with a column `source`; its row is given. Where it finds nobody,
    None is given and no scope is set. On the hot path: one statement.
    """
    with _transaction("default") as cursor:
        cursor.execute(_SET_FOUND_SCOPE.format(found=found), [entrance, *values])
        row = cursor.fetchone()
        yield None if row is None else tuple(row)


@contextmanager
def _transaction(using: str) -> Iterator[CursorWrapper]:
    """A transaction whose scope ends with it; inside another one, the scope before is put back."""
    line = connections[using]
    nested = line.in_atomic_block
    with transaction.atomic(using), line.cursor() as cursor:
        if nested:
            cursor.execute(_GET_SCOPE)
            before = list(cursor.fetchone())
        yield cursor
        if nested and not line.needs_rollback:  # rolling back puts the scope back by itself
            cursor.execute(_SET_SCOPE, before)
