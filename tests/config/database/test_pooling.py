"""A connection that died in the pool is never lent; one that is sound is not asked."""

import psycopg
import pytest
from django.db import connections
from psycopg_pool import ConnectionPool

from heyi.config.database.pooling import check

pytestmark = pytest.mark.django_db(databases=["owner"])
_END = "SELECT pg_terminate_backend(%s, 5000)"


@pytest.fixture
def pool():
    named = connections["owner"].get_connection_params()
    kwargs = {key: named[key] for key in ("dbname", "user", "password", "host", "port") if key in named}
    with ConnectionPool(kwargs=kwargs, min_size=1, max_size=1, timeout=10, check=check) as made:
        yield made


def _backend(pool):
    with pool.connection() as lent:
        return lent.info.backend_pid


def test_the_same_sound_connection_is_lent_again(pool):
    assert _backend(pool) == _backend(pool)


def test_a_connection_whose_server_ended_is_replaced(pool):
    before = _backend(pool)
    with connections["owner"].cursor() as cursor:
        cursor.execute(_END, [before])
    after = _backend(pool)
    assert after != before


def test_the_check_tells_a_dead_connection_from_a_sound_one(pool):
    with pool.connection() as lent:
        check(lent)
        with connections["owner"].cursor() as cursor:
            cursor.execute(_END, [lent.info.backend_pid])
        with pytest.raises(psycopg.OperationalError):
            check(lent)
