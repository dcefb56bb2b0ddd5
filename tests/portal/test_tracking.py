"""The tracking page: a code opens one matter, in plain words, and contests it where the law allows."""

import pytest
from django.test import Client

from heyi.dispatch import operations as ops
from heyi.journeys.telling import status_document
from heyi.matters.access import entering, public_status
from heyi.matters.codes import Basis, Purpose
from heyi.portal.matters.page import IDENTITY_WORDS, MATTER_WORDS
from tests.factories.matters import ZHILI, Received, desk, received, reporters_step, step

pytestmark = pytest.mark.django_db


def answered(**given) -> Received:
    """A matter of Zhili that was signed for and answered."""
    matter = received(**given)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.answer(matter.key, step=step(ZHILI), text="已约定晾衣时间。")
    return matter


def page_of(matter: Received) -> str:
    return Client().get(f"/t/{matter.receipt['tracking_code']}").content.decode()


@pytest.mark.parametrize("typed", ["{0}", "{0:.4}-{1:.4} {2}", " {3} "])
def test_the_box_takes_a_code_however_it_is_typed(typed: str) -> None:
    code = received().receipt["tracking_code"]
    words = typed.format(code, code[4:], code[8:], code.lower())
    answer = Client().get("/t/", {"code": words}, follow=True)
    assert (answer.status_code, answer.redirect_chain[0][1]) == (200, 302)
    assert "吴兴区织里镇社会治理中心" in answer.content.decode()


@pytest.mark.parametrize("code", ["", "0", "A2R6E6BYX44S6XM0", "<script>", "织里", "A" * 300])
def test_a_wrong_code_is_told_and_gives_nothing_away(code: str) -> None:
    answer = Client().get("/t/", {"code": code})
    assert answer.status_code == (404 if code else 200)
    assert "<script>" not in answer.content.decode()


def test_a_contest_is_taken_once() -> None:
    matter = answered()
    there = f"/t/{matter.receipt['tracking_code']}/contest"
    assert "提出异议" in page_of(matter)
    answer = Client().post(there, {"text": "还在滴水。", "seen": ""}, follow=True)
    assert answer.status_code == 200
    assert "还在滴水。" in answer.content.decode()
    again = Client().post(there, {"text": "还要再说一次。", "seen": ""})
    assert again.status_code == 409
    assert "还要再说一次。" in again.content.decode() or "当前状态不能进行这一步。" in again.content.decode()


def test_an_empty_contest_is_told_where() -> None:
    matter = answered()
    answer = Client().post(f"/t/{matter.receipt['tracking_code']}/contest", {"text": "  "})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_petitioner_is_told_the_lawful_way_instead() -> None:
    page = page_of(answered(channel="petition"))
    assert "申请复查" in page
    assert 'id="contest"' not in page


def test_working_and_confidential_notes_never_show() -> None:
    matter = received()
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.contact(matter.key, step=step(ZHILI), text="工作记录里的话")
    assert "工作记录里的话" not in page_of(matter)


def test_every_basis_on_which_somebody_looks_has_words_for_the_reporter() -> None:
    assert set(MATTER_WORDS) == {basis.value for basis in Basis} - {Basis.DENIED.value}


def test_each_purpose_for_which_an_identity_is_opened_has_words_for_the_reporter() -> None:
    assert set(IDENTITY_WORDS) == {purpose.value for purpose in Purpose}


ONCE_MORE = "提出一次异议"


def told(matter: Received) -> dict[str, object]:
    """What the API says, beside the page."""
    with entering("tracking", matter=matter.id):
        return status_document(public_status(*matter.key))


def test_on_hold_nobody_says_when_the_answer_is_due_and_the_ground_is_told() -> None:
    matter = received()
    assert told(matter)["answer_due_at"]
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.hold(matter.key, step=step(ZHILI), reason="WAITS_FOR_EXPERT", text="等甲的鉴定。")
    page = page_of(matter)
    assert "应答复" not in page
    assert "等待鉴定、检测或专家意见" in page
    assert "等甲的鉴定" not in page
    assert (told(matter)["answer_due_at"], told(matter)["due_at"]) == (None, None)
    with desk(ZHILI):
        ops.resume(matter.key, step=step(ZHILI))
    page = page_of(matter)
    assert "应答复" in page
    assert "等待鉴定" not in page
    assert told(matter)["answer_due_at"]


def test_a_second_contest_is_not_promised_when_it_is_answered_again_nor_when_it_is_closed() -> None:
    matter = answered()
    assert ONCE_MORE in told(matter)["sentence"]["next"]
    with entering("tracking", matter=matter.id):
        ops.contest(matter.key, step=reporters_step(), text="还在滴水。")
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI), text="已修好。")
    assert ONCE_MORE not in page_of(matter)
    assert ONCE_MORE not in told(matter)["sentence"]["next"]
    with desk(ZHILI):
        ops.close(matter.key, step=step(ZHILI))
    assert told(matter)["sentence"]["next"] == "已办结，无需再做什么"
    assert 'id="contest"' not in page_of(matter)


def test_what_the_unit_closed_may_be_contested_and_the_sentence_says_so() -> None:
    matter = answered()
    with desk(ZHILI):
        ops.close(matter.key, step=step(ZHILI))
    page = page_of(matter)
    assert 'id="contest"' in page
    assert "无需再做什么" not in page
    assert ONCE_MORE in told(matter)["sentence"]["next"]


def test_where_the_law_gives_another_way_no_contest_is_promised() -> None:
    matter = answered(channel="petition")
    assert ONCE_MORE not in page_of(matter)
    assert ONCE_MORE not in told(matter)["sentence"]["next"]
