"""20:40: a matter is given and the bell counts; a robot fails, is mended, sent again; the night waits; a drill."""

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Thread
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import expect

from heyi.adapters.notices.stub import NoticeSink
from heyi.journeys import reactions
from heyi.journeys.delivering import deliver_due
from heyi.journeys.noticing_outside import release_held
from heyi.kernel.clock import CHINA, now
from tests.factories.journal import settle
from tests.factories.matters import ZHILI, unit
from tests.journeys.seats import Hotline, Seat, Seats

pytestmark = pytest.mark.browser
MAIL = "clerk@huzhou.example"
TOKEN = "https://oapi.dingtalk.com/robot/send?access_token={token}"
QUARREL = "织里镇邻居把衣服晾在楼道里，我们两家起了纠纷。"


@pytest.fixture(scope="module", autouse=True)
def sink() -> Iterator[NoticeSink]:
    """A mail server and robots for this house: told to the server before it starts, and to this process's worker."""
    with NoticeSink() as found:
        thread = Thread(target=found.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        told = {
            "HEYI_MAIL_SERVER": found.mail_address,
            "HEYI_MAIL_SECURITY": "none",
            "HEYI_ROBOTS": found.address,
        }
        before = {name: getattr(settings, name) for name in told}
        os.environ.update(told)
        for name, value in told.items():
            setattr(settings, name, value)
        yield found
        for name, value in before.items():
            os.environ.pop(name)
            setattr(settings, name, value)
        found.shutdown()
        thread.join()


def next_time(hour: int) -> datetime:
    """The next time that it is this hour in China: tests run by day and by night."""
    at = now().astimezone(CHINA).replace(hour=hour, minute=30, second=0, microsecond=0)
    return at if at > now() else at + timedelta(days=1)


def work(at: datetime) -> None:
    """What the worker does at an instant."""
    settle()
    reactions.react(now=lambda: at)
    release_held(now=lambda: at)
    deliver_due(now=lambda: at)


def arrived(sink: NoticeSink) -> list[dict[str, str]]:
    """What the sink's page shows, the newest first."""
    with urlopen(f"{sink.address}/messages") as answer:  # noqa: S310 - our own
        found: list[dict[str, str]] = json.load(answer)
        return found


def set_robot(leader: Seat, token: str) -> None:
    leader.go(f"/desk/notices/units/{unit(ZHILI)}/")
    leader.page.get_by_text("设置群机器人…").click()
    leader.page.get_by_label("渠道").select_option("DINGTALK")
    leader.page.get_by_label("机器人地址（Webhook）").fill(TOKEN.format(token=token))
    leader.page.get_by_role("button", name="保存").click()
    expect(leader.page.locator("main")).to_contain_text("已保存群机器人")


def test_a_matter_is_given_and_the_bell_counts_until_it_is_opened(seats: Seats, hotline: Hotline) -> None:
    clerk = seats("zhili.clerk")
    clerk.go("/desk/matters/")
    expect(clerk.page.locator("[data-unread]")).to_be_hidden()
    number = hotline.send(QUARREL, title="楼道晾衣")["number"]
    work(next_time(10))
    clerk.page.evaluate("document.dispatchEvent(new Event('heyi:changed'))")  # as live.js does when it hears
    expect(clerk.page.locator("[data-unread]")).to_have_text("1")
    clerk.page.get_by_role("link", name="通知，1 条未读").click()
    assert clerk.flaws() == []
    expect(clerk.page.locator(".notices")).to_contain_text(f"{number} 交由")
    clerk.page.get_by_role("link", name="楼道晾衣").click()
    expect(clerk.page.locator("h1")).to_contain_text("楼道晾衣")
    clerk.go("/desk/notices/?unread=1")
    assert "没有未读的通知" in clerk.words()


def test_a_robot_that_fails_is_seen_mended_and_sent_again(
    seats: Seats, hotline: Hotline, sink: NoticeSink
) -> None:
    leader, day = seats("wuxing.leader"), next_time(10)
    set_robot(leader, "refused-1234567890")
    number = hotline.send(QUARREL, title="楼道又晾衣")["number"]
    work(day)
    assert [row for row in arrived(sink) if number in row["words"]] == []
    leader.go("/desk/deliveries/?to=notices")
    line = leader.page.locator("tbody tr", has_text=number)
    expect(line).to_contain_text("已停止重试")
    expect(line).to_contain_text("310000")
    expect(line).to_contain_text("钉钉群机器人")
    assert leader.flaws() == []
    line.get_by_role("link", name=number).click()
    expect(leader.page.locator("#deliveries")).to_contain_text("核对地址")
    set_robot(leader, "a1b2c3d4e5f6a7b8c9d0")
    leader.go(f"/desk/matters/{number}/")
    leader.page.locator("#deliveries").get_by_role("button", name="重新发送").click()
    expect(leader.page.locator("main")).to_contain_text("已排队重新发送")
    work(day)
    assert [row["way"] for row in arrived(sink) if number in row["words"]] == ["dingtalk"]


def test_the_night_waits_and_comes_as_one_in_the_morning(
    seats: Seats, hotline: Hotline, sink: NoticeSink
) -> None:
    clerk, night = seats("zhili.clerk"), next_time(23)
    clerk.go("/desk/notices/ways")
    clerk.page.get_by_label("邮件地址").fill(MAIL)
    clerk.page.get_by_role("button", name="保存").click()
    expect(clerk.page.locator("main")).to_contain_text("现在是 cl…@huzhou.example")
    assert clerk.flaws() == []
    numbers = [hotline.send(QUARREL, title=f"楼道晾衣{n}")["number"] for n in range(2)]
    work(night)
    mails = [row for row in arrived(sink) if row["way"] == "mail"]
    assert mails == []
    work(night.replace(hour=7) + timedelta(days=1))
    (mail,) = [row for row in arrived(sink) if row["way"] == "mail"]
    assert mail["to"] == MAIL
    assert [number for number in numbers if number in mail["words"]] == numbers
    assert "晾" not in mail["words"]


def test_a_drill_reaches_and_is_acknowledged(seats: Seats, sink: NoticeSink) -> None:
    leader, clerk = seats("wuxing.leader"), seats("zhili.clerk", phone=True)
    leader.go(f"/desk/notices/units/{unit(ZHILI)}/")
    assert leader.flaws() == []
    leader.page.get_by_role("button", name="现在演练").click()
    expect(leader.page.locator(".answers")).to_contain_text("还没有确认")
    work(now() + timedelta(minutes=1))
    assert any("通知演练" in row["words"] for row in arrived(sink))
    clerk.go("/desk/notices/")
    clerk.page.get_by_role("button", name="确认收到").click()
    expect(clerk.page.locator("main")).to_contain_text("已确认收到")
    leader.page.reload()
    expect(leader.page.locator(".answers")).to_contain_text("分钟内确认")
