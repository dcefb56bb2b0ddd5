from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "heyi.journal"

    def ready(self) -> None:
        post_migrate.connect(_notice_new_cluster, sender=self, dispatch_uid="journal_epoch")


def _notice_new_cluster(using: str, **_: Any) -> None:
    """A dump restored elsewhere meets other transaction numbers: noticed here, before anybody writes."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('journal_mark_epoch()') IS NOT NULL")
        if cursor.fetchone() == (True,):
            cursor.execute("SELECT journal_mark_epoch()")
