"""The suite's own PostgreSQL, one for every process: a template migrated and loaded once, clones of it.

The house's own starter runs it, under HEYI_TEST_HOME. Tests see it as the server's role ("default"), which lives under
row-level security, and as the owner ("owner"). A test that commits takes `own_database`; others are rolled back by
`django_db`. Nothing reaches the network but loopback.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg import sql

from heyi.console.cluster_files import OWNER
from heyi.console.home import Home
from heyi.console.postgres import Cluster
from heyi.console.roles import SERVER, addresses, make_roles
from tests import homes
from tests.browsing import browser, chromium, page, served
from tests.homes import REPOSITORY

__all__ = ["browser", "chromium", "page", "served"]

# Compiled once, whatever the machine says: of the suite's many processes each compiled Django anew, half of its start.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long an example takes says what else the machine does; nothing that is proved depends on it.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")

FOR_SPEED = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "max_wal_size": "256MB",
}


def test_home() -> Path:
    """Where the databases of this process live.

    Each process of the suite has a server of its own: transaction numbers are one per server, and what reads the
    journal waits for every transaction that is open in it, another process's too.
    """
    return homes.home() / os.environ.get("PYTEST_XDIST_WORKER", "alone")


test_home.__test__ = False  # type: ignore[attr-defined]


def pytest_configure(config: pytest.Config) -> None:
    """A process of the suite keeps keys and run-time files of its own."""
    scratch = Path(tempfile.mkdtemp(prefix="heyi-suite-"))
    settings.HEYI_HOME = scratch
    settings.HEYI_KEYS = scratch / "keys"
    settings.HEYI_KEYS.mkdir(mode=0o700)
    settings.HEYI_FILES = scratch / "files"
    settings.FILE_UPLOAD_TEMP_DIR = scratch / "files" / "drafts"
    settings.STATIC_ROOT = scratch / "static"
    settings.STATIC_ROOT.mkdir()
    config.add_cleanup(lambda: _remove(scratch))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for browsers and for starting houses comes first: handed out last, it left one process idle."""
    items.sort(key=lambda item: not ("browser" in item.path.name or item.path.parent.name == "console"))


@pytest.fixture(scope="session", autouse=True)
def _remembering_darkroom() -> Iterator[None]:
    """Pictures are made anew in each test and are the same; the darkroom's own tests ask it directly."""
    from heyi.evidence.operations import keeping
    from tests.factories.files import remembered

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keeping, "develop", remembered(keeping.develop))
        yield


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The running PostgreSQL of the suite."""
    homes.claim(homes.home())
    home = Home(test_home())
    home.make()
    cluster = Cluster(home, FOR_SPEED)
    cluster.hold()
    try:
        yield cluster
    finally:
        cluster.release()


@pytest.fixture(scope="session")
def template(cluster: Cluster, django_db_blocker: Any) -> str:
    """The name of a database with every migration, region, unit and rule, made when one of their files changed."""
    name = f"heyi_template_{_digest(*_what_makes_a_database())}"
    with cluster.home.locked("template"), cluster.connect() as admin:
        if not _known(admin, name):
            _drop_leftovers(admin, keep=name)
            draft = f"{name}_draft"
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(draft)))
            make_roles(cluster, cluster.home.secret("server-password"), draft)
            with django_db_blocker.unblock(), pointed_at(cluster, draft):
                _fill()
            admin.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name))
            )
    return name


@pytest.fixture(scope="session")
def django_db_setup(cluster: Cluster, template: str, django_db_blocker: Any) -> Iterator[None]:
    """Both aliases stand on this process's clone for the whole run, and nothing is committed into it.

    What a test leaves there would be found by every check of the whole house that runs after it, in an order that
    nobody chose.
    """
    with cloned(cluster, template) as name, pointed_at(cluster, name) as (address, _):
        before = events_at(address)
        yield
        with django_db_blocker.unblock():
            connections.close_all()
        assert events_at(address) == before, "a test committed into the database that all share: own_database"


@pytest.fixture(scope="session")
def peopled(cluster: Cluster, template: str, django_db_blocker: Any) -> Iterator[str]:
    """The name of a template in which the demo's people are too: to add them again cost each test half a second."""
    from heyi.console.preparing import load_facts

    with cloned(cluster, template) as name:
        with django_db_blocker.unblock(), pointed_at(cluster, name):
            load_facts(demo=True)
        yield name


