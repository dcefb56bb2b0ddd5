"""Judicial confirmation: jointly, in time, never sent by itself, and the court's answer kept."""

from datetime import timedelta

import pytest

from heyi.journeys.verifying import verify_problems
from heyi.mediation import operations as ops
from heyi.mediation.queries import find_confirmation
from tests.factories.matters import MORNING, ZHILI, desk
from tests.factories.mediations import agreement, as_party, colleague, concluded, party, refused

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
