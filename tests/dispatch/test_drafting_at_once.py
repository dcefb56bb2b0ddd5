"""Two officers at one draft at the same moment, over real connections: one draft, one hand on a row, one book."""

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.codes import RulePart
from heyi.dispatch.models import DraftRow, RuleBook, RuleDraft
from heyi.dispatch.queries.books import book
from heyi.journeys.checking import check_problems
from heyi.journeys.trying_rules import try_rules
from tests.accounts.test_at_once import at_once as run_at_once
from tests.factories.matters import CITY, MORNING, received, unit
from tests.factories.people import appointed, standing_of
from tests.factories.rules import added, begun, officers, seen, submitted, written

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def two(own_database):
    """Two officers in a house of its own."""
    book.cache_clear()
    yield officers()
    book.cache_clear()


def at_once(*acts):
    return run_at_once(*acts, units=[unit(CITY)])


def nothing_is_wrong():
    assert [p for p in check_problems(at=MORNING) if p.code.startswith("rules.")] == []


def test_two_who_begin_at_once_share_one_draft(two):
    acts = (lambda by=by: ops.begin_draft(aim="改", by=by, at=MORNING) for by in two)
    assert at_once(*acts) == ["done", "draft_open"]
    assert RuleDraft.objects.count() == 1
    assert DraftRow.objects.count() == len(book(1).routing) + len(book(1).limits)


def test_of_two_hands_on_a_row_one_is_told(two):
    draft = begun(two[0])
    row = seen(draft).of(RulePart.LIMIT)[0]
    values = DraftRow.objects.get(pk=row.id).values

    def change(by):
        return lambda: ops.change_row(row.id, {**values, "why": by.name}, seen=1, by=by, at=MORNING)

    assert at_once(*map(change, two)) == ["done", "overtaken"]
    assert DraftRow.objects.get(pk=row.id).values["why"] in {by.name for by in two}
    assert DraftRow.objects.get(pk=row.id).edition == 2


def test_changes_of_different_rows_are_all_kept(two):
    draft = begun(two[0])
    rows = seen(draft).of(RulePart.LIMIT)[:2]

    def change(row, by):
        values = DraftRow.objects.get(pk=row.id).values
        return lambda: ops.change_row(row.id, {**values, "why": by.name}, seen=1, by=by, at=MORNING)

    assert at_once(*map(change, rows, two)) == ["done", "done"]
    assert RuleDraft.objects.get().revision == 3
    assert len(RuleDraft.objects.get().authors) == 2


def test_a_draft_is_approved_once_or_recalled_never_both(two):
    draft = begun(two[0])
    added(draft, two[0])
    submitted(draft, two[0])
    third = standing_of(appointed(CITY, "赵云", role="RULES_OFFICER"))
    revision = seen(draft).draft.revision

    def approve(by):
        return lambda: ops.approve_draft(draft, seen=revision, against=1, by=by, at=MORNING)

    told = at_once(approve(two[1]), approve(third), lambda: ops.recall_draft(draft, by=two[0], at=MORNING))
    assert told == ["done", "not_submitted", "not_submitted"]
    assert RuleBook.objects.count() in (1, 2)
    nothing_is_wrong()


def test_a_trial_is_run_by_one_worker(two):
    received()
    draft = begun(two[0])
    added(draft, two[0])
    with written():
        trial = ops.ask_trial(draft, days=None, by=None, at=MORNING, name="console")
    ran = []
    at_once(*(lambda: ran.append(try_rules(trial, now=lambda: MORNING)) for _each in range(2)))
    assert sorted(found is None for found in ran) == [False, True]
