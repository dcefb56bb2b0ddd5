"""What closed matters teach: pure rules of parting and judging, and the steps from asking to one step back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.accounts.rules import Standing
from heyi.dispatch import operations as ops
from heyi.dispatch.access import model_in_use, models_kept
from heyi.dispatch.codes_of_learning import LearningFault, LearningState
from heyi.dispatch.operations import learning
from heyi.dispatch.queries.learning import MOST_SHOWN, learnings
from heyi.dispatch.rules.learning import (
    FEWEST,
    FEWEST_OF_LABEL,
    ClosedMatter,
    Guess,
    is_clear,
    is_held_back,
    judged,
    judged_rules,
    label_of,
    lesson_of,
    server_of,
)
from heyi.matters.access import entering
from tests.factories.matters import CITY, MORNING, ZHILI
from tests.factories.people import appointed, standing_of


def closed(label: str, *, by_rules: str = "", text: str = "") -> ClosedMatter:
    return ClosedMatter(uuid4(), text, label, by_rules)


def many(label: str, n: int) -> list[ClosedMatter]:
    return [closed(label) for _each in range(n)]


@given(st.lists(st.uuids(version=4), min_size=1, max_size=50))
def test_a_matter_is_held_back_whenever_one_looks(keys: list[UUID]) -> None:
    rows = [ClosedMatter(key, "", "TOWNSHIP", "") for key in keys]
    lesson = lesson_of(rows)
    assert {row.matter_id for row in lesson.held} == {key for key in keys if is_held_back(key)}
    assert not {row.matter_id for row in lesson.learned} & {row.matter_id for row in lesson.held}


def test_about_a_tenth_is_held_back() -> None:
    keys = [UUID(int=number) for number in range(10_000)]
    assert 900 < sum(map(is_held_back, keys)) < 1100


def test_few_of_a_kind_are_not_learned_but_judged() -> None:
    lesson = lesson_of([*many("TOWNSHIP", 400), *many("POLICE", FEWEST_OF_LABEL - 1)])
    assert {each.label for each in lesson.learned} == {"TOWNSHIP"}
    police = [closed("POLICE") for _each in range(400)]
    assert any(each.label == "POLICE" for each in lesson_of(police[: FEWEST_OF_LABEL * 20]).held)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([], LearningFault.TOO_FEW),
        (many("TOWNSHIP", FEWEST // 2), LearningFault.TOO_FEW),
        (many("TOWNSHIP", 2 * FEWEST), LearningFault.ONE_LABEL),
        ([*many("TOWNSHIP", 2 * FEWEST), *many("POLICE", FEWEST)], None),
    ],
)
def test_what_teaches_nothing_says_why(rows: list[ClosedMatter], fault: LearningFault | None) -> None:
    assert lesson_of(rows).fault == fault


def test_right_sure_and_sure_and_right_are_counted_apart() -> None:
    held = [closed("A", by_rules="A", text="1"), closed("A", by_rules="B", text="2"), closed("B", text="3")]
    guesses = {"1": Guess("A", sure=True), "2": Guess("A", sure=False), "3": Guess("A", sure=True)}
    mine, rules = judged(held, guesses.__getitem__), judged_rules(held)
    assert mine.counts() == {"right": 2, "sure": 2, "sure_right": 1, "by_label": {"A": 2}}
    assert rules.counts()["right"] == 1
    assert mine.against(rules) == (1, 0)


@pytest.mark.parametrize(
    ("won", "lost", "clear"), [(0, 0, False), (4, 0, False), (5, 0, True), (10, 3, False), (30, 10, True)]
)
def test_a_few_more_may_be_chance(won: int, lost: int, clear: bool) -> None:
    assert is_clear(won, lost) is clear


@dataclass
class Unit:
    id: int
    kind: str
    specialty: str
    level: str = ""


class Everywhere:
    """One unit, which serves every place."""

    def serving(self, kind: str, _region: str, specialty: str = "") -> Unit | None:
        return Unit(1, kind, specialty)


@pytest.mark.parametrize(("kind", "specialty"), [("TOWNSHIP", ""), ("DEPARTMENT", "LABOUR")])
def test_a_label_leads_back_to_its_kind_of_unit(kind: str, specialty: str) -> None:
    found = server_of(label_of(Unit(7, kind, specialty)), "330502100", Everywhere())
    assert found == Unit(1, kind, specialty)


@pytest.fixture
def officer(db: None) -> Iterator[Standing]:
    """A rules officer, in the administration's scope."""
    found = standing_of(appointed(CITY, "陈静", role="RULES_OFFICER"))
    with entering("admin"):
        yield found


