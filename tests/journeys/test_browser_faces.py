"""Every page of every role on a phone, by day in Chinese and by night in English: whole, fitting, in one tongue."""

import re
from collections.abc import Callable, Iterator

import pytest

from heyi.accounts.operations import demo_people
from heyi.orgs.access import directory
from tests.factories.matters import ZHILI, unit
from tests.factories.reacting import reacted
from tests.journeys.seats import Hotline, Seat, Seats

pytestmark = pytest.mark.browser

TITLE = "楼道晾衣"
TEXT = "织里镇邻居把衣服晾在楼道里，我们两家起了纠纷。"
PLACE = "吴越花园三幢"
ALARM = "织里镇有人站在楼顶要跳楼！"
OURS = "合一 简体中文"  # the house's name, and the language by its own name
DATA = (TITLE, TEXT, PLACE, ALARM, "沈月琴", "湖州热线")
HAN = re.compile(r"[\u3400-\u9fff]+")
MATTER = "/desk/matters/{number}/"
PAGES = {
    "": "/ /t/ /t/?code=0 /t/{code} /t/{code}/erase /nowhere /accounts/login/ /first/none /components",
    "zhili.clerk": "/desk/matters/ /desk/matters/?done=1 /desk/matters/?below=1 /desk/matters/?state=ON_HOLD "
    "/desk/find /desk/take/ /desk/matters/jump?q=1 /desk/matters/asks /desk/matters/extensions /desk/units/ "
    "/accounts/password/change/ /desk/notices/ /desk/notices/?unread=1 /desk/notices/ways "
    "/desk/matters/pool /desk/duty/ /desk/duty/people/ /desk/duty/leave "
    "/accounts/2fa/ /accounts/2fa/totp/activate /accounts/reauthenticate/ /desk/find/phone "
    + " ".join(
        MATTER + part
        for part in (
            "",
            "note",
            "contact",
            "assign",
            "hold",
            "ask_extension",
            "answer",
            "identity",
            "identity/erase",
            "same",
            "precedents",
            "articles",
        )
    )
    + " /desk/matters/{alarm}/ /desk/matters/{alarm}/take_back",
    "dahe.grid": "/desk/grid/ /desk/onsite/ /desk/onsite/offline /desk/matters/ /desk/matters/?done=1 /desk/find",
    "zhili.police": "/desk/matters/ /desk/matters/{alarm}/ /desk/matters/{alarm}/finish /desk/matters/{alarm}/identity",
    "wuxing.leader": "/desk/matters/ /desk/matters/?below=1 /desk/matters/{number}/ /desk/matters/{number}/refer "
    "/desk/notices/ /desk/notices/units/ /desk/notices/units/{zhili}/ /desk/notices/units/{zhili}/?how=ordinary&hour=3 "
    "/desk/deliveries/?to=notices /desk/duty/settings /desk/duty/?plan=1 /desk/matters/stuck /desk/matters/objections",
    "wuxing.rules": "/desk/rules/ /desk/rules/learning",
    "admin.system": "/desk/units/ /desk/units/new /desk/units/1/ /desk/units/1/change /desk/units/9/move "
    "/desk/units/9/close /desk/people/ /desk/people/new /desk/people/1/ /desk/people/1/rename "
    "/desk/people/1/propose /desk/people/1/deactivate /desk/appointments/ /desk/matters/",
    "admin.security": "/desk/people/ /desk/people/1/ /desk/people/1/link /desk/people/1/link_anew /desk/appointments/ "
    "/desk/appointments/1/revoke",
    "admin.audit": "/desk/journal/ /desk/looks/ /desk/deliveries/ /desk/deliveries/?state=GAVE_UP",
}
_WORDS = """() => {
  const said = [document.title];
  for (const one of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
    for (const name of ["aria-label", "placeholder", "title", "alt"]) said.push(one.getAttribute(name) || "");
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) said.push(walk.currentNode.textContent);
  return said.join("\\n");
}"""


@pytest.fixture(scope="module")
def addresses(hotline: Hotline, served: str) -> dict[str, str]:
    """A quarrel and an alarm, to be put into addresses."""
    quarrel = hotline.send(
        TEXT, title=TITLE, place=PLACE, reporter={"name": "沈月琴", "phone": "13857200001"}
    )
    alarm = hotline.send(ALARM, title=ALARM, reporter={"name": "沈月琴", "phone": "13857200001"})
    found = {"number": quarrel["number"], "code": quarrel["tracking_code"], "alarm": alarm["number"]}
    reacted()  # so that the pages of notices have some
    return {**found, "zhili": str(unit(ZHILI))}


@pytest.fixture(scope="module")
def names(served: str) -> tuple[str, ...]:
    """Everything that is data and stays as people wrote it, the longest first."""
    trees = directory()
    said = {person.words for person in demo_people()}
    said |= {words for unit in trees.units for words in (unit.name, unit.short_name, *unit.aliases)}
    said |= {region.name for region in trees.regions}
    return tuple(sorted(said, key=len, reverse=True))


def left_in_chinese(seat: Seat, names: tuple[str, ...]) -> list[str]:
    """Words of the house itself that are still Chinese on an English page."""
    words = str(seat.page.evaluate(_WORDS))
    for name in names:
        words = words.replace(name, "")
    written = OURS + "".join(DATA)  # of what people wrote, parts are quoted as reasons
    return [word for word in HAN.findall(words) if word not in written]


def flaws_of(seat: Seat, addresses: Iterator[str], more: Callable[[Seat], list[str]]) -> dict[str, object]:
    found = {}
    for address in addresses:
        status = seat.go(address)
        flaws = [*seat.flaws(), *more(seat)]
        if flaws or status >= 500:
            found[address] = (status, flaws)
    return found


@pytest.mark.parametrize("person", PAGES)
def test_every_page_on_a_phone(seats: Seats, person: str, addresses: dict[str, str]) -> None:
    seat = seats(person, phone=True)
    asked = (page.format(**addresses) for page in PAGES[person].split())
    assert flaws_of(seat, asked, lambda _seat: []) == {}


@pytest.mark.parametrize("person", PAGES)
def test_every_page_by_night_in_english(
    seats: Seats, person: str, addresses: dict[str, str], names: tuple[str, ...]
) -> None:
    seat = seats(person, phone=True, language="en", theme="dark", size="large")
    asked = (page.format(**addresses) for page in PAGES[person].split())
    assert flaws_of(seat, asked, lambda seat: left_in_chinese(seat, names)) == {}
