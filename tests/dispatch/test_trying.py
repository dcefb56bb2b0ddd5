"""Drafts tried on past matters: what would go elsewhere, for whom it is seen, when it is stale; and rulings."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heyi.dispatch import operations as ops
from heyi.dispatch.access import rulings_since_book
from heyi.dispatch.codes import RulePart
from heyi.dispatch.models import RuleTrial, TrialHit
from heyi.dispatch.queries.books import book
from heyi.dispatch.queries.drafts import _RULINGS
from heyi.dispatch.rules.books import values_of
from heyi.dispatch.rules.suggesting import row_of_suggestion
from heyi.journeys.trying_rules import forget_trials, try_rules
from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.orgs.access import directory
from tests.dispatch.test_objecting import LABOUR, decide, objected
from tests.factories.matters import BALIDIAN, CITY, MORNING, ZHILI, desk, received, unit
from tests.factories.rules import (
    LABOUR_TO_JUSTICE,
    added,
    begun,
    fresh_books,
    kept_values,
    seen,
    tried,
    two,
    written,
)

__all__ = ["fresh_books", "two"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_trial_says_what_would_go_elsewhere_and_is_stale_once_the_draft_changes(two):
    for _each in range(3):
        received(text="老板拖欠工资，投诉劳动监察不管。", region="330502")
    received(text="邻居把衣服晾在楼道里，我们两家起了纠纷。")
    draft = begun(two[0])
    added(draft, two[0])
    tried(draft)
    trial = seen(draft).trial
    assert trial.state == "DONE"
    assert (trial.total, trial.done, trial.result["total"]) == (4, 4, 4)
    assert trial.result["moved"] == sum(move["count"] for move in trial.result["moves"])
    assert trial.result["moved"] in (0, 3)
    assert not trial.is_stale
    row = seen(draft).of(RulePart.LIMIT)[0]
    with written():
        ops.change_row(row.id, {**kept_values(row), "limit": "3 hours"}, seen=1, by=two[0], at=MORNING)
    assert seen(draft).trial.is_stale


def test_a_trial_of_an_unchanged_draft_changes_nothing(two):
    received()
    draft = begun(two[0])
    tried(draft)
    assert seen(draft).trial.result == {"total": 1, "moved": 0, "relimited": 0, "moves": [], "limits": []}


def test_a_trial_is_run_once_and_reads_by_a_fixed_number_of_statements(two):
    counts = []
    draft = begun(two[0])
    added(draft, two[0], {**LABOUR_TO_JUSTICE, "field": "", "code": "all"})
    for _each in range(3):
        received()
        received(text="织里镇政府拖着不办，我要投诉。")
        with written():
            trial = ops.ask_trial(draft, days=None, by=None, at=MORNING, name="console")
        with CaptureQueriesContext(connection) as captured:
            assert try_rules(trial, now=lambda: MORNING) is not None
        counts.append(len(captured.captured_queries))
        assert try_rules(trial, now=lambda: MORNING) is None
    assert counts[1] == counts[2]  # the first has no earlier finds to forget


def test_a_trial_finds_matters_for_those_who_see_them_only(two):
    mine, other = received(region="330502100"), received(region="330502101")
    draft = begun(two[0])
    added(draft, two[0], {**LABOUR_TO_JUSTICE, "field": "", "code": "all", "priority": 900})
    trial = tried(draft)
    assert seen(draft).trial.result["moved"] == 2
    with desk(ZHILI):
        assert [hit.number for hit in TrialHit.objects.filter(trial_id=trial)] == [mine.number]
    with desk(BALIDIAN):
        assert [hit.number for hit in TrialHit.objects.filter(trial_id=trial)] == [other.number]
    with entering("admin"):
        assert not TrialHit.objects.exists()
    with written():
        ops.discard_draft(draft, seen=seen(draft).draft.revision, by=two[0], at=MORNING)
    assert forget_trials() == 2


def test_what_fails_is_kept_as_failed_and_raised(two, monkeypatch):
    draft = begun(two[0])
    with written():
        trial = ops.ask_trial(draft, days=30, by=two[0], at=MORNING)
    monkeypatch.setattr("heyi.journeys.trying_rules.past_facts", lambda since: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        try_rules(trial, now=lambda: MORNING)
    assert RuleTrial.objects.get(pk=trial).state == "FAILED"


def test_a_ruling_on_an_objection_says_what_the_rules_should(two):
    """By the steps themselves: the town objects, the county passes it up, the city rules for the labour department."""
    at = now()
    matter = received(at=at)
    objected(matter, at=at)
    decide(ops.refuse_objection, matter, at=at)
    labour = unit(LABOUR)
    decide(ops.rule_moved, matter, by=CITY, at=at, to_unit=labour)
    with desk(CITY):
        (found,) = rulings_since_book(directory())
    assert (found.ruled, found.by_rules, found.count) == (labour, unit(ZHILI), 1)
    assert (found.nature, found.region_code) == ("DISPUTE", "330502")
    with desk(BALIDIAN):
        assert rulings_since_book(directory()) == ()
    row = row_of_suggestion(found, directory().unit(labour), book(1), why="裁定")
    assert (row.unit_kind, row.specialty, row.level) == ("DEPARTMENT", "HUMAN_RESOURCES", "COUNTY")
    draft = begun(two[0])
    added(draft, two[0], values_of(row))
    tried(draft, at=at)
    assert seen(draft).trial.result["moves"] == [{"from": unit(ZHILI), "to": labour, "count": 1}]


def test_rulings_are_found_by_their_index_inside_the_wall(db):
    """A city has a million tasks and few rulings: no walk over all of them."""
    with desk(CITY), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {_RULINGS}", [MORNING, 10])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "tasks_ruled" in plan, plan
