import pytest

from heyi.triage.codes import Danger, Field, Nature
from heyi.triage.lexicon.alarms import ALARMS
from heyi.triage.lexicon.entries import Sort
from heyi.triage.lexicon.marks import MARKS
from heyi.triage.lexicon.offices import STAFF, TAILS
from heyi.triage.lexicon.standard import standard

CODES = {Sort.FIELD: Field, Sort.NATURE: Nature, Sort.DANGER: Danger}


@pytest.mark.parametrize("sort", list(CODES))
def test_every_entry_has_a_known_code_and_weight(sort: Sort) -> None:
    entries = [entry for entry in standard().entries if entry.sort is sort]
    assert entries
    assert {entry.code for entry in entries} <= set(CODES[sort])
    assert all(1 <= entry.weight <= 5 for entry in entries)


def test_every_field_but_other_has_words() -> None:
    worded = {entry.code for entry in standard().entries if entry.sort is Sort.FIELD}
    assert worded == set(Field) - {Field.OTHER}


def test_no_word_is_blank_or_one_letter_where_it_would_drown_the_rest() -> None:
    assert all(entry.word.strip() == entry.word != "" for entry in standard().entries)


def test_every_danger_has_words_or_alarms() -> None:
    worded = {entry.code for entry in standard().entries if entry.sort is Sort.DANGER}
    assert worded | {alarm.danger for alarm in ALARMS} == set(Danger)


def test_every_office_has_the_names_the_directory_knows() -> None:
    assert set(STAFF) == set(TAILS)


def test_marks_of_now_and_past_share_no_word() -> None:
    now = {word for code in ("NOW", "ALARM") for words in MARKS[code].values() for word in words.split()}
    past = {word for words in MARKS["PAST"].values() for word in words.split()}
    assert not now & past
