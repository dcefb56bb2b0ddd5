"""Rule books: published whole, never edited. The first one is data of this module."""

import csv
from datetime import datetime
from importlib import resources

from django.db import transaction

from heyi.dispatch.models import LimitRule, RoutingRule, RuleBook
from heyi.journal.events import Actor
from heyi.journal.operations import record_administration
from heyi.kernel.clock import CHINA

ALWAYS = datetime(
    2000, 1, 1, tzinfo=CHINA
)  # the first book has none before it: nothing is ever without a rule


def publish_default_book(*, by: Actor, at: datetime) -> int:
    """Publish the default rules as version 1, once; answers the version in force.

    A house that still lives by a first book which knew no extensions gets today's defaults as its second, from now on.
    """
    latest = RuleBook.objects.order_by("-version").first()
    if latest is None:
        return _publish(1, by=by, at=at, effective_at=ALWAYS)
    if latest.version == 1 and not latest.limits.exclude(extension="").exists():
        return _publish(2, by=by, at=at, effective_at=at)
    return latest.version


def _publish(version: int, *, by: Actor, at: datetime, effective_at: datetime) -> int:
    with transaction.atomic():
        book = RuleBook.objects.create(
            version=version, author=by.name, published_at=at, effective_at=effective_at
        )
        RoutingRule.objects.bulk_create(
            RoutingRule(
                book=book,
                code=row["code"],
                priority=int(row["priority"]),
                nature=row["nature"],
                field=row["field"],
                channel=row["channel"],
                region_code=row["region"],
                unit_kind=row["unit_kind"],
                specialty=row["specialty"],
                level=row["level"],
                why=row["why"],
            )
            for row in _rows("routing.tsv")
        )
        LimitRule.objects.bulk_create(
            LimitRule(book=book, **{**row, "priority": int(row["priority"])}) for row in _rows("limits.tsv")
        )
        record_administration("rules.published", {"version": version}, actor=by, at=at)
    return version


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("heyi.dispatch") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))
