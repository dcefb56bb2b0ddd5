"""Lists that a person keeps: one's own, from filters that are on offer, twelve at most; one to begin with."""

import pytest

from heyi.accounts.access import ViewRow, saved_views
from heyi.accounts.models import Person
from tests.desk.conftest import SignIn
from tests.desk.test_lists import WORK_LIST, questions
from tests.factories.matters import received

pytestmark = pytest.mark.django_db
KEPT = "/desk/matters/kept"


def of(username: str) -> tuple[ViewRow, ...]:
    return saved_views(Person.objects.get(username=username).pk)


def test_a_list_is_kept_renamed_put_first_and_forgotten(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    sent = {"do": "save", "name": "在办的", "query": "state=IN_HAND&urgency=URGENT&after=x&evil=1"}
    assert clerk.post(KEPT, sent)["Location"] == "/desk/matters/?state=IN_HAND&urgency=URGENT"
    (view,) = of("zhili.clerk")
    assert (view.name, view.query, view.is_first) == ("在办的", "state=IN_HAND&urgency=URGENT", False)
    assert "在办的" in clerk.get(WORK_LIST).content.decode()
    clerk.post(KEPT, {"do": "rename", "id": view.id, "name": "急的"})
    clerk.post(KEPT, {"do": "first", "id": view.id})
    assert clerk.get("/desk/")["Location"] == f"/desk/matters/?{view.query}"
    clerk.post(KEPT, {"do": "first", "id": view.id})
    assert clerk.get("/desk/")["Location"] == "/desk/matters/"
    clerk.post(KEPT, {"do": "delete", "id": view.id})
    assert of("zhili.clerk") == ()


def test_nobody_changes_the_lists_of_another(sign_in: SignIn) -> None:
    sign_in("zhili.clerk").post(KEPT, {"do": "save", "name": "我的", "query": "state=IN_HAND"})
    (view,) = of("zhili.clerk")
    other = sign_in("zhili.handler")
    for do in ("rename", "first", "delete"):
        other.post(KEPT, {"do": do, "id": view.id, "name": "你的"})
    assert of("zhili.clerk") == (view,)


def test_twelve_are_kept_and_the_thirteenth_is_refused_with_a_word(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    for number in range(13):
        answer = clerk.post(KEPT, {"do": "save", "name": f"第{number}个", "query": "done=1"}, follow=True)
    assert "最多保存 12 个视图" in answer.content.decode()
    assert len(of("zhili.clerk")) == 12


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"do": "save", "name": "", "query": "state=IN_HAND"},
        {"do": "save", "name": "名" * 21, "query": ""},
        {"do": "save", "name": "a\x07b", "query": ""},
        {"do": "rename", "id": "x", "name": "好"},
        {"do": "delete", "id": "9" * 30},
        {"do": "first", "id": "-1"},
    ],
)
def test_nonsense_keeps_nothing(sign_in: SignIn, sent: dict[str, str]) -> None:
    assert sign_in("zhili.clerk").post(KEPT, sent).status_code == 302
    assert of("zhili.clerk") == ()


def test_kept_lists_cost_one_query(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    received()
    clerk.post(KEPT, {"do": "save", "name": "一", "query": "state=IN_HAND"})
    clerk.get(WORK_LIST)
    one = questions(clerk, WORK_LIST)
    clerk.post(KEPT, {"do": "save", "name": "二", "query": "done=1"})
    clerk.post(KEPT, {"do": "save", "name": "三", "query": "below=1"})
    clerk.get(WORK_LIST)
    assert questions(clerk, WORK_LIST) == one <= 8
