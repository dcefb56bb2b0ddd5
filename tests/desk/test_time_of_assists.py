"""An assist's own time at the desk: who may ask, who decides where, and what each reads."""

from datetime import timedelta

import pytest
from django.test import Client

from heyi.kernel.clock import now
from tests.desk.conftest import SignIn
from tests.desk.test_assisting import helper_of, page, pressed
from tests.factories.matters import BALIDIAN, Received, received, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
ASK = {"ground": "COMPLEX", "amount": "3", "text": "还要等消防鉴定"}


@pytest.fixture
def matter(sign_in: SignIn) -> Received:
    """Zhili leads and has asked Balidian, which has signed."""
    matter = received()
    town = sign_in("zhili.handler")
    pressed(town, matter.number, "sign")
    pressed(town, matter.number, "ask_assist", to_unit=unit(BALIDIAN), text="请核查")
    pressed(sign_in("balidian.clerk"), matter.number, "sign")
    return matter


def address(matter: Received, verb: str = "") -> str:
    return f"/desk/matters/{matter.number}/{verb}"


def by_helper(client: Client, matter: Received, verb: str, **form: str) -> str:
    return pressed(client, matter.number, verb, task=helper_of(matter), **form)


def test_the_helper_holds_and_resumes_its_own_time(matter: Received, sign_in: SignIn) -> None:
    helper, town = sign_in("balidian.clerk"), sign_in("zhili.handler")
    form = page(helper, address(matter, "hold"))
    assert "只关系本单位协办的时限" in form
    told = by_helper(helper, matter, "hold", reason="WAITS_FOR_EXPERT", text="等消防鉴定")
    assert "已记录：中止" in told
    assert "本单位的时限暂停" in told
    read = page(town, address(matter))
    assert "协办中止" in read
    assert "中止：等消防鉴定" in read
    assert "只关系本单位协办的时限" not in page(town, address(matter, "hold"))
    assert "已记录：恢复" in by_helper(helper, matter, "resume")


def test_the_helper_asks_and_the_lead_decides_on_the_card(matter: Received, sign_in: SignIn) -> None:
    helper, town = sign_in("balidian.clerk"), sign_in("zhili.handler")
    assert "最多还可以延长 5 个工作日" in page(helper, address(matter, "ask_extension"))
    told = by_helper(helper, matter, "ask_extension", **ASK)
    assert "已申请延长 3 个工作日，等主办单位审批" in told
    assert "grant_longer" not in told
    assert "/ask_extension" not in told
    read = page(town, address(matter))
    for words in (
        "的协办申请延长 3 个工作日",
        "还要等消防鉴定",
        "/grant_longer?task=",
        "/refuse_longer?task=",
    ):
        assert words in read
    assert "/ask_extension" in read  # the lead's own is another
    assert matter.number in page(town, "/desk/matters/extensions")
    form = page(town, f"{address(matter, 'grant_longer')}?task={helper_of(matter)}")
    assert "给协办单位的话" in form
    assert "已记录：同意协办延期" in by_helper(town, matter, "grant_longer", text="可以")
    assert "的协办申请延长" not in page(town, address(matter))


def test_a_refusal_is_read_by_the_helper(matter: Received, sign_in: SignIn) -> None:
    helper = sign_in("balidian.clerk")
    by_helper(helper, matter, "ask_extension", **ASK)
    above = sign_in("wuxing.leader")
    assert "/refuse_longer?task=" in page(above, address(matter))
    by_helper(above, matter, "refuse_longer", text="材料够了")
    read = page(helper, address(matter))
    assert "材料够了" in read
    assert "未同意延期" in read
    assert "/ask_extension" in read


@pytest.mark.parametrize("person", ["balidian.clerk", "wuxing.police"])
def test_who_does_not_lead_decides_nothing(matter: Received, sign_in: SignIn, person: str) -> None:
    by_helper(sign_in("balidian.clerk"), matter, "ask_extension", **ASK)
    stranger = sign_in(person)
    for verb in ("grant_longer", "refuse_longer"):
        answer = stranger.post(address(matter, verb), {"task": helper_of(matter), "text": "可以"})
        assert answer.status_code in (404, 409)


def test_who_is_asked_for_a_meeting_alone_is_offered_neither(sign_in: SignIn) -> None:
    matter = received()
    town, helper = sign_in("zhili.handler"), sign_in("balidian.clerk")
    pressed(town, matter.number, "sign")
    called = {
        "day": f"{now() + timedelta(days=2):%Y-%m-%d}",
        "time": "09:00",
        "further_1": str(unit(BALIDIAN)),
        "text": "议题",
    }
    assert "已记录" in pressed(town, matter.number, "confer", **called)
    assert "已记录" in pressed(helper, matter.number, "sign")
    shown = page(helper, address(matter))
    assert "/hold" not in shown
    assert "/ask_extension" not in shown
