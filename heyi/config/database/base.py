"""Django's PostgreSQL, with a pool that asks before it lends as `pooling` does."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool

from heyi.config.database.pooling import check


class DatabaseWrapper(base.DatabaseWrapper):
    """Django lets nobody choose the pool's check, so the pool is made here; all else is Django's own."""

    @property
    def pool(self) -> "ConnectionPool[Any] | None":
        options = self.settings_dict["OPTIONS"].get("pool")
        pools: dict[str, ConnectionPool[Any]] = self._connection_pools  # type: ignore[attr-defined]
        if options and self.alias in pools:
            return pools[self.alias]  # Django asks a dozen times in each request
        if options:
            made = ConnectionPool(
                kwargs=self.get_connection_params() | {"autocommit": True},
                open=False,
                configure=self._configure_connection,  # type: ignore[attr-defined]
                check=check,
                **options,
            )
            pools.setdefault(self.alias, made)  # two threads at once: the first is kept
        pool: ConnectionPool[Any] | None = super().pool
        return pool
