"""What a mediator and the mediating unit are told of: what parties say for themselves, and a term nearly over."""

from datetime import timedelta

import pytest

from heyi.accounts.models import Person
from heyi.journal.access import timeline_of
from heyi.journeys.sweeping import sweep
from heyi.matters.access import entering
from heyi.mediation import operations as ops
from heyi.mediation.models import Mediation
from heyi.mediation.queries import obligations_of
from tests.factories.matters import ZHILI, desk, received
from tests.factories.mediations import (
    PAYS,
    Taking,
    agreement,
    as_party,
    colleague,
    concluded,
    opened,
    party,
    standing,
)
from tests.factories.noticing import hand_of, listeners, people  # noqa: F401 - a fixture
from tests.factories.people import appointed
from tests.factories.telling import read_journal

pytestmark = pytest.mark.usefixtures("people")


def mediated():
    """One that the demo's mediator of Zhili mediates."""
    me = Person.objects.get(username="zhili.mediator")
    matter, _id = opened(matter=received(), mediator_id=me.pk, mediator=me.name)
    return matter


def test_the_mediator_hears_what_parties_say_and_the_unit_of_a_recusal() -> None:
    first, second = mediated(), mediated()
    with as_party(first):
        ops.consent(first.key, taking=party("A"), device="a")
        ops.ask_recusal(first.key, taking=party("A"), text="他们是亲戚。")
        ops.refuse(first.key, taking=party("B"), device="b")
    with as_party(second):
        ops.complain(second.key, taking=party("A"), text="偏心。")
    read_journal()
    assert listeners("MED_CONSENTED") == {"zhili.mediator"}
    assert listeners("MED_REFUSED") == {"zhili.mediator"}
    assert listeners("MED_RECUSAL") == {"zhili.clerk"}
    assert listeners("MED_COMPLAINED") == {"wuxing.leader", "wuxing.deputy"}  # in Zhili nobody leads
    assert listeners("MED_STOPPED") == set()


def test_the_mediator_hears_that_nothing_came_and_who_joins_in_asking_a_court() -> None:
    me = Person.objects.get(username="zhili.mediator")
    matter, _id = concluded(PAYS, matter=received(), mediator=me.name)
    with entering("worker"):
        Mediation.objects.filter(matter_id=matter.id).update(mediator_id=me.pk)
    with desk(ZHILI):
        first = obligations_of(matter.county, agreement(matter).id)[0].id
        ops.ask_confirmation(matter.key, taking=colleague(), court="吴兴区人民法院")
    with as_party(matter):
        ops.say_paid(matter.key, taking=party("B"), obligation_id=first)
        ops.deny_paid(matter.key, taking=party("A"), obligation_id=first)
        ops.join_confirmation(matter.key, taking=party("A"))
        ops.decline_confirmation(matter.key, taking=party("B"))
    read_journal()
    assert listeners("MED_UNPAID") == listeners("MED_JOINED") == {"zhili.mediator"}


def test_a_complaint_is_told_to_the_leader_and_never_to_the_one_complained_of() -> None:
    one, other = (appointed(ZHILI, name, role="LEADER")[0] for name in ("朱主任", "沈副主任"))
    matter, _id = opened(matter=received(), mediator_id=one, mediator="朱主任")
    with as_party(matter):
        ops.complain(matter.key, taking=party("A"), text="偏心。")
    read_journal()
    assert listeners("MED_COMPLAINED") == {Person.objects.get(pk=other).username}


def test_a_term_nearly_over_is_told_once_by_the_sweep() -> None:
    matter = mediated()
    with as_party(matter):
        for side in ("A", "B"):
            ops.consent(matter.key, taking=party(side), device=side)
    mine = Taking(hand_of("zhili.mediator", ZHILI), party("A").at)
    with desk(ZHILI):
        ops.declare(matter.key, taking=mine)
        ops.begin(matter.key, taking=mine)
    late = standing(matter).due_at - timedelta(days=2)
    for _again in range(2):
        sweep(now=lambda: late)
    with entering("worker"):
        verbs = [event.verb for event in timeline_of(*matter.key)]
    assert verbs.count("mediation.due_soon") == 1
