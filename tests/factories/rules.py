"""A draft of the rules by an officer, changed, tried, submitted and approved."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest

from heyi.accounts.rules import Standing
from heyi.dispatch import operations as ops
from heyi.dispatch.access import DraftPage, RowView, draft_page
from heyi.dispatch.codes import RulePart
from heyi.dispatch.models import DraftRow, RuleBook
from heyi.dispatch.queries.books import book
from heyi.journeys.trying_rules import try_rules
from heyi.matters.access import entering
from heyi.orgs.access import directory
from tests.factories.matters import CITY, MORNING, WUXING
from tests.factories.people import appointed, standing_of

LABOUR_TO_JUSTICE = {
    "code": "labour-justice",
    "priority": 460,
    "field": "LABOUR",
    "nature": "",
    "channel": "",
    "region_code": "",
    "unit_kind": "JUSTICE",
    "specialty": "",
    "level": "COUNTY",
    "why": "本市规定：劳动用工先由司法所受理",
}


@pytest.fixture(autouse=True)
def fresh_books() -> Iterator[None]:
    """Books of a database that was rolled back are not remembered."""
    book.cache_clear()
    yield
    book.cache_clear()


@pytest.fixture
def two(db: None) -> tuple[Standing, Standing]:
    """陈静 writes, 周敏 approves."""
    return officers()


def kept_values(view: RowView) -> dict[str, object]:
    """A row of a draft as it is kept."""
    return dict(DraftRow.objects.get(pk=view.id).values)


def officers() -> tuple[Standing, Standing]:
    """Who writes and who approves: a rules officer of the city, one of a county."""
    first = appointed(CITY, "陈静", role="RULES_OFFICER")
    return standing_of(first), standing_of(appointed(WUXING, "周敏", role="RULES_OFFICER"))


@contextmanager
def written() -> Iterator[None]:
    """The scope in which drafts are written; books read from a database that was rolled back are forgotten."""
    book.cache_clear()
    with entering("admin"):
        yield


def begun(by: Standing, *, at: datetime = MORNING) -> int:
    """A draft of today's book."""
    with written():
        return ops.begin_draft(aim="劳动争议先由司法所受理", by=by, at=at)


def added(
    draft: int, by: Standing, values: dict[str, object] = LABOUR_TO_JUSTICE, *, at: datetime = MORNING
) -> int:
    """A routing rule more."""
    with written():
        return ops.add_row(draft, RulePart.ROUTING, values, by=by, at=at)


def tried(draft: int, *, at: datetime = MORNING, days: int | None = None) -> int:
    """A trial that has been run."""
    with written():
        trial = ops.ask_trial(draft, days=days, by=None, at=at, name="console")
    try_rules(trial, now=lambda: at)
    return trial


def seen(draft: int, *, at: datetime = MORNING) -> DraftPage:
    """The draft as its page shows it."""
    found = draft_page(draft, trees=directory(), at=at)
    assert found is not None
    return found


def submitted(
    draft: int, by: Standing, *, at: datetime = MORNING, effective_at: datetime | None = None
) -> None:
    """Tried, every warning read, and submitted."""
    tried(draft, at=at)
    page = seen(draft, at=at)
    with written():
        ops.submit_draft(
            draft,
            effective_at=effective_at,
            read=[finding.mark for finding in page.unread],
            seen=page.draft.revision,
            by=by,
            at=at,
        )


def approved(draft: int, by: Standing, *, at: datetime = MORNING) -> int:
    """Published; the version."""
    page = seen(draft, at=at)
    with written():
        return ops.approve_draft(draft, seen=page.draft.revision, against=page.against, by=by, at=at)


def published(
    author: Standing,
    approver: Standing,
    *,
    at: datetime = MORNING,
    effective_at: datetime | None = None,
    code: str = "labour-justice",
) -> int:
    """The whole way of a draft; the version of its book."""
    draft = begun(author, at=at)
    priority = 460 + len(RuleBook.objects.all())
    added(draft, author, {**LABOUR_TO_JUSTICE, "code": code, "priority": priority}, at=at)
    submitted(draft, author, at=at, effective_at=effective_at)
    return approved(draft, approver, at=at)
