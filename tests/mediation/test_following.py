"""Who says that something was done, and whose word settles it."""

import pytest

from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.mediation import operations as ops
from heyi.mediation.queries import obligations_of
from tests.factories.matters import ZHILI, desk
from tests.factories.mediations import (
    TOMORROW,
    agreement,
    as_party,
    concluded,
    mediator,
    opened,
    party,
    standing,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def owed(matter):
    with desk(ZHILI):
        return obligations_of(matter.county, agreement(matter).id)


def refusal(do, *args, **given):
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code


@pytest.mark.parametrize(
    ("do", "side", "code"), [("perform", "B", "not_received"), ("say_paid", "A", "not_owing")]
)
def test_each_side_says_what_is_its_own_to_say(do, side, code):
    matter, _id = concluded()
    with as_party(matter):
        taking = party(side, at=TOMORROW)
        assert refusal(getattr(ops, do), matter.key, taking=taking, obligation_id=owed(matter)[0].id) == code
    assert owed(matter)[0].state == "OPEN"


def test_the_payers_word_is_kept_and_settles_nothing_until_the_payee_says_so():
    matter, _id = concluded()
    first = owed(matter)[0]
    with as_party(matter):
        ops.say_paid(matter.key, taking=party("B", at=TOMORROW), obligation_id=first.id)
    said = owed(matter)[0]
    assert (said.state, said.said_at, said.done_at) == ("OPEN", TOMORROW, None)
    with desk(ZHILI):
        ops.remind(matter.key, taking=mediator(at=TOMORROW), obligation_id=first.id)
    with as_party(matter):
        ops.perform(matter.key, taking=party("A", at=TOMORROW), obligation_id=first.id)
    done = owed(matter)[0]
    assert (done.state, done.said_by, done.said_at) == ("DONE", "A", TOMORROW)
    with as_party(matter):
        again = {"taking": party("B", at=TOMORROW), "obligation_id": first.id}
        assert refusal(ops.say_paid, matter.key, **again) == "not_open"
    assert list(verify_problems()) == []


def test_a_page_is_opened_for_the_first_time_once():
    matter, _id = opened()
    with as_party(matter):
        ops.reach(matter.key, taking=party("A"))
        assert refusal(ops.reach, matter.key, taking=party("A", at=TOMORROW)) == "reached_already"
        ops.reach(matter.key, taking=party("B"))


def test_who_has_consented_may_stop_before_the_others_have_answered():
    matter, _id = opened()
    with as_party(matter):
        ops.consent(matter.key, taking=party("A"), device="a")
        ops.stop(matter.key, taking=party("A"), device="a")
    assert (standing(matter).state, standing(matter).ending) == ("ENDED", "UNWILLING")
