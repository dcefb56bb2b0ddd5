"""Who says that something was done, and whose word settles it; what is late, broken, and done after all."""

from datetime import datetime, timedelta

import pytest

from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import NotAllowed
from heyi.mediation import operations as ops
from heyi.mediation.access import figures, outcomes_of
from heyi.mediation.queries import obligations_of
from tests.factories.matters import MORNING, ZHILI, desk, received, unit
from tests.factories.mediations import (
    PAYS,
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


DAY = timedelta(days=1)
LATE = datetime(
    2026, 12, 5, 9, tzinfo=CHINA
)  # the first part was due on 1 December, the others in the new year
LATER = datetime(2027, 2, 3, 9, tzinfo=CHINA)


def broken(matter, number=0, *, at=LATE):
    with desk(ZHILI):
        ops.break_off(
            matter.key, taking=mediator(at=at), obligation_id=owed(matter)[number].id, text="没有付"
        )


def done(matter, number, *, at):
    with desk(ZHILI):
        ops.perform(matter.key, taking=mediator(at=at), obligation_id=owed(matter)[number].id)


def pays():
    """An agreement with nothing but three parts of a payment."""
    matter, _id = concluded(PAYS)
    return matter


def test_one_part_that_was_not_performed_shuts_none_of_the_others():
    matter = pays()
    broken(matter)
    second = {"obligation_id": owed(matter)[1].id}
    with desk(ZHILI):
        ops.remind(matter.key, taking=mediator(at=LATE), **second)
    with as_party(matter):
        ops.say_paid(matter.key, taking=party("B", at=LATE), **second)
        ops.perform(matter.key, taking=party("A", at=LATE), **second)
    assert [each.state for each in owed(matter)] == ["BROKEN", "DONE", "OPEN"]
    assert agreement(matter).state == "BROKEN"
    assert list(verify_problems()) == []


def test_what_was_broken_is_performed_late_and_the_agreement_with_the_last_of_it():
    matter = pays()
    broken(matter)
    assert agreement(matter).state == "BROKEN"
    with as_party(matter):
        first = {"obligation_id": owed(matter)[0].id}
        ops.say_paid(matter.key, taking=party("B", at=LATE), **first)
        ops.perform(matter.key, taking=party("A", at=LATER), **first)
    assert agreement(matter).state == "EFFECTIVE"
    assert (owed(matter)[0].state, owed(matter)[0].broken_at, owed(matter)[0].done_at) == (
        "DONE",
        LATE,
        LATER,
    )
    done(matter, 1, at=LATER)
    done(matter, 2, at=LATER)
    assert agreement(matter).state == "PERFORMED"
    assert list(verify_problems()) == []
    assert "agreement.performed_early" not in {each.code for each in check_problems(at=LATER)}


def test_figures_tell_how_often_it_was_broken_and_what_was_performed_in_the_end():
    matter = pays()
    other, _id = concluded(PAYS, matter=received("另一家的纠纷。"))
    broken(matter)
    broken(other)
    for number in range(3):
        done(matter, number, at=LATER)
    with desk(ZHILI):
        found = figures([unit(ZHILI)], start=MORNING - DAY, end=MORNING + DAY)
        kept = outcomes_of([matter.key, other.key])
    assert (found.owed, found.performed, found.broken, found.mended) == (2, 1, 2, 1)
    assert (kept[matter.key].done, kept[other.key].done) == (3, 0)


def test_nothing_is_broken_before_its_day_is_over():
    matter = pays()
    for at in (MORNING, datetime(2026, 12, 1, 23, 59, tzinfo=CHINA)):
        with desk(ZHILI):
            given = {"taking": mediator(at=at), "obligation_id": owed(matter)[0].id, "text": "没有付"}
            assert refusal(ops.break_off, matter.key, **given) == "not_due_yet"
    broken(matter, at=datetime(2026, 12, 2, 0, 0, tzinfo=CHINA))
    with desk(ZHILI):
        given = {"taking": mediator(at=LATER), "obligation_id": owed(matter)[0].id, "text": "没有付"}
        assert refusal(ops.break_off, matter.key, **given) == "broken_already"


def test_one_reminder_of_one_part_in_a_day():
    matter = pays()
    first, second, _third = (each.id for each in owed(matter))
    evening = MORNING.replace(hour=21)
    with desk(ZHILI):
        ops.remind(matter.key, taking=mediator(), obligation_id=first)
        again = {"taking": mediator(at=evening), "obligation_id": first}
        assert refusal(ops.remind, matter.key, **again) == "reminded_today"
        ops.remind(matter.key, taking=mediator(at=evening), obligation_id=second)
        ops.remind(matter.key, taking=mediator(at=TOMORROW), obligation_id=first)


def test_who_receives_may_deny_what_was_said_and_the_payer_says_it_again():
    matter = pays()
    first = {"obligation_id": owed(matter)[0].id}
    with as_party(matter):
        assert refusal(ops.deny_paid, matter.key, taking=party("A"), **first) == "nothing_said"
        ops.say_paid(matter.key, taking=party("B"), **first)
        assert refusal(ops.deny_paid, matter.key, taking=party("B"), **first) == "not_received"
        ops.deny_paid(matter.key, taking=party("A", at=TOMORROW), **first)
        assert refusal(ops.deny_paid, matter.key, taking=party("A", at=TOMORROW), **first) == "nothing_said"
    assert (owed(matter)[0].state, owed(matter)[0].is_denied) == ("OPEN", True)
    with as_party(matter):
        ops.say_paid(matter.key, taking=party("B", at=LATE), **first)
    assert owed(matter)[0].is_said
    assert list(verify_problems()) == []
