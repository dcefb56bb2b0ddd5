"""Learning at the desk: everybody reads what came of it, rules officers alone press, and junk changes nothing."""

from uuid import uuid4

import pytest
from django.test import Client

from heyi.dispatch import operations as ops
from heyi.dispatch.access import model_in_use
from heyi.dispatch.rules.learning import ClosedMatter, Lesson
from heyi.journeys import learning
from heyi.matters.access import entering
from heyi.triage.shipped import topic_model
from tests.desk.conftest import SignIn
from tests.desk.test_lists import questions
from tests.factories.matters import CITY, MORNING
from tests.factories.people import appointed, standing_of

pytestmark = pytest.mark.django_db
PAGE = "/desk/rules/learning"
HELD = tuple(ClosedMatter(uuid4(), "", "POLICE", "POLICE") for _each in range(10))
RESULT = {
    "labels": {"POLICE": 6, "DEPARTMENT.EDUCATION": 4},
    "rules": {"right": 5, "sure": 10, "sure_right": 5, "by_label": {"POLICE": 5}},
    "in_use": None,
    "candidate": {
        "right": 9,
        "sure": 8,
        "sure_right": 8,
        "by_label": {"POLICE": 6, "DEPARTMENT.EDUCATION": 3},
    },
    "won": 4,
    "lost": 0,
}


@pytest.fixture(autouse=True)
def _whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder holds a model."""
    monkeypatch.setattr(learning, "_loaded", lambda _folder: topic_model())


@pytest.fixture
def officer() -> tuple[int, str]:
    return appointed(CITY, "陈静", role="RULES_OFFICER")


def learned(officer: tuple[int, str]) -> int:
    with entering("admin"):
        found = ops.ask_learning(by=standing_of(officer), at=MORNING)
        ops.begin_learning(found)
        ops.tell_lesson(found, Lesson((), HELD))
        ops.end_learning(found, result=RESULT, at=MORNING)
    return found


def pressed(who: Client, verb: str, model: object = "") -> str:
    return who.post(f"{PAGE}/{verb}", {"model": model}, follow=True).content.decode()


def test_before_anything_was_learned_it_says_what_to_do(sign_in: SignIn) -> None:
    shown = sign_in("wuxing.rules").get(PAGE).content.decode()
    assert "还没有学过" in shown
    assert "现在学习" in shown


def test_what_was_learned_is_compared_adopted_and_left(sign_in: SignIn, officer: tuple[int, str]) -> None:
    found, rules = learned(officer), sign_in("wuxing.rules")
    shown = rules.get(PAGE).content.decode()
    for words in ("50%", "90%", "教育", "也可能是碰巧", "4 件只有它说对"):
        assert words in shown
    assert "已启用" in pressed(rules, "adopt", found)
    assert model_in_use() == found
    assert "已停用" in pressed(rules, "back", found)
    assert model_in_use() is None


def test_learning_is_asked_for_once(sign_in: SignIn) -> None:
    rules = sign_in("wuxing.rules")
    assert "已开始学习" in pressed(rules, "learn")
    assert "正在学习" in pressed(rules, "learn")


@pytest.mark.parametrize("model", ["", "0", "-1", "9" * 30, "一", "<b>", "1 OR 1=1"])
@pytest.mark.parametrize("verb", ["adopt", "back"])
def test_junk_is_told_and_changes_nothing(
    verb: str, model: str, sign_in: SignIn, officer: tuple[int, str]
) -> None:
    in_use = learned(officer)
    with entering("admin"):
        ops.adopt_model(in_use, by=standing_of(officer), at=MORNING)
    shown = pressed(sign_in("wuxing.rules"), verb, model)
    assert "没有改动" in shown or "不能启用" in shown
    assert model_in_use() == in_use


def test_others_read_and_do_not_press(sign_in: SignIn, officer: tuple[int, str]) -> None:
    found, clerk = learned(officer), sign_in("zhili.clerk")
    shown = clerk.get(PAGE).content.decode()
    assert "90%" in shown
    assert "启用这次学到的" not in shown
    for verb in ("learn", "adopt", "back"):
        assert clerk.post(f"{PAGE}/{verb}", {"model": found}).status_code == 403
    assert model_in_use() is None


def test_no_verb_of_ours_and_no_reading_of_a_press(sign_in: SignIn) -> None:
    rules = sign_in("wuxing.rules")
    assert rules.post(f"{PAGE}/forget").status_code == 404
    assert rules.get(f"{PAGE}/learn").status_code == 405


def test_as_many_questions_for_three_as_for_one(sign_in: SignIn, officer: tuple[int, str]) -> None:
    rules = sign_in("wuxing.rules")
    learned(officer)
    one = questions(rules, PAGE)
    learned(officer)
    learned(officer)
    assert questions(rules, PAGE) == one
