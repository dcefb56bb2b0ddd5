"""Hands at the same time, over real connections: one wins, the other is told; nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from heyi.dispatch import operations as ops
from heyi.dispatch.access import tasks_view
from heyi.dispatch.operations import Overtaken
from heyi.intake.operations import KeyTaken
from heyi.journeys.checking import check_problems
from heyi.journeys.reactions import react
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import matter_view
from heyi.matters.codes import Zone
from tests.factories.matters import ZHILI, desk, hand, received, step, unit
from tests.factories.people import appointed

pytestmark = pytest.mark.usefixtures("own_database")


def together(*works):
    """Every work on a connection of its own, all starting at once; what each gave or raised."""
    start = Barrier(len(works))

    def run(work):
        try:
            start.wait(10)
            return work()
        except (NotAllowed, Overtaken, KeyTaken) as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def nothing_is_wrong():
    react(now=now)
    assert list(verify_problems()) == []
    assert list(check_problems(at=now())) == []


def test_two_clerks_sign_at_once_and_one_is_told_who_was_faster():
    matter = received()
    with desk(ZHILI):
        seen = matter_view(*matter.key, units=[unit(ZHILI)]).seq

    def signs(name):
        def work():
            with desk(ZHILI):
                return ops.sign(matter.key, step=ops.Step(by=hand(ZHILI, name=name), at=now(), seen=seen))

        return work

    gave = together(signs("李明"), signs("张红"))
    assert sorted(type(each).__name__ for each in gave) == ["Held", "Overtaken"]
    assert next(each for each in gave if isinstance(each, Overtaken)).actor in {"李明", "张红"}
    nothing_is_wrong()


def test_two_claim_at_once_and_one_is_told_who_has_it():
    matter, people = received(), [appointed(ZHILI, "李明", at=now()), appointed(ZHILI, "张红", at=now())]
    with desk(ZHILI):
        seen = matter_view(*matter.key, units=[unit(ZHILI)]).seq

    def claims(person, name):
        def work():
            with desk(ZHILI):
                by = hand(ZHILI, person=person, name=name)
                return ops.claim(matter.key, step=ops.Step(by=by, at=now(), seen=seen))

        return work

    gave = together(*(claims(*person) for person in people))
    assert sorted(type(each).__name__ for each in gave) == ["Held", "Overtaken"]
    with desk(ZHILI):
        handler = tasks_view(*matter.key, units=frozenset({unit(ZHILI)}))[0].handler
    assert next(each for each in gave if isinstance(each, Overtaken)).actor == handler
    nothing_is_wrong()


def test_eight_notes_at_once_all_stand_in_one_chain():
    matter = received()

    def writes(number):
        def work():
            with desk(ZHILI):
                return ops.note(matter.key, step=step(ZHILI), zone=Zone.WORKING, text=f"第{number}条")

        return work

    together(*(writes(number) for number in range(8)))
    with desk(ZHILI):
        assert len(matter_view(*matter.key, units=[unit(ZHILI)]).notes) == 8
    nothing_is_wrong()


def test_the_same_key_sent_eight_times_at_once_opens_one_matter():
    receipts = together(*[lambda: received(key="一键").receipt] * 8)
    assert len({receipt["number"] for receipt in receipts}) == 1
    nothing_is_wrong()


def test_the_same_key_with_two_bodies_at_once_opens_one_matter_and_refuses_the_other():
    gave = together(lambda: received("甲事", key="一键"), lambda: received("乙事", key="一键"))
    assert sorted(type(each).__name__ for each in gave) == ["KeyTaken", "Received"]
    nothing_is_wrong()
