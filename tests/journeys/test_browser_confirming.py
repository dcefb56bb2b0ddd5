"""司法确认 in browsers: the desk asks, two telephones join, the desk applies, the court's answer reaches both."""

import pytest

from heyi.adapters.texting.stub import Sink
from heyi.kernel.clock import now
from tests.factories.mediations import PAYS, REFRAINS, concluded
from tests.factories.parties import address_of
from tests.journeys.scenes import pressed
from tests.journeys.seats import Seat, Seats

pytestmark = pytest.mark.browser
COURT, RULING = "湖州市吴兴区人民法院", "（2026）浙0502民特12号"


def at_desk(seat: Seat, matter: object) -> str:
    """The mediation's page, which must be whole."""
    seat.go(f"/desk/matters/{matter.number}/mediation/")  # type: ignore[attr-defined]
    assert seat.flaws() == []
    return seat.words()


def at_party(seat: Seat, matter: object, side: str) -> str:
    seat.go(address_of(matter, side))
    assert seat.flaws() == []
    return seat.words()


def press(seat: Seat, words: str) -> None:
    """What is called exactly so, and the next page, which must be whole."""
    with seat.page.expect_navigation():
        seat.page.locator("main").get_by_role("link", name=words, exact=True).or_(
            seat.page.locator("main").get_by_role("button", name=words, exact=True)
        ).first.click()
    assert seat.flaws() == []
