"""调解 at the desk: screened first, asked and consented, planned, drafted, signed, performed; and who reads what."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from heyi.accounts.models import Person
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.mediation import operations as ops
from tests.desk.conftest import SignIn
from tests.desk.mediating import (
    OPENING,
    OTHER,
    TEXT,
    begun,
    consented,
    fresh,
    in_days,
    mediated,
    of,
    page,
    person,
    planned,
    pressed,
)
from tests.factories.matters import ZHILI, Received
from tests.factories.mediations import as_party, party, standing

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


class TestOpening:
    def test_safety_is_asked_before_anybody_is_named(self, sign_in: SignIn) -> None:
        matter, mediates = fresh(), sign_in("zhili.mediator")
        assert of(matter, "open") in page(mediates, f"/desk/matters/{matter.number}/")
        first = page(mediates, of(matter, "open"))
        assert "先问安全" in first
        assert "party0-name" not in first

    @pytest.mark.parametrize(
        ("found", "door"), [("CRIME", "110"), ("RELATION", "行政复议"), ("STATUS", "登记机关")]
    )
    def test_what_does_not_belong_here_is_shown_the_right_door_and_nothing_is_opened(
        self, sign_in: SignIn, found: str, door: str
    ) -> None:
        matter, mediates = fresh(), sign_in("zhili.mediator")
        assert door in page(mediates, f"{of(matter, 'open')}?safety=CLEAR&exclusion={found}")
        pressed(mediates, of(matter, "open"), {**OPENING, **OTHER, "exclusion": found})
        assert standing(matter) is None

    def test_it_is_opened_with_the_other_side_and_nobody_is_told_yet(self, sign_in: SignIn) -> None:
        matter, mediates = fresh(), sign_in("zhili.mediator")
        me = person("zhili.mediator")
        more = {"party1-part": "APPLICANT", "party1-name": "王秀英", "party1-capacity": "FULL"}
        shown = pressed(mediates, of(matter, "open"), {**OPENING, **OTHER, **more, "mediator": me})
        assert "还没有征询" in shown
        assert standing(matter).mediator_id == me
        assert list(verify_problems()) == []

    def test_the_reports_own_words_are_no_gist(self, sign_in: SignIn) -> None:
        matter, mediates = fresh(), sign_in("zhili.mediator")
        given = {**OPENING, **OTHER, "mediator": person("zhili.mediator"), "gist": TEXT}
        answer = mediates.post(of(matter, "open"), given)
        assert answer.status_code == 422
        assert "照抄" in answer.content.decode()

    def test_a_regime_that_does_not_take_the_dispute_is_refused(self, sign_in: SignIn) -> None:
        matter, mediates = fresh(), sign_in("zhili.mediator")
        given = {**OPENING, **OTHER, "mediator": person("zhili.mediator"), "regime": "COMMERCIAL"}
        assert mediates.post(of(matter, "open"), given).status_code == 422
        assert standing(matter) is None

    def test_a_minor_is_named_with_a_guardian_or_not_at_all(self, sign_in: SignIn) -> None:
        matter, mediates = fresh(), sign_in("zhili.mediator")
        given = {**OPENING, **OTHER, "mediator": person("zhili.mediator"), "party0-capacity": "MINOR"}
        answer = mediates.post(of(matter, "open"), given)
        assert answer.status_code == 422
        assert "请写监护人的姓名" in answer.content.decode()
        assert standing(matter) is None

    def test_others_are_told_nothing(self, sign_in: SignIn) -> None:
        matter = fresh()
        for other in ("wuxing.clerk", "balidian.clerk"):
            client = sign_in(other)
            shown = client.get(f"/desk/matters/{matter.number}/")
            assert "/mediation/" not in shown.content.decode()
            assert client.get(of(matter, "open")).status_code in (403, 404)
        assert sign_in("wuxing.clerk").get(of(mediated("zhili.mediator"))).status_code == 404


class TestConsent:
    def test_the_page_says_whose_turn_it_is_from_asking_to_beginning(self, sign_in: SignIn) -> None:
        mediates = sign_in("zhili.mediator")
        matter = mediated("zhili.mediator")
        assert "还没有征询" in page(mediates, of(matter))
        for side in ("A", "B"):
            pressed(mediates, of(matter, "text"), {"of": side})
        assert "答复愿不愿意调解" in page(mediates, of(matter))
        consented(matter)
        assert "声明" in page(mediates, of(matter))
        begun_page = pressed(mediates, of(matter, "declare"), {"of": ""})
        assert "可以开始调解" in begun_page
        assert "请安排时间" in pressed(mediates, of(matter, "begin"), {"of": ""})

    def test_a_mediator_hears_no_consent_alone(self, sign_in: SignIn) -> None:
        matter = mediated("zhili.mediator")
        mediates, colleague = sign_in("zhili.mediator"), sign_in("zhili.clerk")
        given = {"of": "A", "text": "10 点拨打，本人说同意。"}
        assert mediates.post(of(matter, "heard"), given).status_code == 409
        pressed(colleague, of(matter, "heard"), given)
        assert "电话确认" in page(colleague, of(matter))

    def test_a_refusal_ends_it_and_remedies_are_told(self, sign_in: SignIn) -> None:
        matter, colleague = mediated("zhili.mediator"), sign_in("zhili.clerk")
        shown = pressed(colleague, of(matter, "refused"), {"of": "B", "way": "PHONE", "text": "不谈了。"})
        assert "已经终止" in shown
        assert "诉讼" in shown

    def test_the_letter_names_the_party_and_leads_to_its_own_page_and_is_a_logged_opening(
        self, sign_in: SignIn
    ) -> None:
        matter, mediates = mediated("zhili.mediator"), sign_in("zhili.mediator")
        shown = mediates.post(of(matter, "letter"), {"of": "A"}).content.decode()
        assert "王秀英" in shown
        assert "李建国" not in shown  # the other side by its mask
        assert "人民调解法" in shown
        assert "<svg" in shown
        assert "王秀英" not in page(mediates, of(matter))
        assert "查看调解当事人的姓名和电话" in page(mediates, f"/desk/matters/{matter.number}/")

    def test_paper_that_was_signed_is_kept_where_the_unit_alone_reads_it(self, sign_in: SignIn) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        matter, colleague = mediated("zhili.mediator"), sign_in("zhili.clerk")
        paper = SimpleUploadedFile("consent.txt", "同意调解。".encode(), "text/plain")
        shown = pressed(colleague, of(matter, "signed_paper"), {"of": "A", "sent": paper})
        assert "书面签署" in shown
        assert "consent.txt" in page(colleague, f"/desk/matters/{matter.number}/")
        assert "consent.txt" not in page(sign_in("wuxing.clerk"), f"/desk/matters/{matter.number}/")


class TestMeeting:
    def test_nobody_is_planned_twice_and_what_is_taken_is_shown(self, sign_in: SignIn) -> None:
        mediates = sign_in("zhili.mediator")
        first, second = mediated("zhili.mediator"), mediated("zhili.mediator")
        for matter in (first, second):
            begun(mediates, matter)
        assert "社区会客厅" in pressed(mediates, of(first, "plan"), planned())
        taken = page(mediates, of(second, "plan"))
        assert "两周内已经占用的时间" in taken
        assert "14:00–15:00" in taken
        refused = mediates.post(of(second, "plan"), planned(starts="14:30", ends="15:30"))
        assert refused.status_code == 409
        assert "已有安排" in refused.content.decode()

    def test_where_there_may_be_violence_nobody_sits_together(self, sign_in: SignIn) -> None:
        mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator", safety="VIOLENCE")
        begun(mediates, matter)
        assert 'value="JOINT"' not in page(mediates, of(matter, "plan"))
        assert mediates.post(of(matter, "plan"), planned()).status_code == 422

    def test_a_note_is_read_by_its_mediator_and_by_nobody_else(self, sign_in: SignIn) -> None:
        mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator")
        begun(mediates, matter)
        for room, side, text in (("SIDE", "B", "底线是赔八百甲壳虫"), ("OWN", "", "乙方像有隐情蜻蜓")):
            pressed(mediates, of(matter, "write"), {"room": room, "side": side, "text": text})
        assert "甲壳虫" in page(mediates, of(matter))
        for other in ("zhili.clerk", "zhili.handler"):
            client = sign_in(other)
            for path in (of(matter), f"/desk/matters/{matter.number}/", of(matter, "agreement")):
                shown = client.get(path, follow=True).content.decode()
                assert "甲壳虫" not in shown
                assert "蜻蜓" not in shown
                assert "写调解笔记" not in shown

    def test_a_proposal_goes_to_and_fro_and_facts_stand_apart(self, sign_in: SignIn) -> None:
        mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator")
        begun(mediates, matter)
        given = {"side": "A", "to_sides": ["B"], "amount": "800", "text": "赔八百，今后不晾。"}
        shown = pressed(mediates, of(matter, "propose"), given)
        assert "捌佰元整" in shown
        proposal = re.findall(r"reply\?of=([0-9a-f-]{36})", shown)[0]
        assert "各方接受" in pressed(
            mediates, of(matter, "reply"), {"of": proposal, "side": "B", "accepts": "1"}
        )
        shown = pressed(mediates, of(matter, "state_fact"), {"text": "11 月 20 日楼道积水。"})
        fact = re.findall(r"confirm_fact\?of=([0-9a-f-]{36})", shown)[0]
        for side in ("A", "B"):
            shown = pressed(mediates, of(matter, "confirm_fact"), {"of": fact, "side": side})
        assert "各方已确认" in shown
        assert mediates.post(of(matter, "confirm_fact"), {"of": fact, "side": "A"}).status_code == 422
        assert "11 月 20 日" not in pressed(mediates, of(matter, "strike_fact"), {"of": fact})
        assert list(verify_problems()) == []

    def test_a_session_is_written_up_and_the_term_extended_by_all(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator")
        begun(mediates, matter)
        shown = pressed(mediates, of(matter, "plan"), planned())
        session = re.findall(r"write_up\?of=([0-9a-f-]{36})", shown)[0]
        record = {"of": session, "came": ["A"], "text": "甲方到场。"}
        early = mediates.post(of(matter, "write_up"), record)
        assert early.status_code == 409
        shown = early.content.decode()
        assert [words for words in ("还没有开始", "取消这次安排", "甲方到场。") if words not in shown] == []
        with monkeypatch.context() as later:
            later.setattr("heyi.desk.mediation.acting.now", lambda: now() + timedelta(days=3))
            assert "已开" in pressed(mediates, of(matter, "write_up"), record)
        assert mediates.post(of(matter, "extend"), {"days": 31, "all_agree": "on"}).status_code == 422
        assert "延长过" in pressed(mediates, of(matter, "extend"), {"days": 10, "all_agree": "on"})


class TestAgreement:
    def clause(self, **given: object) -> dict[str, object]:
        return {
            "kind": "PAY",
            "who": "B",
            "to": "A",
            "what": "损失",
            "manner": "转账",
            "breach": "一并到期",
            **given,
        }

    def test_it_is_drafted_clause_by_clause_and_says_what_is_unclear(self, sign_in: SignIn) -> None:
        mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator")
        begun(mediates, matter)
        shown = pressed(mediates, of(matter, "agreement/begin"), {"starter": "NEIGHBOURS"})
        assert "请写明履行的日期" in shown
        assert f"/desk/matters/{matter.number}/articles" in shown  # the law at hand while one drafts
        for _each in range(4):
            shown = pressed(mediates, of(matter, "agreement/remove"), {"place": 1})
        assert "还没有条款" in shown
        shown = pressed(
            mediates, of(matter, "agreement/add"), self.clause(amount="1000", parts=3, due_on=in_days(10))
        )
        assert "333.34" in shown
        assert "壹仟元整" in shown
        assert "都写清楚了" in shown
        shown = pressed(
            mediates, of(matter, "agreement/change"), {**self.clause(amount="900.5"), "clause": 1}
        )
        assert "玖佰元伍角整" in shown
        assert "请写明履行的日期" in shown

    def test_what_cannot_be_is_refused_beside_its_field(self, sign_in: SignIn) -> None:
        mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator")
        begun(mediates, matter)
        for bad in ({"parts": 3}, {"amount": "-1"}, {"amount": "0.01", "parts": 2, "due_on": in_days(3)}):
            assert mediates.post(of(matter, "agreement/add"), self.clause(**bad)).status_code == 422
        assert mediates.post(of(matter, "agreement/remove"), {"place": 7}).status_code == 404

    def test_it_is_fixed_signed_issued_and_performed(self, sign_in: SignIn) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        mediates, clerk = sign_in("zhili.mediator"), sign_in("zhili.clerk")
        matter = mediated("zhili.mediator")
        begun(mediates, matter)
        pressed(mediates, of(matter, "agreement/add"), self.clause(amount="1000", due_on=in_days(10)))
        shown = pressed(mediates, of(matter, "fix"), {"of": ""})
        short = re.findall(r"<code>([0-9a-f]{8})</code>", shown)[0]
        for side in ("A", "B"):
            paper = SimpleUploadedFile("s.txt", f"签名 {side}".encode(), "text/plain")
            wrong = clerk.post(of(matter, "signature"), {"of": side, "short": "00000000", "sent": paper})
            assert wrong.status_code == 422
            paper = SimpleUploadedFile("s.txt", f"签名 {side}".encode(), "text/plain")
            pressed(clerk, of(matter, "signature"), {"of": side, "short": short, "sent": paper})
        shown = pressed(mediates, of(matter, "conclude"), {"of": ""})
        debt = re.findall(r"perform\?of=([0-9a-f-]{36})", shown)[0]
        assert "提醒" in pressed(clerk, of(matter, "remind"), {"of": debt})
        assert "协议已经履行" in pressed(clerk, of(matter, "perform"), {"of": debt})
        given = {"side": "A", "performed": "ALL", "satisfied": "1", "text": "很满意。"}
        assert "已全部履行" in pressed(clerk, of(matter, "follow_up"), given)
        confirmed_by_a_court(clerk, matter)
        assert list(verify_problems()) == []


def confirmed_by_a_court(clerk: Client, matter: Received) -> None:
    """Asked for, joined by each party itself, applied for, answered."""
    asked = {"court": "吴兴区人民法院", "said": ["TITLE"]}
    refused = clerk.post(of(matter, "ask_confirmation"), asked)
    assert refused.status_code == 422
    assert "这份协议不能申请司法确认：涉及物权、知识产权确权。" in refused.content.decode()
    shown = pressed(clerk, of(matter, "ask_confirmation"), {"court": "吴兴区人民法院"})
    assert "等待各方共同申请" in shown
    assert "还有当事人没有同意" in pressed(clerk, of(matter, "apply_confirmation"), {"of": ""})
    with as_party(matter):
        for side in ("A", "B"):
            ops.join_confirmation(matter.key, taking=party(side, at=now()))
    assert "已向法院申请" in pressed(clerk, of(matter, "apply_confirmation"), {"of": ""})
    given = {"confirmed": "1", "number": "（2026）浙0502民特1号"}
    assert "法院已确认" in pressed(clerk, of(matter, "courts_answer"), given)


class TestComplaints:
    def test_the_leader_reads_it_and_never_the_mediator(self, sign_in: SignIn) -> None:
        from tests.factories.people import appointed

        matter = mediated("zhili.mediator")
        number, _name = appointed(ZHILI, "织里镇值班领导", role="LEADER", at=now())
        leader = Client()
        leader.force_login(Person.objects.get(pk=number), backend="heyi.accounts.backends.PersonBackend")
        with as_party(matter):
            ops.complain(matter.key, taking=party("A", at=now()), text="调解员偏心。")
        assert "偏心" in page(leader, of(matter))
        for other in ("zhili.mediator", "zhili.clerk"):
            client = sign_in(other)
            assert "偏心" not in page(client, of(matter))
            assert "投诉" not in page(client, f"/desk/matters/{matter.number}/")


def test_what_was_written_down_wrongly_of_a_party_is_put_right_on_the_page(sign_in: SignIn) -> None:
    mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator")
    assert "改正当事人登记" in page(mediates, of(matter))
    form = mediates.get(of(matter, "correct"), {"of": "B"}).content.decode()
    assert "改正后的姓名或名称" in form
    given = {"of": "B", "text": "核对了身份证"}
    answer = mediates.post(of(matter, "correct"), given)
    assert answer.status_code == 422
    assert "没有要改的" in answer.content.decode()
    assert "黎*" in pressed(mediates, of(matter, "correct"), {**given, "name": "黎建国"})
    assert list(verify_problems()) == []
