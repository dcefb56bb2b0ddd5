"""Three-way calls: what they say of the boundary, and who sees which; pages and counts by one index."""

import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections

from heyi.dispatch import operations as ops
from heyi.intake.codes import PartnerKind
from heyi.journeys.handing_over import record_call
from heyi.kernel.clock import CHINA
from heyi.matters.access import CallCount, CallFilter, call_counts, calls, entering
from heyi.matters.access.lists import BadKey
from heyi.matters.calls import Call, boundaries
from heyi.matters.codes import CallGround, CallTaker
from tests.factories.calls import called
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    desk,
    step,
    unit,
)
from tests.factories.partners import Signing, police  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
SPAN = CallFilter(since=MORNING - timedelta(days=30), until=MORNING + timedelta(days=1))


def seen(wanted: CallFilter = SPAN) -> list[str]:
    return [row.number for row in calls(wanted).rows]


@pytest.mark.parametrize(
    ("counted", "found"),
    [
        ([], []),
        ([("A", "CENTRE", "AGREED", 5)], [("A", 5, 0, 0)]),
        ([("A", "CENTRE", "AGREED", 5), ("A", "POLICE", "FIRST", 2)], [("A", 7, 2, 2)]),
        # what went elsewhere counts before what nobody agreed on, and that before how many there are
        (
            [
                ("A", "CENTRE", "UNSAID", 9),
                ("B", "CENTRE", "FIRST", 1),
                ("C", "OTHER", "DANGER", 1),
                ("C", "POLICE", "DANGER", 1),
            ],
            [("C", 2, 1, 0), ("B", 1, 0, 1), ("A", 9, 0, 0)],
        ),
    ],
)
def test_the_least_clear_kind_comes_first(
    counted: list[tuple[str, str, str, int]], found: list[tuple[str, int, int, int]]
) -> None:
    told = boundaries(CallCount(*each) for each in counted)
    assert [(each.kind, each.total, each.elsewhere, each.first) for each in told] == found
    assert [each.is_unclear for each in told] == [
        bool(elsewhere or first) for _k, _t, elsewhere, first in found
    ]


@pytest.mark.parametrize(
    ("code", "sees"),
    [(ZHILI, True), (WUXING, True), (CITY, True), (BALIDIAN, False), (ZHILI_POLICE, False)],
)
def test_a_call_is_seen_with_its_matter(police: Signing, code: str, *, sees: bool) -> None:
    matter = called(police, taker=CallTaker.POLICE, ground=CallGround.FIRST)
    with desk(code):
        assert seen() == [matter.number] * sees
        assert call_counts(SPAN) == ((("DISPUTE.NEIGHBOUR", "POLICE", "FIRST", 1),) if sees else ())


def test_who_has_only_an_alarm_sees_no_call(police: Signing) -> None:
    called(police, text="楼上有人要跳楼，邻居都在劝。")
    with desk(ZHILI_POLICE):
        assert seen() == []
        assert call_counts(SPAN) == ()
    with desk(ZHILI):
        assert len(seen()) == 1


def test_who_belongs_to_a_unit_that_is_shut_out_sees_none(police: Signing) -> None:
    matter = called(police)
    units = [unit(ZHILI_POLICE), unit(ZHILI)]
    with entering("desk", units=units):
        assert seen() == [matter.number]
    with desk(ZHILI):
        right = ops.Right(subjects=frozenset({unit(ZHILI_POLICE)}))
        ops.correct(matter.key, step=step(ZHILI), right=right, text="反映的是派出所")
    with entering("desk", units=units):
        assert (seen(), call_counts(SPAN)) == ([], ())


def test_who_had_the_matter_before_is_told_only_that_it_was_referred_on(police: Signing) -> None:
    matter = called(police)
    with desk(ZHILI):
        ops.refer(matter.key, step=step(ZHILI), to_unit=unit(BALIDIAN), text="在八里店")
        assert [row.is_former for row in calls(SPAN).rows] == [True]
    with desk(BALIDIAN):
        assert [row.is_former for row in calls(SPAN).rows] == [False]


@pytest.mark.parametrize("entrance", ["admin", "audit", "tracking", "receive", "worker", ""])
def test_without_the_desks_scope_there_are_none(police: Signing, entrance: str) -> None:
    called(police)
    with entering(entrance):
        assert (seen(), call_counts(SPAN)) == ([], ())


