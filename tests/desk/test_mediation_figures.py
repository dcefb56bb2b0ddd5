"""Figures and second looks at the desk; complaints answered, a stop recorded, a link renewed by hand."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.accounts.models import Person
from heyi.kernel.clock import now
from heyi.mediation import operations as ops
from heyi.mediation.access import code_of, find_door
from heyi.mediation.codes import Part, Way
from heyi.mediation.operations import NewParty, Taking
from heyi.mediation.queries import complaints_of, find_mediation, parties_of
from tests.desk.conftest import SignIn
from tests.desk.mediating import consented, mediated, of, page, person, pressed
from tests.factories.matters import ZHILI, desk, hand
from tests.factories.mediations import as_party, party
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
FIGURES = "/desk/mediations/figures"
LOOK = f"{FIGURES}/look"
SHARED = [
    NewParty(Part.APPLICANT, "王秀英", "13900000001"),
    NewParty(Part.RESPONDENT, "李建国", "13900000001"),
]


def leader_of(sign_in: SignIn) -> Client:
    """Who leads the centre of Zhili; the demo has nobody."""
    sign_in("zhili.clerk")  # so that the people are there
    number, _name = appointed(ZHILI, "朱主任", role="LEADER", at=now())
    leads: Client = sign_in(Person.objects.get(pk=number).username)
    leads.username = Person.objects.get(pk=number).username  # type: ignore[attr-defined]
    return leads


def statements(client: Client, path: str) -> int:
    page(client, path)
    with CaptureQueriesContext(connection) as captured:
        page(client, path)
    return len(captured)


def look_at(matter, **given: object) -> dict[str, object]:
    with desk(ZHILI):
        found = find_mediation(*matter.key)
    prefix = f"ONE_PHONE-{found.id.hex[-8:]}"
    said = {"verdict": "FINE", "text": "一家人共用一个电话。", **given}
    return {
        "of": str(found.id),
        "anomaly": "ONE_PHONE",
        **{f"{prefix}-{name}": value for name, value in said.items()},
    }


class TestFigures:
    def test_each_figure_stands_with_what_it_is_counted_of(self, sign_in: SignIn) -> None:
        leads = leader_of(sign_in)
        shown = page(leads, FIGURES)
        assert "这段时间没有登记调解" in shown
        assert "没有要再看的" in shown
        consented(mediated("zhili.mediator"))
        mediated("zhili.mediator")
        shown = page(leads, FIGURES)
        assert '登记的调解 2 件中 <b class="num">1</b> 件' in shown
        assert "没有达成协议的" in shown
        assert "%" not in shown.split("<main")[1].split("</main>")[0]

    def test_it_asks_as_much_for_three_files_as_for_one(self, sign_in: SignIn) -> None:
        leads = leader_of(sign_in)
        mediated("zhili.mediator", parties=SHARED)
        one = statements(leads, FIGURES)
        for _each in range(2):
            mediated("zhili.mediator", parties=SHARED)
        assert statements(leads, FIGURES) == one
        assert page(leads, FIGURES).count("两方当事人留了同一个电话</strong>") == 3

    def test_who_leads_a_unit_above_sees_it_and_other_people_do_not(self, sign_in: SignIn) -> None:
        matter = mediated("zhili.mediator", parties=SHARED)
        above = page(sign_in("wuxing.leader"), FIGURES)
        assert matter.number in above
        assert f"/desk/matters/{matter.number}/mediation/" not in above
        for name in ("zhili.clerk", "zhili.mediator"):
            assert sign_in(name).get(FIGURES).status_code == 403
            assert sign_in(name).post(LOOK, look_at(matter)).status_code == 403

    def test_no_party_is_named(self, sign_in: SignIn) -> None:
        mediated("zhili.mediator", parties=SHARED)
        shown = page(leader_of(sign_in), FIGURES)
        assert not [word for word in ("王秀", "王*", "李建", "李*", "139") if word in shown.split("<main")[1]]

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ("?since=2026-11-02&until=2026-11-01", "开始的日子要在结束的日子以前"),
            ("?since=2020-01-01", "一次最多看一年"),
            ("?since=nonsense", "下面是本月的"),
            ("?unit=999999", "调解数据和复看"),
            ("?since=0001-01-01&until=0001-01-02", "调解数据和复看"),
            ("?since=9999-12-31&until=9999-12-31", "调解数据和复看"),
        ],
    )
    def test_a_period_that_is_none_is_this_month(self, sign_in: SignIn, asked: str, words: str) -> None:
        assert words in page(leader_of(sign_in), f"{FIGURES}{asked}")


class TestLooks:
    def test_what_came_of_it_is_noted_and_stands_below(self, sign_in: SignIn) -> None:
        leads, matter = leader_of(sign_in), mediated("zhili.mediator", parties=SHARED)
        assert leads.post(LOOK, look_at(matter, text="")).status_code == 422
        assert leads.post(LOOK, look_at(matter, verdict="GUILTY")).status_code == 422
        shown = pressed(leads, LOOK, look_at(matter))
        assert "已记录：看过，没有问题" in shown
        waiting, looked = shown.split('id="looked-title"')
        assert "没有要再看的" in waiting
        assert "一家人共用一个电话。" in looked
        assert "一家人共用一个电话。" not in page(sign_in("zhili.clerk"), f"/desk/matters/{matter.number}/")

    def test_a_reason_that_the_list_does_not_name_is_not_noted(self, sign_in: SignIn) -> None:
        leads, matter = leader_of(sign_in), mediated("zhili.mediator")
        assert leads.post(LOOK, look_at(matter)).status_code == 404
        assert leads.post(LOOK, {"of": "x", "anomaly": "y"}).status_code == 404

    def test_an_own_mediation_is_for_another_leader(self, sign_in: SignIn) -> None:
        leads = leader_of(sign_in)
        matter = mediated(leads.username, parties=SHARED)
        assert "请别的负责人看" in page(leads, FIGURES)
        assert "须由调解员以外的人办理" in pressed(leads, LOOK, look_at(matter))


class TestAnswers:
    def complained(self, matter) -> str:
        with as_party(matter):
            ops.complain(matter.key, taking=party("A", at=now()), text="偏心得很")
        with desk(ZHILI):
            (said,) = complaints_of(matter.county, find_mediation(*matter.key).id)
        return str(said.id)

    def test_the_leader_answers_and_nobody_else_can(self, sign_in: SignIn) -> None:
        matter = mediated("zhili.mediator")
        said = self.complained(matter)
        given = {"of": said, "text": "已与调解员谈话。"}
        for name in ("zhili.clerk", "zhili.mediator"):
            client = sign_in(name)
            assert "偏心得很" not in page(client, of(matter))
            assert client.post(of(matter, "answer_complaint"), given).status_code == 404
        leads = leader_of(sign_in)
        assert "答复投诉" in page(leads, of(matter))
        assert leads.post(of(matter, "answer_complaint"), {"of": said, "text": ""}).status_code == 422
        assert "已与调解员谈话。" in pressed(leads, of(matter, "answer_complaint"), given)

    def test_where_nobody_leads_the_unit_a_leader_above_answers(self, sign_in: SignIn) -> None:
        above, matter = sign_in("wuxing.leader"), mediated("zhili.mediator")
        one = statements(above, FIGURES)
        said = self.complained(matter)
        assert statements(above, FIGURES) == one
        assert "偏心得很" in page(above, FIGURES)
        given = {"of": said, f"answer-{said.replace('-', '')[-8:]}-text": "已与调解员谈话。"}
        assert sign_in("zhili.clerk").post(f"{FIGURES}/answer", given).status_code == 403
        assert above.post(f"{FIGURES}/answer", {"of": said}).status_code == 422
        assert above.post(f"{FIGURES}/answer", {**given, "of": "x"}).status_code == 404
        assert "已记录：答复投诉" in pressed(above, f"{FIGURES}/answer", given)
        assert "偏心得很" not in page(above, FIGURES)

    def test_a_leader_sees_no_complaint_of_their_own(self, sign_in: SignIn) -> None:
        leads = leader_of(sign_in)
        self.complained(mediated(leads.username))
        assert "偏心得很" not in page(leads, FIGURES)

    def test_a_colleague_declines_another_mediator(self, sign_in: SignIn) -> None:
        matter, clerk = mediated("zhili.mediator"), sign_in("zhili.clerk")
        with as_party(matter):
            ops.ask_recusal(matter.key, taking=party("A", at=now()), text="是亲戚")
        assert "不更换调解员" in page(clerk, of(matter))
        assert "查过，不是亲戚。" in pressed(
            clerk, of(matter, "keep_mediator"), {"of": "", "text": "查过，不是亲戚。"}
        )
        assert "不更换调解员" not in page(clerk, of(matter))


class TestByHand:
    def test_a_stop_is_recorded_with_words_and_way(self, sign_in: SignIn) -> None:
        matter, clerk = mediated("zhili.mediator"), sign_in("zhili.clerk")
        assert "登记停止" not in page(clerk, of(matter))
        consented(matter)
        assert "登记停止" in page(clerk, of(matter))
        given = {"of": "A", "way": "PHONE", "text": "电话里说不调了"}
        assert clerk.post(of(matter, "stopped"), {**given, "way": "LINK"}).status_code == 422
        assert "调解已经终止" in pressed(clerk, of(matter, "stopped"), given)

    def test_a_new_link_shuts_the_old_one_and_is_printed_where_there_is_no_mobile(
        self, sign_in: SignIn
    ) -> None:
        parties = [NewParty(Part.APPLICANT, "王秀英"), NewParty(Part.RESPONDENT, "李建国", "13900000002")]
        matter, clerk = mediated("zhili.mediator", parties=parties), sign_in("zhili.clerk")
        mine = Taking(hand(ZHILI, person=person("zhili.clerk"), name="小顾"), now(), "A")
        with desk(ZHILI):
            ops.record_consent(matter.key, taking=mine, way=Way.PHONE)
            old = code_of(matter.county, parties_of(matter.county, find_mediation(*matter.key).id)[0])
        assert find_door(old) is not None
        assert "已记录：换发链接" in pressed(clerk, of(matter, "new_link"), {"of": "A", "text": "手机丢了"})
        assert find_door(old) is None
        printed = pressed(clerk, of(matter, "letter"), {"of": "A"})
        assert "调解页面链接" in printed
        assert "我同意调解" not in printed


def test_the_list_leads_a_leader_to_the_figures(sign_in: SignIn) -> None:
    assert FIGURES in page(leader_of(sign_in), "/desk/mediations/")
    assert FIGURES not in page(sign_in("zhili.clerk"), "/desk/mediations/")
