"""Three administrators who need one another: one proposes, one releases, one reads; none of them sees a matter."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from heyi.console.postgres import Cluster
from heyi.console.preparing import load_facts
from heyi.console.welcoming import first_links
from tests.browsing import serving
from tests.conftest import cloned, pointed_at
from tests.journeys.seats import Hotline, Seat, Seats, sign_in

pytestmark = pytest.mark.browser

SECRET = "红丰路七号三楼的事"
NEW_PASSWORD = "taihu-reed-7391"  # a person of this test


def send(seat: Seat, **given: str) -> None:
    """Fill the form of a page and send it."""
    for name, words in given.items():
        field = seat.page.locator(f"main [name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(words, force=True)  # one with a box to type in is hidden behind it
        else:
            field.fill(words)
    with seat.page.expect_navigation():
        seat.page.click("main form:not(.filters) button[type=submit]")


def test_a_person_is_added_proposed_released_and_signs_in(seats: Seats, hotline: Hotline) -> None:
    receipt = hotline.send(f"织里镇邻居晾衣起了纠纷，{SECRET}。")
    system, security = seats("admin.system"), seats("admin.security")
    _added_and_proposed(system)
    link = _released_and_linked(security)
    newcomer = _signed_in_by_link(seats, link)
    newcomer.go("/desk/")
    assert receipt["number"] in newcomer.words()
    assert "沈佳宁" in newcomer.page.content()
    _read_by_the_auditor(seats("admin.audit"))


def _added_and_proposed(system: Seat) -> None:
    system.go("/desk/people/new")
    send(system, username="shen.jianing", name="沈佳宁")
    assert "已新增人员" in system.told()
    with system.page.expect_navigation():
        system.page.click("a:has-text('提请任职')")
    send(system, role="CLERK", unit=_option(system, "织里镇社会治理中心"))
    assert "等待安全管理员核准" in system.told()
    system.go("/desk/appointments/?waiting=1")
    assert "沈佳宁" in system.words()
    assert system.page.locator("a[href$='/release']").count() == 0
    assert system.flaws() == []


def _option(seat: Seat, words: str) -> str:
    """The value of the choice with these words."""
    option = seat.page.locator("main [name=unit] option", has_text=words).first
    return str(option.get_attribute("value"))


def _released_and_linked(security: Seat) -> str:
    security.go("/desk/appointments/?waiting=1")
    assert security.flaws() == []
    with security.page.expect_navigation():
        security.page.locator("tr", has_text="沈佳宁").locator("a[href$='/release']").click()
    assert security.flaws() == []
    send(security)
    assert "核准任职" in security.told()
    security.go("/desk/people/?words=shen.jianing")
    with security.page.expect_navigation():
        security.page.click("a:has-text('沈佳宁')")
    with security.page.expect_navigation():
        security.page.click("a:has-text('发放登录链接')")
    send(security)
    assert security.flaws() == []
    return security.page.input_value("#link")


def _signed_in_by_link(seats: Seats, link: str) -> Seat:
    newcomer = seats(phone=True)
    newcomer.go(link)
    assert newcomer.flaws() == []
    send(newcomer, password=NEW_PASSWORD, again="something else")
    assert "不一样" in newcomer.words()
    send(newcomer, password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert "shen.jianing" in newcomer.told()
    assert newcomer.go(link) == 410
    sign_in(newcomer, "shen.jianing", NEW_PASSWORD)
    return newcomer


def _read_by_the_auditor(auditor: Seat) -> None:
    auditor.go("/desk/journal/")
    journal = auditor.words()
    for deed in ("新增人员", "提请任职", "核准任职", "发放登录链接", "设置密码"):
        assert deed in journal
    assert auditor.flaws() == []
    assert auditor.go("/desk/deliveries/") == 200
    assert auditor.flaws() == []


def test_the_auditor_reads_who_looked_and_not_at_what(seats: Seats, hotline: Hotline) -> None:
    receipt = hotline.send(f"织里镇邻居晾衣起了纠纷，{SECRET}。")
    clerk, auditor = seats("zhili.clerk"), seats("admin.audit")
    clerk.go(f"/desk/matters/{receipt['number']}/")
    auditor.go("/desk/looks/")
    assert "织里镇经办员" in auditor.words("tbody tr")
    assert SECRET not in auditor.page.content()
    assert auditor.flaws() == []


def test_nobody_proposes_or_releases_their_own(seats: Seats, hotline: Hotline) -> None:
    system, security = seats("admin.system"), seats("admin.security")
    system.go("/desk/people/?words=admin.system")
    with system.page.expect_navigation():
        system.page.click("tbody a")
    assert system.page.locator("a:has-text('提请任职')").count() == 0
    assert system.go(f"{system.page.url.rstrip('/')}/propose") in (200, 403)
    send(system, role="CLERK", unit=_option(system, "织里镇社会治理中心"))
    assert "已提请" not in system.words()

    system.go("/desk/people/?words=admin.security")
    with system.page.expect_navigation():
        system.page.click("tbody a")
    with system.page.expect_navigation():
        system.page.click("a:has-text('提请任职')")
    send(system, role="CLERK", unit=_option(system, "织里镇社会治理中心"))
    assert "已提请" not in system.words(), "an administrator is proposed for a matter role"

    security.go("/desk/appointments/?words=admin.security")
    assert security.page.locator("tbody a[href$='/release'], tbody a[href$='/revoke']").count() == 0


def test_a_unit_is_added_changed_and_closed(seats: Seats) -> None:
    system = seats("admin.system")
    system.go("/desk/units/new")
    assert system.flaws() == []
    system.page.select_option("[name=regions]", "330502100")
    parent = system.page.locator("[name=parent] option", has_text="织里镇社会治理中心").first
    send(
        system,
        code="330502100-MEDIATION-1",
        name="织里镇童装行业调解委员会",
        short_name="织里童装调委会",
        kind="MEDIATION_COMMITTEE",
        level="TOWNSHIP",
        parent=str(parent.get_attribute("value")),
        region="330502100",
    )
    assert "织里镇童装行业调解委员会" in system.words("h1")
    there = system.page.url
    assert system.flaws() == []
    system.go(f"{there}close")
    send(system)
    system.go(there)
    assert "已停用" in system.words("h1")


@pytest.mark.parametrize("person", ["admin.system", "admin.security", "admin.audit"])
def test_an_administrator_opens_and_lists_no_matter(seats: Seats, hotline: Hotline, person: str) -> None:
    receipt = hotline.send(f"织里镇邻居晾衣起了纠纷，{SECRET}。", reporter={"name": "沈月琴"})
    number, seat = receipt["number"], seats(person)
    doors = ("", f"{number}/", f"{number}/sign", f"{number}/identity", f"jump?q={number}", "?below=1")
    for door in doors:
        answer = seat.page.request.get(f"/desk/matters/{door}")
        assert answer.status in (403, 404)
        assert SECRET not in answer.text()
    assert seat.page.request.get(f"/desk/{'looks' if person != 'admin.audit' else 'people'}/").status == 403


@pytest.fixture
def founded(cluster: Cluster, template: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A house without the demo, and the three links that its first start prints."""
    home = Path(settings.HEYI_HOME)
    with django_db_blocker.unblock(), cloned(cluster, template) as name, pointed_at(cluster, name) as urls:
        load_facts(demo=False)
        links = first_links()
        house = serving(home, *urls)
        house.environment["HEYI_DEMO"] = "0"
        with house as address:
            yield address, [link.format(address=address) for _who, link in links]


def test_three_links_open_a_house_without_the_demo_once(browser: Browser, founded: Any) -> None:
    address, links = founded
    seats = Seats(browser, address, {})
    assert len(links) == 3
    homes = []
    for link in links:
        seat = seats()
        seat.go(link)
        username = re.search(r'name="username"[^>]*value="([^"]+)"', seat.page.content())
        assert username
        send(seat, password=NEW_PASSWORD, again=NEW_PASSWORD)
        assert "演示账号" not in seat.page.content()
        assert seat.go(link) == 410
        sign_in(seat, username[1], NEW_PASSWORD)
        homes.append(seat.page.url.removeprefix(address))
        assert seat.flaws() == []
    assert sorted(homes) == ["/desk/appointments/", "/desk/journal/", "/desk/units/"]
    assert seats.complaints() == []
    seats.leave()
