"""What people judge beside matters teaches overnight; what was learned is used the next day, if it is better."""

from itertools import combinations

import pytest
from django.db import connection

from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journeys.weighing import learn_of_judged_pairs, weights_in_use
from heyi.kernel.clock import now
from heyi.matters.access import entering, judged_pairs
from heyi.matters.codes import Verdict
from heyi.matters.models import Likeness, SamenessWeights
from heyi.matters.operations import judge_likeness, link_likeness
from heyi.triage.sameness import SHIPPED
from tests.factories.matters import MORNING, Received, received

pytestmark = pytest.mark.django_db
PLACES = ("富康小区", "锦绣花园", "吴越花园")
TOLD = (
    "{}的电梯坏了半个月没人修，邻居和物业起了纠纷。",
    "我住{}，电梯一直坏着，物业说没钱修，起了纠纷。",
    "{}电梯又停了，老人下不了楼，和物业吵起来了。",
    "反映{}电梯长期停用，物业推诿，邻居们起了纠纷。",
)
BY = Actor(ActorKind.PERSON, 1, "李明", None)


def judge(one: Received, other: Received, verdict: Verdict) -> None:
    link_likeness(*one.key, other=other.key, reason="SAME_EVENT", by=BY, at=MORNING)
    link = Likeness.objects.get(matter_id__in=(one.id, other.id), other_id__in=(one.id, other.id))
    judge_likeness(link.county, link.matter_id, link.id, verdict=verdict, by=BY, at=MORNING)


@pytest.fixture
def judged() -> list[Received]:
    """Sixty-six pairs of twelve matters: one event for each of three places."""
    matters = [
        (place, received(words.format(place), title=words.format(place)[:20]))
        for place in PLACES
        for words in TOLD
    ]
    with entering("worker"):
        for (here, one), (there, other) in combinations(matters, 2):
            judge(one, other, Verdict.SAME if here == there else Verdict.DIFFERENT)
    return [matter for _place, matter in matters]


def test_sixty_judgments_teach(judged: list[Received]) -> None:
    used = learn_of_judged_pairs(now=now)
    row = SamenessWeights.objects.get()
    assert row.pairs == 66
    assert used is (row.loss < row.shipped_loss)
    assert (weights_in_use() != SHIPPED) is used


def test_few_teach_nothing() -> None:
    assert not learn_of_judged_pairs(now=now)
    assert not SamenessWeights.objects.exists()
    assert weights_in_use() == SHIPPED


def test_what_is_no_better_is_told_and_not_used() -> None:
    SamenessWeights.objects.create(learned_at=MORNING, pairs=70, loss=0.5, shipped_loss=0.4, weights=None)
    assert weights_in_use() == SHIPPED


def test_sealed_matters_teach_nothing(judged: list[Received]) -> None:
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("UPDATE matters_matter SET confidentiality = 'SEALED' WHERE id = %s", [judged[0].id])
        assert len(judged_pairs()) == 66 - 11
