"""Each event that tells people has a kind, a sentence and words; a new row is enough to tell of a new event."""

import re

import pytest

from heyi.dispatch.events import BESIDE, EVENT_OF, OF_ASSIST
from heyi.matters.events import COMMITTED
from heyi.mediation.events import EVENT_OF as EVENT_OF_MEDIATION
from heyi.notices.codes import NOTICE_WORDS, Audience, NoticeKind
from heyi.notices.rules.table import BY_VERB, HAS_DUE, SENTENCES, TABLE, URGENT

ELSEWHERE = {
    "task.given",
    "alarm.raised",
} | {  # journalled as a matter is opened, by the sweep, and by a reaction: by no step
    "clock.warned",
    "clock.overdue",
    "clock.tripled",
    "part.moved",
}


def test_every_kind_has_a_sentence_and_words() -> None:
    assert set(SENTENCES) == set(NOTICE_WORDS) == {kind.value for kind in NoticeKind}


def test_every_event_of_the_table_is_one_that_happens() -> None:
    assert {row.verb for row in TABLE} <= {
        *EVENT_OF.values(),
        *OF_ASSIST.values(),
        *EVENT_OF_MEDIATION.values(),
        *BESIDE,
        *ELSEWHERE,
    }


def test_no_event_tells_the_same_twice() -> None:
    pairs = [(row.verb, row.kind) for row in TABLE]
    assert len(set(pairs)) == len(pairs) == sum(len(rows) for rows in BY_VERB.values())


def test_every_kind_but_drills_and_bulletins_comes_from_an_event_of_a_matter() -> None:
    assert {row.kind for row in TABLE} == set(NoticeKind) - {NoticeKind.DRILL, NoticeKind.BULLETIN}


@pytest.mark.parametrize("sentence", SENTENCES.values())
def test_a_sentence_has_blanks_for_number_and_unit_alone(sentence: str) -> None:
    """Nothing of the reporter and nothing of what was reported can leave by a notice."""
    assert set(re.findall(r"%\((\w+)\)s", sentence)) <= {"number", "unit"}
    assert "narrative" in COMMITTED["matter"]


def test_what_is_urgent_says_until_when_or_that_it_is_a_drill() -> None:
    assert URGENT - {NoticeKind.DRILL} <= HAS_DUE


def test_every_audience_is_used() -> None:
    assert {row.audience for row in TABLE} == set(Audience)
