"""What open pages ask for by themselves: rows and counts alone, a new pass, and what happened to a matter since."""

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from heyi.desk.matters.rows import lines, written
from heyi.dispatch import operations as ops
from heyi.kernel.passes import read
from heyi.matters.access import WorkFilter, work_list
from heyi.matters.codes import Zone
from heyi.orgs.access import directory
from tests.desk.conftest import SignIn
from tests.desk.test_lists import questions
from tests.factories.erasing import ask_to_erase, erase_reporter
from tests.factories.files import kept
from tests.factories.matters import ZHILI, desk, received, step, unit

pytestmark = pytest.mark.django_db
LIST = "/desk/matters/"
PART = {"HX-Request": "true"}


def test_an_open_page_is_given_rows_and_counts_alone(sign_in: SignIn) -> None:
    number = received().number
    part = sign_in("zhili.clerk").get(LIST, headers=PART).content.decode()
    assert number in part
    assert 'data-count="to_sign">1<' in part
    assert "<html" not in part
    assert "id_kind" not in part


def test_rows_that_did_not_change_are_not_sent_again(sign_in: SignIn) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    etag = clerk.get(LIST, headers=PART)["ETag"]
    again = clerk.get(LIST, headers={**PART, "If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
    changed = clerk.get(LIST, headers={**PART, "If-None-Match": etag})
    assert (changed.status_code, changed["ETag"] == etag) == (200, False)


def test_the_part_asks_no_more_than_the_page(sign_in: SignIn) -> None:
    received()
    clerk = sign_in("zhili.clerk")
    one = questions(clerk, LIST)
    clerk.defaults["HTTP_HX_REQUEST"] = "true"
    received()
    assert questions(clerk, LIST) <= one <= 8


@pytest.mark.parametrize(
    ("query", "sees"),
    [("due=overdue", True), ("due=today", False), ("due=nonsense", True), ("due=overdue&done=1", False)],
)
def test_the_list_cut_by_what_is_due(sign_in: SignIn, query: str, *, sees: bool) -> None:
    number = received().number  # of a day that has been
    page = sign_in("zhili.clerk").get(f"{LIST}?{query}").content.decode()
    assert (number in page) is sees


def test_tabs_lead_to_what_they_count_and_the_groups_say_what_is_due(sign_in: SignIn) -> None:
    received()
    clerk = sign_in("zhili.clerk")
    page = clerk.get(f"{LIST}?urgency=ORDINARY&after=x").content.decode()
    for tab in ("due=overdue", "due=today", "urgency=URGENT", "state=TO_SIGN", "state=ON_HOLD"):
        assert f'href="?{tab}"' in page
    assert "已超期</th>" in clerk.get(LIST).content.decode()


def test_a_page_may_listen_for_the_units_of_its_person(sign_in: SignIn) -> None:
    answer = sign_in("zhili.clerk").get("/desk/live-token")
    carried = read(answer.json()["pass"], settings.SECRET_KEY, at=time.time())
    assert carried.units == (unit(ZHILI),)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("person", ["admin.system", "admin.audit", "admin.security"])
def test_administrators_listen_to_no_list(sign_in: SignIn, person: str) -> None:
    assert sign_in(person).get("/desk/live-token").status_code == 403


def test_without_a_session_there_is_no_pass() -> None:
    for address in ("/desk/live-token", LIST, f"{LIST}1/since?seq=1"):
        answer = Client().get(address, headers=PART)
        assert (answer.status_code, "/accounts/login/" in answer["HX-Redirect"]) == (204, True)


def test_the_policy_lets_a_page_listen_there_and_nowhere_else(sign_in: SignIn, settings) -> None:
    clerk = sign_in("zhili.clerk")
    assert "connect-src" not in clerk.get(LIST)["Content-Security-Policy"]
    settings.HEYI_LIVE_PORT = 8001
    page = clerk.get(LIST, headers={"Host": "192.168.1.5:8000"})
    assert page["Content-Security-Policy"].endswith("; connect-src 'self' http://192.168.1.5:8001")
    assert 'data-stream="http://192.168.1.5:8001/live/stream"' in page.content.decode()
    assert "connect-src" not in Client().get("/")["Content-Security-Policy"]
    settings.HEYI_ORIGIN = "https://heyi.example.cn"
    assert 'data-stream="https://heyi.example.cn/live/stream"' in clerk.get(LIST).content.decode()
    settings.HEYI_LIVE_ORIGIN = "https://live.example.cn"
    assert 'data-stream="https://live.example.cn/live/stream"' in clerk.get(LIST).content.decode()


def test_who_did_what_since_the_page_was_read(sign_in: SignIn) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    there = f"{LIST}{matter.number}/since?seq="
    seen = clerk.get(f"{LIST}{matter.number}/").context["matter"].seq
    assert clerk.get(f"{there}{seen}").status_code == 204
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.contact(matter.key, step=step(ZHILI), text="已联系")
    told = clerk.get(f"{there}{seen}").content.decode()
    assert "李明" in told
    assert "联系反映人" in told
    assert "另有 1 项变化" in told
    assert clerk.get(f"{there}{seen + 2}").status_code == 204


def test_what_was_erased_is_named_so_that_the_page_hides_it(sign_in: SignIn) -> None:
    matter, clerk = received(reporter={"name": "王小明", "phone": "13800001234"}), sign_in("zhili.clerk")
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI), files=[kept(name="楼道.jpg")], zone=Zone.WORKING)
    ask_to_erase(matter)
    page = clerk.get(f"{LIST}{matter.number}/")
    file, seen = page.context["page"].files[0].id, page.context["page"].seen
    hideable = f'data-personal="{file}" data-gone="已依法清除"'
    assert hideable in page.content.decode()
    assert 'data-personal="identity" data-gone="身份已清除">王' in page.content.decode()
    erase_reporter(matter, is_asked=True)
    there = f"{LIST}{matter.number}/since?seq={seen}"
    assert 'data-erased="identity"' in clerk.get(there).content.decode()
    with desk(ZHILI):
        ops.erase_file(matter.key, step=step(ZHILI), attachment=file, ground="UNLAWFUL", text="误传")
    assert f'data-erased="identity {file}"' in clerk.get(there).content.decode()


