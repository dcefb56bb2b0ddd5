"""Reads of the tables of laws."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Count, Max

from heyi.laws.finding.cases import Row
from heyi.laws.finding.shelf import Confirmed
from heyi.laws.models import Article, Confirmation, PublishedCase
from heyi.laws.rules.articles import Key
from heyi.laws.rules.cases import Case


def find_article(key: Key) -> Article | None:
    """The article of a key, with its law."""
    rows = Article.objects.select_related("law").filter(law__plain_name=key.law, no=key.no, sub=key.sub)
    return rows.first()


def standing_confirmations() -> Iterator[Confirmed]:
    """What people confirmed and did not take back, the oldest first."""
    rows = Confirmation.objects.filter(withdrawn_at=None).order_by("id")
    for row in rows.iterator():
        yield Confirmed(row.words, (Key(row.law, row.no, row.sub),))


def confirmations_of(words_digest: bytes) -> Mapping[Key, int]:
    """The articles that stand confirmed for these words, with the confirmations' numbers. One query."""
    rows = Confirmation.objects.filter(withdrawn_at=None, words_digest=words_digest).order_by("id")
    return {Key(row.law, row.no, row.sub): row.pk for row in rows}


def state_of_cases() -> str:
    """A mark that changes with every load of published cases; "" while there are none. One query."""
    told = PublishedCase.objects.aggregate(many=Count("id"), last=Max("id"), at=Max("loaded_at"))
    return f"{told['many']} {told['last']} {told['at'].isoformat()}" if told["many"] else ""


def case_rows() -> Iterator[Row]:
    """All published cases, in the order of their loading."""
    for row in PublishedCase.objects.order_by("id").iterator():
        yield Row(row.pk, Case(row.category, row.title, row.text))


def cases_by_number(numbers: Sequence[int]) -> Mapping[int, Case]:
    """The published cases of these numbers that are there. One query."""
    rows = PublishedCase.objects.filter(id__in=numbers)
    return {row.pk: Case(row.category, row.title, row.text) for row in rows}
