"""Months of a wage dispute: three departments, a return that is refused and ruled, longer time, holidays, the city.

The house's clock is moved from day to day, past National Day and the turn of the year; at each the reporter reads what
is true just then.
"""

from datetime import datetime

import pytest

from heyi.journeys.checking import check_problems
from heyi.journeys.sweeping import sweep
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import CHINA
from heyi.orgs.access import directory
from tests.journeys.scenes import Calendar, take_step
from tests.journeys.seats import Seat, Seats, add_hotline

pytestmark = pytest.mark.browser

BEGIN = datetime(2026, 9, 28, 9, 10, tzinfo=CHINA)  # the Monday before National Day
TEXT = "我要投诉，织里镇一家童装厂拖欠我三个月工资 9600 元，要了几次老板都说没钱，要求支付工资。"


@pytest.fixture
def begins() -> datetime:
    return BEGIN


class Scene:
    """One matter, and everybody who has to do with it."""

    def __init__(self, people: Seats, house: tuple[str, Calendar]) -> None:
        self.calendar = house[1]
        self.receipt = add_hotline(house[0]).send(TEXT, reporter={"name": "马小军", "phone": "13857200033"})
        self.number = str(self.receipt["number"])
        self._people = people
        self._seats: dict[str, Seat] = {}

    def seat(self, person: str) -> Seat:
        """A person's browser, opened once; the reporter's is a telephone."""
        if person not in self._seats:
            self._seats[person] = self._people(person) if person else self._people(phone=True)
        return self._seats[person]

    def does(self, person: str, verb: str, **fields: object) -> Seat:
        """Press a step's button, fill its form in, send it."""
        return take_step(self.seat(person), self.number, verb, **fields)

    def page_of(self, person: str) -> str:
        """What stands on the matter's page for a person."""
        seat = self.seat(person)
        seat.go(f"/desk/matters/{self.number}/")
        return seat.words()

    def reporter_reads(self) -> str:
        """What stands on the reporter's page, which says the same as the desk's."""
        phone = self.seat("")
        phone.go(f"/t/{self.receipt['tracking_code']}")
        assert phone.words(".sentence") == self._sentence(LEAD)
        return phone.words()

    def _sentence(self, person: str) -> str:
        seat = self.seat(person)
        seat.go(f"/desk/matters/{self.number}/")
        return seat.words(".sentence")

    def next_day(self, at: datetime) -> None:
        """Turn the calendar, and let the clocks speak as the worker does."""
        self.calendar.turn_to(at)
        sweep(now=self.calendar.now)


def unit(code: str) -> int:
    found = directory().unit_by_code(code)
    assert found is not None
    return found.id


