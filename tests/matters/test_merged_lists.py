"""A list merged from the heads of its sorts is the list that sorting everything would give, page by page."""

from datetime import timedelta

import pytest
from django.db import connection

from heyi.dispatch import operations as ops
from heyi.matters.access import WorkFilter, work_list
from heyi.matters.access.lists import sorts_of
from heyi.matters.codes import MatterState, TaskState
from heyi.orgs.access import directory
from tests.factories.matters import MORNING, WUXING, ZHILI, desk, received, step, unit

pytestmark = pytest.mark.django_db

PLAIN = """
SELECT matter_id, state FROM matters_reach
 WHERE unit_id = %s AND basis = ANY (%s) AND is_live = %s ORDER BY next_due_at {order}, matter_id {way}
"""
PATHS = (
    [],
    [("sign", {})],
    [("sign", {}), ("hold", {"reason": "WAITS_FOR_EXPERT", "text": "等鉴定"})],
    [("sign", {}), ("answer", {"text": "已调解"})],
    [("sign", {}), ("answer", {"text": "已调解"}), ("close", {})],
)


@pytest.fixture
def in_every_state():
    """Two matters on each path, received in turns, so that their states lie mixed in the order of what is due."""
    for turn in range(2):
        for number, path in enumerate(PATHS):
            at = MORNING + timedelta(minutes=turn * 7 + number // 2)
            matter = received(f"第{turn}{number}户邻居晾衣纠纷。", at=at)
            for verb, given in path:
                with desk(ZHILI):
                    getattr(ops, verb)(matter.key, step=step(ZHILI, at=at), **given)


def paged(code, wanted, *, limit):
    """Every page of the list, one after the other."""
    rows, after = [], ""
    while True:
        page = work_list(unit(code), wanted=wanted, after=after, limit=limit)
        rows += [(row.matter_id, row.state) for row in page.rows]
        if not (after := page.after):
            return rows


@pytest.mark.parametrize("limit", [1, 3, 50])
@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize(("code", "below"), [(ZHILI, False), (WUXING, True)])
def test_merged_is_sorted(in_every_state, code, below, done, limit):
    bases = ["SUPERIOR"] if below else ["LEAD", "ASSIST", "ALARM"]
    order = ("DESC NULLS FIRST", "DESC") if done else ("ASC NULLS LAST", "ASC")
    with desk(code), connection.cursor() as cursor:
        cursor.execute(PLAIN.format(order=order[0], way=order[1]), [unit(code), bases, not done])
        plain = cursor.fetchall()
        assert paged(code, WorkFilter(below=below, done=done), limit=limit) == plain
    assert len(plain) == (2 if done else 8)


def test_a_town_is_found_as_itself_and_within_its_county(in_every_state):
    with desk(WUXING):
        for code, many in (("330502100", 8), ("330502101", 0), ("330502", 8), ("330503", 0)):
            wanted = WorkFilter(below=True, region_code=code, has_parts=directory().has_parts(code))
            assert len(paged(WUXING, wanted, limit=3)) == many, code


def test_the_directory_knows_which_regions_have_parts():
    assert [directory().has_parts(code) for code in ("330500", "330502", "330502100", "999999", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_no_state_is_left_out():
    live, over = (sorts_of(WorkFilter(done=done))[1] for done in (False, True))
    assert sorted(live + over) == sorted({*MatterState, *TaskState})
