"""A party signs: what it was shown, by hand or name, with a code on its own telephone where one can be sent."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from heyi.adapters.texting.stub import Sink
from heyi.journeys.verifying import verify_problems
from heyi.matters.codes import Zone
from heyi.matters.models import Attachment
from heyi.mediation import operations as ops
from heyi.mediation.codes import Clause, Part
from heyi.mediation.operations import NewParty
from heyi.mediation.queries import obligations_of, signatures_of
from heyi.mediation.rules.clauses import Term
from tests.factories.files import picture
from tests.factories.matters import ZHILI, desk
from tests.factories.mediations import (
    LI,
    PAYS,
    TOMORROW,
    WANG,
    agreement,
    concluded,
    draft,
    fixed,
    mediator,
    signed_by,
    standing,
)
from tests.factories.parties import address_of
from tests.factories.texting import arrived, sink  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

DRAWN = "M10 10L40 60L80 20M100 30L160 90L200 40"
PAYS_ONCE = Term(
    Clause.PAY, who="B", to="A", amount=Decimal("12300.50"), due_on=date(2026, 12, 1), manner="现金"
)


def words(answer) -> str:
    return answer.content.decode().partition("<main")[2]


def page(matter, side="A", *parts, client=None):
    return (client or Client()).get(address_of(matter, side, *parts))


def shown_hash(matter, side="A") -> str:
    found = re.search(r'name="text" value="(\w{64})"', page(matter, side, "sign").content.decode())
    assert found
    return found[1]


def sign(matter, side="A", *, client=None, **form):
    given = {"text": agreement(matter).content_hash, "stroke": "", "name": "", **form}
    return (client or Client()).post(address_of(matter, side, "sign"), given, follow=True)


def signatures(matter):
    with desk(ZHILI):
        return signatures_of(matter.county, agreement(matter).id)


def owed(matter):
    with desk(ZHILI):
        return obligations_of(matter.county, agreement(matter).id)


def last_code(sink: Sink) -> str:
    found = re.search(r"\d{6}", arrived(sink)[0]["words"])
    assert found
    return found[0]


def test_the_text_is_shown_whole_with_amounts_in_words_and_its_number() -> None:
    matter, _id = fixed(PAYS_ONCE)
    told = words(page(matter, "A", "agreement"))
    for expected in (
        WANG,
        LI,
        "12,300.50 元",
        "壹万贰仟叁佰元伍角整",
        "2026年12月1日",
        agreement(matter).content_hash[:12],
    ):
        assert expected in told
    assert shown_hash(matter) == agreement(matter).content_hash


def test_before_it_is_final_there_is_no_text() -> None:
    from tests.factories.mediations import begun

    matter, _id = begun()
    draft(matter, PAYS_ONCE)
    assert page(matter, "A", "agreement").status_code == 404
    assert "现在没有等您签名的协议" in words(page(matter, "A", "sign"))
    assert "12,300" not in words(page(matter))


@pytest.mark.parametrize(
    ("form", "how"),
    [({"stroke": DRAWN}, "DRAWN"), ({"name": WANG}, "TYPED"), ({"name": " 王 秀英 "}, "TYPED")],
)
def test_without_a_gateway_the_link_confirms_and_that_is_kept(form, how) -> None:
    matter, _id = fixed()
    assert "只凭您的链接确认" in words(page(matter, "A", "sign"))
    assert "您已签名" in words(sign(matter, **form))
    (found,) = signatures(matter)
    assert (found.side, found.how, found.proven) == ("A", how, "LINK")
    assert WANG.encode() not in bytes(found.stroke or b"")
    assert sign(matter, **form).status_code == 409
    assert list(verify_problems()) == []


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"name": LI},
        {"stroke": "M1 1"},
        {"stroke": "M1 1L2 2L1 2L2 1L1 1"},
        {"stroke": "<script>"},
        {"stroke": "M0 0" + "L1 1" * 20_000},
        {"name": WANG, "text": "0" * 64},
        {"name": WANG, "text": ""},
    ],
)
def test_what_is_no_signature_of_this_text_signs_nothing(form) -> None:
    matter, _id = fixed()
    assert sign(matter, **form).status_code in (409, 422)
    assert signatures(matter) == []


def test_whoever_read_an_older_text_reads_the_new_one_first() -> None:
    matter, _id = fixed()
    old = shown_hash(matter)
    with desk(ZHILI):
        ops.unfix(matter.key, taking=mediator(), text="改期限")
    draft(matter, PAYS_ONCE)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())
    answer = sign(matter, name=WANG, text=old)
    assert answer.status_code == 409
    assert "协议文本已经变化" in words(answer)


def test_a_code_goes_to_the_own_telephone_and_confirms(sink: Sink) -> None:
    matter, _id = fixed()
    phone = Client()
    assert "获取验证码" in words(page(matter, "A", "sign", client=phone))
    sent = phone.post(address_of(matter, "A", "sign/send"))
    assert sent.status_code == 302
    message = arrived(sink)[0]
    assert "13900000001" in str(message)
    wrong = f"{(int(last_code(sink)) + 1) % 1_000_000:06d}"
    assert sign(matter, client=phone, name=WANG, code=wrong).status_code == 422
    assert signatures(matter) == []
    sign(matter, client=phone, name=WANG, code=last_code(sink))
    assert [each.proven for each in signatures(matter)] == ["CODE"]


def test_without_the_code_or_in_another_browser_it_does_not_sign(sink: Sink) -> None:
    matter, _id = fixed()
    phone = Client()
    phone.post(address_of(matter, "A", "sign/send"))
    assert sign(matter, client=phone, name=WANG).status_code == 422
    assert sign(matter, client=Client(), name=WANG, code=last_code(sink)).status_code == 422
    assert signatures(matter) == []


def test_a_code_of_one_party_signs_for_no_other(sink: Sink) -> None:
    matter, _id = fixed()
    phone = Client()
    phone.post(address_of(matter, "A", "sign/send"))
    assert sign(matter, "B", client=phone, name=LI, code=last_code(sink)).status_code == 422
    assert signatures(matter) == []


def test_a_code_that_went_for_one_text_signs_no_other(sink: Sink) -> None:
    matter, _id = fixed()
    phone = Client()
    phone.post(address_of(matter, "A", "sign/send"))
    with desk(ZHILI):
        ops.unfix(matter.key, taking=mediator(), text="改期限")
    draft(matter, PAYS_ONCE)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())
    assert sign(matter, client=phone, name=WANG, code=last_code(sink)).status_code == 422


def test_codes_are_sent_once_a_minute(sink: Sink) -> None:
    matter, _id = fixed()
    there = address_of(matter, "A", "sign/send")
    assert [Client().post(there).status_code for _time in range(2)] == [302, 429]
    assert len(arrived(sink)) == 1


def test_the_code_of_a_signature_opens_no_visit_to_the_own_matters(sink: Sink) -> None:
    matter, _id = fixed()
    phone = Client()
    phone.post(address_of(matter, "A", "sign/send"))
    phone.cookies["heyi_mine"] = phone.cookies["heyi_sign"].value
    assert phone.post("/mine/code", {"code": last_code(sink)}).status_code == 422


def test_a_party_without_a_mobile_signs_by_its_link_though_there_is_a_gateway(sink: Sink) -> None:
    matter, _id = fixed(
        parties=[NewParty(Part.APPLICANT, WANG, "0572-2030000"), NewParty(Part.RESPONDENT, LI, "13900000002")]
    )
    sign(matter, name=WANG)
    assert [each.proven for each in signatures(matter)] == ["LINK"]


def test_what_is_about_status_is_signed_on_paper_alone() -> None:
    from tests.factories.mediations import begun

    matter, _id = begun()
    draft(matter, PAYS_ONCE, is_about_status=True)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())
    assert "只能用纸质签名" in words(page(matter))
    assert "<form" not in words(page(matter, "A", "sign"))
    answer = sign(matter, name=WANG)
    assert answer.status_code == 409
    assert signatures(matter) == []


def test_who_does_not_sign_says_so_and_nothing_binds() -> None:
    matter, _id = fixed()
    told = words(Client().post(address_of(matter, "B", "decline"), follow=True))
    assert standing(matter).ending == "WILL_NOT_SIGN"
    assert "向人民法院起诉" in told


def test_after_all_have_signed_each_reads_what_it_owes_and_is_owed_and_no_more() -> None:
    parties = [
        NewParty(Part.APPLICANT, WANG, "13900000001"),
        NewParty(Part.RESPONDENT, LI, "13900000002"),
        NewParty(Part.APPLICANT, "陈阿婆", "13900000003"),
    ]
    other = Term(Clause.PAY, who="B", to="C", amount=Decimal(77), due_on=date(2026, 12, 2), manner="现金")
    matter, _id = concluded(PAYS_ONCE, other, parties=parties)
    assert "12,300.50 元" in words(page(matter, "A"))
    assert "77 元" not in words(page(matter, "A"))
    assert words(page(matter, "B")).count("我已经付了") == 2
    assert "最晚" in words(page(matter, "A")), "the court may still confirm it"


def test_who_owes_says_so_with_a_picture_and_it_stays_open() -> None:
    matter, _id = concluded(PAYS_ONCE)
    (row,) = owed(matter)
    there = address_of(matter, "B", "owed", row.id, "paid")
    for _time in range(2):
        proof = SimpleUploadedFile("转账.png", picture(kind="PNG"), "image/png")
        assert Client().post(there, {"sent": [proof]}, follow=True).status_code == 200
    (said,) = owed(matter)
    assert (said.state, said.done_at, said.proof is None) == ("OPEN", None, False)
    assert said.said_at is not None
    with desk(ZHILI):
        (hung,) = Attachment.objects.filter(matter_id=matter.id)
    assert (hung.zone, hung.author_kind, hung.file_id) == (Zone.CONFIDENTIAL, "PARTY", said.proof)
    assert "等对方确认" in words(page(matter, "B"))
    assert "收到了吗" in words(page(matter, "A"))
    assert list(verify_problems()) == []


def test_what_cannot_be_kept_is_told_and_nothing_is_said() -> None:
    matter, _id = concluded(PAYS_ONCE)
    (row,) = owed(matter)
    proof = SimpleUploadedFile("转账.exe", b"MZ" + b"\0" * 200)
    answer = Client().post(address_of(matter, "B", "owed", row.id, "paid"), {"sent": [proof]})
    assert answer.status_code == 422
    assert owed(matter)[0].said_at is None


def test_who_receives_settles_it_and_nobody_else() -> None:
    matter, _id = concluded(PAYS_ONCE)
    (row,) = owed(matter)
    for side, verb in (("B", "received"), ("A", "paid")):
        assert Client().post(address_of(matter, side, "owed", row.id, verb)).status_code == 404
    assert owed(matter)[0].state == "OPEN"
    told = words(Client().post(address_of(matter, "A", "owed", row.id, "received"), follow=True))
    assert "协议已经全部履行" in told
    assert (owed(matter)[0].state, owed(matter)[0].said_by) == ("DONE", "A")
    assert Client().post(address_of(matter, "A", "owed", row.id, "received")).status_code == 409


def test_what_is_broken_tells_the_ways() -> None:
    matter, _id = concluded(PAYS_ONCE)
    with desk(ZHILI):
        late = mediator(at=TOMORROW + timedelta(days=7))
        ops.break_off(matter.key, taking=late, obligation_id=owed(matter)[0].id, text="失联")
    told = words(page(matter, "A"))
    assert "协议仍然有效" in told
    for way in ("没有按约履行，可以这样办", "强制执行", "人民调解法 §32"):
        assert way in told


def test_the_court_confirms_within_thirty_days_and_the_page_says_until_when() -> None:
    matter, _id = concluded(PAYS_ONCE)
    told = re.sub(r"<[^>]+>", "", words(page(matter, "A")))
    assert "最晚 12月24日" in told
    labour, _id = concluded(PAYS_ONCE, regime="LABOUR", dispute="LABOUR")
    assert "可以请法院确认" not in words(page(labour, "A"))


def test_the_other_partys_signature_is_told_but_not_drawn() -> None:
    matter, _id = fixed()
    signed_by(matter, "A")
    told = words(page(matter, "B", "agreement"))
    assert "手写签名" in told
    assert "M1 1L20 20" not in told


LATE = TOMORROW + timedelta(days=7)  # the first of December was the day


def broken(matter, number=0):
    with desk(ZHILI):
        ops.break_off(
            matter.key, taking=mediator(at=LATE), obligation_id=owed(matter)[number].id, text="没有付"
        )


def test_a_broken_part_shuts_no_other_and_may_be_paid_late() -> None:
    matter, _id = concluded(PAYS)
    broken(matter)
    first, second, _third = (each.id for each in owed(matter))
    for each in (first, second):
        assert Client().post(address_of(matter, "B", "owed", each, "paid"), follow=True).status_code == 200
        answer = Client().post(address_of(matter, "A", "owed", each, "received"), follow=True)
        assert "已经记下：这一项已经履行" in words(answer)
    assert [each.state for each in owed(matter)] == ["DONE", "DONE", "OPEN"]
    told = words(page(matter, "A"))
    assert "逾期以后履行的" in told
    assert "协议已经生效" in told


def test_who_has_not_received_says_so_and_the_payer_reads_it() -> None:
    matter, _id = concluded(PAYS_ONCE)
    (row,) = owed(matter)
    assert "没有收到" not in words(page(matter, "A"))
    assert Client().post(address_of(matter, "A", "owed", row.id, "missing")).status_code == 409
    Client().post(address_of(matter, "B", "owed", row.id, "paid"))
    there = address_of(matter, "A", "owed", row.id, "missing")
    assert there in words(page(matter, "A"))
    assert "调解员会知道" in words(Client().get(there))
    told = words(Client().post(there, follow=True))
    assert "您在" in told
    assert "说没有收到，已经告诉调解员" in told
    assert Client().post(address_of(matter, "B", "owed", row.id, "missing")).status_code == 404
    payer = words(page(matter, "B"))
    assert "说没有收到。请把凭证给调解员看" in payer
    assert address_of(matter, "B", "owed", row.id, "paid") in payer
    assert list(verify_problems()) == []
