"""What the reporter does on the tracking page, and who looked."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from heyi.accounts.codes import Door
from heyi.accounts.rules import ALLOWANCES, Allowance
from heyi.dispatch import operations as ops
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journal.operations import log_look
from heyi.kernel.codes import spaced
from heyi.matters.access import entering, find_rating, public_status
from heyi.matters.codes import Purpose
from heyi.matters.operations import open_identities
from heyi.matters.rules import Rating
from tests.desk.conftest import SignIn, sign_in
from tests.factories.matters import MORNING, ZHILI, Received, desk, hand, received, step, unit

__all__ = ["sign_in"]

pytestmark = pytest.mark.django_db
DANGER = "织里镇吴兴大道，两户邻居因晾晒衣物起纠纷，对方正拿着刀要砍人，快来救命！"


def answered() -> Received:
    matter = received(reporter={"name": "陈阿婆", "phone": "13800000000"})
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.answer(matter.key, step=step(ZHILI), text="已约定晾衣时间。")
    return matter


def address(matter: Received, verb: str = "") -> str:
    return f"/t/{spaced(matter.receipt['tracking_code'])}{'/' if verb else ''}{verb}"


def page_of(matter: Received) -> str:
    return Client().get(address(matter)).content.decode()


def sent(matter: Received, verb: str, **form: str):
    return Client().post(address(matter, verb), form, follow=True)


def status(matter: Received):
    with entering("tracking", matter=matter.id):
        return public_status(*matter.key)


@pytest.mark.parametrize(("verb", "ends"), [("accept", "ACCEPTED"), ("withdraw", "WITHDRAWN")])
def test_what_ends_a_matter_is_asked_once_more(verb: str, ends: str) -> None:
    matter = answered()
    asked = Client().get(address(matter, verb))
    assert asked.status_code == 200
    assert 'method="post"' in asked.content.decode()
    assert status(matter).closing == ""
    answer = sent(matter, verb, text="")
    assert answer.redirect_chain[0][0] == address(matter)
    assert status(matter).closing == ends


@pytest.mark.parametrize("verb", ["contest", "supplement", "rate"])
def test_a_form_of_the_page_is_found_by_its_address_too(verb: str) -> None:
    answer = Client().get(address(answered(), verb))
    assert answer["Location"].endswith(f"#{verb}")


def test_a_withdrawn_matter_says_so_and_offers_to_report_again() -> None:
    matter = answered()
    sent(matter, "withdraw", text="我们说好了")
    page = page_of(matter)
    assert "反映人已撤回" in page
    assert "我们说好了" in page
    assert "重新反映" in page
    assert sent(matter, "withdraw", text="").status_code == 409


def test_a_matter_with_an_alarm_says_why_it_is_not_withdrawn() -> None:
    matter = received(DANGER)
    assert "警情也不会因撤回而取消" in page_of(matter)
    asked = Client().get(address(matter, "withdraw")).content.decode()
    assert 'method="post"' not in asked.partition("<main")[2]
    assert sent(matter, "withdraw", text="").status_code == 409


def test_a_rating_keeps_its_three_questions_apart_and_may_be_changed() -> None:
    matter = answered()
    sent(matter, "rate", reasonable="yes", done="no", satisfied="SATISFIED", text="还没修好")
    with entering("tracking", matter=matter.id):
        assert find_rating(*matter.key).rating == Rating(True, False, "SATISFIED", "还没修好")
    assert "修改评价" in page_of(matter)
    sent(matter, "rate", done="yes")
    with entering("tracking", matter=matter.id):
        assert find_rating(*matter.key).rating == Rating(done=True)


@pytest.mark.parametrize(
    "form", [{}, {"text": " "}, {"satisfied": "ENCHANTED"}, {"done": "maybe"}, {"text": "长" * 5001}]
)
def test_a_rating_that_says_nothing_or_nonsense_is_refused_and_kept(form: dict[str, str]) -> None:
    matter = answered()
    answer = sent(matter, "rate", **form)
    assert answer.status_code in (409, 422)
    assert "<details open" in answer.content.decode()
    with entering("tracking", matter=matter.id):
        assert find_rating(*matter.key) is None


def test_what_was_added_reaches_the_page_and_a_link_does_not_add_without_end() -> None:
    matter = received()
    assert sent(matter, "supplement", text="门牌是八号").status_code == 200
    assert "门牌是八号" in page_of(matter)
    for number in range(10):
        last = sent(matter, "supplement", text=f"第 {number} 次")
    assert (last.status_code, "Retry-After" in last.headers) == (429, True)
    assert "第 9 次" in last.content.decode(), "what was typed stays in the form"


def test_who_closes_from_an_old_page_looks_again_first() -> None:
    matter = answered()
    old = re.search(r'name="seen" value="([^"]+)"', Client().get(address(matter, "accept")).content.decode())
    assert old
    sent(matter, "supplement", text="今天又滴水了。")
    answer = sent(matter, "accept", seen=old[1])
    assert answer.status_code == 409
    assert "请先看最新情况，再决定。" in answer.content.decode()
    assert "您写的内容还在" not in answer.content.decode(), "nothing was written"


@pytest.mark.parametrize("verb", ["contest", "accept", "withdraw", "supplement", "rate"])
def test_without_a_right_code_nothing_is_done(verb: str) -> None:
    assert Client().post(f"/t/A2R6E6BYX44S6XM0/{verb}", {"text": "?"}).status_code == 404


def look(
    matter: Received, person: int, name: str, *, what: str = "MATTER", why: str = "LEAD", days: int = 0
) -> None:
    actor = Actor(ActorKind.PERSON, person, name, unit(ZHILI))
    with desk(ZHILI):
        log_look(*matter.key, by=actor, what=what, purpose=why, at=MORNING + timedelta(days=days))


def test_the_page_says_who_looked_at_what_and_why_each_person_once() -> None:
    matter = answered()
    look(matter, 1, "李明")
    look(matter, 1, "李明", days=1)
    look(matter, 2, "张红", why="SUPERIOR")
    with desk(ZHILI):
        open_identities(
            *matter.key, by=hand(ZHILI).actor, purpose=Purpose.CONTACT, at=MORNING + timedelta(days=2)
        )
    page = page_of(matter)
    assert page.count("李明") == 2, "once for the matter, once for the identity"
    assert "共 2 次" in page
    assert "打开了您的姓名和电话，为了与您联系" in page
    assert "因为它是承办单位的上级" in page
    assert page.index("为了与您联系") < page.index("共 2 次"), "newest first"
    assert "被打开过 1 次" in page


def test_after_five_the_rest_is_folded_and_the_page_asks_no_more(django_assert_max_num_queries) -> None:
    matter = answered()
    client = Client()
    look(matter, 1, "一号")
    client.get(address(matter))
    for person in range(2, 9):
        look(matter, person, f"{person}号")
    with django_assert_max_num_queries(22) as few:
        page = client.get(address(matter)).content.decode()
    for person in range(9, 30):
        look(matter, person, f"{person}号")
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address(matter))
    assert page.count('class="look"') == 8
    assert page.partition('class="older"')[0].count('class="look"') == 5


def test_what_else_the_access_log_holds_is_not_told() -> None:
    matter = answered()
    look(matter, 1, "李明", what="LIST", why="")
    assert "李明" not in page_of(matter)


def test_nobody_looked_is_said_too() -> None:
    assert "还没有人打开过这件事" in page_of(received())


def test_the_handler_reads_the_rating_and_why(sign_in: SignIn) -> None:
    matter = answered()
    sent(matter, "rate", done="no", text="楼上又滴水了")
    page = sign_in("zhili.handler").get(f"/desk/matters/{matter.number}/").content.decode()
    assert "反映人的评价" in page
    assert "楼上又滴水了" in page


def test_what_a_person_opens_of_identities_has_its_measure(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ALLOWANCES, Door.IDENTITY, (Allowance(1, timedelta(days=1)),))
    matter, handler = answered(), sign_in("zhili.handler")
    there = f"/desk/matters/{matter.number}/identity"
    assert "13800000000" in handler.post(there, {"purpose": "CONTACT"}).content.decode()
    again = handler.post(there, {"purpose": "CONTACT"})
    assert (again.status_code, "13800000000" in again.content.decode()) == (429, False)
    assert sign_in("zhili.mediator").post(there, {"purpose": "CONTACT"}).status_code == 200
