"""Bringing a database up to date: tables by the owner, rights, then the facts every installation begins with."""

import os

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from heyi.accounts.operations import NotADemo, load_demo_people
from heyi.console.demo_command import load_demo_command
from heyi.console.demo_matters import load_demo_matters
from heyi.console.demo_mediations import load_demo_mediations
from heyi.console.demo_on_site import load_demo_on_site, load_demo_rooms
from heyi.console.demo_rota import load_demo_rota
from heyi.console.roles import give_rights
from heyi.console.troubles import Trouble
from heyi.dispatch.operations import publish_default_book
from heyi.journal.events import SYSTEM
from heyi.journeys.papering import make_unsealed
from heyi.kernel.clock import now
from heyi.kernel.words import _
from heyi.orgs.operations import load_huzhou
from heyi.web.scope import scope


def bring_up_to_date(*, demo: bool, matters: bool | None = None) -> None:
    """Migrate, give rights, load Huzhou, the rules and, with the demo, its people; what is there is left alone.

    The demo's matters, rotas, command group and mediations come with its people, unless `matters` says otherwise.
    """
    migrate()
    give_rights(os.environ["HEYI_DATABASE_URL"], os.environ["HEYI_APP_DATABASE_URL"])
    load_facts(demo=demo)
    if demo if matters is None else matters:
        load_demo_matters(now())
        load_demo_rota(now())
        load_demo_command(now())
        load_demo_rooms(now())
        load_demo_mediations(now())
        load_demo_on_site(now())
        make_unsealed(now=now)  # its agreements bind since days: their papers are there before anybody looks


def migrate() -> None:
    """Apply what this code has and the database has not; raises when the database is newer than the code."""
    executor = MigrationExecutor(connections["owner"])
    unknown = sorted(
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in executor.loader.migrated_apps and (app, name) not in executor.loader.disk_migrations
    )
    if unknown:
        words = _("数据库比程序新（{unknown}）：请更新程序，或换回旧的备份。")
        raise Trouble("DATABASE_NEWER", words, unknown="、".join(unknown[:3]))
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", database="owner", verbosity=0)


def load_facts(*, demo: bool) -> None:
    """Huzhou's regions and units and the first rules; with the demo, its people."""
    at = now()
    with scope("admin"):
        load_huzhou(at)
        publish_default_book(by=SYSTEM, at=at)
        if demo:
            _load_demo()


def _load_demo() -> None:
    try:
        load_demo_people(now())
    except NotADemo as refused:
        raise Trouble("NOT_A_DEMO", refused.faults[0].sentence) from refused
