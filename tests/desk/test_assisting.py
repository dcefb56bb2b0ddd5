"""协办 at the desk: asked of others, answered with an outcome, taken back, closed over with a reason."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.dispatch.access import tasks_view
from heyi.kernel.clock import now
from heyi.matters.access import entering
from tests.desk.conftest import SignIn
from tests.factories.matters import BALIDIAN, WUXING_POLICE, Received, received, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
ASKED = "请核查楼道消防通道是否被占用"


def pressed(client: Client, number: str, verb: str, **given: object) -> str:
    return client.post(f"/desk/matters/{number}/{verb}", given, follow=True).content.decode()


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def helper_of(matter: Received) -> str:
    with entering("worker"):
        return next(
            str(task.id) for task in tasks_view(*matter.key, units=frozenset()) if task.role == "ASSIST"
        )


@pytest.fixture
def matter(sign_in: SignIn) -> Received:
    """Signed in Zhili, which has asked Balidian to help."""
    matter = received()
    town = sign_in("zhili.handler")
    pressed(town, matter.number, "sign")
    pressed(town, matter.number, "ask_assist", to_unit=unit(BALIDIAN), text=ASKED)
    return matter


def test_who_is_asked_finds_it_in_the_list_with_what_is_asked(matter: Received, sign_in: SignIn) -> None:
    helper = sign_in("balidian.clerk")
    assert matter.number in page(helper, "/desk/matters/")
    shown = page(helper, f"/desk/matters/{matter.number}/")
    assert [words for words in (ASKED, "待签收", "签收", "前反馈结果") if words not in shown] == []
    assert "请 吴兴区八里店镇社会治理中心 协办" in shown
    assert f"/desk/matters/{matter.number}/answer" not in shown
    assert "end_assist" not in shown


def test_it_finishes_with_an_outcome_that_everybody_reads(matter: Received, sign_in: SignIn) -> None:
    helper = sign_in("balidian.clerk")
    pressed(helper, matter.number, "sign")
    form = page(helper, f"/desk/matters/{matter.number}/finish")
    assert [words for words in ("已协助办成", "不属于本单位职责") if words not in form] == []
    assert "请" in pressed(helper, matter.number, "finish", text="通道已清", outcome="EXCELLENT")
    pressed(helper, matter.number, "finish", text="通道已清", outcome="DONE")
    shown = page(sign_in("zhili.handler"), f"/desk/matters/{matter.number}/")
    assert [words for words in ("已协助办成", "通道已清") if words not in shown] == []


def test_the_lead_takes_it_back_on_the_card_of_the_unit(matter: Received, sign_in: SignIn) -> None:
    town, task = sign_in("zhili.handler"), helper_of(matter)
    path = f"/desk/matters/{matter.number}/end_assist?task={task}"
    assert path in page(town, f"/desk/matters/{matter.number}/")
    assert "撤回的理由" in page(town, path)
    pressed(town, matter.number, "end_assist", task=task, text="已另行解决")
    assert "主办单位已撤回" in page(town, f"/desk/matters/{matter.number}/")
    assert sign_in("balidian.clerk").get(f"/desk/matters/{matter.number}/").status_code == 404


def test_closing_names_who_still_helps_and_asks_why_not_to_wait(matter: Received, sign_in: SignIn) -> None:
    town = sign_in("zhili.handler")
    pressed(town, matter.number, "answer", text="通道已清，双方和解")
    form = page(town, f"/desk/matters/{matter.number}/close")
    assert [words for words in ("为什么不等协办单位", "八里店镇") if words not in form] == []
    assert town.post(f"/desk/matters/{matter.number}/close").status_code == 422
    pressed(town, matter.number, "close", over_assists="双方已和解，不必再查")
    shown = page(town, f"/desk/matters/{matter.number}/")
    assert [words for words in ("主办单位先行办结", "双方已和解，不必再查") if words not in shown] == []


def test_nobody_is_asked_for_a_reason_where_nobody_helps(sign_in: SignIn) -> None:
    matter, town = received(), sign_in("zhili.handler")
    for verb, given in (("sign", {}), ("answer", {"text": "已和解"}), ("close", {})):
        pressed(town, matter.number, verb, **given)
    assert "已办结" in page(town, f"/desk/matters/{matter.number}/")


def test_the_reporter_reads_who_helps_and_not_what_was_asked(matter: Received, client: Client) -> None:
    shown = page(client, f"/t/{matter.receipt['tracking_code']}")
    assert "协办单位" in shown
    assert "八里店镇" in shown
    assert ASKED not in shown


def test_units_are_called_together_and_what_follows_is_on_their_cards(
    matter: Received, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, number = sign_in("zhili.handler"), matter.number
    form = page(town, f"/desk/matters/{number}/confer")
    assert [words for words in ("已有任务的单位", "八里店镇", "地点和议题") if words not in form] == []
    day = (now() + timedelta(days=1)).date().isoformat()
    given = {"day": day, "time": "14:30", "called": unit(BALIDIAN), "further_1": unit(WUXING_POLICE)}
    pressed(town, number, "confer", **given, text="镇会议室：定下怎么清通道")
    shown = page(sign_in("wuxing.leader"), f"/desk/matters/{number}/")
    assert [words for words in ("待会商", "镇会议室：定下怎么清通道", "召集会商") if words not in shown] == []
    assert number in page(sign_in("balidian.clerk"), "/desk/matters/conferrals")
    assert "/confer" not in page(town, f"/desk/matters/{number}/")
    half = town.post(
        f"/desk/matters/{number}/record_conferral",
        {"came": unit(BALIDIAN), "text": "清", "what_1": "清通道"},
    )
    assert half.status_code == 422
    decided = {
        "came": unit(BALIDIAN),
        "text": "三日内清完",
        "who_1": unit(BALIDIAN),
        "what_1": "清通道并拍照",
    }
    early = town.post(f"/desk/matters/{number}/record_conferral", decided).content.decode()
    assert [words for words in ("还没有开始", "取消这次会商", "三日内清完") if words not in early] == []
    with monkeypatch.context() as later:
        later.setattr("heyi.desk.matters.acting.now", lambda: now() + timedelta(days=2))
        pressed(town, number, "record_conferral", **decided)
    shown = page(sign_in("balidian.clerk"), f"/desk/matters/{number}/")
    assert [words for words in ("已会商", "清通道并拍照", "没有参加：") if words not in shown] == []
    assert number not in page(town, "/desk/matters/conferrals")


def test_a_conferral_is_called_off(matter: Received, sign_in: SignIn) -> None:
    town, number = sign_in("zhili.handler"), matter.number
    day = (now() + timedelta(days=1)).date().isoformat()
    pressed(town, number, "confer", day=day, time="09:00", called=unit(BALIDIAN), text="议题")
    pressed(town, number, "call_off", text="已谈妥")
    assert "已取消" in page(town, f"/desk/matters/{number}/")


def test_the_page_of_conferrals_asks_as_much_for_three_as_for_one(sign_in: SignIn) -> None:
    town, counts = sign_in("zhili.handler"), []
    day = (now() + timedelta(days=1)).date().isoformat()
    for text in ("邻居晾衣纠纷。", "邻居唱歌纠纷。", "邻居的狗咬人。"):
        number = received(text).number
        pressed(town, number, "confer", day=day, time="09:00", further_1=unit(BALIDIAN), text="议题")
        with CaptureQueriesContext(connection) as captured:
            page(town, "/desk/matters/conferrals")
        counts.append(len(captured))
    assert counts[0] == counts[2]
