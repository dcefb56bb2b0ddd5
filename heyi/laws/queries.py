"""Reads of the tables of laws."""

from collections.abc import Iterator

from heyi.laws.finding.shelf import Confirmed
from heyi.laws.models import Article, Confirmation
from heyi.laws.rules.articles import Key


def find_article(key: Key) -> Article | None:
    """The article of a key, with its law."""
    rows = Article.objects.select_related("law").filter(law__plain_name=key.law, no=key.no, sub=key.sub)
    return rows.first()


def standing_confirmations() -> Iterator[Confirmed]:
    """What people confirmed and did not take back, the oldest first."""
    rows = Confirmation.objects.filter(withdrawn_at=None).order_by("id")
    for row in rows.iterator():
        yield Confirmed(row.words, (Key(row.law, row.no, row.sub),))
