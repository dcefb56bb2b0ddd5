"""What is found by words: within reach and nowhere else, by the walk and by the index alike, as it is now."""

from collections.abc import Iterator
from random import Random

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from heyi.dispatch import operations as ops
from heyi.journal.access import timeline_of
from heyi.journeys.indexing import index_matters
from heyi.kernel.clock import now
from heyi.matters.access import entering, finding, found_by_words, number_of_code
from heyi.matters.codes import Zone
from heyi.orgs.access import directory
from heyi.search.rules import query_of
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    WUXING,
    WUXING_POLICE,
    ZHILI,
    ZHILI_POLICE,
    Received,
    desk,
    received,
    step,
    unit,
)
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
KNIFE = "我在利济路88号楼下看到有人拿刀砍人，欠薪引起的，快来。"
ABOUT_POLICE = "我要投诉织里派出所民警不作为，报警后推诿不管。"


@pytest.fixture(params=[3000, 1], ids=["walked", "by the index"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of the search: everything walked, or everything but the newest looked up in the index."""
    monkeypatch.setattr(finding, "_WALKED", request.param)


def seal(matter: Received) -> None:
    """As a higher module will; the spine has no door for it yet."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE matters_matter SET confidentiality = 'SEALED' WHERE id = %s", [matter.id])


def indexed(*matters: Received) -> None:
    """Bring the index up to date, as the reaction does, and put one on top that nobody finds: there the walk stops."""
    stranger = received("无关。", at=now())
    with entering("worker"):
        seal(stranger)
        index_matters([event for matter in (*matters, stranger) for event in timeline_of(*matter.key)])


def found(typed: str, *units: str) -> list[str]:
    with desk(*units):
        return [row.number for row in found_by_words(query_of(typed)).rows]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "typed", ["晾在楼道", "两家 衣服", "楼", "纷", "织里", "里", "Ａ座", "b1", "社会治理中心", "3号楼"]
)
def test_words_lead_to_the_matter_for_who_reaches_it(typed: str) -> None:
    matter = received("邻居把衣服晾在楼道里（3号楼A座 B102），我们两家起了纠纷。")
    indexed(matter)
    assert found(typed, ZHILI) == found(typed, WUXING) == found(typed, CITY) == [matter.number]
    assert found(typed, BALIDIAN) == []


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "typed", ["不存在", "沈月琴", "13857200001", "1385720", "0001", "晾衣 不存在", "%", "_", ""]
)
def test_what_does_not_stand_in_it_finds_nothing(typed: str) -> None:
    """The reporter's name and telephone are in the vault; a telephone in the text is left out."""
    matter = received("晾衣滴水，打我电话13857200001。", reporter={"name": "沈月琴", "phone": "13857200001"})
    indexed(matter)
    assert found(typed, ZHILI) == []


@pytest.mark.usefixtures("way")
def test_a_number_is_found_by_its_beginning_and_by_its_last_digits() -> None:
    matter = received()
    indexed(matter)
    for typed in (matter.number, matter.number[:14], matter.number[14:]):
        assert matter.number in found(typed, ZHILI), typed


@pytest.mark.usefixtures("way")
def test_who_has_an_alarm_finds_it_by_place_and_number_and_never_by_the_story() -> None:
    matter = received(KNIFE, title="有人持刀")
    indexed(matter)
    assert found("欠薪", ZHILI) == [matter.number]
    for police in (ZHILI_POLICE, WUXING_POLICE):
        for typed in ("欠薪", "拿刀", "有人持刀", "快来 织里", "薪"):
            assert found(typed, police) == [], typed
        assert found("织里", police) == [matter.number]
        assert found(matter.number, police) == [matter.number]
    with desk(ZHILI_POLICE):
        (row,) = found_by_words(query_of("织里")).rows
    assert (row.title, row.narrative, row.public_notes) == ("", "", ())


