"""The clerk's door: what was typed is read and stored by nobody, sent once, and answered by a receipt."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.journal.access import looks_at
from heyi.kernel.clock import now
from heyi.kernel.codes import spaced
from heyi.matters.access import entering, find_matter, matter_view
from tests.desk.conftest import SignIn
from tests.factories.matters import ZHILI, ZHILI_POLICE, desk, received, unit

pytestmark = pytest.mark.django_db
TAKE = "/desk/take/"
READING = "/desk/take/reading"
QUARREL = "织里镇吴越花园三幢楼上晾衣一直滴水，我们两家吵了好几次，请帮忙调解。"
UNSURE = "在织里镇，他砸我家门。"
DANGER = "织里镇富民路三号，有人拿着刀要砍人，快来！"
NOT_ASKED = ("SAVEPOINT", "set_config", "current_setting")


def told(text: str = QUARREL, **given: Any) -> dict[str, Any]:
    return {"text": text, "channel": "phone", "key": str(uuid4()), **given}


def sent(clerk: Client, **given: Any) -> Any:
    answer = clerk.post(TAKE, told(**given))
    assert answer.status_code == 302, answer.content.decode()
    return answer


def number_on(page: str) -> str:
    found = re.search(r"330\d{17}", page)
    assert found is not None
    return found[0]


def receipt_of(clerk: Client, **given: Any) -> str:
    return clerk.get(sent(clerk, **given)["Location"]).content.decode()


def matter_of(clerk: Client, looks: str = ZHILI, **given: Any) -> Any:
    number = number_on(receipt_of(clerk, **given))
    with desk(looks):
        found = find_matter(number)
        assert found is not None
        return matter_view(*found, units=[unit(looks)])


def last_number_and_code() -> tuple[str, str]:
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT number, tracking_code FROM matters_matter ORDER BY id DESC LIMIT 1")
        number, code = cursor.fetchone()
    return number, code


def rows() -> int:
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM matters_matter) + (SELECT count(*) FROM intake_report)")
        return int(cursor.fetchone()[0])


def test_reading_shows_what_would_come_of_it_and_stores_nothing(sign_in: SignIn) -> None:
    clerk, before = sign_in("zhili.clerk"), rows()
    for answer in (clerk.post(READING, told()), clerk.post(TAKE, told(do="read"))):
        page = answer.content.decode()
        assert answer.status_code == 200
        for words in ("邻里", "湖州市吴兴区织里镇", "吴兴区织里镇社会治理中心", "镇街", "签收时限"):
            assert words in page
    assert rows() == before


@pytest.mark.parametrize("text", ["", " ", "\0", "x" * 20_001, "\ud800"])
def test_what_is_no_report_is_refused_and_nothing_is_lost(sign_in: SignIn, text: str) -> None:
    clerk, before = sign_in("zhili.clerk"), rows()
    words = told(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"), name="沈月琴")
    if text == "\ud800":
        words["phone"] = "不是电话"
    answer = clerk.post(TAKE, words)
    assert answer.status_code == 422
    assert 'value="沈月琴"' in answer.content.decode()
    assert rows() == before


@pytest.mark.parametrize("junk", ["", "x", "<script>", "DISPUTE.LABOUR'", "999999"])
def test_choices_that_are_not_on_offer_count_for_nothing(sign_in: SignIn, junk: str) -> None:
    given = {"kind": junk, "region": junk, "urgency": junk, "subjects": junk, "accepted": junk, "to": junk}
    clerk = sign_in("zhili.clerk")
    assert clerk.post(READING, told(**given)).status_code == 200
    assert clerk.post(TAKE, told(**given)).status_code == (422 if junk else 302)


def test_a_receipt_shows_number_code_and_rights_to_who_took_it_alone(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    address = sent(clerk)["Location"]
    page = clerk.get(address).content.decode()
    for words in ("受理回执", "查询码", "解纷码", "<svg", "免费", "自愿", "吴兴区织里镇社会治理中心"):
        assert words in page
    assert sign_in("balidian.clerk").get(address).status_code == 404
    assert sign_in("wuxing.clerk").get(address).status_code == 404


def test_what_a_person_confirmed_and_who_it_was_stand_with_the_matter(sign_in: SignIn) -> None:
    given = {"kind": "DISPUTE.PROPERTY_MANAGEMENT", "accepted": ["region"], "urgency": "URGENT"}
    view = matter_of(sign_in("zhili.clerk"), **given)
    assert (view.kind, view.urgency, view.channel) == ("DISPUTE.PROPERTY_MANAGEMENT", "URGENT", "phone")
    assert view.reading["confirmed"] == {
        "kind": "DISPUTE.PROPERTY_MANAGEMENT",
        "region_code": "330502100",
        "urgency": "URGENT",
    }


def test_pressed_twice_it_is_one_matter_and_other_words_are_not_lost(sign_in: SignIn) -> None:
    clerk, words = sign_in("zhili.clerk"), told()
    first = clerk.post(TAKE, words)["Location"]
    before = rows()
    assert clerk.post(TAKE, words)["Location"] == first
    other = clerk.post(TAKE, {**words, "text": QUARREL + "昨天又滴了。"})
    assert other.status_code == 409
    page = other.content.decode()
    assert first in page
    assert "昨天又滴了" in page
    assert words["key"] not in re.search(r'<input[^>]*name="key"[^>]*>', page)[0]  # type: ignore[index]
    assert rows() == before


def test_signed_for_by_the_same_press_where_it_is_ones_own(sign_in: SignIn) -> None:
    assert matter_of(sign_in("zhili.clerk"), sign="1").state == "IN_HAND"
    assert matter_of(sign_in("wuxing.clerk"), sign="1").state == "TO_SIGN"


def test_a_danger_that_is_not_sure_waits_for_a_persons_word(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    assert "可能有生命危险" in clerk.post(READING, told(UNSURE)).content.decode()
    assert clerk.post(TAKE, told(UNSURE)).status_code == 422
    assert matter_of(clerk, text=UNSURE, danger_no="1").reading["confirmed"] == {"is_danger": False}
    assert matter_of(clerk, ZHILI_POLICE, text=UNSURE + "快来。", danger="yes").basis == "ALARM"


def test_a_danger_ruled_out_tells_no_police(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    number = number_on(receipt_of(clerk, text=DANGER, danger_no="1"))
    with desk(ZHILI_POLICE):
        assert find_matter(number) is None


def test_a_report_about_ones_own_unit_goes_past_it_and_shows_neither_number_nor_code(sign_in: SignIn) -> None:
    text = "投诉织里镇社会治理中心工作人员态度恶劣，不作为。"
    clerk = sign_in("zhili.clerk")
    refused = clerk.post(TAKE, told(text))
    assert refused.status_code == 422
    assert "请留下电话" in refused.content.decode()
    page = receipt_of(clerk, text=text, phone="13800000000")
    assert "由您的单位回避" in page
    number, code = last_number_and_code()
    assert not [words for words in (number, code, spaced(code)) if words in page]


def test_likely_repeats_and_the_callers_matters_are_shown_within_the_scope_alone(sign_in: SignIn) -> None:
    mine = received(QUARREL, at=now(), reporter={"phone": "13800000000"})
    other = received("我家门口的路灯坏了。", at=now(), region="330502101", reporter={"phone": "13800000000"})
    page = sign_in("zhili.clerk").post(READING, told(QUARREL, phone="13800000000")).content.decode()
    assert mine.number in page
    assert other.number not in page
    assert "另有 1 件不在您的范围" in page
    superior = sign_in("wuxing.clerk").post(READING, told(QUARREL, phone="13800000000")).content.decode()
    assert other.number in superior
    assert "不在您的范围" not in superior


def test_a_report_about_ones_unit_is_not_even_counted(sign_in: SignIn) -> None:
    received("投诉织里镇社会治理中心工作人员不作为。", at=now(), reporter={"phone": "13800000000"})
    page = (
        sign_in("zhili.clerk").post(READING, told("路灯坏了好几天。", phone="13800000000")).content.decode()
    )
    assert "不在您的范围" not in page


def test_the_same_matter_again_becomes_a_note_of_it_after_a_look(sign_in: SignIn) -> None:
    matter, clerk = received(QUARREL, at=now()), sign_in("zhili.clerk")
    before, words = rows(), told("昨天又滴了一整天。", to=matter.number)
    look = clerk.post(f"{TAKE}supplement", words).content.decode()
    assert "是同一件事吗" in look
    assert clerk.post(f"{TAKE}supplement", {**words, "do": "add"}).status_code == 302
    with desk(ZHILI):
        notes = matter_view(*matter.key, units=[unit(ZHILI)]).notes
    assert [(note.zone, "昨天又滴了一整天" in note.text) for note in notes] == [("WORKING", True)]
    assert rows() == before
    assert sign_in("balidian.clerk").post(f"{TAKE}supplement", words).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("zhili.clerk", 200),
        ("zhili.mediator", 200),
        ("wuxing.dispatcher", 200),
        ("city.leader", 200),
        ("nantaihu.clerk", 200),
        ("zhili.handler", 403),
        ("zhili.police", 403),
        ("wuxing.court", 403),
        ("admin.system", 403),
    ],
)
def test_who_sits_at_the_door(sign_in: SignIn, person: str, status: int) -> None:
    client = sign_in(person)
    assert client.get(TAKE).status_code == status
    assert client.post(READING, told()).status_code == status


def test_the_receipt_is_printed_again_by_who_has_it_and_the_look_is_logged(sign_in: SignIn) -> None:
    matter = received(QUARREL, at=now())
    slip = f"{TAKE}slip/{matter.number}/"
    assert matter.receipt["number"] in sign_in("zhili.clerk").get(slip).content.decode()
    with desk(ZHILI):
        assert [look.what for look in looks_at(*matter.key)] == ["RECEIPT"]
    refused = {"wuxing.clerk": 403, "zhili.handler": 403, "balidian.clerk": 404}
    assert {person: sign_in(person).get(slip).status_code for person in refused} == refused


def questions(clerk: Client, words: dict[str, Any]) -> int:
    clerk.post(READING, words)
    with CaptureQueriesContext(connection) as asked:
        assert clerk.post(READING, words).status_code == 200
    return sum(1 for query in asked if not any(word in query["sql"] for word in NOT_ASKED))


def test_a_reading_asks_as_much_beside_one_matter_as_beside_three(sign_in: SignIn) -> None:
    clerk, words = sign_in("zhili.clerk"), told(phone="13800000000")
    received(QUARREL, at=now(), reporter={"phone": "13800000000"})
    one = questions(clerk, words)
    received(QUARREL + "甲", at=now(), reporter={"phone": "13800000000"})
    received(QUARREL + "乙", at=now(), reporter={"phone": "13800000000"})
    assert questions(clerk, words) == one
    assert one <= 16


def test_correcting_at_the_desk_shuts_out_and_suggests_another_unit(sign_in: SignIn) -> None:
    matter, there = received(QUARREL, at=now()), "correct"
    address = f"/desk/matters/{matter.number}/"
    leader = sign_in("wuxing.leader")
    form = leader.get(address + there).content.decode()
    assert "更正理由" in form
    given = {
        "kind": "COMPLAINT.LABOUR",
        "region": "330502100",
        "urgency": "NORMAL",
        "add_subject": unit(ZHILI_POLICE),
    }
    assert leader.post(address + there, {**given, "text": " "}).status_code == 422
    assert leader.post(address + there, {**given, "text": "来电人说明是欠薪"}).status_code == 302
    page = leader.get(address).content.decode()
    for words in ("更正后，按规则应由", "转办给它", "已回避", "→"):
        assert words in page
    assert sign_in("zhili.police").get(address).status_code == 404


def links_of(clerk: Client, number: str) -> str:
    """The card of likely repeats on a matter's page."""
    page = clerk.get(f"/desk/matters/{number}/").content.decode()
    found = re.search(r'<ul class="related">.*?</ul>', page, re.DOTALL)
    return found[0] if found else ""


