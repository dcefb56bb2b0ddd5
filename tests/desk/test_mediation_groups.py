"""Many parties at once at the desk: a list is read, looked at, taken whole; one press asks all; all are paid."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from heyi.journal.access import timeline_of
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.mediation import operations as ops
from heyi.mediation.guards import MOST_PARTIES
from heyi.mediation.queries import find_agreement, find_mediation, parties_of
from tests.desk.conftest import SignIn
from tests.desk.mediating import begun, mediated, of, page, pressed
from tests.factories.matters import ZHILI, Received, desk
from tests.factories.mediations import as_party, party
from tests.factories.texting import sink  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
ME = "zhili.mediator"
LIST = "姓名\t电话\n马小军\t13857200001\n丁桂花\t13857200002\n吴阿根"


def named(matter: Received) -> list[tuple[str, str, bool]]:
    with desk(ZHILI):
        rows = parties_of(matter.county, find_mediation(*matter.key).id)
    return [(each.side, each.part, each.has_mobile) for each in rows]


def sent(client: Client, matter: Received, lines: str, **more: object) -> str:
    answer = client.post(of(matter, "parties"), {"part": "APPLICANT", "lines": lines, **more}, follow=True)
    return answer.content.decode()


class TestTheList:
    def test_it_is_read_and_shown_before_anything_is_kept(self, sign_in: SignIn) -> None:
        matter, mediates = mediated(ME), sign_in(ME)
        assert of(matter, "parties") in page(mediates, of(matter))
        assert "先看一遍" in page(mediates, of(matter, "parties"))
        shown = sent(mediates, matter, LIST)
        assert "读到 3 位申请人" in shown
        assert "1 位没有手机号码" in shown
        assert len(named(matter)) == 2
        assert "已增加 3 位当事人" in sent(mediates, matter, LIST, do="save")
        assert named(matter)[2:] == [
            ("C", "APPLICANT", True),
            ("D", "APPLICANT", True),
            ("E", "APPLICANT", False),
        ]
        assert list(verify_problems()) == []
        with desk(ZHILI):
            last = timeline_of(*matter.key)[-1]
        assert (last.verb, last.facts["named"]) == ("mediation.party_added", "C、D、E")

    def test_one_wrong_line_and_nobody_is_taken(self, sign_in: SignIn) -> None:
        matter, mediates = mediated(ME), sign_in(ME)
        shown = sent(mediates, matter, f"{LIST}\n周强 1385720000", do="save")
        assert "第 5 行：电话不对：1385720000。" in shown
        assert LIST.split("\n")[1] in shown  # what was typed is still there
        assert len(named(matter)) == 2

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
    def test_a_spreadsheets_file_is_read_as_well(self, sign_in: SignIn, encoding: str) -> None:
        matter, mediates = mediated(ME), sign_in(ME)
        file = SimpleUploadedFile("名单.csv", LIST.replace("\t", ",").encode(encoding))
        shown = sent(mediates, matter, "", sent=file)
        assert "读到 3 位申请人" in shown
        kept = re.search(r'<textarea name="lines" hidden>(.*?)</textarea>', shown, re.DOTALL)
        assert kept is not None
        assert "丁桂花,13857200002" in kept[1]

    def test_a_picture_is_no_list_and_an_empty_one_names_nobody(self, sign_in: SignIn) -> None:
        matter, mediates = mediated(ME), sign_in(ME)
        picture = SimpleUploadedFile("名单.png", b"\x89PNG\r\n\x1a\n\x00\x00")
        assert "读不出文字" in sent(mediates, matter, "", sent=picture)
        assert "名单里还没有人" in sent(mediates, matter, " \n")

    def test_too_many_are_refused_whole(self, sign_in: SignIn) -> None:
        matter, mediates = mediated(ME), sign_in(ME)
        lines = "\n".join(f"工人{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'一二三四五六'[n // 10]}" for n in range(59))
        assert "当事人太多" in sent(mediates, matter, lines, do="save")
        assert len(named(matter)) == 2
        fitting = "\n".join(lines.split("\n")[: MOST_PARTIES - 2])
        assert "已增加 58 位" in sent(mediates, matter, fitting, do="save")
        assert named(matter)[-1][0] == "BH"

    def test_nobody_is_added_once_it_has_begun(self, sign_in: SignIn) -> None:
        matter, mediates = mediated(ME), sign_in(ME)
        begun(mediates, matter)
        assert of(matter, "parties") not in page(mediates, of(matter))
        sent(mediates, matter, LIST, do="save")
        assert len(named(matter)) == 2


def test_all_are_asked_by_one_press_and_who_has_no_mobile_is_still_to_be_asked(
    sign_in: SignIn,
    sink: object,
) -> None:
    matter, mediates = mediated(ME), sign_in(ME)
    sent(mediates, matter, LIST, do="save")
    assert "给没有征询的各位发短信" in page(mediates, of(matter))
    pressed(mediates, of(matter, "text_all"), {"of": ""})
    with desk(ZHILI):
        rows = parties_of(matter.county, find_mediation(*matter.key).id)
    assert [each.side for each in rows if each.invited_at is None] == ["E"]
    assert "没有还没征询" in pressed(mediates, of(matter, "text_all"), {"of": ""})


def test_several_who_signed_one_paper_are_written_down_at_once(sign_in: SignIn) -> None:
    matter, mediates = mediated(ME), sign_in(ME)
    sent(mediates, matter, LIST, do="save")
    assert 'value="D"' in page(mediates, f"{of(matter, 'signed_paper')}?of=C")
    paper = {"of": "C", "sent": SimpleUploadedFile("同意.txt", "三人同意调解。".encode()), "too": ["D", "E"]}
    pressed(mediates, of(matter, "signed_paper"), paper)
    with desk(ZHILI):
        rows = parties_of(matter.county, find_mediation(*matter.key).id)
    given = [each for each in rows if each.consent == "GIVEN"]
    assert [each.side for each in given] == ["C", "D", "E"]
    assert len({each.consent_file for each in given}) == 1
    again = {"of": "A", "sent": SimpleUploadedFile("再.txt", b"x"), "too": ["C"]}
    assert mediates.post(of(matter, "signed_paper"), again).status_code == 422
    assert list(verify_problems()) == []


class TestPayments:
    def group(self, client: Client) -> Received:
        matter = mediated(ME)
        sent(client, matter, LIST, do="save")
        with as_party(matter):
            for side in "CDE":
                ops.consent(matter.key, taking=party(side, at=now()), device=side)
        begun(client, matter)
        return matter

    def pays(self, client: Client, matter: Received, amounts: str, **more: str) -> str:
        given = {
            "payer": "B",
            "what": "8 至 10 月工资",
            "amounts": amounts,
            "due_on": "2099-12-10",
            "manner": "银行转账",
            **more,
        }
        sent = {f"many-{name}": value for name, value in given.items()}
        return pressed(client, of(matter, "agreement/pay_many"), sent)

    def terms(self, matter: Received) -> list[tuple[str, str]]:
        with desk(ZHILI):
            found = find_agreement(matter.county, find_mediation(*matter.key).id)
        return [(each["to"], each["amount"]) for each in found.clauses] if found else []

    def test_a_line_each_or_a_column_in_their_order(self, sign_in: SignIn) -> None:
        mediates = sign_in(ME)
        matter = self.group(mediates)
        assert "C 马*：" in page(mediates, of(matter, "agreement"))
        shown = self.pays(mediates, matter, "A 王*：\nC 马*：9,600\nD 丁*：8800.5 元\nE 吴*：")
        assert self.terms(matter) == [("C", "9600.00"), ("D", "8800.50")]
        assert "付款合计 18,400.50 元" in shown
        self.pays(mediates, matter, "1\n2\n3\n4")
        assert self.terms(matter)[2:] == [("A", "1.00"), ("C", "2.00"), ("D", "3.00"), ("E", "4.00")]

    @pytest.mark.parametrize(
        ("amounts", "why"),
        [
            ("1\n2\n3", "有 3 行金额，收款的有 4 位，对不上"),
            ("C 马*：很多", "第 1 行：看不懂"),
            ("C 马*：1\nC 马*：2", "第 2 行：C 方写了两次"),
            ("B 李*：5", "第 1 行：没有收款的 B 方"),
            ("A 王*：\nC 马*：", "还没有写金额"),
        ],
    )
    def test_what_is_unclear_is_told_by_its_line_and_adds_nothing(
        self, sign_in: SignIn, amounts: str, why: str
    ) -> None:
        mediates = sign_in(ME)
        matter = self.group(mediates)
        assert why in self.pays(mediates, matter, amounts)
        assert self.terms(matter) == []

    def test_in_parts_each_sum_is_whole(self, sign_in: SignIn) -> None:
        mediates = sign_in(ME)
        matter = self.group(mediates)
        shown = self.pays(mediates, matter, "C 马*：100", parts="3", breach="未付部分一并到期")
        assert "33.34 元" in shown
        assert "33.33 元" in shown
