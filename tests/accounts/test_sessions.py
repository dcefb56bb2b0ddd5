"""Sessions are Django's own in everything but how they are read."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from heyi.accounts.operations import forget_sessions
from heyi.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> str:
    session = SessionStore()
    session["who"] = "沈月琴"
    session.create()
    assert session.session_key
    return session.session_key


def test_what_was_kept_is_read_with_one_statement(kept: str, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert SessionStore(kept)["who"] == "沈月琴"


def test_an_expired_session_is_none_and_its_key_is_not_taken_over(kept: str) -> None:
    Session.objects.filter(session_key=kept).update(expire_date=timezone.now() - timedelta(seconds=1))
    session = SessionStore(kept)
    assert "who" not in session
    assert session.session_key is None


@pytest.mark.parametrize("key", ["", "x", "nobody-has-this-key", "'; DROP TABLE django_session; --"])
def test_a_key_that_nobody_has_opens_nothing(kept: str, key: str) -> None:
    session = SessionStore(key)
    assert "who" not in session
    assert SessionStore(kept)["who"] == "沈月琴"


def test_sessions_that_are_over_go_at_night(kept: str) -> None:
    begun = SessionStore()
    begun.create()
    Session.objects.filter(session_key=kept).update(expire_date=timezone.now() - timedelta(days=1))
    assert forget_sessions(at=timezone.now()) == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == [begun.session_key]
