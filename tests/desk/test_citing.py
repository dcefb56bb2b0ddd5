"""Articles beside a matter: offered by its words, confirmed by who works on it, learned from; none without laws."""

from pathlib import Path

import pytest
from django.conf import settings

from heyi.laws.finding.shelf import Shelf
from heyi.laws.models import Confirmation
from heyi.laws.operations import keep_laws
from heyi.matters.access import entering
from tests.desk.conftest import SignIn
from tests.factories.matters import received
from tests.laws.conftest import example_articles, quiet

pytestmark = pytest.mark.django_db
TEXT = "邻居租我家的房子，租期满了，押金没有退，我们两家起了纠纷。"
DEPOSIT = "租赁示例法|3|"


@pytest.fixture
def laws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A shelf in this house's home, and the same laws in the tables."""
    monkeypatch.setattr(settings, "HEYI_HOME", tmp_path)
    shelf = Shelf(tmp_path / "laws")
    shelf.load(example_articles(), tell=quiet)
    return shelf


@pytest.fixture
def matter():
    return received(TEXT)


def page_of(matter) -> str:
    return f"/desk/matters/{matter.number}/articles"


def test_what_the_words_call_for_is_offered_and_what_ended_is_marked(sign_in: SignIn, laws, matter) -> None:
    shown = sign_in("zhili.clerk").get(page_of(matter), headers={"HX-Request": "true"}).content.decode()
    assert "《租赁示例法》第 3 条" in shown
    assert "押金应当在租赁期满后返还承租人" in shown
    assert "废止" in shown


def test_a_confirmed_article_is_remembered_without_the_text(sign_in: SignIn, laws, matter) -> None:
    keep_laws(laws.index())
    for _again in range(2):
        answer = sign_in("zhili.clerk").post(page_of(matter), {"article": DEPOSIT}, follow=True)
        assert "已记下" in answer.content.decode()
    (kept,) = Confirmation.objects.all()
    assert (kept.law, kept.no, kept.sub) == ("租赁示例法", 3, "")
    assert "押金没有退" not in kept.words


def test_a_confirmation_is_shown_and_taken_back(sign_in: SignIn, laws, matter) -> None:
    keep_laws(laws.index())
    clerk, other = sign_in("zhili.clerk"), received("借出去的钱一直不还，要求归还借款。")
    clerk.post(page_of(matter), {"article": DEPOSIT})
    (kept,) = Confirmation.objects.all()
    assert "已确认是这一条" in clerk.get(page_of(matter)).content.decode()
    assert "已确认是这一条" not in clerk.get(page_of(other)).content.decode()
    for wrong in ("", "x", "٣", str(kept.pk + 1), "9" * 400):
        assert "不存在" in clerk.post(page_of(matter), {"withdrawn": wrong}, follow=True).content.decode()
    assert "不存在" in clerk.post(page_of(other), {"withdrawn": kept.pk}, follow=True).content.decode()
    assert "已撤回" in clerk.post(page_of(matter), {"withdrawn": kept.pk}, follow=True).content.decode()
    assert "已确认是这一条" not in clerk.get(page_of(matter)).content.decode()
    assert not Confirmation.objects.filter(withdrawn_at=None).exists()


def test_only_what_was_offered_by_who_works_on_it(sign_in: SignIn, laws, matter) -> None:
    clerk = sign_in("zhili.clerk")
    for typed in ("劳动示例法|99|", "", "||", "x" * 5000):
        assert "请重新查找" in clerk.post(page_of(matter), {"article": typed}, follow=True).content.decode()
    assert sign_in("deqing.clerk").get(page_of(matter)).status_code == 404
    with entering("worker"):
        assert not Confirmation.objects.exists()


def test_without_the_tables_it_says_so(sign_in: SignIn, laws, matter) -> None:
    answer = sign_in("zhili.clerk").post(page_of(matter), {"article": DEPOSIT}, follow=True)
    assert "还没有装入" in answer.content.decode()


def test_without_laws_the_page_says_what_to_do(
    sign_in: SignIn, matter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HEYI_HOME", tmp_path)
    assert "还没有载入法律" in sign_in("zhili.clerk").get(page_of(matter)).content.decode()
