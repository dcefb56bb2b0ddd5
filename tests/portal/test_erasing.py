"""The reporter asks to have something erased: shown to the unit, answered on the page, never silent."""

import pytest
from django.test import Client

from heyi.dispatch import operations as ops
from heyi.matters.access import asks_of, entering, tracked_attachments
from heyi.matters.codes import Zone
from tests.factories.files import kept
from tests.factories.matters import ZHILI, Received, desk, received, reporters_step, step

pytestmark = pytest.mark.django_db
WANG = {"name": "王小明", "phone": "13800001234"}


@pytest.fixture
def matter() -> Received:
    """A matter with an identity and a file of the reporter."""
    found = received(reporter=WANG)
    with entering("tracking", matter=found.id):
        ops.attach(found.key, step=reporters_step(), files=[kept(name="楼道.jpg")], zone=Zone.WORKING)
    return found


def there(matter: Received, way: str = "") -> str:
    return f"/t/{matter.receipt['tracking_code']}{way}"


def own(matter: Received):
    with entering("tracking", matter=matter.id):
        return tracked_attachments(*matter.key)[0].id


def asks(matter: Received) -> list[tuple]:
    with entering("tracking", matter=matter.id):
        return [(ask.attachment_id, ask.state) for ask in asks_of(*matter.key)]


def test_the_own_identity_and_own_files_are_offered(matter: Received) -> None:
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI), files=[kept(name="公示.jpg")], zone=Zone.PUBLIC)
    page = Client().get(there(matter, "/erase")).content.decode()
    assert "我的姓名和电话" in page
    assert "楼道.jpg" in page
    assert "公示.jpg" not in page
    assert there(matter, "/erase")[:3] in Client().get(there(matter), follow=True).content.decode()


def test_a_request_goes_to_the_unit_and_erases_nothing_by_itself(matter: Received) -> None:
    page = Client().post(there(matter, "/erase"), {"of": "identity", "text": "不想再被联系"}, follow=True)
    assert "请求已经送到承办单位" in page.content.decode()
    assert "等待承办单位答复" in page.content.decode()
    assert "您请求清除的理由" in page.content.decode()
    assert asks(matter) == [(None, "OPEN")]
    again = Client().post(there(matter, "/erase"), {"of": "identity", "text": "再说一次"})
    assert again.status_code == 409
    assert "您已经请求过" in again.content.decode()
    assert "再说一次" in again.content.decode()


def test_a_file_that_was_erased_says_so_by_whom_and_why(matter: Received) -> None:
    file = own(matter)
    Client().post(there(matter, "/erase"), {"of": str(file), "text": "拍到了邻居"})
    assert asks(matter) == [(file, "OPEN")]
    with desk(ZHILI):
        ops.erase_file(
            matter.key, step=step(ZHILI), attachment=file, ground="ASKED_FOR", text="按本人请求清除"
        )
    page = Client().get(there(matter)).content.decode()
    assert "织里镇社会治理中心 李明 清除，因为：本人请求或者撤回同意" in page
    assert "按本人请求清除" in page
    assert "楼道.jpg" not in page
    assert asks(matter) == [(file, "ERASED")]


def test_an_erased_identity_says_so(matter: Received) -> None:
    Client().post(there(matter, "/erase"), {"of": "identity", "text": "不想再被联系"})
    with desk(ZHILI):
        ops.erase_identity(matter.key, step=step(ZHILI), ground="ASKED_FOR", text="按本人请求")
    page = Client().get(there(matter)).content.decode()
    assert "您的姓名和电话已经清除，任何人都不能再打开" in page
    form = Client().get(there(matter, "/erase")).content.decode()
    assert "我的姓名和电话" not in form


@pytest.mark.parametrize(
    "form", [{}, {"of": "identity", "text": " "}, {"of": "nobody", "text": "x"}, {"text": "x"}]
)
def test_what_lacks_something_is_no_request(matter: Received, form: dict) -> None:
    assert Client().post(there(matter, "/erase"), form).status_code == 422
    assert asks(matter) == []


def test_another_matters_file_is_not_asked_for(matter: Received) -> None:
    other = received("另一起邻里纠纷。")
    answer = Client().post(there(other, "/erase"), {"of": str(own(matter)), "text": "x"})
    assert answer.status_code == 422
    assert "没有什么要清除" in answer.content.decode()
    assert Client().get("/t/A2R6-0000-0000-0000/erase").status_code == 404