SAID = "登记时指明是同一件事"
OTHER = "我和堂哥为老屋的界墙吵了起来，请来调解。"


def test_a_report_is_linked_to_one_beside_it_and_both_matters_show_it(sign_in: SignIn) -> None:
    earlier, clerk = received(QUARREL, at=now()), sign_in("zhili.clerk")
    page = clerk.post(READING, told()).content.decode()
    assert f'name="same_as" value="{earlier.number}">' in page
    chosen = clerk.post(READING, told(same_as=earlier.number)).content.decode()
    assert f'name="same_as" value="{earlier.number}" checked>' in chosen
    view = matter_of(clerk, same_as=earlier.number)
    assert [(like.number, like.reason) for like in view.likenesses] == [(earlier.number, "SAID_SAME")]
    assert view.reading["confirmed"] == {"same": True}
    for here, there in ((view.number, earlier.number), (earlier.number, view.number)):
        card = links_of(clerk, here)
        assert there in card
        assert SAID in card


def test_the_callers_other_matter_is_linked_and_stays_listed_whatever_the_words_become(
    sign_in: SignIn,
) -> None:
    earlier, clerk = received(OTHER, at=now(), reporter={"phone": "13800000000"}), sign_in("zhili.clerk")
    assert earlier.number in clerk.post(READING, told(phone="13800000000")).content.decode()
    page = clerk.post(READING, told(same_as=earlier.number)).content.decode()  # the telephone was mistyped
    assert f'value="{earlier.number}" checked>' in page
    assert "您指明的事项" in page
    assert [like.number for like in matter_of(clerk, same_as=earlier.number).likenesses] == [earlier.number]


