"""The database that is measured: one for each size beside the live one, filled once and used until it has changed."""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from heyi.console.binaries import Binaries, binaries_for
from heyi.console.database_user import DatabaseUser
from heyi.console.home import Home
from heyi.console.house import open_database, prepare
from heyi.console.postgres import Cluster
from heyi.console.roles import addresses, connected, make_roles

MAY_GROW = 1.5  # measuring adds matters; past this the database no longer is of its size
_PACKAGE = Path(__file__).resolve().parent.parent.parent
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ground:
    """Where it is measured."""

    home: Home
    owner_url: str
    server_url: str
    matters: int
    programs: Binaries
    runs_as: DatabaseUser | None

    def beside(self, name: str) -> str:
        """The owner's address of another database of the same server."""
        parts = urlsplit(self.owner_url)
        return urlunsplit(parts._replace(path=f"/{name}"))


@contextmanager
def bench_ground(home: str | None, matters: int, *, tell: Tell) -> Iterator[Ground]:
    """A filled database with Django set up on it; keys and run-time files lie in HOME/bench, not with the live ones."""
    live = Home.at(home)
    with open_database(live) as cluster:
        name = f"heyi_bench_{matters}"
        own = Home(live.path / "bench")
        own.make()
        urls = _made(live, cluster, name, fresh=False)
        if not _is_of_size(urls[0], matters):
            urls = _made(live, cluster, name, fresh=True)
        os.environ.update(HEYI_DATABASE_URL=urls[0], HEYI_APP_DATABASE_URL=urls[1], HEYI_HOME=str(own.path))
        prepare(own, demo=False)
        try:
            _fill(urls[0], matters, tell)
            yield Ground(own, *urls, matters, *_programs(cluster))
        finally:
            import_module("django.db").connections.close_all()


def _made(home: Home, cluster: Cluster | None, name: str, *, fresh: bool) -> tuple[str, str]:
    """(owner's address, server's address) of the bench database, made if missing, emptied if `fresh`."""
    live = os.environ["HEYI_DATABASE_URL"], os.environ["HEYI_APP_DATABASE_URL"]
    with connected(live[0]) as connection:
        if fresh:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if cluster is None and not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    if cluster is not None:
        secret = home.secret("server-password")
        make_roles(cluster, secret, name)
        return addresses(cluster, secret, name)
    owner, server = (urlunsplit(urlsplit(url)._replace(path=f"/{name}")) for url in live)
    return owner, server


def _is_of_size(owner_url: str, matters: int) -> bool:
    """Whether it was filled to this size by this code and has not grown far beyond since."""
    with connected(owner_url) as connection:
        try:
            said = connection.execute(
                "SELECT obj_description(oid) FROM pg_class WHERE relname = 'matters_matter'"
            )
            row = said.fetchone()
            if row is None or row[0] != _fingerprint():
                return False
            found = connection.execute("SELECT count(*) FROM matters_matter").fetchone()
        except psycopg.errors.UndefinedTable:
            return False
    return found is not None and matters <= int(str(found[0])) <= matters * MAY_GROW


def _fill(owner_url: str, matters: int, tell: Tell) -> None:
    filling = import_module("heyi.console.bench.filling")
    if filling.is_filled():
        return
    filling.fill(owner_url, matters, tell)
    with connected(owner_url) as connection:
        note = sql.SQL("COMMENT ON TABLE matters_matter IS {}").format(sql.Literal(_fingerprint()))
        connection.execute(note)


def _fingerprint() -> str:
    """What the content depends on: tables, rules, and how it is made up."""
    digest = hashlib.sha256(sys.version.encode())
    own = ("filling", "copying", "samples", "words")
    paths = [*_PACKAGE.glob("*/migrations/*.py"), *_PACKAGE.glob("*/data/*")]
    paths += [Path(__file__).with_name(f"{name}.py") for name in own]
    for path in sorted(filter(Path.is_file, paths)):  # compiled code lies in a folder beside them
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _programs(cluster: Cluster | None) -> tuple[Binaries, DatabaseUser | None]:
    """PostgreSQL's programs, and as whom they run to be let in."""
    if cluster is not None:
        return cluster.binaries, cluster.user
    me = DatabaseUser("", os.geteuid(), os.getegid())
    return binaries_for(me, Path(os.devnull)), None
