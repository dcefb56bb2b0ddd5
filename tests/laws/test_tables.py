"""Laws in the database: kept, asked for, confirmed, taken back, learned."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from heyi.kernel.clock import CHINA
from heyi.laws.access import article_at, articles_for, shelf
from heyi.laws.models import Article, Confirmation, Law
from heyi.laws.operations import CannotConfirm, confirm, keep_laws, relearn, withdraw
from heyi.laws.rules.articles import Key
from tests.laws.conftest import example_articles, quiet

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=CHINA)
DEPOSIT = Key("租赁示例法", 3, "")


@pytest.fixture
def loaded(tmp_path: Path, settings: Settings) -> None:
    settings.HEYI_HOME = tmp_path
    keep_laws(shelf().load(example_articles(), tell=quiet))


@pytest.mark.usefixtures("loaded")
def test_laws_are_kept_with_their_days_and_what_ended_them() -> None:
    rows = {law.plain_name: law for law in Law.objects.all()}
    assert len(rows) == 3
    assert (rows["旧租赁示例条例"].rank, rows["旧租赁示例条例"].ended_by) == ("REGULATION", "租赁示例法")
    assert str(rows["租赁示例法"].begins_on) == "2021-01-01"
    assert Article.objects.count() == 7
    assert keep_laws(shelf().index()) == 7
    assert Article.objects.count() == 7


@pytest.mark.usefixtures("loaded")
def test_an_article_is_asked_for_by_name_and_number() -> None:
    face = article_at("《中华人民共和国租赁示例法》", 3)
    assert face.text == "押金应当在租赁期满后返还承租人。"
    assert face.key == DEPOSIT
    with pytest.raises(LookupError):
        article_at("租赁示例法", 99)


@pytest.mark.usefixtures("loaded")
def test_a_text_is_told_its_articles() -> None:
    first, *_others = articles_for("房东不退押金", 3)
    assert (first.law, first.no, first.ended_by) == ("租赁示例法", 3, "")


def test_without_laws_no_article_is_told(tmp_path: Path, settings: Settings) -> None:
    settings.HEYI_HOME = tmp_path
    assert articles_for("房东不退押金") == ()
    assert relearn() == 0


@pytest.mark.usefixtures("loaded")
def test_what_a_person_confirms_teaches_until_it_is_taken_back() -> None:
    number = confirm("猫把沙发抓坏了", DEPOSIT, by_id=7, at=AT)
    assert confirm("猫把沙发抓坏了", DEPOSIT, by_id=8, at=AT) == number
    row = Confirmation.objects.get()
    assert "猫把沙发" not in row.words
    assert relearn() == 1
    assert articles_for("猫把沙发抓坏了")[0].key == DEPOSIT
    withdraw(number, at=AT)
    assert relearn() == 0
    assert articles_for("猫把沙发抓坏了")[0].score < 1


@pytest.mark.usefixtures("loaded")
def test_what_cannot_be_confirmed_is_refused() -> None:
    with pytest.raises(CannotConfirm, match="NO_ARTICLE"):
        confirm("押金", Key("没有的法", 1, ""), by_id=7, at=AT)
    with pytest.raises(CannotConfirm, match="NO_WORDS"):
        confirm("!?", DEPOSIT, by_id=7, at=AT)
    with pytest.raises(CannotConfirm, match="NO_CONFIRMATION"):
        withdraw(1, at=AT)