def test_taken_back_before_sending_it_is_no_link(sign_in: SignIn) -> None:
    received(OTHER, at=now(), reporter={"phone": "13800000000"})
    clerk, words = sign_in("zhili.clerk"), told(phone="13800000000")
    clerk.post(READING, {**words, "same_as": last_number_and_code()[0]})
    page = clerk.post(READING, words).content.decode()
    assert " checked>" not in page[page.index('id="p-beside"') :]
    assert matter_of(clerk, phone="13800000000").likenesses == ()


def test_what_lies_outside_the_scope_or_is_no_number_is_linked_to_nothing(sign_in: SignIn) -> None:
    elsewhere = received(OTHER, at=now(), region="330502101")
    own_unit = received("投诉织里镇社会治理中心工作人员不作为。", at=now())
    for number in (elsewhere.number, own_unit.number, "1", "x", "", "330502" + "0" * 30):
        clerk = sign_in("zhili.clerk")
        assert number not in clerk.post(READING, told(same_as=number)).content.decode() or len(number) < 2
        assert "confirmed" not in matter_of(clerk, text=QUARREL + number[-2:], same_as=number).reading


def test_the_same_key_with_another_link_is_not_silently_the_first(sign_in: SignIn) -> None:
    earlier, clerk, words = received(OTHER, at=now()), sign_in("zhili.clerk"), told()
    assert clerk.post(TAKE, words).status_code == 302
    assert clerk.post(TAKE, {**words, "same_as": earlier.number}).status_code == 409