def test_pages_follow_one_another_without_loss_also_within_one_minute(police: Signing) -> None:
    at = [MORNING - timedelta(hours=each // 2) for each in range(5)]
    numbers = [called(police, spoke_at=each).number for each in at]
    with desk(ZHILI):
        found, key = [], ""
        while True:
            page = calls(SPAN, before=key, limit=2)
            found += [(row.spoke_at, row.number) for row in page.rows]
            if not (key := page.next):
                break
    assert [spoke for spoke, _number in found] == sorted(at, reverse=True)
    assert sorted(number for _spoke, number in found) == sorted(numbers)


@pytest.mark.parametrize("key", ["x", "é", "MjAyNg==", "MjAyNi0xMS0yNFQwOTowMDowMHx4", "fA=="])
def test_a_key_that_no_page_gave_is_refused(key: str) -> None:
    with desk(ZHILI), pytest.raises(BadKey):
        calls(SPAN, before=key)


@pytest.mark.parametrize(
    ("narrowed", "many"),
    [
        ({}, 2),
        ({"taker": "POLICE"}, 1),
        ({"ground": "DANGER"}, 1),
        ({"taker": "POLICE", "ground": "FIRST"}, 0),
        ({"partner_kind": "HOTLINE12345"}, 0),
        ({"kind": "DISPUTE.NEIGHBOUR"}, 2),
        ({"kind": "HELP.OTHER"}, 0),
        ({"until": MORNING - timedelta(minutes=1)}, 1),
        ({"since": MORNING}, 1),
        ({"until": MORNING}, 1),
    ],
)
def test_each_filter_narrows(police: Signing, narrowed: dict[str, object], many: int) -> None:
    called(police, spoke_at=MORNING, taker=CallTaker.CENTRE, ground=CallGround.FIRST)
    called(police, spoke_at=MORNING - timedelta(days=2), taker=CallTaker.POLICE, ground=CallGround.DANGER)
    given: dict[str, object] = {**{name: getattr(SPAN, name) for name in SPAN.__slots__}, **narrowed}
    with desk(WUXING):
        assert len(seen(CallFilter(**given))) == many  # type: ignore[arg-type]


def test_the_log_is_read_by_the_hour_of_the_call_however_old_it_grows(police: Signing) -> None:
    """The body of heyi_calls with what it is given: from the key backwards, as far as the page needs."""
    called(police)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'heyi_calls'")
        query = cursor.fetchone()[0].partition("RETURN QUERY")[2].partition(";")[0]
    told = {
        "mine": f"ARRAY[{unit(ZHILI)}]::bigint[]",
        "since": f"'{SPAN.since}'::timestamptz",
        "before_at": f"'{SPAN.until}'::timestamptz",
        "before_id": f"'{UUID(int=0)}'::uuid",
        "bound": "51",
        **dict.fromkeys(("of_partner", "of_taker", "of_ground", "of_kind"), "''"),
    }
    for name, value in told.items():
        query = re.sub(rf"\b{name}\b", value, query)
    with desk(ZHILI), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # there are few rows here
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("EXPLAIN " + query.replace("%", "%%"))
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Scan Backward using calls_in_order" in plan, plan
    assert "Index Cond: ((spoke_at >= " in plan, plan
    assert "ROW(spoke_at, id) < ROW(" in plan, plan
    assert "Sort" not in plan, plan


def test_a_call_in_the_past_century_is_kept_as_it_was_told(police: Signing) -> None:
    spoke_at = datetime(1999, 12, 31, 23, 59, tzinfo=CHINA)
    matter = called(police, spoke_at=spoke_at)
    call = Call(spoke_at, "110、中心", CallTaker.CENTRE, CallGround.AGREED, "商定")
    with entering("receive", source=police.source):
        record_call(
            matter.receipt["tracking_code"],
            call,
            kind=PartnerKind.POLICE110,
            source=police.source,
            key=uuid4().hex,
            body_hash=b"1",
            at=MORNING,
        )
    with desk(ZHILI):
        assert seen() == []
        assert len(seen(CallFilter(since=spoke_at, until=spoke_at + timedelta(days=1)))) == 2
