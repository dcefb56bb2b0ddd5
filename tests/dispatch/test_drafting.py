"""Drafts of the rule book: written by one, tried, approved by another, in force from its date, never changed after."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from heyi.dispatch import operations as ops
from heyi.dispatch.access import book_page, book_view, open_draft
from heyi.dispatch.codes import BookStanding, RulePart
from heyi.dispatch.models import DraftRow, RuleDraft
from heyi.dispatch.operations import CannotDraft, CannotPublish
from heyi.dispatch.queries import book_version
from heyi.dispatch.queries.books import book, read_book
from heyi.journal.access import administrative_events
from heyi.journal.events import SYSTEM
from heyi.matters.access import entering
from tests.factories.matters import CITY, MORNING, received
from tests.factories.people import appointed, standing_of
from tests.factories.rules import (
    LABOUR_TO_JUSTICE,
    added,
    approved,
    begun,
    fresh_books,
    kept_values,
    published,
    seen,
    submitted,
    tried,
    two,
    written,
)

__all__ = ["fresh_books", "two"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def events(*verbs):
    with entering("admin"):
        return [event for event in administrative_events().rows if event.verb in verbs]


def refused(error, code):
    return error.value.code == code


def test_a_draft_begins_as_the_newest_book_and_differs_in_nothing(two):
    page = seen(begun(two[0]))
    assert page.changes == ()
    assert page.unread == ()
    assert page.against == 1
    assert [row.row for row in page.of(RulePart.ROUTING)] == list(book(1).routing)


def test_there_is_one_draft_at_a_time(two):
    begun(two[0])
    with pytest.raises(CannotDraft) as error:
        begun(two[1])
    assert refused(error, "draft_open")
    assert error.value.faults[0].params == {"name": "陈静"}
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleDraft.objects.create(
            aim="另一份", base=1, state="EDITING", begun_by=1, begun_by_name="甲", begun_at=MORNING
        )


def test_only_rules_officers_write(db):
    leader = standing_of(appointed(CITY, "王强", role="LEADER"))
    with pytest.raises(CannotDraft) as error:
        begun(leader)
    assert refused(error, "not_rules_officer")


def test_each_change_is_journalled_by_name_and_told_as_a_difference(two):
    draft = begun(two[0])
    row = added(draft, two[0])
    general = next(
        each for each in seen(draft).of(RulePart.LIMIT) if each.row.clock == "SIGN" and not each.row.urgency
    )
    with written():
        ops.change_row(
            general.id, {**kept_values(general), "limit": "12 hours"}, seen=1, by=two[1], at=MORNING
        )
        police = next(each for each in seen(draft).of(RulePart.ROUTING) if each.row.code == "police-county")
        ops.remove_row(police.id, seen=1, by=two[1], at=MORNING)
    told = [(change.kind, change.key[0]) for change in seen(draft).changes]
    assert told == [("ADDED", "labour-justice"), ("REMOVED", "police-county"), ("CHANGED", "SIGN")]
    assert [event.verb for event in events("draft.row_added", "draft.row_changed", "draft.row_removed")] == [
        "draft.row_removed",
        "draft.row_changed",
        "draft.row_added",
    ]
    assert RuleDraft.objects.get().authors == {str(two[0].person_id): "陈静", str(two[1].person_id): "周敏"}
    with written():
        ops.remove_row(row, seen=1, by=two[0], at=MORNING)
        ops.put_back_row(police.id, seen=2, by=two[0], at=MORNING)
    assert [change.kind for change in seen(draft).changes] == ["CHANGED"]


def test_whoever_comes_second_on_a_row_is_told_and_nothing_is_lost(two):
    draft = begun(two[0])
    row = seen(draft).of(RulePart.LIMIT)[0]
    with written():
        ops.change_row(row.id, {**kept_values(row), "why": "先改的"}, seen=1, by=two[0], at=MORNING)
        with pytest.raises(CannotDraft) as error:
            ops.change_row(row.id, {**kept_values(row), "why": "后改的"}, seen=1, by=two[1], at=MORNING)
    assert refused(error, "overtaken")
    assert error.value.faults[0].params == {"name": "陈静"}
    assert DraftRow.objects.get(pk=row.id).values["why"] == "先改的"
    other = seen(draft).of(RulePart.LIMIT)[1]  # another row may be changed meanwhile
    with written():
        ops.change_row(other.id, {**kept_values(other), "why": "另一行"}, seen=1, by=two[1], at=MORNING)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"why": ""}, "why"),
        ({"priority": 0}, "priority"),
        ({"code": "labour-county"}, "code"),
        ({"unit_kind": "DEPARTMENT"}, "specialty"),
        ({"region_code": "110000"}, "region_code"),
        ({"nature": "WISH"}, "nature"),
    ],
)
def test_every_field_of_a_row_is_checked(two, changed, field):
    draft = begun(two[0])
    with pytest.raises(CannotDraft) as error:
        added(draft, two[0], {**LABOUR_TO_JUSTICE, **changed})
    assert error.value.faults[0].field == field


def _submit(draft, by, **given):
    page = seen(draft)
    read = [finding.mark for finding in page.unread]
    values = {"effective_at": None, "read": read, "seen": page.draft.revision, "by": by, "at": MORNING}
    with written():
        ops.submit_draft(draft, **{**values, **given})


def test_nothing_is_submitted_untried_unread_unchanged_or_with_a_gap(two):
    draft = begun(two[0])
    codes = []
    for prepare in (
        lambda: None,
        lambda: added(draft, two[0], {**LABOUR_TO_JUSTICE, "priority": 440}),
        lambda: tried(draft),
    ):
        prepare()
        with pytest.raises(CannotPublish) as error:
            _submit(draft, two[0], read=[])
        codes.append(error.value.code)
    assert codes == ["nothing_changed", "unread", "unread"]
    with pytest.raises(CannotDraft) as error:
        _submit(draft, two[0], seen=1)
    assert refused(error, "overtaken")
    general = [row for row in seen(draft).of(RulePart.LIMIT) if row.row.clock == "CONFIRM"]
    with written():
        ops.remove_row(general[0].id, seen=1, by=two[0], at=MORNING)
    with pytest.raises(CannotPublish) as error:
        _submit(draft, two[0])
    assert refused(error, "blocked")
    with written():
        ops.put_back_row(general[0].id, seen=2, by=two[0], at=MORNING)
    with pytest.raises(CannotPublish) as error:
        _submit(draft, two[0])
    assert refused(error, "not_tried")
    tried(draft)
    _submit(draft, two[0])
    assert open_draft().state == "SUBMITTED"


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (MORNING - DAY, "in_the_past"),
        (MORNING + 400 * DAY, "too_far"),
        (MORNING + timedelta(hours=14), "not_working_time"),
        (MORNING + 4 * DAY, "not_working_time"),  # a Saturday
        (MORNING + timedelta(hours=4), "not_working_time"),  # at lunch
    ],
)
def test_a_date_is_ahead_and_in_working_time(two, when, code):
    draft = begun(two[0])
    added(draft, two[0])
    with pytest.raises(CannotPublish) as error:
        submitted(draft, two[0], effective_at=when)
    assert refused(error, code)


def test_a_submitted_draft_is_not_changed_until_it_is_recalled(two):
    draft = begun(two[0])
    row = added(draft, two[0])
    submitted(draft, two[0])
    with pytest.raises(CannotDraft) as error, written():
        ops.remove_row(row, seen=1, by=two[1], at=MORNING)
    assert refused(error, "submitted")
    with written():
        ops.recall_draft(draft, by=two[0], at=MORNING)
        ops.remove_row(row, seen=1, by=two[1], at=MORNING)


def test_who_wrote_any_of_it_does_not_approve_it(two):
    draft = begun(two[0])
    added(draft, two[0])
    row = seen(draft).of(RulePart.LIMIT)[0]
    with written():
        ops.change_row(row.id, {**kept_values(row), "why": "改个说法"}, seen=1, by=two[1], at=MORNING)
    submitted(draft, two[0])
    for by in two:
        with pytest.raises(CannotPublish) as error:
            approved(draft, by)
        assert refused(error, "own_draft")
    third = standing_of(appointed(CITY, "赵云", role="RULES_OFFICER"))
    assert approved(draft, third) == 2


def test_a_draft_goes_back_with_a_reason(two):
    draft = begun(two[0])
    added(draft, two[0])
    submitted(draft, two[0])
    revision = seen(draft).draft.revision
    with written():
        with pytest.raises(CannotPublish) as error:
            ops.send_back_draft(draft, why=" ", seen=revision, by=two[1], at=MORNING)
        assert refused(error, "why_missing")
        ops.send_back_draft(draft, why="请写明是哪条规定", seen=revision, by=two[1], at=MORNING)
    page = seen(draft)
    assert (page.draft.state, page.draft.sent_back) == ("EDITING", "请写明是哪条规定")


def test_what_is_approved_is_what_was_read(two):
    draft = begun(two[0])
    added(draft, two[0])
    submitted(draft, two[0])
    with written():
        for given in ({"seen": 1, "against": 1}, {"seen": seen(draft).draft.revision, "against": 9}):
            with pytest.raises(CannotDraft) as error:
                ops.approve_draft(draft, by=two[1], at=MORNING, **given)
            assert refused(error, "overtaken")


def test_a_published_book_routes_from_its_date_without_a_restart(two):
    tomorrow = MORNING + DAY
    before = received(text="老板拖欠工资，要求劳动监察处理。", region="330502")
    version = published(*two, effective_at=tomorrow)
    assert version == 2
    assert book_version(at=MORNING) == 1
    assert book_version(at=tomorrow) == 2
    assert book_view(2, at=MORNING).standing == BookStanding.COMING
    assert book_view(1, at=tomorrow).standing == BookStanding.FOLLOWED
    assert (book_view(2, at=tomorrow).author, book_view(2, at=tomorrow).approver) == ("陈静", "周敏")
    assert before is not None
    (event,) = events("rules.published")[:1]
    assert event.actor.name == "周敏"
    assert event.facts["proposed_by"] == two[0].person_id
    assert event.facts["digest"] == book_view(2, at=MORNING).digest
    assert "labour-justice" in {rule.code for rule in read_book(2).routing}


def test_a_coming_book_is_withdrawn_with_a_reason_and_one_in_force_is_not(two):
    tomorrow = MORNING + DAY
    published(*two, effective_at=tomorrow)
    with written():
        with pytest.raises(CannotPublish) as error:
            ops.withdraw_book(2, why="", by=two[0], at=MORNING)
        assert refused(error, "why_missing")
        with pytest.raises(CannotPublish) as error:
            ops.withdraw_book(2, why="晚了", by=two[0], at=tomorrow)
        assert refused(error, "in_force")
        ops.withdraw_book(2, why="与县里的规定抵触", by=two[1], at=MORNING)
    assert book_version(at=tomorrow) == 1
    assert book_view(2, at=tomorrow).standing == BookStanding.WITHDRAWN
    assert published(*two) == 3
    assert book_view(3, at=MORNING).follows == 1
    assert [each.version for each in book_page(before=None, at=MORNING)[0]] == [3, 2, 1]


def test_the_next_book_follows_the_coming_one(two):
    tomorrow = MORNING + DAY
    published(*two, effective_at=tomorrow)
    draft = begun(two[0])
    assert seen(draft).against == 2
    added(draft, two[0], {**LABOUR_TO_JUSTICE, "code": "labour-again", "priority": 470})
    for when in (None, tomorrow):
        with pytest.raises(CannotPublish) as error:
            submitted(draft, two[0], effective_at=when)
        assert refused(error, "before_coming")
    submitted(draft, two[0], effective_at=tomorrow + timedelta(hours=1))
    with written():
        ops.withdraw_book(2, why="不要了", by=two[1], at=MORNING)
    page = seen(draft)
    assert (page.draft.state, page.against) == ("EDITING", 1)  # looked at anew, beside the book that holds
    assert {change.key[0] for change in page.changes} == {"labour-justice", "labour-again"}


def test_defaults_of_escalation_are_written_out_once(two):
    draft = begun(two[0])
    with written():
        ops.write_out_defaults(draft, by=two[0], at=MORNING)
        with pytest.raises(CannotDraft) as error:
            ops.write_out_defaults(draft, by=two[0], at=MORNING)
    assert refused(error, "has_rows")
    assert len(seen(draft).of(RulePart.ESCALATION)) == 4


def test_an_older_book_gets_its_digest_when_the_house_starts(db):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dispatch_rulebook SET digest = ''")
    with entering("admin"):
        ops.publish_default_book(by=SYSTEM, at=MORNING)
    assert book_view(1, at=MORNING).digest
    assert events("rules.sealed")[0].facts == {"version": 1, "digest": book_view(1, at=MORNING).digest}


def test_defaults_are_written_out_beside_a_row_that_ended_them(two):
    draft = begun(two[0])
    row = {"clock": "", "priority": 5, "urgency": "", "stage": "OVERDUE", "level": "CITY", "does": "URGE"}
    with written():
        ops.add_row(draft, RulePart.ESCALATION, {**row, "why": "试"}, by=two[0], at=MORNING)
        assert seen(draft).ends_defaults
        assert [change.kind for change in seen(draft).changes].count("REMOVED") == 3
        ops.write_out_defaults(draft, by=two[0], at=MORNING)
    assert not seen(draft).ends_defaults
    assert len(seen(draft).of(RulePart.ESCALATION)) == 4
