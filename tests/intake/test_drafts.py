"""Drafts: found by their token alone, opened with our secret, forgotten in time."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from heyi.intake.drafts import (
    LIFE,
    begin_draft,
    change_draft,
    find_draft,
    forget_draft,
    forget_expired_drafts,
    key_of_draft,
    mark_of_draft,
)
from heyi.intake.rules import is_key
from heyi.journeys.reactions import forget_drafts
from tests.factories.matters import MORNING

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
ANSWERS = {"what": {"text": "老板拖欠我三个月工资。"}, "contact": {"phone": "13800000000"}}
WRITTEN = st.dictionaries(
    st.text(max_size=8), st.dictionaries(st.text(max_size=8), st.text(max_size=60), max_size=3), max_size=4
)


def rows() -> list[tuple[bytes, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT token_hash, sealed FROM intake_draft ORDER BY begun_at, token_hash")
        return [(bytes(token_hash), bytes(sealed)) for token_hash, sealed in cursor.fetchall()]


@given(WRITTEN)
def test_what_is_kept_is_found_again_by_its_token(answers: dict) -> None:
    with transaction.atomic():
        token = begin_draft(answers, at=MORNING)
        assert find_draft(token, at=MORNING) == answers
        transaction.set_rollback(True)


@given(st.text(max_size=80))
def test_no_other_token_finds_anything(guess: str) -> None:
    with transaction.atomic():
        token = begin_draft(ANSWERS, at=MORNING)
        assert guess == token or find_draft(guess, at=MORNING) is None
        transaction.set_rollback(True)


def test_neither_what_is_written_nor_the_token_stands_in_the_table() -> None:
    token = begin_draft(ANSWERS, at=MORNING)
    whole = b"".join(part for row in rows() for part in row)
    assert "拖欠".encode() not in whole
    assert b"13800000000" not in whole
    assert token.encode() not in whole


def test_with_another_secret_nobody_opens_it() -> None:
    token = begin_draft(ANSWERS, at=MORNING)
    with override_settings(SECRET_KEY="another-secret-than-it-was-sealed-with"):
        assert find_draft(token, at=MORNING) is None
        assert change_draft(token, dict, at=MORNING) is None
    assert find_draft(token, at=MORNING) == ANSWERS


def test_a_row_put_in_the_place_of_another_does_not_open() -> None:
    mine, other = (
        begin_draft(ANSWERS, at=MORNING),
        begin_draft({"what": {"text": "别人的"}}, at=MORNING + SECOND),
    )
    (_mine, _sealed), (_other, sealed) = rows()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake_draft SET sealed = %s", [sealed])
    assert find_draft(mine, at=MORNING) is None
    assert find_draft(other, at=MORNING) == {"what": {"text": "别人的"}}


@pytest.mark.parametrize(("after", "there"), [(LIFE - SECOND, True), (LIFE, False), (LIFE + SECOND, False)])
def test_a_draft_ends_with_its_life_and_the_chore_takes_it(after: timedelta, there: bool) -> None:
    token = begin_draft(ANSWERS, at=MORNING)
    at = MORNING + after
    assert (find_draft(token, at=at) is not None) is there
    assert (change_draft(token, dict, at=at) is not None) is there
    assert forget_expired_drafts(at=at) == (0 if there else 1)
    assert len(rows()) == (1 if there else 0)


def test_the_nightly_chore_forgets_drafts() -> None:
    begin_draft(ANSWERS, at=MORNING)
    assert forget_drafts(now=lambda: MORNING + LIFE) == 1


def test_a_change_keeps_what_it_does_not_touch_and_its_life() -> None:
    token = begin_draft(ANSWERS, at=MORNING)
    changed = change_draft(token, lambda before: {**before, "when": {"when": "today"}}, at=MORNING)
    assert changed == {**ANSWERS, "when": {"when": "today"}} == find_draft(token, at=MORNING)
    assert find_draft(token, at=MORNING + LIFE) is None


def test_what_is_forgotten_is_gone() -> None:
    token = begin_draft(ANSWERS, at=MORNING)
    forget_draft(token)
    assert (rows(), find_draft(token, at=MORNING)) == ([], None)


def test_each_draft_has_one_key_of_its_own_and_a_mark_that_opens_nothing() -> None:
    tokens = [begin_draft(ANSWERS, at=MORNING) for _time in range(3)]
    keys = {key_of_draft(token) for token in tokens}
    marks = {mark_of_draft(token) for token in tokens}
    assert len(keys) == len(marks) == 3
    assert all(is_key(key) for key in keys)
    assert [find_draft(mark, at=MORNING) for mark in marks] == [None] * 3
    assert key_of_draft(tokens[0]) == key_of_draft(tokens[0])
