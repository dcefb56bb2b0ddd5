"""Weights learned from judged pairs: few change little, what people disagree with goes down, unseen pairs decide."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.triage.sameness import SHIPPED, Sameness, Weights, likelihood
from heyi.triage.weighing import FEWEST, FEWEST_OF_EACH, Judged, is_enough, loss, unseen_loss, weighed

SHARES = st.floats(0, 1)
PAIRS = st.tuples(
    st.builds(Sameness, st.just(0.0), SHARES, SHARES, SHARES, st.one_of(st.none(), st.floats(0, 10_000))),
    st.booleans(),
)


def pair(
    is_same: bool, *, issue: float = 0.5, place: float = 0.5, wording: float = 0.1, days: float | None = 3.0
) -> Judged:
    return Sameness(0.0, issue, place, wording, days), is_same


def town(judges: Callable[[Sameness], bool], n: int = 200) -> list[Judged]:
    """Pairs as they come, judged by some rule of the town's own."""
    random = Random(7)  # noqa: S311  # pairs, no secrets
    found = [
        Sameness(0.0, random.random(), random.random(), random.random() / 2, 60 * random.random())
        for _each in range(n)
    ]
    return [(each, judges(each)) for each in found]


def test_nobodys_judgment_changes_nothing() -> None:
    assert weighed([]) == SHIPPED


def test_one_judgment_changes_little() -> None:
    changed = weighed([pair(False, issue=1, place=1, wording=1)])
    assert abs(changed.place - SHIPPED.place) < 1
    assert changed.place < SHIPPED.place


@given(st.lists(PAIRS, min_size=1, max_size=20))
def test_learning_never_makes_the_learned_likelier_to_surprise(pairs: list[Judged]) -> None:
    assert loss(pairs, weighed(pairs)) <= loss(pairs, SHIPPED) + 1e-6


@given(st.lists(PAIRS, max_size=20))
def test_what_is_learned_are_five_numbers(pairs: list[Judged]) -> None:
    learned = weighed(pairs)
    assert all(abs(value) < 1_000 for value in (learned.issue, learned.place, learned.wording, learned.days))
    assert all(0 <= likelihood(found, learned) <= 1 for found, _is_same in pairs)


def test_a_town_that_looks_at_places_alone_is_followed() -> None:
    judged = town(lambda found: found.place > 0.6)
    learned = weighed(judged)
    assert learned.place > SHIPPED.place
    assert learned.wording < SHIPPED.wording
    assert unseen_loss(judged) < loss(judged, SHIPPED)


def test_a_town_that_judges_as_heyi_does_teaches_nothing_new() -> None:
    learned = weighed(town(lambda found: likelihood(found, SHIPPED) >= 0.5, 60))
    assert learned.issue > 0
    assert learned.place > 0


def test_judgments_by_the_coin_are_no_better_on_what_was_not_seen() -> None:
    random = Random(3)  # noqa: S311  # a coin, no secret
    judged = town(lambda _found: random.random() < 0.5, 80)
    assert unseen_loss(judged, Weights(0, 0, 0, 0, 0)) > loss(judged, Weights(0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("same", "different", "enough"),
    [
        (FEWEST_OF_EACH, FEWEST - FEWEST_OF_EACH, True),
        (FEWEST_OF_EACH - 1, FEWEST, False),
        (FEWEST, FEWEST_OF_EACH - 1, False),
        (FEWEST_OF_EACH, FEWEST - FEWEST_OF_EACH - 1, False),
    ],
)
def test_both_sides_of_enough(same: int, different: int, enough: bool) -> None:
    assert is_enough([*[pair(True)] * same, *[pair(False)] * different]) is enough
