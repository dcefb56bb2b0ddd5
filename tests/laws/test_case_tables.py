"""Published cases in the database: loaded, replaced, found, read with the articles they cite; by the command too."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from heyi.console import laws as commands
from heyi.console.main import main
from heyi.kernel.clock import CHINA
from heyi.laws.access import cases_like, index_cases, published_page, shelf
from heyi.laws.models import PublishedCase
from heyi.laws.operations import keep_cases
from heyi.laws.rules.cases import Case
from heyi.triage.codes_of_elements import Element
from tests.laws.conftest import example_articles, example_cases, quiet

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=CHINA)
OVERTIME = "我每周上六天班，公司从来不给加班费，打卡记录也不认。"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.HEYI_HOME = tmp_path
    return tmp_path


@pytest.fixture
def loaded() -> None:
    assert keep_cases(example_cases(), anew=False, at=AT) == 3


@pytest.mark.usefixtures("loaded")
def test_a_like_case_says_what_was_decided_and_why_it_is_alike() -> None:
    (case,) = cases_like(OVERTIME, field="LABOUR") or ()
    assert (case.category, case.title) == ("劳动人事", "打卡记录能否证明加班")
    assert case.elements == (Element.WORKING_TIME, Element.OVERTIME_PAY) or case.elements == (
        Element.OVERTIME_PAY,
        Element.WORKING_TIME,
    )
    assert case.decided.heading == "裁判结果"
    assert ("打卡记录", True) in case.passage


def test_none_loaded_is_told_apart_from_none_alike() -> None:
    assert cases_like(OVERTIME, field="LABOUR") is None
    keep_cases(example_cases(), anew=False, at=AT)
    assert cases_like("太湖路的路灯不亮", field="CONSTRUCTION") == ()


@pytest.mark.usefixtures("loaded")
def test_a_case_of_the_same_title_takes_the_place_of_the_one_before() -> None:
    before = PublishedCase.objects.get(title="打羽毛球受伤谁担责").pk
    assert cases_like("网购的牛肉干没有厂名", field="CONSUMER") == ()
    newer = Case("消费", "打羽毛球受伤，谁担责", "## 基本案情\n\n网购的牛肉干没有厂名厂址，要求退货退款。")
    keep_cases([newer], anew=False, at=AT + timedelta(hours=1))
    assert PublishedCase.objects.count() == 3
    (case,) = cases_like("网购的牛肉干没有厂名", field="CONSUMER") or ()
    assert (case.id, case.category) == (before, "消费")


@pytest.mark.usefixtures("loaded")
def test_anew_forgets_what_was_there() -> None:
    keep_cases(example_cases()[:1], anew=True, at=AT)
    assert PublishedCase.objects.count() == 1


@pytest.mark.usefixtures("loaded")
def test_an_index_that_was_lost_or_cannot_be_kept_is_built_anew(home: Path) -> None:
    first = index_cases()
    assert first is index_cases()
    (home / "laws" / "cases.index").write_bytes(b"broken")
    keep_cases(example_cases()[:1], anew=False, at=AT + timedelta(hours=1))
    assert index_cases() is not first
    (home / "laws" / "cases.index").unlink()
    (home / "laws" / "cases.index").mkdir()
    keep_cases(example_cases()[:1], anew=False, at=AT + timedelta(hours=2))
    assert cases_like(OVERTIME, field="LABOUR")


@pytest.mark.usefixtures("loaded")
def test_two_questions_to_the_database_for_one_case_and_for_three() -> None:
    index_cases()
    for text, many in ((OVERTIME, 1), (f"{OVERTIME}房东不退押金，打羽毛球受伤。", 3)):
        with CaptureQueriesContext(connection) as asked:
            assert len(cases_like(text, field="") or ()) == many
        assert len(asked) == 2


@pytest.mark.usefixtures("loaded")
def test_a_page_has_its_lines_and_the_articles_that_are_loaded() -> None:
    shelf().load(example_articles(), tell=quiet)
    page = published_page(PublishedCase.objects.get(title="沈某诉房东房屋租赁合同案").pk)
    assert [line.depth for line in page.lines] == [2, 0, 2, 0, 2, 0]
    assert [(one.law, one.no) for one in page.articles] == [("租赁示例法", 2), ("租赁示例法", 3)]
    assert [piece for piece in page.lines[-1].pieces if piece[1]] == [
        ("《租赁示例法》第二条", 1),
        ("第三条", 2),
    ]


@pytest.mark.usefixtures("loaded")
def test_what_is_not_loaded_is_not_linked_and_the_title_not_repeated() -> None:
    shelf().load(example_articles(), tell=quiet)
    page = published_page(PublishedCase.objects.get(title="打卡记录能否证明加班").pk)
    assert [(one.law, one.no) for one in page.articles] == [("劳动示例法", 1)]
    assert page.lines[0].pieces == (("基本案情", 0),)


@pytest.mark.usefixtures("loaded")
def test_without_laws_a_page_has_no_articles_and_without_a_case_there_is_no_page() -> None:
    assert published_page(PublishedCase.objects.get(title="打卡记录能否证明加班").pk).articles == ()
    with pytest.raises(LookupError):
        published_page(0)


@contextmanager
def _as_it_is(_home: str | None) -> Iterator[None]:
    """The house that the test is in."""
    yield


def test_the_command_loads_tells_and_builds_the_index(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "open_house", _as_it_is)
    rows = [{"category": one.category, "title": one.title, "text": one.text} for one in example_cases()]
    (home / "cases.jsonl").write_text("\n".join([*map(json.dumps, rows), "{"]), encoding="utf-8")
    assert main(["laws", "cases", str(home / "cases.jsonl"), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"cases": 3, "passed_over": 1, "all_cases": 3}
    assert "cases.jsonl:4: JSON" in err
    assert (home / "laws" / "cases.index").is_file()


@pytest.mark.parametrize("content", ["{", ""])
def test_a_file_without_a_case_is_refused(
    content: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "cases.jsonl").write_text(content, encoding="utf-8")
    assert main(["laws", "cases", str(home / "cases.jsonl")]) == 1
    assert main(["laws", "cases", str(home / "nowhere")]) == 1
    assert "没有找到案例" in capsys.readouterr().err