def on(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A working hour of the scene; from January on the year is the next."""
    return datetime(2026 if month > 8 else 2027, month, day, hour, minute, tzinfo=CHINA)


def missing(wanted: tuple[str, ...], words: str) -> list[str]:
    return [each for each in wanted if each not in words]


LEAD, LABOUR, MARKET, COUNTY, CITY = [
    "zhili.clerk",
    "wuxing.labour",
    "wuxing.market",
    "wuxing.leader",
    "city.leader",
]
HOLIDAY = on(9, 30)


def test_months_of_a_wage_dispute(people: Seats, house: tuple[str, Calendar]) -> None:
    scene = Scene(people, house)
    _returned_and_ruled(scene)
    _three_departments_over_a_holiday(scene)
    _given_longer(scene)
    _pressed_up_to_the_city(scene)
    _answered_and_settled(scene)
    assert list(verify_problems()) == []
    behind = {"consumer.lags", "notice.missing"}  # no worker reads the journal in this scene
    assert [each for each in check_problems(at=scene.calendar.at) if each.code not in behind] == []


def _returned_and_ruled(scene: Scene) -> None:
    assert missing(("织里镇社会治理中心", "前签收"), scene.reporter_reads()) == []
    scene.does(LEAD, "sign")
    labour = unit("330502-HUMAN_RESOURCES")
    scene.does(LEAD, "object", ground="NOT_COMPETENT", to_unit=labour, text="欠薪由人社部门监察执法。")
    assert missing(("有关单位正在确认", "由 吴兴区织里镇社会治理中心 负责"), scene.reporter_reads()) == []
    scene.next_day(on(9, 28, 15))
    scene.does(COUNTY, "refuse_objection", text="欠薪引起的纠纷由属地先行调处，人社协办。")
    assert "有关单位正在确认" in scene.reporter_reads()
    scene.next_day(on(9, 29, 9, 30))
    scene.does(CITY, "rule_kept", text="由织里镇牵头，人社、市场监管协办。")
    assert "有关单位正在确认" not in scene.reporter_reads()
    assert "退单异议" not in scene.seat(LEAD).words(".buttons")


def _three_departments_over_a_holiday(scene: Scene) -> None:
    scene.does(LEAD, "contact", text="电话告知马小军由织里镇牵头。")
    for code, text in (("HUMAN_RESOURCES", "请查实欠薪数额"), ("MARKET", "请核实厂主和股东")):
        scene.does(LEAD, "ask_assist", to_unit=unit(f"330502-{code}"), text=text)
    assert missing(("协办单位", "人力资源和社会保障局", "市场监督管理局"), scene.reporter_reads()) == []
    scene.next_day(HOLIDAY)
    scene.does(LABOUR, "sign")
    own = scene.seat(LABOUR).page.locator(".clocks li:has-text('人力资源'):has-text('办理时限')")
    assert "10月12日 周一 17:30" in own.inner_text()
    own.locator("summary").click()
    assert "国庆" in own.inner_text()  # the line that says why it is thirteen days and not five
    assert scene.seat(LABOUR).flaws() == []
    scene.next_day(on(10, 9))
    scene.does(LABOUR, "finish", outcome="DONE", text="查实欠薪 9600 元，已发限期改正指令书。")
    assert missing(("已协助办成", "已超"), scene.page_of(LEAD)) == []  # the other department has done nothing


def _given_longer(scene: Scene) -> None:
    scene.next_day(on(10, 20))
    scene.does(LEAD, "ask_extension", ground="PARTIES_AGREE", amount=20, text="厂方愿分期，需再谈。")
    assert "10月28日" in scene.reporter_reads()
    scene.does(COUNTY, "grant_extension", text="双方同意继续调解，延长二十日。")
    assert missing(("11月17日", "双方同意继续调解，延长二十日。"), scene.reporter_reads()) == []


def _pressed_up_to_the_city(scene: Scene) -> None:
    scene.next_day(on(11, 18))
    assert missing(("已超", "上级单位正在督办"), scene.reporter_reads()) == []
    scene.does(LEAD, "reply_supervision", text="厂主外出，已约定返回后支付。")
    scene.next_day(on(3, 1))  # past the turn of the year and three times the limit
    watched = scene.page_of(CITY)
    assert missing(("已达时限三倍", "湖州市社会治理中心督办"), watched) == []
    scene.does(CITY, "urge", text="请本周办结。")


def _answered_and_settled(scene: Scene) -> None:
    scene.does(LEAD, "reply_supervision", text="三月二日付清。")
    scene.does(LEAD, "answer", text="厂方已付清 9600 元，双方签字确认。")
    scene.does(CITY, "end_supervision", text="已付清，予以销号。")
    scene.does(MARKET, "sign")
    scene.does(MARKET, "finish", outcome="PARTLY", text="厂主已核实，股东登记已过时。")
    read = scene.reporter_reads()
    assert missing(("厂方已付清 9600 元，双方签字确认。", "认可答复"), read) == []
    phone = scene.seat("")
    for pressed in ("a:has-text('认可答复')", "main form button[type=submit]"):
        with phone.page.expect_navigation():
            phone.page.click(pressed)
    assert "事项已办结" in phone.told()
    assert "已办结" in scene.page_of(LEAD)
