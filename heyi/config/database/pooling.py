"""Whether a connection that lay in the pool may be lent: its socket is asked, the database only when in doubt."""

import select
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool


def check(connection: "Connection[Any]") -> None:
    """Raises OperationalError for a connection that is gone; costs a microsecond for one that is sound.

    A database that stops or dies says so on the socket: a line that lies still has nothing to read. To ask by an empty
    statement at every lending, as the pool's own check does, costs each request one more way to the database.
    """
    if connection.closed or _has_news(connection.fileno()):
        ConnectionPool.check_connection(connection)


def _has_news(descriptor: int) -> bool:
    line = select.poll()
    line.register(descriptor, select.POLLIN)
    return bool(line.poll(0))
