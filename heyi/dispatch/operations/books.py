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
    """Publish the default rules as version 1, once; answers the version."""
    if RuleBook.objects.filter(version=1).exists():
        return 1
    with transaction.atomic():
        book = RuleBook.objects.create(version=1, author=by.name, published_at=at, effective_at=ALWAYS)
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
        record_administration("rules.published", {"version": 1}, actor=by, at=at)
    return 1


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("heyi.dispatch") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))
