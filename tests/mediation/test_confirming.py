"""Judicial confirmation: jointly, in time, never sent by itself, and the court's answer kept."""

from datetime import timedelta
from uuid import uuid4

import pytest

from heyi.documents.codes import PaperKind
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.mediation import operations as ops
from heyi.mediation.operations.papers import write_paper
from heyi.mediation.queries import find_confirmation
from tests.factories.matters import MORNING, ZHILI, desk
from tests.factories.mediations import (
    LI,
    WANG,
    agreement,
    as_party,
    colleague,
    concluded,
    mediator,
    party,
    refused,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
COURT = "湖州市吴兴区人民法院"


def confirmation(matter):
    with desk(ZHILI):
        return find_confirmation(matter.county, agreement(matter).id)


def asked(*, said=(), **given):
    matter, _id = concluded(**given)
    with desk(ZHILI):
        ops.ask_confirmation(matter.key, taking=colleague(), court=COURT, said=said)
    return matter


def joined(matter, side, *, at=MORNING):
    with as_party(matter):
        ops.join_confirmation(matter.key, taking=party(side, at=at))


def test_it_is_put_to_the_court_once_every_party_has_joined_itself():
    matter = asked()
    joined(matter, "A")
    with desk(ZHILI):
        assert refused(ops.apply_confirmation, matter.key, taking=colleague()) == "not_jointly"
    assert refused(joined, matter, "A") == "joined_already"
    joined(matter, "B")
    with desk(ZHILI):
        ops.apply_confirmation(matter.key, taking=colleague())
        ops.answer_confirmation(
            matter.key, taking=colleague(), confirmed=True, number="（2026）浙0502民特12号"
        )
    assert (confirmation(matter).state, confirmation(matter).joined) == ("CONFIRMED", ["A", "B"])
    assert list(verify_problems()) == []


def test_after_thirty_days_nobody_joins_and_nothing_is_sent():
    matter = asked()
    late = confirmation(matter).until_at + timedelta(seconds=1)
    with as_party(matter):
        assert refused(ops.join_confirmation, matter.key, taking=party("A", at=late)) == "confirmation_late"


def test_what_a_court_would_refuse_is_not_asked_for():
    matter, _id = concluded()
    with desk(ZHILI):
        given = {"taking": colleague(), "court": COURT, "said": ["UNCLEAR"]}
        assert refused(ops.ask_confirmation, matter.key, **given) == "cannot_be_confirmed"
        late = {"taking": colleague(at=MORNING + timedelta(days=40)), "court": COURT}
        assert refused(ops.ask_confirmation, matter.key, **late) == "cannot_be_confirmed"


def test_a_party_asks_for_it_and_has_joined_with_that_and_may_drop_it():
    matter, _id = concluded()
    with as_party(matter):
        ops.ask_confirmation(matter.key, taking=party("B"), court=COURT)
    assert confirmation(matter).joined == ["B"]
    with desk(ZHILI):
        assert (
            refused(ops.ask_confirmation, matter.key, taking=colleague(), court=COURT) == "confirmation_open"
        )
    with as_party(matter):
        ops.drop_confirmation(matter.key, taking=party("A"))
    assert confirmation(matter) is None


def test_a_court_answers_only_what_was_put_to_it():
    matter = asked()
    with desk(ZHILI):
        given = {"taking": colleague(), "confirmed": False, "number": ""}
        assert refused(ops.answer_confirmation, matter.key, **given) == "not_applied"


def test_who_has_no_telephone_joins_on_paper_that_is_kept():
    matter = asked()
    joined(matter, "A")
    with desk(ZHILI):
        assert (
            refused(ops.record_joining, matter.key, taking=colleague(side="B"), file=None) == "paper_needed"
        )
        ops.record_joining(matter.key, taking=mediator(side="B"), file=uuid4())
        again = {"taking": colleague(side="A"), "file": uuid4()}
        assert refused(ops.record_joining, matter.key, **again) == "joined_already"
        ops.apply_confirmation(matter.key, taking=colleague())
    assert (confirmation(matter).joined, confirmation(matter).on_paper) == (["A", "B"], ["B"])
    assert list(verify_problems()) == []


def test_who_declines_stops_it_and_may_join_after_all():
    matter = asked()
    joined(matter, "A")
    joined(matter, "B")
    with as_party(matter):
        ops.decline_confirmation(matter.key, taking=party("B"))
        assert refused(ops.decline_confirmation, matter.key, taking=party("B")) == "declined_already"
    assert (confirmation(matter).joined, confirmation(matter).declined) == (["A"], ["B"])
    with desk(ZHILI):
        assert refused(ops.apply_confirmation, matter.key, taking=colleague()) == "not_jointly"
    joined(matter, "B")
    assert (confirmation(matter).joined, confirmation(matter).declined) == (["A", "B"], [])
    with desk(ZHILI):
        ops.apply_confirmation(matter.key, taking=colleague())
    with as_party(matter):
        assert refused(ops.decline_confirmation, matter.key, taking=party("B")) == "not_joining"
    assert list(verify_problems()) == []


def test_the_request_is_made_once_all_have_joined_and_all_are_applicants():
    matter = asked()
    kind = PaperKind.CONFIRMATION_REQUEST
    joined(matter, "A")
    with desk(ZHILI):
        assert refused(write_paper, matter.key, kind, taking=mediator()) == "paper_not_yet"
    joined(matter, "B")
    with desk(ZHILI):
        content = write_paper(matter.key, kind, taking=mediator()).content
    assert content.court == COURT
    assert [(each.name, each.role) for each in content.parties] == [(WANG, "申请人"), (LI, "申请人")]
    assert [(each.name, each.role) for each in content.signers] == [(WANG, "申请人"), (LI, "申请人")]


@pytest.mark.parametrize(
    ("said", "days", "why"),
    [(["UNCLEAR"], 0, "内容不明确"), ([], 40, "超过三十日"), (["TITLE"], 40, "确权")],
)
def test_the_refusal_names_the_reason(said, days, why):
    matter, _id = concluded()
    taking = colleague(at=MORNING + timedelta(days=days))
    with desk(ZHILI), pytest.raises(NotAllowed) as error:
        ops.ask_confirmation(matter.key, taking=taking, court=COURT, said=said)
    refusal = error.value.refusal
    assert why in refusal.sentence % dict(refusal.params)
