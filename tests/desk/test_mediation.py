"""调解 at the desk: screened first, asked and consented, planned, drafted, signed, performed; and who reads what."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from heyi.accounts.access import standing_of
from heyi.accounts.models import Person
from heyi.dispatch import operations as dispatch
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import CHINA, now
from heyi.mediation import operations as ops
from tests.desk.conftest import SignIn
from tests.factories.matters import ZHILI, Received, desk, received, step, unit
from tests.factories.mediations import as_party, opened, party, standing

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
TEXT = "邻居李某天天把湿衣服晾在我家门口的楼道里，滴得到处是水，说了几次都不听还骂人。"
GIST = "楼道晾晒衣物引起的相邻纠纷，双方想约定今后怎么做。"
OTHER = {
    "party0-part": "RESPONDENT",
    "party0-name": "李建国",
    "party0-phone": "13900000002",
    "party0-capacity": "FULL",
}
OPENING = {
    "safety": "CLEAR",
    "exclusion": "",
    "regime": "PEOPLE",
    "dispute": "NEIGHBOURS",
    "origin": "APPLIED",
    "gist": GIST,
}


def fresh(text: str = TEXT, **given: object) -> Received:
    """A quarrel that the centre of Zhili has signed for just now."""
    matter = received(text, at=now(), **given)
    with desk(ZHILI):
        dispatch.sign(matter.key, step=step(ZHILI, at=now()))
    return matter


def person(username: str) -> int:
    return int(Person.objects.get(username=username).pk)


def of(matter: Received, rest: str = "") -> str:
    return f"/desk/matters/{matter.number}/mediation/{rest}"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def pressed(client: Client, path: str, given: dict[str, object]) -> str:
    return client.post(path, given, follow=True).content.decode()


def mediated(username: str, *, at=None, matter: Received | None = None, **given: object) -> Received:
    """One that this demo person mediates, with a party on either side."""
    at = at or now()
    found, _id = opened(
        matter=matter or received(TEXT, at=at),
        at=at,
        mediator_id=person(username),
        mediator="调解员",
        **given,
    )
    return found  # type: ignore[return-value]


def consented(matter: Received) -> None:
    with as_party(matter):
        for side in ("A", "B"):
            ops.consent(matter.key, taking=party(side, at=now()), device=side)


def begun(client: Client, matter: Received) -> None:
    consented(matter)
    pressed(client, of(matter, "declare"), {"of": ""})
    pressed(client, of(matter, "begin"), {"of": ""})


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


def in_days(days: int) -> str:
    return (now().astimezone(CHINA).date() + timedelta(days=days)).isoformat()


def planned(days: int = 2, **given: object) -> dict[str, object]:
    return {
        "meeting": "JOINT",
        "day": in_days(days),
        "starts": "14:00",
        "ends": "15:00",
        "sides": ["A", "B"],
        "place": "社区会客厅",
        **given,
    }


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

    def test_a_session_is_written_up_and_the_term_extended_by_all(self, sign_in: SignIn) -> None:
        mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator")
        begun(mediates, matter)
        shown = pressed(mediates, of(matter, "plan"), planned())
        session = re.findall(r"write_up\?of=([0-9a-f-]{36})", shown)[0]
        shown = pressed(
            mediates, of(matter, "write_up"), {"of": session, "came": ["A"], "text": "甲方到场。"}
        )
        assert "已开" in shown
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
        for _each in range(4):
            shown = pressed(mediates, of(matter, "agreement/remove"), {"clause": 1})
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
        assert mediates.post(of(matter, "agreement/remove"), {"clause": 7}).status_code == 404

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
        assert list(verify_problems()) == []


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


def statements(client: Client, path: str) -> int:
    page(client, path)
    with CaptureQueriesContext(connection) as captured:
        page(client, path)
    return len(captured)


class TestLists:
    def test_it_asks_as_much_for_three_mediations_as_for_one(self, sign_in: SignIn) -> None:
        mediates = sign_in("zhili.mediator")
        assert "没有正在进行的调解" in page(mediates, "/desk/mediations/")
        begun(mediates, mediated("zhili.mediator"))
        for_one = statements(mediates, "/desk/mediations/"), statements(mediates, "/desk/mediations/week")
        for days in (2, 3):
            matter = mediated("zhili.mediator")
            begun(mediates, matter)
            pressed(mediates, of(matter, "plan"), planned(days))
        for_three = statements(mediates, "/desk/mediations/"), statements(mediates, "/desk/mediations/week")
        assert for_three == for_one
        assert "社区会客厅" in page(mediates, "/desk/mediations/")

    def test_it_is_narrowed_to_ones_own_and_by_state(self, sign_in: SignIn) -> None:
        mediates = sign_in("zhili.mediator")
        mine, others = mediated("zhili.mediator"), mediated("zhili.handler")
        shown = page(mediates, "/desk/mediations/?whose=mine")
        assert mine.number in shown
        assert others.number not in shown
        assert mine.number not in page(mediates, "/desk/mediations/?state=MEDIATING")
        assert mine.number in page(mediates, "/desk/mediations/?state=nonsense")

    def test_other_units_are_not_in_it(self, sign_in: SignIn) -> None:
        matter = mediated("zhili.mediator")
        assert matter.number not in page(sign_in("wuxing.leader"), "/desk/mediations/")


class TestRooms:
    def test_a_leader_keeps_them_and_nobody_else(self, sign_in: SignIn) -> None:
        leader, clerk = sign_in("wuxing.leader"), sign_in("wuxing.clerk")
        given = {"name": "第一调解室", "place": "二楼", "seats": 8, "link": ""}
        assert "第一调解室" in pressed(leader, "/desk/mediations/rooms", given)
        assert leader.post("/desk/mediations/rooms", given).status_code == 422  # the same name again
        pressed(clerk, "/desk/mediations/rooms", {**given, "name": "第二调解室"})
        shown = page(clerk, "/desk/mediations/rooms")
        assert "第二调解室" not in shown
        room = re.findall(r'name="room" value="(\d+)"', page(leader, "/desk/mediations/rooms"))[0]
        pressed(clerk, "/desk/mediations/rooms/close", {"room": room})
        assert "第一调解室" in page(leader, "/desk/mediations/rooms")
        pressed(leader, "/desk/mediations/rooms/close", {"room": room})
        assert "第一调解室" not in page(leader, "/desk/mediations/rooms")


class TestCalendar:
    def address(self, client: Client) -> str:
        shown = pressed(client, "/desk/mediations/calendar", {"do": "renew"})
        found = re.search(r'value="https?://[^/]+(/desk/mediations/calendar/[^"]+\.ics)"', shown)
        assert found is not None
        return found[1]

    def test_a_program_reads_when_and_where_and_no_name_without_signing_in(self, sign_in: SignIn) -> None:
        mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator")
        begun(mediates, matter)
        pressed(mediates, of(matter, "plan"), planned())
        answer = Client().get(self.address(mediates))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        calendar = Calendar.from_ical(answer.content)
        (event,) = calendar.walk("VEVENT")
        assert matter.number in str(event["SUMMARY"])
        assert str(event["LOCATION"]) == "社区会客厅"
        assert event["DTSTART"].dt.astimezone(CHINA).strftime("%H:%M") == "14:00"
        text = answer.content.decode()
        assert "王" not in text
        assert "李" not in text
        assert "\r\n" in text

    def test_a_new_address_shuts_the_old_and_no_address_is_guessed(self, sign_in: SignIn) -> None:
        mediates = sign_in("zhili.mediator")
        first = self.address(mediates)
        second = self.address(mediates)
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200
        pressed(mediates, "/desk/mediations/calendar", {"do": "close"})
        assert Client().get(second).status_code == 404
        assert Client().get("/desk/mediations/calendar/x.ics").status_code == 404

    def test_who_has_left_the_unit_sees_nothing(self, sign_in: SignIn) -> None:
        mediates = sign_in("zhili.mediator")
        address = self.address(mediates)
        person_row = Person.objects.get(username="zhili.mediator")
        assert standing_of(person_row, now()).units == (unit(ZHILI),)
        Person.objects.filter(pk=person_row.pk).update(is_active=False)
        assert Client().get(address).status_code == 404
