"""Rule books: published whole, never edited. The first one is data of this module."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib import resources
from typing import Any

from django.db import transaction

from heyi.dispatch.codes import RulePart
from heyi.dispatch.models import EscalationRule, LimitRule, RoutingRule, RuleBook
from heyi.dispatch.queries.books import read_book
from heyi.dispatch.rules.books import Row, digest_of, row_from
from heyi.journal.events import Actor
from heyi.journal.operations import record_administration
from heyi.kernel.clock import CHINA

ALWAYS = datetime(
    2000, 1, 1, tzinfo=CHINA
)  # the first book has none before it: nothing is ever without a rule
_TABLES: Mapping[RulePart, Any] = {
    RulePart.ROUTING: RoutingRule,
    RulePart.LIMIT: LimitRule,
    RulePart.ESCALATION: EscalationRule,
}


@transaction.atomic
def publish_default_book(*, by: Actor, at: datetime) -> int:
    """Publish the default rules as version 1, once; answers the version in force.

    A house that still lives by a first book which knew no extensions gets today's defaults as its second, from now on.
    Books that are older than digests get theirs, as they stand.
    """
    latest = RuleBook.objects.order_by("-version").first()
    if latest is None:
        return _publish_default(1, by=by, at=at, effective_at=ALWAYS)
    _seal_older(by, at)
    if latest.version == 1 and not latest.limits.exclude(extension="").exists():
        return _publish_default(2, by=by, at=at, effective_at=at)
    return latest.version


def _publish_default(version: int, *, by: Actor, at: datetime, effective_at: datetime) -> int:
    made = write_book(version, _default_rows(), author=by.name, at=at, effective_at=effective_at)
    facts = {"version": version, "digest": made.digest, "effective_at": effective_at.isoformat()}
    record_administration("rules.published", facts, actor=by, at=at)
    return version


def _seal_older(by: Actor, at: datetime) -> None:
    for older in RuleBook.objects.filter(digest="").order_by("version"):
        older.digest = _digest(older)
        older.save(update_fields=["digest"])
        facts = {"version": older.version, "digest": older.digest}
        record_administration("rules.sealed", facts, actor=by, at=at)


def write_book(
    version: int,
    rows: Iterable[tuple[RulePart, Row]],
    *,
    author: str,
    at: datetime,
    effective_at: datetime,
    aim: str = "",
    authors: Sequence[Mapping[str, object]] = (),
    approver_id: int | None = None,
    approver: str = "",
) -> RuleBook:
    """Write a book with its rows in this order, and the digest of what stands there."""
    made = RuleBook.objects.create(
        version=version,
        author=author,
        published_at=at,
        effective_at=effective_at,
        aim=aim,
        authors=list(authors),
        approver_id=approver_id,
        approver=approver,
    )
    held: dict[RulePart, list[Row]] = {part: [] for part in RulePart}
    for part, row in rows:
        held[part].append(row)
    for part, table in _TABLES.items():
        table.objects.bulk_create(table(book=made, **asdict(row)) for row in held[part])
    made.digest = _digest(made)
    made.save(update_fields=["digest"])
    return made


def _digest(made: RuleBook) -> str:
    return digest_of(read_book(made.version), author=made.author, effective_at=made.effective_at)


def _default_rows() -> Iterable[tuple[RulePart, Row]]:
    for row in _read("routing.tsv"):
        region = {"region_code": row["region"]}
        yield (
            RulePart.ROUTING,
            row_from(RulePart.ROUTING, {**row, **region, "priority": int(row["priority"])}),
        )
    for row in _read("limits.tsv"):
        yield RulePart.LIMIT, row_from(RulePart.LIMIT, {**row, "priority": int(row["priority"])})


def _read(name: str) -> list[dict[str, str]]:
    text = (resources.files("heyi.dispatch") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))
