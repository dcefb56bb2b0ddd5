"""Fifty hands plan at once: no two sessions share a room, a mediator or a party."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.mediation import operations as ops
from heyi.mediation.codes import Meeting
from heyi.mediation.operations import Plan, Taken
from heyi.mediation.queries import sessions_of
from tests.factories.matters import MORNING, ZHILI, desk, received
from tests.factories.mediations import begun, mediator, standing

pytestmark = pytest.mark.usefixtures("own_database")
HANDS, MATTERS, ROOMS = 50, 5, 2


def test_nothing_is_taken_twice_with_fifty_hands_trying():
    matters = [begun(matter=received(f"第{n}户和邻居的纠纷。"))[0] for n in range(MATTERS)]
    start = Barrier(HANDS)

    def plans(place):
        matter = matters[place % MATTERS]
        starts_at = MORNING + timedelta(days=1, minutes=15 * (place % 7))
        wanted = Plan(
            Meeting.JOINT, starts_at, starts_at + timedelta(hours=1), ("A", "B"), room_id=place % ROOMS
        )
        try:
            start.wait(20)
            with desk(ZHILI):
                ops.plan(matter.key, taking=mediator(), plan=wanted)
        except Taken:
            return "taken"
        finally:
            connections.close_all()
        return "planned"

    with ThreadPoolExecutor(HANDS) as pool:
        went = list(pool.map(plans, range(HANDS)))
    held = []
    with desk(ZHILI):
        for matter in matters:
            held += [
                (
                    each.starts_at,
                    each.ends_at,
                    f"room:{each.room_id}",
                    f"mediator:{each.mediator_id}",
                    matter.id,
                )
                for each in sessions_of(matter.county, standing(matter).id)
            ]
    assert len(held) == went.count("planned") > 0
    for one in held:
        for other in held:
            if one is not other and set(one[2:]) & set(other[2:]):
                assert one[1] <= other[0] or other[1] <= one[0]
    assert list(verify_problems()) == []
    assert [
        each for each in check_problems(at=MORNING) if each.code.startswith(("mediation", "session"))
    ] == []


def test_what_was_called_off_is_free_again():
    matter, _id = begun()
    starts_at = MORNING + timedelta(days=1)
    wanted = Plan(Meeting.JOINT, starts_at, starts_at + timedelta(hours=1), ("A", "B"))
    with desk(ZHILI):
        ops.plan(matter.key, taking=mediator(), plan=wanted)
    with pytest.raises(Taken), desk(ZHILI):
        ops.plan(matter.key, taking=mediator(), plan=wanted)
    with desk(ZHILI):
        (session,) = sessions_of(matter.county, standing(matter).id)
        ops.call_off(matter.key, taking=mediator(), session_id=session.id, text="一方有事")
        ops.plan(matter.key, taking=mediator(), plan=wanted)
    assert list(verify_problems()) == []