@pytest.mark.usefixtures("way")
def test_a_unit_that_the_report_is_about_never_finds_it_even_together_with_another() -> None:
    matter = received(ABOUT_POLICE)
    indexed(matter)
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, basis FROM matters_reach WHERE matter_id = %s", [matter.id])
        reach = dict(cursor.fetchall())
    denied = next(unit_id for unit_id, basis in reach.items() if basis == "DENIED")
    seen_by = next(unit_id for unit_id, basis in reach.items() if basis == "LEAD")
    for units, numbers in (([seen_by], [matter.number]), ([denied], []), ([denied, seen_by], [])):
        with entering("desk", units=units):
            for typed in ("推诿", matter.number, "织里"):
                assert [row.number for row in found_by_words(query_of(typed)).rows] == numbers


@pytest.mark.parametrize("entrance", ["", "receive", "tracking", "worker", "admin", "audit"])
def test_no_other_entrance_finds_anything(entrance: str) -> None:
    matter = received()
    indexed(matter)
    with entering(entrance, matter=matter.id):
        assert found_by_words(query_of("纠纷")).rows == ()


def test_the_desk_cannot_read_the_index_itself() -> None:
    indexed(received())
    with desk(ZHILI), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_document")
        assert cursor.fetchone()[0] == 0


def test_it_follows_public_notes_handlers_and_hands_and_no_other_note() -> None:
    matter, lu_jianguo = received(), appointed(ZHILI, "陆建国")
    with desk(ZHILI):
        ops.note(matter.key, step=step(ZHILI), zone=Zone.PUBLIC, text="约了周五调停。")
        ops.note(matter.key, step=step(ZHILI), zone=Zone.WORKING, text="内部斟酌。")
        ops.note(matter.key, step=step(ZHILI), zone=Zone.CONFIDENTIAL, text="私下让步。")
        ops.assign(matter.key, step=step(ZHILI), handler=lu_jianguo)
    indexed(matter)
    assert found("周五调停", ZHILI) == found("陆建国", ZHILI) == [matter.number]
    assert found("斟酌", ZHILI) == found("让步", ZHILI) == []
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING), to_unit=unit(BALIDIAN), text="转八里店。")
    indexed(matter)
    assert found("八里店镇", BALIDIAN) == found("晾在楼道", BALIDIAN) == [matter.number]
    assert found("陆建国", WUXING) == []


def test_a_sealed_matter_is_found_by_its_number_alone_and_not_by_search() -> None:
    matter = received()
    with entering("worker"):
        seal(matter)
    indexed(matter)
    assert found("纠纷", ZHILI) == []


def test_the_newest_stand_first_and_pages_follow_each_other() -> None:
    matters = [received(f"第{n}起晾衣纠纷。") for n in range(5)]
    indexed(*matters)
    with desk(ZHILI):
        pages, after = [], ""
        for _ in range(3):
            page = found_by_words(query_of("晾衣"), after=after, limit=2)
            pages.append([row.number for row in page.rows])
            after = page.after
    wanted = [matter.number for matter in sorted(matters, key=lambda matter: matter.id, reverse=True)]
    assert pages == [wanted[:2], wanted[2:4], wanted[4:]]
    assert after == ""


def test_one_row_and_three_cost_the_same() -> None:
    costs = []
    for many in (1, 2):
        indexed(*(received(f"第{many}{n}起晾衣纠纷。") for n in range(many)))
        with desk(ZHILI), CaptureQueriesContext(connection) as asked:
            assert found_by_words(query_of("晾衣")).rows
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 7  # three of ours, and the scope's


def test_a_tracking_code_leads_to_the_number_within_reach() -> None:
    matter = received()
    code = matter.receipt["tracking_code"]
    with desk(ZHILI):
        assert number_of_code(code.lower()) == matter.number
        assert number_of_code(f"{code[:4]}-{code[4:]}") == matter.number
    with desk(BALIDIAN):
        assert number_of_code(code) is None


WORDS = ("晾衣", "欠薪", "漏水", "噪音", "织里", "持刀", "推诿", "老板", "楼")
TEXTS = (
    "邻居晾衣滴水，楼上楼下吵起来。",
    "老板欠薪两个月，要求支付工资。",
    "楼上漏水，家里泡了。",
    "夜里施工噪音太大。",
    KNIFE,
    ABOUT_POLICE,
)


