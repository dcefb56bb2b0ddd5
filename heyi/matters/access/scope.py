"""The scope of an entrance: whose rows this transaction may see and write."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connections, transaction


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
    nested = connections[using].in_atomic_block
    with transaction.atomic(using), connections[using].cursor() as cursor:
        before = scope
        if nested:
            cursor.execute(_GET_SCOPE)
            before = list(cursor.fetchone())
        cursor.execute(_SET_SCOPE, scope)
        yield
        if nested and not connections[using].needs_rollback:  # rolling back puts the scope back by itself
            cursor.execute(_SET_SCOPE, before)