def learned(by: Standing) -> int:
    """A learning that came to its end."""
    found = ops.ask_learning(by=by, at=MORNING)
    assert ops.begin_learning(found)
    ops.end_learning(found, result={"candidate": {}}, at=MORNING)
    return found


def test_one_learns_at_a_time_until_it_is_taken_for_broken(officer: Standing) -> None:
    first = ops.ask_learning(by=officer, at=MORNING)
    with pytest.raises(ops.CannotLearn):
        ops.ask_learning(by=officer, at=MORNING + timedelta(minutes=30))
    second = ops.ask_learning(by=officer, at=MORNING + timedelta(minutes=31))
    rows = {row.pk: (row.state, row.fault) for row in learnings()}
    assert rows == {first: (LearningState.FAILED, "BROKEN"), second: (LearningState.WAITING, "")}


def test_two_hands_do_not_learn_the_same(officer: Standing) -> None:
    found = ops.ask_learning(by=officer, at=MORNING)
    assert ops.begin_learning(found)
    assert not ops.begin_learning(found)


def test_what_was_taken_for_broken_does_not_come_back(officer: Standing) -> None:
    found = ops.ask_learning(by=officer, at=MORNING)
    ops.begin_learning(found)
    ops.ask_learning(by=officer, at=MORNING + timedelta(hours=1))
    ops.end_learning(found, result={}, at=MORNING + timedelta(hours=2))
    with pytest.raises(ops.CannotLearn):
        ops.adopt_model(found, by=officer, at=MORNING)


def test_one_is_in_use_and_a_press_leads_back(officer: Standing) -> None:
    first, second = learned(officer), learned(officer)
    ops.adopt_model(first, by=officer, at=MORNING)
    ops.adopt_model(second, by=officer, at=MORNING)
    assert model_in_use() == second
    assert ops.step_back(second, by=officer, at=MORNING) == first
    assert model_in_use() == first
    assert ops.step_back(first, by=officer, at=MORNING) is None
    assert model_in_use() is None


def test_who_takes_a_later_one_has_decided_on_the_earlier_ones(officer: Standing) -> None:
    first, second = learned(officer), learned(officer)
    ops.adopt_model(second, by=officer, at=MORNING)
    assert {row.pk: row.state for row in learnings()}[first] == LearningState.RETIRED


def test_the_one_in_use_is_shown_and_kept_however_old_it_is(officer: Standing) -> None:
    in_use = learned(officer)
    ops.adopt_model(in_use, by=officer, at=MORNING)
    for _each in range(MOST_SHOWN + 1):
        learned(officer)
    assert in_use in {row.pk for row in learnings()}
    assert in_use in models_kept()
    assert len(list(learnings())) == MOST_SHOWN + 1


def test_a_press_that_comes_twice_goes_one_step_back(officer: Standing) -> None:
    first, second = learned(officer), learned(officer)
    ops.adopt_model(first, by=officer, at=MORNING)
    ops.adopt_model(second, by=officer, at=MORNING)
    ops.step_back(second, by=officer, at=MORNING)
    with pytest.raises(ops.CannotLearn):
        ops.step_back(second, by=officer, at=MORNING)
    assert model_in_use() == first


def test_two_that_followed_each_other_lead_back_to_none_at_last(officer: Standing) -> None:
    first, second = learned(officer), learned(officer)
    for each in (first, second, first):
        ops.adopt_model(each, by=officer, at=MORNING)
    assert ops.step_back(first, by=officer, at=MORNING) == second
    assert ops.step_back(second, by=officer, at=MORNING) == first
    assert ops.step_back(first, by=officer, at=MORNING) is None


def test_only_rules_officers(officer: Standing) -> None:
    clerk, found = standing_of(appointed(ZHILI)), learned(officer)
    for press in (
        lambda: ops.ask_learning(by=clerk, at=MORNING),
        lambda: ops.adopt_model(found, by=clerk, at=MORNING),
        lambda: ops.step_back(found, by=clerk, at=MORNING),
    ):
        with pytest.raises(ops.CannotLearn):
            press()


@pytest.mark.parametrize(
    ("days", "closed_since", "due"),
    [(0, 1_000, False), (6.9, 1_000, False), (7, 299, False), (7, 300, True)],
)
def test_the_house_learns_again_after_a_week_and_three_hundred_more(
    days: float, closed_since: int, due: bool, officer: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    ops.adopt_model(learned(officer), by=officer, at=MORNING)
    monkeypatch.setattr(learning, "count_closed", lambda _since: closed_since)
    assert ops.is_learning_due(at=MORNING + timedelta(days=days)) is due


def test_the_house_learns_nothing_while_something_waits_for_a_person(
    officer: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned(officer)
    monkeypatch.setattr(learning, "count_closed", lambda _since: 1_000)
    assert not ops.is_learning_due(at=MORNING + timedelta(days=70))