def test_an_opened_identity_and_an_opened_file_listen(sign_in: SignIn) -> None:
    matter, clerk = received(reporter={"name": "王小明", "phone": "13800001234"}), sign_in("zhili.clerk")
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI), files=[kept(name="楼道.jpg")], zone=Zone.WORKING)
    file = clerk.get(f"{LIST}{matter.number}/").context["page"].files[0].id
    asked = clerk.get(f"{LIST}{matter.number}/identity").content.decode()
    opened = clerk.post(f"{LIST}{matter.number}/identity", {"purpose": "CONTACT"}).content.decode()
    shown = clerk.get(f"{LIST}{matter.number}/files/{file}").content.decode()
    assert "data-since" not in asked
    for page in (opened, shown):
        assert f'data-since="{LIST}{matter.number}/since?seq=' in page
        assert f'data-back="{LIST}{matter.number}/"' in page
        assert "data-opened" in page


@pytest.mark.parametrize("seq", ["", "x", "-1", "９", "99999999999999999999", "2147483647"])
def test_a_number_that_is_none_tells_nothing(sign_in: SignIn, seq: str) -> None:
    matter = received()
    answer = sign_in("zhili.clerk").get(f"{LIST}{matter.number}/since", {"seq": seq})
    assert answer.status_code == 204


def test_a_matter_outside_the_scope_is_not_there(sign_in: SignIn) -> None:
    matter = received()
    assert sign_in("balidian.clerk").get(f"{LIST}{matter.number}/since?seq=1").status_code == 404


def test_a_row_that_is_kept_tells_the_time_and_the_language_of_each_reader(sign_in: SignIn) -> None:
    received()
    clerk = sign_in("zhili.clerk")
    with desk(ZHILI):
        page = work_list(unit(ZHILI), wanted=WorkFilter())
    due = page.rows[0].next_due_at

    def row(at) -> str:
        (html,) = written(lines(page, directory(), WorkFilter(), at), WorkFilter(), at)
        return html

    assert "还剩 3 小时" in row(due - timedelta(hours=3, minutes=1))
    assert "已超 2 小时" in row(due + timedelta(hours=2, minutes=1))
    assert "还剩 3 小时" in row(due - timedelta(hours=3, minutes=1))
    clerk.cookies["django_language"] = "en"
    assert "To sign for" in clerk.get(LIST, headers=PART).content.decode()
    clerk.cookies["django_language"] = "zh-hans"
    assert "待签收</span>" in clerk.get(LIST, headers=PART).content.decode()
