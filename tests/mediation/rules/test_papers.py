"""From a mediation to the words of its papers: whole for thirty parties, and nothing said that was not agreed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from heyi.documents.rules.fields import faults_of
from heyi.kernel.clock import CHINA
from heyi.mediation.codes import Clause
from heyi.mediation.rules.clauses import Instalment, Term
from heyi.mediation.rules.papers import agreeing, closing, opening, proving
from heyi.mediation.rules.papers.agreeing import NotYet
from heyi.mediation.rules.papers.case import Agreed, Brought, Case, Owed, Side, Signed, Sitting, Visit

AT = datetime(2026, 11, 27, 19, 30, tzinfo=CHINA)
KEY = UUID(int=1)
SIDES = (
    Side("A", "APPLICANT", "欧阳𠮷", "13900000001", address="织里镇晚风路 8 号"),
    Side("B", "RESPONDENT", "李建国", "13900000002"),
    *(Side(f"C{n}", "APPLICANT", f"工友{n}", f"139000001{n:02}") for n in range(28)),
)
PARTS = tuple(Instalment(Decimal(1000), date(2027, month, 1)) for month in range(1, 13))
PAYS = Term(
    Clause.PAY,
    "B",
    "A",
    "",
    Decimal(12000),
    manner="转账至农业银行账户",
    breach="一期不付，全部到期。",
    instalments=PARTS,
)
TERMS = (
    PAYS,
    Term(Clause.PAY, "B", "A", "十月的夜班补贴。", Decimal("0.50"), date(2027, 1, 5), "现金"),
    Term(Clause.DELIVER, "B", "A", "工具箱一只", due_on=date(2027, 1, 5)),
    Term(Clause.DO, "B", what="修好门", due_on=date(2027, 1, 5)),
    Term(Clause.REFRAIN, "B", what="夜间不施工。"),
    Term(Clause.APOLOGISE, "B", "A", "当面说一声", due_on=date(2027, 1, 5)),
    Term(Clause.WAIVE, "A", what="不再主张利息"),
)
SIGNED = (
    Signed("A", "DRAWN", AT, "M1 1L20 20"),
    Signed("B", "TYPED", AT, "李建国"),
    *(Signed(side.letter, "PAPER", AT) for side in SIDES[2:]),
    Signed("", "TYPED", AT, "老沈"),
)
AGREED = Agreed("WRITTEN", "拖欠三个月工资。", TERMS, "工伤另行协商", "ab" * 32, SIGNED, AT)
CASE = Case(
    "330502202611240001", "LABOUR", "LABOUR", "APPLIED", "织里镇社会治理中心", "老沈", "拖欠工资", Decimal(0),
    AT, AT, AT, "AGREED", sides=SIDES, agreed=AGREED, is_joint=True,
    sittings=(Sitting(KEY, "一号调解室", AT, AT + timedelta(hours=1), ("A", "B"), ("谈了" * 3000,)),),
    owed=(
        Owed("B", "转账", Decimal(1000), date(2027, 1, 1), "DONE", AT, has_proof=True),
        Owed("B", "修好门", None, date(2027, 1, 5), "LATE", None),
    ),
    visits=(Visit(KEY, "A", "拿到了", "PART", is_satisfied=True, escalates=True, at=AT),),
)  # fmt: skip
FAILED = replace(CASE, ending="UNREACHABLE", agreed=None, owed=())
BROUGHT = Brought("聊天.txt", "从聊天软件导出的记录", "本来就是电子数据", "手机导出", "ab" * 32, "欧阳𠮷", AT)
CHAT = "2026-11-20 10:00:00 李建国\n欠\u202e你的\n2026-11-20 10:01:00 欧阳𠮷\n[转账] ￥200.00\n"
CONTENTS = {
    "application": lambda: opening.application(CASE, AT),
    "intake": lambda: opening.intake_form(CASE, AT),
    "rights": lambda: opening.rights_notice(replace(CASE, fee=Decimal(100)), AT),
    "agreement": lambda: agreeing.agreement(CASE, AT),
    "oral": lambda: agreeing.oral_agreement(CASE, AT),
    "record": lambda: agreeing.record(CASE, CASE.sittings[0]),
    "ending": lambda: closing.ending_notice(FAILED, AT),
    "request": lambda: closing.confirmation_request(CASE, AT),
    "performance": lambda: closing.performance_record(CASE, AT),
    "call": lambda: closing.follow_up_record(CASE, CASE.visits[0]),
    "report": lambda: closing.closing_report(CASE, AT),
    "report of a failure": lambda: closing.closing_report(FAILED, AT),
    "cover": lambda: closing.cover(CASE, kept_for="10 年", filed_by="小顾", on=AT.date()),
    "list": lambda: proving.evidence_list(CASE, [BROUGHT], by="欧阳𠮷", at=AT),
    "chat": lambda: proving.chat_exhibit(CASE, BROUGHT, CHAT),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_every_content_is_whole(name: str) -> None:
    assert faults_of(CONTENTS[name]()) == ()


def test_each_clause_is_a_sentence_with_names_days_and_amounts() -> None:
    words = [clause.words for clause in agreeing.agreement(CASE, AT).clauses]
    assert words == [
        "李建国向欧阳𠮷支付人民币 12,000.00 元（大写：壹万贰仟元整），分 12 期付清，每期金额和期限见分期付款表。"
        "付款方式：转账至农业银行账户。",
        "李建国于 2027年1月5日前向欧阳𠮷支付人民币 0.50 元（大写：伍角整）。付款事由：十月的夜班补贴。付款方式：现金。",
        "李建国于 2027年1月5日前向欧阳𠮷交付：工具箱一只。",
        "李建国于 2027年1月5日前完成：修好门。",
        "李建国承诺：夜间不施工。",
        "李建国于 2027年1月5日前向欧阳𠮷道歉：当面说一声。",
        "欧阳𠮷放弃其余请求：不再主张利息。",
    ]


def test_the_agreement_shows_each_signature_as_it_was_given_and_the_hash_under_it() -> None:
    paper = agreeing.agreement(CASE, AT)
    drawn, typed, on_paper = paper.signers[:3]
    assert (drawn.stroke, drawn.typed) == ("M1 1L20 20", "")
    assert (typed.stroke, typed.typed) == ("", "李建国")
    assert "纸质" in on_paper.typed
    assert paper.signed_hash == AGREED.hash
    assert paper.total == Decimal("12000.50")
    assert len(paper.instalments) == 12
    assert "工伤另行协商" in paper.facts


def test_before_anybody_signs_there_is_room_for_hands() -> None:
    paper = agreeing.agreement(replace(CASE, agreed=replace(AGREED, signed=(), effective_at=None)), AT)
    assert {(one.stroke, one.typed, one.signed_on) for one in paper.signers} == {("", "", None)}
    assert (paper.issued, paper.agreed_on) == ("", None)


@pytest.mark.parametrize(
    ("write", "case"),
    [
        (agreeing.agreement, FAILED),
        (closing.confirmation_request, FAILED),
        (closing.performance_record, FAILED),
        (closing.ending_notice, CASE),
        (closing.ending_notice, replace(FAILED, ending="")),
        (closing.closing_report, replace(FAILED, ending="")),
    ],
)
def test_of_what_is_not_there_is_no_paper(write, case) -> None:
    with pytest.raises(NotYet):
        write(case, AT)


def test_telephones_stand_on_no_paper_that_all_parties_get() -> None:
    shared = (
        agreeing.agreement(CASE, AT),
        agreeing.record(CASE, CASE.sittings[0]),
        opening.rights_notice(CASE, AT),
    )
    assert not any("139000000" in repr(paper) for paper in shared)


def test_a_letter_that_cannot_be_seen_is_named_in_a_chat() -> None:
    assert proving.chat_exhibit(CASE, BROUGHT, CHAT).messages[0].words == "欠〔U+202E〕你的"
    assert proving.is_chat(CHAT)
    assert not proving.is_chat("没有消息的文字")


def test_an_oral_agreement_says_who_confirmed_it_how_and_when_and_under_which_hash() -> None:
    signed = (
        Signed("A", "TYPED", AT, "欧阳𠮷", "CODE"),
        Signed("B", "PAPER", AT + timedelta(minutes=5)),
        Signed("", "TYPED", AT, "老沈"),
    )
    case = replace(CASE, sides=SIDES[:2], on_site=True, agreed=replace(AGREED, form="ORAL", signed=signed))
    paper = agreeing.oral_agreement(case, AT)
    assert paper.read_back.splitlines() == [
        "协议内容已经当场向各方宣读。",
        "欧阳𠮷：2026年11月27日 19:30 在自己的设备上键入姓名（短信验证码确认）。",
        "李建国：2026年11月27日 19:35 在纸上签名或者按手印，原件附卷。",
    ]
    assert [(each.name, each.typed, each.signed_on) for each in paper.signers] == [
        ("欧阳𠮷", "欧阳𠮷", AT.date()),
        ("李建国", "（见附卷的纸质签名件）", AT.date()),
    ]
    assert paper.signed_hash == AGREED.hash
    assert paper.issued == "2026年11月27日 19:30 网上签发"


def test_who_has_not_confirmed_yet_is_not_said_to_have() -> None:
    signed = (Signed("A", "DRAWN", AT, "M1 1L20 20", "LINK"),)
    case = replace(CASE, sides=SIDES[:2], agreed=replace(AGREED, form="ORAL", signed=signed))
    assert agreeing.oral_agreement(case, AT).read_back.endswith("李建国：还没有确认。")
    unsigned = replace(case, agreed=replace(AGREED, form="ORAL", signed=()))
    assert agreeing.oral_agreement(unsigned, AT).read_back == ""
