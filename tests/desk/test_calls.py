"""The log of three-way calls at the desk: a fixed price, filters that nothing can break, and the way to a rule."""

from datetime import timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.kernel.clock import now
from heyi.matters.codes import CallGround, CallTaker
from tests.desk.conftest import SignIn
from tests.desk.test_lists import questions
from tests.factories.calls import called
from tests.factories.matters import BALIDIAN, ZHILI, desk, step, unit
from tests.factories.partners import Signing, police  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
LOG = "/desk/calls/"
YESTERDAY = now() - timedelta(days=1)


def shown(client, address: str = LOG) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_one_row_and_three_cost_the_same(sign_in: SignIn, police: Signing) -> None:
    clerk = sign_in("zhili.clerk")
    called(police, spoke_at=YESTERDAY)
    one = questions(clerk, LOG)
    for each in range(2):
        called(police, spoke_at=YESTERDAY - timedelta(hours=each))
    assert questions(clerk, LOG) == one
    assert one <= 6


@pytest.mark.parametrize(
    ("person", "sees"),
    [("zhili.clerk", True), ("wuxing.dispatcher", True), ("city.leader", True), ("balidian.clerk", False)],
)
def test_each_sees_calls_about_their_own_matters(
    sign_in: SignIn, police: Signing, person: str, *, sees: bool
) -> None:
    matter = called(police, spoke_at=YESTERDAY, taker=CallTaker.OTHER, ground=CallGround.FIRST)
    page = shown(sign_in(person), LOG)
    assert (f"/desk/matters/{matter.number}/" in page) == sees
    assert ("首接先办</span>" in page) == sees
    assert ("归属边界" in page) == sees
    assert ("这段时间没有三方通话" in page) != sees


def test_administrators_do_not_come_in(sign_in: SignIn) -> None:
    assert sign_in("admin.system").get(LOG).status_code == 403


@pytest.mark.parametrize(
    "asked",
    [
        "?since=x&until=%00",
        "?since=9999-12-31&until=9999-12-31",
        "?since=0001-01-01&until=0001-01-02",
        "?since=2020-01-01&until=2026-01-01",
        "?since=2026-02-02&until=2026-02-01",
        "?partner=PLAIN&taker=ME&ground=%27&kind=%27%3B--",
        "?before=x",
        "?before=OTk5OS0xMi0zMVQyMzo1OTo1OSswMDowMHwwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDA=",
    ],
)
def test_nothing_that_is_asked_breaks_the_page(sign_in: SignIn, police: Signing, asked: str) -> None:
    called(police, spoke_at=YESTERDAY)
    assert "三方通话" in shown(sign_in("zhili.clerk"), LOG + asked)


def test_days_that_make_no_span_are_told_and_the_usual_ones_shown(sign_in: SignIn, police: Signing) -> None:
    matter = called(police, spoke_at=YESTERDAY)
    page = shown(sign_in("zhili.clerk"), f"{LOG}?since=2020-01-01&until=2026-01-01")
    assert "一次最多看一年" in page
    assert matter.number in page


def test_filters_narrow_the_list_and_leave_the_sums_of_kinds(sign_in: SignIn, police: Signing) -> None:
    one = called(police, spoke_at=YESTERDAY, taker=CallTaker.POLICE, ground=CallGround.DANGER)
    other = called(police, spoke_at=YESTERDAY, ground=CallGround.FIRST)
    page = shown(sign_in("zhili.clerk"), f"{LOG}?taker=POLICE")
    assert one.number in page
    assert other.number not in page
    assert '<td class="count num">2</td>' in page
    assert "没有符合条件的通话" in shown(sign_in("zhili.clerk"), f"{LOG}?taker=OTHER")


def test_what_became_of_the_matter_since_is_told(sign_in: SignIn, police: Signing) -> None:
    matter = called(police, spoke_at=YESTERDAY, taker=CallTaker.POLICE)
    clerk = sign_in("zhili.clerk")
    assert "对方接了，还没有转交" in shown(clerk)
    with desk(ZHILI):
        ops.refer(matter.key, step=step(ZHILI, at=now()), to_unit=unit(BALIDIAN), text="人在八里店")
    assert "转办 1 次" in shown(sign_in("balidian.clerk"))
    former = shown(clerk)
    assert "转办 1 次" not in former
    assert "对方接了" not in former
    assert '<span class="mark">已转办</span>' in former


def test_an_officer_begins_a_rule_from_an_unclear_boundary(sign_in: SignIn, police: Signing) -> None:
    called(police, spoke_at=YESTERDAY, ground=CallGround.FIRST)
    officer = sign_in("wuxing.rules")
    page = shown(officer)
    assert "先起草新的一版" in page
    officer.post("/desk/rules/drafts/new", {"aim": "归属边界"})
    page = shown(officer)
    link = page.partition("写成一条规则")[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    form = shown(officer, link)
    assert "1 次三方通话商量过归属" in form
    assert '<option value="DISPUTE" selected>' in form
    assert "写成一条规则" not in shown(sign_in("wuxing.dispatcher"))
