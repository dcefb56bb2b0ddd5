"""The house learns from what it closed who does what; a person takes it into use; the next matter shows it."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from heyi.accounts.rules import Standing
from heyi.dispatch import operations as ops
from heyi.dispatch.access import learning_views
from heyi.dispatch.codes_of_learning import LearningState
from heyi.dispatch.rules import learning as rules
from heyi.journal.access import timeline_of
from heyi.journeys import learning, usual
from heyi.journeys.checking_rules import rule_problems
from heyi.journeys.reading_whole import read_matters
from heyi.kernel.clock import now
from heyi.matters.access import entering, whole_reading
from heyi.orgs.access import directory
from heyi.triage.reading import Reason
from heyi.triage.topics import Topics
from tests.factories.matters import CITY, MORNING, ZHILI, ZHILI_POLICE, Received, desk, received, unit
from tests.factories.people import appointed, standing_of

pytestmark = pytest.mark.django_db
NOISE = "楼下{}每天晚上放音响到半夜，吵得{}睡不着，请来管一管。"
GARBAGE = "村口{}的垃圾堆了好几天没人清，{}路过都捂鼻子，请清运。"
WHERE = ("烧烤店", "棋牌室", "广场", "茶馆", "球场", "菜场")
WHO = ("老人", "孩子", "一家人", "邻居", "病人")


@pytest.fixture
def officer(db: None) -> Standing:
    """Who decides whether what was learned is used."""
    return standing_of(appointed(CITY, "陈静", role="RULES_OFFICER"))


@pytest.fixture
def house(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of its own, in which little is enough."""
    settings.HEYI_HOME = str(tmp_path)
    monkeypatch.setattr(rules, "FEWEST", 40)
    learning._loaded.cache_clear()
    return tmp_path


def sixty_closed() -> None:
    """Noise was ended by the police, garbage by the town's centre; the rules gave all of it to the centre."""
    for place in WHERE:
        for who in WHO:
            for sort, lead in ((NOISE, ZHILI_POLICE), (GARBAGE, ZHILI)):
                closed_by(received(sort.format(place, who)), lead)


def closed_by(matter: Received, lead: str) -> None:
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET state = 'CLOSED', closed_at = %s, answered_at = %s, lead_unit_id = %s"
            " WHERE id = %s",
            [MORNING, MORNING, unit(lead), matter.id],
        )


def read(matter: Received) -> None:
    with entering("worker"):
        read_matters(timeline_of(*matter.key), at=MORNING)


def lead_of(matter: Received) -> int:
    return next(each.id for each in directory().units if each.name == matter.receipt["unit"])


def asked(by: Standing) -> int:
    with entering("admin"):
        return learning.ask_to_learn(by=by, at=MORNING)


def test_from_closed_matters_to_the_next_one(officer: Standing, house: Path) -> None:
    sixty_closed()
    found = asked(officer)
    assert learning.learn(found, now=now)
    (view,) = learning_views(at=MORNING)
    assert view.state == LearningState.READY
    assert view.learned + view.held_back == 60
    assert view.candidate.n > view.rules.n
    with entering("admin"):
        learning.take_into_use(found, by=officer, at=MORNING)
    matter = received("隔壁放音响到半夜，吵得全家睡不着，我们两家起了纠纷。")
    read(matter)
    with entering("desk", units=[lead_of(matter)]):
        usual = whole_reading(*matter.key)["usual"]
    assert usual["label"] == "POLICE"
    assert "睡不着" in usual["quotes"]
    assert (house / "learned").stat().st_mode & 0o077 == 0
    assert "learning.unusable" not in found_by_check()


def found_by_check() -> set[str]:
    with entering("admin"):
        return {problem.code for problem in rule_problems("default", at=MORNING)}


def test_too_few_say_so_and_leave_nothing(officer: Standing, house: Path) -> None:
    found = asked(officer)
    assert not learning.learn(found, now=now)
    (view,) = learning_views(at=MORNING)
    assert (view.state, view.fault) == (LearningState.FAILED, "TOO_FEW")
    assert not (house / "learned").exists()


def broken(*_given: object) -> None:
    raise MemoryError


def test_what_breaks_is_kept_as_broken(officer: Standing, house: Path, settings) -> None:
    sixty_closed()
    settings.HEYI_LEARNER = f"{__name__}.broken"
    with pytest.raises(MemoryError):
        learning.learn(asked(officer), now=now)
    (view,) = learning_views(at=MORNING)
    assert (view.state, view.fault) == (LearningState.FAILED, "BROKEN")


def test_a_model_that_is_gone_suggests_nothing(officer: Standing, house: Path) -> None:
    with entering("admin"):
        found = ops.ask_learning(by=officer, at=MORNING)
        ops.begin_learning(found)
        ops.end_learning(found, result={}, at=MORNING)
        ops.adopt_model(found, by=officer, at=MORNING)
    matter = received("镇上工地欠我们十个人三个月工资，老板躲着不见。")
    read(matter)
    with desk(ZHILI):
        found = whole_reading(*matter.key)
    assert "usual" not in found
    assert found["topic"]["label"] == "劳动纠纷"
    assert "learning.unusable" in found_by_check()


def test_a_model_that_is_gone_is_not_taken_into_use(officer: Standing, house: Path) -> None:
    with entering("admin"):
        found = ops.ask_learning(by=officer, at=MORNING)
        ops.begin_learning(found)
        ops.end_learning(found, result={}, at=MORNING)
        with pytest.raises(ops.CannotLearn, match="gone"):
            learning.take_into_use(found, by=officer, at=MORNING)
    (view,) = learning_views(at=MORNING)
    assert view.state == LearningState.READY


def test_no_telephone_stands_in_what_is_kept() -> None:
    matter = received("镇上工地欠我们十个人三个月工资，老板电话13857200001，躲着不见。")
    read(matter)
    with entering("desk", units=[lead_of(matter)]):
        quotes = "".join(whole_reading(*matter.key)["topic"]["quotes"])
    assert "工资" in quotes
    assert not any(letter.isdigit() for letter in quotes)


def test_quotes_are_masked_where_a_number_speaks() -> None:
    text, telephone = "老板电话13857200001", "13857200001"
    model = SimpleNamespace()
    reason = Reason("TOPIC_WORD", quote=telephone, start=text.index(telephone))
    told = Topics(ranked=(("劳动纠纷", 1.0),), given=("劳动纠纷",), unsure=False, reasons=(reason,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(usual, "topics_of", lambda _words, _model: told)
        found = usual.likely(text, model)  # type: ignore[arg-type]
    assert found is not None
    assert found.quotes == ("138****0001",)
    assert found.percent == 99


def test_sealed_matters_are_not_read() -> None:
    matter = received("镇上工地欠我们十个人三个月工资，老板躲着不见。")
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("UPDATE matters_matter SET confidentiality = 'SEALED' WHERE id = %s", [matter.id])
    read(matter)
    with desk(ZHILI):
        assert whole_reading(*matter.key) == {}


def test_who_does_not_see_the_matter_does_not_see_what_was_read() -> None:
    matter = received("镇上工地欠我们十个人三个月工资，老板躲着不见。")
    read(matter)
    with desk("330521-CENTRE"):
        assert whole_reading(*matter.key) == {}
    with desk(ZHILI):
        assert whole_reading(*matter.key)
