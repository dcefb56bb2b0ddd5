"""The same event told by others: found by place, issue and time; a person says so; the link can be judged again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from heyi.dispatch import operations as dispatch
from heyi.intake.codes import ALIKE_WORDS, Alike
from heyi.journal.access import timeline_of
from heyi.journeys.indexing import index_matters
from heyi.journeys.verifying import verify_problems
from heyi.matters.access import entering, matter_view
from tests.desk.conftest import SignIn
from tests.factories.matters import MORNING, ZHILI, Received, desk, received, step, unit
from tests.factories.parts import splits

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
TITLE = "织里镇富康小区三幢电梯坏了半个月"
MINE = "富康小区三幢的电梯坏了半个月没人修，老人上下楼不便，邻居和物业起了纠纷。"
SAME = "我住富康小区三幢，电梯坏了十几天，物业说没钱修，我们几个邻居和物业起了纠纷。"
ELSEWHERE = "锦绣花园五幢的电梯坏了半个月没人修，老人上下楼不便，邻居和物业起了纠纷。"


def indexed(matter: Received) -> Received:
    with entering("worker"):
        index_matters(timeline_of(*matter.key))
    return matter


@pytest.fixture
def matters() -> dict[str, Received]:
    return {
        "mine": indexed(received(MINE, title=TITLE)),
        "same": indexed(received(SAME, title="富康小区三幢电梯一直坏着没人修")),
        "elsewhere": indexed(received(ELSEWHERE, title="锦绣花园五幢电梯坏了半个月")),
        "long_ago": indexed(
            received(SAME, title="富康小区三幢电梯一直坏着没人修", at=MORNING - timedelta(days=90))
        ),
    }


def part(client, matter: Received) -> str:
    address = f"/desk/matters/{matter.number}/same"
    return client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_the_same_place_and_issue_is_offered_and_another_place_is_not(sign_in: SignIn, matters) -> None:
    shown = part(sign_in("zhili.clerk"), matters["mine"])
    assert matters["same"].number in shown
    assert matters["elsewhere"].number not in shown
    assert matters["long_ago"].number not in shown


def test_the_same_words_in_another_town_are_no_candidate(sign_in: SignIn, matters) -> None:
    """Who hears of both towns reads nothing of a place in common: the regions of the two were compared."""
    elsewhere = indexed(received(SAME, title="富康小区三幢电梯一直坏着没人修", region="330502101"))
    shown = part(sign_in("wuxing.clerk"), matters["mine"])
    assert elsewhere.number not in shown
    assert matters["same"].number in shown
    told = {"text": f"织里镇{MINE}", "channel": "phone", "key": str(uuid4())}
    shown = sign_in("wuxing.clerk").post("/desk/take/reading", told).content.decode()
    assert elsewhere.number not in shown


def test_a_town_in_common_is_said_to_be_no_more_than_that(sign_in: SignIn, matters) -> None:
    words = SAME.replace("富康小区三幢", "")
    other = indexed(received(words, title="电梯一直坏着没人修"))
    shown = part(sign_in("wuxing.clerk"), other)
    assert matters["same"].number in shown
    assert ALIKE_WORDS[Alike.SAME_TOWN] in shown
    assert ALIKE_WORDS[Alike.SAME_EVENT] not in shown


def test_a_place_that_nobody_named_is_not_said_to_be_the_same(sign_in: SignIn) -> None:
    """Only what was compared is told: the issue and the time."""
    one, other = (
        indexed(received(words.replace("富康小区三幢", ""), title=title, region="330502"))
        for words, title in ((MINE, "电梯坏了半个月没人修"), (SAME, "电梯一直坏着没人修"))
    )
    shown = part(sign_in("wuxing.clerk"), one)
    assert other.number in shown
    assert ALIKE_WORDS[Alike.LIKE_EVENT] in shown
    assert ALIKE_WORDS[Alike.SAME_EVENT] not in shown


def test_a_person_says_so_once_and_it_is_told_on_both_pages(sign_in: SignIn, matters) -> None:
    clerk, mine, same = sign_in("zhili.clerk"), matters["mine"], matters["same"]
    address = f"/desk/matters/{mine.number}/same"
    for _again in range(2):
        clerk.post(address, {"other": same.number})
    with entering("worker"):
        linked = [event for event in timeline_of(*mine.key) if event.verb == "likeness.linked"]
    assert len(linked) == 1
    for one, other in ((mine, same), (same, mine)):
        page = clerk.get(f"/desk/matters/{one.number}/").content.decode()
        assert other.number in page
        assert "同一地点、同一问题、相近时间" in page
    assert list(verify_problems("default")) == []
    assert same.number not in part(clerk, mine)  # it is no candidate any more


def test_only_what_was_offered_is_taken(sign_in: SignIn, matters) -> None:
    clerk, mine = sign_in("zhili.clerk"), matters["mine"]
    for typed in (matters["elsewhere"].number, mine.number, "", "x" * 5000):
        answer = clerk.post(f"/desk/matters/{mine.number}/same", {"other": typed}, follow=True)
        assert "请重新查找" in answer.content.decode()
    with entering("worker"):
        assert "likeness.linked" not in [event.verb for event in timeline_of(*mine.key)]
    assert sign_in("deqing.clerk").post(f"/desk/matters/{mine.number}/same").status_code == 404


def test_a_part_is_no_other_event_than_its_head(sign_in: SignIn) -> None:
    head = received(MINE, title=TITLE)
    with desk(ZHILI):
        dispatch.sign(head.key, step=step(ZHILI))
    part_of_it = splits(head, text=SAME)
    with entering("worker"):
        index_matters(timeline_of(*head.key))
        index_matters(timeline_of(*part_of_it.key))
    assert part(sign_in("zhili.clerk"), head).count("<li>") == 0


def test_the_clerk_is_asked_before_the_report_is_sent(sign_in: SignIn, matters) -> None:
    """Other words for the same, beside the form: ticked there, the new matter is linked to it."""
    clerk, same = sign_in("zhili.clerk"), matters["same"]
    told = {"text": f"织里镇{MINE}", "channel": "phone", "key": str(uuid4())}
    shown = clerk.post("/desk/take/reading", told).content.decode()
    assert same.number in shown
    assert matters["elsewhere"].number not in shown
    assert clerk.post("/desk/take/", {**told, "same_as": same.number}).status_code == 302
    with desk(ZHILI):
        reasons = {like.reason for like in matter_view(*same.key, units=[unit(ZHILI)]).likenesses}
    assert Alike.SAID_SAME in reasons
