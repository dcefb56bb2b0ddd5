"""Writing the tables of laws: what was loaded, also of published cases, and what people confirmed."""

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from heyi.laws.access import shelf
from heyi.laws.codes import LAW_REFUSAL_WORDS, LawRefusal, rank_of
from heyi.laws.finding.index import Index
from heyi.laws.finding.lay import taught_by
from heyi.laws.models import Article, Confirmation, Law, PublishedCase
from heyi.laws.queries import find_article, standing_confirmations
from heyi.laws.rules.articles import Key, plain_name
from heyi.laws.rules.cases import Case

_ROWS = 2_000


class CannotConfirm(ValueError):
    """A confirmation that is refused; `code` says why, `sentence` says it to a person."""

    def __init__(self, code: LawRefusal) -> None:
        super().__init__(code.value)
        self.code = code.value
        self.sentence = LAW_REFUSAL_WORDS[code.value]


@transaction.atomic
def keep_laws(index: Index) -> int:
    """Put the laws of an index into the tables, in place of what was there; answers how many articles."""
    Law.objects.all().delete()
    laws = Law.objects.bulk_create(
        Law(
            plain_name=plain_name(law.name),
            name=law.name,
            rank=rank_of(law.level).value,
            level=law.level,
            dated_on=_day(law.date),
            begins_on=_day(law.begins),
            ended_by=law.ended_by,
        )
        for law in index.laws
    )
    for start in range(0, index.size, _ROWS):
        numbers = range(start, min(start + _ROWS, index.size))
        Article.objects.bulk_create(_rows(index, numbers, laws))
    return index.size


@transaction.atomic
def keep_cases(cases: Iterable[Case], *, anew: bool, at: datetime) -> int:
    """Put published cases into the table, in place of those of the same title or, `anew`, of all; answers how many."""
    if anew:
        PublishedCase.objects.all().delete()
    latest = {case.plain_title: case for case in cases}
    rows = [
        PublishedCase(
            plain_title=plain_title, title=case.title, category=case.category, text=case.text, loaded_at=at
        )
        for plain_title, case in latest.items()
    ]
    PublishedCase.objects.bulk_create(
        rows,
        batch_size=_ROWS,
        update_conflicts=True,
        unique_fields=["plain_title"],
        update_fields=["title", "category", "text", "loaded_at"],
    )
    return len(rows)


@transaction.atomic
def confirm(query: str, key: Key, *, by_id: int, at: datetime) -> int:
    """Remember that an article answers a question; answers the confirmation's number. Raises CannotConfirm."""
    words = taught_by(query)
    if not words:
        raise CannotConfirm(LawRefusal.NO_WORDS)
    if find_article(key) is None:
        raise CannotConfirm(LawRefusal.NO_ARTICLE)
    row, _is_new = Confirmation.objects.get_or_create(
        words_digest=sha256(words.encode()).digest(),
        law=key.law,
        no=key.no,
        sub=key.sub,
        withdrawn_at=None,
        defaults={"words": words, "confirmed_at": at, "confirmed_by_id": by_id},
    )
    return row.pk


@transaction.atomic
def withdraw(confirmation_id: int, *, at: datetime) -> None:
    """Take a confirmation back; from the next night it teaches nothing. Raises CannotConfirm."""
    rows = Confirmation.objects.filter(id=confirmation_id, withdrawn_at=None)
    if not rows.update(withdrawn_at=at):
        raise CannotConfirm(LawRefusal.NO_CONFIRMATION)


def relearn() -> int:
    """Learn anew from what people confirmed; answers how many lessons there are. Nothing where no laws are loaded."""
    return shelf().relearn(standing_confirmations())


def _rows(index: Index, numbers: Iterable[int], laws: list[Law]) -> Iterable[Article]:
    for number in numbers:
        article = index.article(number)
        yield Article(
            law=laws[index.law[number]],
            no=article.no,
            sub=article.sub,
            chapter=article.chapter,
            text=article.text.replace("\0", ""),
            place=number,
        )


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
