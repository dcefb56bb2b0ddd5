"""A report comes in: understood, opened, given, journalled, answered."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heyi.intake.operations import KeyTaken
from heyi.journal.access import timeline_of
from heyi.journeys.receive import title_from
from heyi.kernel.codes import county_of_code
from heyi.matters.access import entering, find_matter, matter_view, public_status
from tests.factories.matters import CITY, WUXING, ZHILI, ZHILI_POLICE, desk, received, unit

pytestmark = pytest.mark.django_db(databases=["default"])

DANGER = "织里镇吴兴大道某小区有人正要跳楼，已经站在天台边上，请快来救人！"


def test_receipt_holds_all_that_was_promised():
    receipt = received().receipt
    assert set(receipt) == {"number", "tracking_code", "state", "unit", "due_at", "kind", "reasons"}
    assert None not in receipt.values()
    assert datetime.fromisoformat(receipt["due_at"]).utcoffset().total_seconds() == 8 * 3600
    assert county_of_code(receipt["tracking_code"]) == "330502"


def test_a_quarrel_in_zhili_goes_to_zhilis_centre():
    assert received().receipt["unit"] == "吴兴区织里镇社会治理中心"


@pytest.mark.parametrize(
    ("text", "region", "unit_name"),
    [
        ("请问居民医保断缴以后怎么补缴？", "330502100", "湖州市吴兴区人力资源和社会保障局"),
        ("我要投诉小区物业乱收停车费。", "330523", "安吉县住房和城乡建设局"),
        ("邻居之间因为漏水发生纠纷。", "330522", "长兴县社会治理中心"),
        ("有一件事想反映一下。", "330502101", "吴兴区八里店镇社会治理中心"),
        ("有一件事想反映一下。", "330521", "德清县社会治理中心"),
        ("有一件事想反映一下。", "", "湖州市社会治理中心"),
    ],
)
def test_nothing_is_without_a_unit(text, region, unit_name):
    assert received(text, region=region).receipt["unit"] == unit_name


def test_the_same_key_and_body_give_the_same_answer_and_no_second_matter():
    first = received(key="k1")
    assert received(key="k1").receipt == first.receipt


def test_the_same_key_with_another_body_is_refused():
    received(key="k1")
    with pytest.raises(KeyTaken):
        received("另一件事。", key="k1")


def test_danger_to_life_is_passed_to_the_police_of_the_place_at_once():
    matter = received(DANGER, region="")
    with desk(ZHILI_POLICE):
        view = matter_view(*matter.key, units=[unit(ZHILI_POLICE)])
    assert (view.basis, view.urgency) == ("ALARM", "URGENT")
    assert view.reading["danger"]
    assert (view.title, view.narrative, view.notes) == ("", "", ())


def test_danger_has_a_clock_of_its_own():
    matter = received(DANGER, region="")
    with entering("worker"):
        events = timeline_of(*matter.key)
    assert [event.verb for event in events] == ["matter.received", "task.given", "alarm.raised"]


@pytest.mark.parametrize(
    ("code", "sees"), [(ZHILI, True), (WUXING, True), (CITY, True), ("330502101-CENTRE", False)]
)
def test_superiors_see_down_and_peers_do_not(code, sees):
    matter = received()
    with desk(code):
        assert (find_matter(matter.number) is not None) == sees


def test_a_complaint_about_a_station_never_reaches_it_nor_leads_there():
    matter = received("我要投诉织里派出所民警不作为，报警后推诿不管。")
    with desk(ZHILI_POLICE):
        assert find_matter(matter.number) is None
    with desk(ZHILI_POLICE, CITY):
        assert find_matter(matter.number) is None, "who also belongs to the station is shut out with it"
    with desk(CITY):
        assert find_matter(matter.number) == matter.key


@pytest.mark.parametrize(
    ("text", "unit_name"),
    [
        ("我要投诉湖州市社会治理中心不作为，推诿不管。", "中共湖州市委政法委员会"),
        ("我要投诉市委政法委不作为，推诿不管。", "湖州市社会治理中心"),
        ("我要投诉市委政法委不作为，投诉湖州市社会治理中心推诿不管，投诉湖州市纪委监委不作为。", None),
    ],
)
def test_a_complaint_about_the_top_still_finds_somebody(text, unit_name):
    receipt = received(text, region="").receipt
    assert receipt["unit"] == unit_name or (unit_name is None and receipt["unit"])


def test_the_reporter_follows_by_code():
    matter = received(reporter={"name": "王小明", "phone": "13800001234"})
    with entering("tracking", matter=matter.id):
        status = public_status(*matter.key)
    assert (status.unit, status.sentence.state_words) == ("吴兴区织里镇社会治理中心", "待签收")


def test_no_scope_no_rows():
    matter = received()
    assert find_matter(matter.number) is None
    with entering("receive", source="import:web"):
        assert find_matter(matter.number) is None


def test_receiving_costs_at_most_fifteen_statements():
    received()
    with CaptureQueriesContext(connection) as queries:
        received("另一起纠纷，在织里。", reporter={"name": "王小明", "phone": "13800001234"})
    spoken = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    of_the_test = 4  # the nested scope's own bookkeeping, and the look-up of the code
    assert len(spoken) - of_the_test <= 15


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("短。后面还有", "短"),
        ("没有标点的一行\n第二行", "没有标点的一行"),
        ("  \n 开头空行！", "开头空行"),
        ("长" * 50, "长" * 39 + "…"),
    ],
)
def test_title_is_taken_from_the_first_words(text, title):
    assert title_from(text) == title