@pytest.fixture
def own_database(
    cluster: Cluster, template: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[str, str]]:
    """A new clone under both aliases for one test that commits: (owner's address, server's address)."""
    with django_db_blocker.unblock(), cloned(cluster, template) as name, pointed_at(cluster, name) as urls:
        yield urls


@contextmanager
def cloned(cluster: Cluster, template: str) -> Iterator[str]:
    """A copy of the template, gone afterwards."""
    name = f"heyi_clone_{os.getpid()}_{os.urandom(4).hex()}"
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY")
    with cluster.home.locked("template"), cluster.connect() as admin:
        admin.execute(make.format(sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER)))
    try:
        yield name
    finally:
        with cluster.connect() as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def pointed_at(cluster: Cluster, name: str) -> Iterator[tuple[str, str]]:
    """Both aliases stand on this database while inside, unpooled: (owner's address, server's address)."""
    secret = cluster.home.secret("server-password")
    urls = addresses(cluster, secret, name)
    before = {alias: dict(connections.settings[alias]) for alias in connections}
    for alias, user, password in (("owner", OWNER, ""), ("default", SERVER, secret)):
        connections[alias].close()
        place = {"NAME": name, "USER": user, "PASSWORD": password, "HOST": str(cluster.socket), "PORT": ""}
        connections.settings[alias].update(place)  # in place: threads to come read it too
    environment = {"HEYI_DATABASE_URL": urls[0], "HEYI_APP_DATABASE_URL": urls[1]}
    outside = {key: os.environ.get(key) for key in environment}
    os.environ.update(environment)
    try:
        yield urls
    finally:
        for key, value in outside.items():
            os.environ.pop(key) if value is None else os.environ.update({key: value})
        for alias, values in before.items():
            connections[alias].close()
            connections.settings[alias].update(values)


def _fill() -> None:
    from heyi.console.preparing import bring_up_to_date

    bring_up_to_date(demo=False)
    connections.close_all()


def _what_makes_a_database() -> Iterator[bytes]:
    """The bytes of every file on which the template's content depends."""
    house = REPOSITORY / "heyi"
    paths = {*house.glob("*/migrations/*.py"), *house.glob("*/data/*"), house / "console" / "preparing.py"}
    for module in ("orgs", "accounts", "dispatch", "journal"):
        paths |= {*(house / module / "operations").glob("*.py")}
    paths |= {
        REPOSITORY / "uv.lock",
        house / "console" / "roles.py",
        house / "accounts" / "codes.py",
        Path(__file__),
    }
    for path in sorted(path for path in paths if path.is_file()):  # beside data lies compiled code
        yield str(path.relative_to(house.parent)).encode()
        yield path.read_bytes()


def events_at(address: str) -> int:
    """How many events the journal of this database has."""
    with psycopg.connect(address) as found:
        (count,) = found.execute("SELECT count(*) FROM journal_event").fetchone() or (0,)
        return int(count)


def _known(admin: "psycopg.Connection[Any]", name: str) -> bool:
    return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _drop_leftovers(admin: "psycopg.Connection[Any]", *, keep: str) -> None:
    """Clones of processes that were killed, and all but the newest few templates."""
    rows = admin.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'heyi%' ORDER BY oid DESC"
    ).fetchall()
    names = [row[0] for row in rows]
    clones = [name for name in names if name.startswith("heyi_clone_") and not _runs(name.split("_")[2])]
    templates = [name for name in names if name.startswith("heyi_template_") and not name.endswith("_draft")]
    for name in (*clones, *(name for name in templates[3:] if name != keep)):
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _runs(pid: str) -> bool:
    return Path(f"/proc/{pid}").exists()


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:12]


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
