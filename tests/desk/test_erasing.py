"""Erasing at the desk: asked once more, with the number's end; told on the page; and the reporter's requests."""

import pytest

from heyi.dispatch import operations as ops
from heyi.matters.access import asks_of, attachments_of, entering, matter_view
from heyi.matters.codes import Zone
from tests.desk.conftest import SignIn
from tests.factories.files import kept
from tests.factories.matters import ZHILI, Received, desk, received, reporters_step, step, unit

pytestmark = pytest.mark.django_db
WANG = {"name": "王小明", "phone": "13800001234"}


@pytest.fixture
def matter() -> Received:
    """A matter with an identity, a file of the reporter, and two requests that wait."""
    found = received(reporter=WANG)
    with entering("tracking", matter=found.id):
        ops.attach(found.key, step=reporters_step(), files=[kept(name="楼道.jpg")], zone=Zone.WORKING)
        ops.ask_erasure(found.key, step=reporters_step(), of=None, text="不想再被联系")
    with entering("tracking", matter=found.id):
        ops.ask_erasure(found.key, step=reporters_step(), of=file_of(found), text="拍到了邻居")
    return found


def file_of(matter: Received):
    with entering("worker"):
        return attachments_of(matter_view(*matter.key, units=[unit(ZHILI)]))[0].id


def there(matter: Received, way: str = "") -> str:
    return f"/desk/matters/{matter.number}/{way}"


def given(matter: Received, **change: str) -> dict:
    return {"ground": "ASKED_FOR", "text": "按本人请求", "number_end": matter.number[-4:], **change}


def test_the_page_tells_of_each_request_and_where_to_answer(matter: Received, sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    page = clerk.get(there(matter)).content.decode()
    assert "请求清除姓名和电话" in page
    assert "请求清除附件“楼道.jpg”" in page
    assert there(matter, "identity/erase") in page
    assert "2 件等待答复" in clerk.get("/desk/matters/").content.decode()
    listed = clerk.get("/desk/matters/asks").content.decode()
    assert listed.count(matter.number) >= 2


def test_a_superior_sees_the_request_and_no_button(matter: Received, sign_in: SignIn) -> None:
    above = sign_in("wuxing.dispatcher")
    page = above.get(there(matter)).content.decode()
    assert "由主办单位答复" in page
    assert there(matter, "identity/erase") not in page
    assert "等待答复" not in above.get("/desk/matters/").content.decode()
    assert matter.number not in above.get("/desk/matters/asks").content.decode()


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("zhili.clerk", 200),
        ("zhili.mediator", 200),
        ("wuxing.dispatcher", 403),
        ("city.leader", 403),
        ("balidian.clerk", 404),
        ("zhili.police", 404),
        ("admin.security", 403),
        ("admin.audit", 403),
    ],
)
def test_who_comes_to_the_question(matter: Received, sign_in: SignIn, person: str, status: int) -> None:
    browser = sign_in(person)
    for way in ("identity/erase", f"files/{file_of(matter)}/erase"):
        assert browser.get(there(matter, way)).status_code == status
        if status != 200:
            assert browser.post(there(matter, way), given(matter)).status_code == status
    with entering("worker"):
        assert not any(
            file.is_erased for file in attachments_of(matter_view(*matter.key, units=[unit(ZHILI)]))
        )


def test_an_erased_file_is_told_by_whom_and_why(matter: Received, sign_in: SignIn) -> None:
    clerk, file = sign_in("zhili.clerk"), file_of(matter)
    address = there(matter, f"files/{file}/erase")
    assert "楼道.jpg" in clerk.get(address).content.decode()
    page = clerk.post(address, given(matter), follow=True).content.decode()
    assert "附件已清除" in page
    assert "织里镇经办员 清除，因为：本人请求或者撤回同意" in page
    assert "按本人请求" in page
    assert "请求清除附件" not in page
    assert clerk.get(there(matter, f"files/{file}/shown")).status_code == 410
    assert clerk.get(address).status_code == 404


def test_an_erased_identity_is_told_and_offered_no_more(matter: Received, sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    page = clerk.post(there(matter, "identity/erase"), given(matter), follow=True).content.decode()
    assert "身份已清除" in page
    assert "王*" not in page
    assert "查看联系方式" not in page
    told = clerk.get(there(matter, "identity"), follow=True).content.decode()
    assert "反映人的姓名和电话已经清除，任何人都不能再打开。" in told


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number_end": "0000x"}, "最后四位"),
        ({"number_end": ""}, "请填写。"),
        ({"ground": "BECAUSE"}, "BECAUSE"),
        ({"text": " "}, "请填写。"),
    ],
)
def test_a_slip_erases_nothing_and_keeps_what_was_typed(
    matter: Received, sign_in: SignIn, change: dict, words: str
) -> None:
    clerk = sign_in("zhili.clerk")
    answer = clerk.post(there(matter, "identity/erase"), given(matter, **change))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    if "text" not in change:
        assert "按本人请求" in answer.content.decode()
    with entering("worker"):
        assert [ask.is_open for ask in asks_of(*matter.key)] == [True, True]


def test_what_the_law_still_needs_is_refused_with_its_reason(sign_in: SignIn) -> None:
    matter = received(reporter=WANG)
    answer = sign_in("zhili.clerk").post(there(matter, "identity/erase"), given(matter))
    assert answer.status_code == 409
    assert "事项还在办理，反映人也没有请求清除" in answer.content.decode()


def test_a_request_is_refused_with_a_reason_that_the_reporter_reads(
    matter: Received, sign_in: SignIn
) -> None:
    clerk = sign_in("zhili.clerk")
    with desk(ZHILI):
        ask = next(each for each in asks_of(*matter.key) if each.attachment_id is None)
    address = there(matter, f"asks/{ask.id}")
    assert clerk.post(address, {"text": ""}).status_code == 422
    page = clerk.post(address, {"text": "保存期限未满。"}, follow=True).content.decode()
    assert "答复已送给反映人" in page
    assert "请求清除姓名和电话，理由" not in page
    assert clerk.post(address, {"text": "再答一次"}).status_code == 409


def test_a_closed_matter_can_be_cleared_without_a_request(sign_in: SignIn) -> None:
    matter = received(reporter=WANG)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.answer(matter.key, step=step(ZHILI), text="已约定。")
        ops.close(matter.key, step=step(ZHILI))
    clerk = sign_in("zhili.clerk")
    assert "清除姓名和电话…" in clerk.get(there(matter)).content.decode()
    answer = clerk.post(there(matter, "identity/erase"), given(matter, ground="PURPOSE_OVER"))
    assert answer.status_code == 302
