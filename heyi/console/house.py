"""Opening the house: home, database, both roles, settings, tables and first facts, ready for a command to use Django.

with open_house(args.home):
    from heyi.journeys.receive import receive  # Django is set up from here on
"""

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from importlib import import_module

from heyi.console.home import Home
from heyi.console.postgres import Cluster
from heyi.console.roles import addresses, as_url, make_roles, needs_plain_server, needs_version, server_on

SETTINGS = "heyi.config.settings"


@contextmanager
def open_house(home: str | None, *, demo: bool | None = None) -> Iterator[Home]:
    """A prepared house while inside, with the database kept running; `demo` decides on demo people, None leaves it."""
    place = Home.at(home)
    with open_database(place):
        prepare(place, demo=demo)
        try:
            yield place
        finally:
            let_go()


@contextmanager
def open_database(home: Home) -> Iterator[Cluster | None]:
    """A running database whose addresses stand in the environment; ours, unless HEYI_DATABASE_URL names another."""
    home.make()
    if os.environ.get("HEYI_DATABASE_URL"):
        _use_given(home, os.environ)
        yield None
        return
    cluster = Cluster(home)
    cluster.hold()
    try:
        secret = home.secret("server-password")
        make_roles(cluster, secret)
        owner, server = addresses(cluster, secret)
        _tell(os.environ, home, owner, server)
        yield cluster
    finally:
        for name in ("HEYI_DATABASE_URL", "HEYI_APP_DATABASE_URL"):
            os.environ.pop(name, None)
        cluster.release()


def prepare(home: Home, *, demo: bool | None = None) -> None:
    """Set up Django; bring tables, rights and first facts up to date, one command at a time."""
    if demo is not None:
        os.environ["HEYI_DEMO"] = str(int(demo))
    set_up()
    preparing = import_module("heyi.console.preparing")
    with home.locked("prepare"):
        try:
            preparing.bring_up_to_date(demo=bool(demo))
        finally:
            let_go()


def let_go() -> None:
    """Close this process's connections, so that the database can stop and nobody counts them as used."""
    import_module("django.db").connections.close_all()


def set_up() -> None:
    """Set up Django by the settings that the environment names."""
    import_module("django").setup()


def _use_given(home: Home, environment: MutableMapping[str, str]) -> None:
    owner = as_url(environment["HEYI_DATABASE_URL"])
    needs_version(owner)
    server = as_url(
        environment.get("HEYI_APP_DATABASE_URL") or server_on(owner, home.secret("server-password"))
    )
    needs_plain_server(server)
    _tell(environment, home, owner, server)


def _tell(environment: MutableMapping[str, str], home: Home, owner: str, server: str) -> None:
    """What settings read."""
    environment.update(
        DJANGO_SETTINGS_MODULE=SETTINGS,
        HEYI_HOME=str(home.path),
        HEYI_SECRET_KEY=home.secret("django"),
        HEYI_DATABASE_URL=owner,
        HEYI_APP_DATABASE_URL=server,
    )