@pytest.mark.usefixtures("way")
def test_search_never_returns_a_matter_outside_reach() -> None:
    """Random matters, random units, some denied, some alarmed: what is found is what reach and the text say."""
    draw = Random(21)  # noqa: S311 - drawn the same each time
    regions = ["330502100", "330502101", "330503", "330502"]
    matters = [received(draw.choice(TEXTS), region=draw.choice(regions)) for _ in range(25)]
    with entering("worker"), connection.cursor() as cursor:
        for matter in draw.sample(matters, 12):
            _reach_at_random(cursor, matter, draw)
    indexed(*matters)
    units = [each.id for each in directory().units]
    for _ in range(150):
        mine, word = draw.sample(units, draw.choice((1, 1, 2))), draw.choice(WORDS)
        with entering("desk", units=mine):
            numbers = {row.number for row in found_by_words(query_of(word), limit=100).rows}
        assert numbers == set(_allowed(mine, word)), (mine, word)


def _reach_at_random(cursor: object, matter: Received, draw: Random) -> None:
    for basis in ("ALARM", "DENIED", "FORMER", "ASSIST"):
        one = draw.choice([each.id for each in directory().units])
        cursor.execute(  # type: ignore[attr-defined]
            "INSERT INTO matters_reach (county, matter_id, unit_id, basis, state, is_live, kind, region_code, urgency)"
            " SELECT county, id, %s, %s, state, true, kind, region_code, urgency FROM matters_matter WHERE id = %s"
            " ON CONFLICT DO NOTHING",
            [one, basis, matter.id],
        )


def _allowed(mine: list[int], word: str) -> Iterator[str]:
    """The plain reading of reach, in Python, from the owner's rows."""
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.number, m.title || m.narrative, m.place, m.region_code, m.lead_unit_id,"
            " array_agg(r.basis) FROM matters_matter m JOIN matters_reach r ON r.matter_id = m.id"
            " WHERE r.unit_id = ANY (%s) GROUP BY 1, 2, 3, 4, 5",
            [mine],
        )
        rows = cursor.fetchall()
    trees = directory()
    for number, told, place, region, lead, bases in rows:
        outline = place + trees.name_of_region(region)
        whole = {"LEAD", "ASSIST", "SUPERIOR"} & set(bases) or "ALARM" not in bases
        text = f"{told}\n{outline}\n{trees.unit(lead).name}" if whole else outline
        if "DENIED" not in bases and word in text:
            yield number


FOUND_BY = {
    "heyi_found_by_walk": (
        "text[], uuid, uuid, int, bigint[], text, text, text, boolean",
        "ARRAY['%漏水%'], 'ffffffff-ffff-ffff-ffff-ffffffffffff', '00000000-0000-0000-0000-000000000000', 20,"
        " ARRAY[1]::bigint[], '', '', '', NULL",
        "documents_in_order",
    ),
    "heyi_found_by_index": (
        "text[], tsquery, uuid, int, bigint[], text, text, text, boolean",
        "ARRAY['%漏水%'], '''漏水'' & ''#1''', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 20,"
        " ARRAY[1]::bigint[], '', '', '', NULL",
        "documents_by_lexeme",
    ),
}


@pytest.mark.parametrize("name", FOUND_BY)
def test_the_search_goes_by_its_index(name: str) -> None:
    """The plan of each way, as the function asks for it: the wrong one costs a hundred times as much."""
    types, values, wanted = FOUND_BY[name]
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [name])
        (source,) = cursor.fetchone()
        cursor.execute("SELECT unnest(proconfig) FROM pg_proc WHERE proname = 'heyi_search'")
        for (setting,) in cursor.fetchall():
            key, _, value = setting.partition("=")
            if key != "search_path":
                cursor.execute("SELECT set_config(%s, %s, true)", [key, value])
        cursor.execute(f"PREPARE guarded ({types}) AS {source.replace('%', '%%')}")
        cursor.execute(f"EXPLAIN EXECUTE guarded ({values.replace('%', '%%')})")
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("DEALLOCATE guarded")
    assert wanted in plan
    assert "Seq Scan" not in plan
