"""The person of a session comes whole, with the standing of this moment, by one statement."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heyi.accounts.access import standing, standing_of
from heyi.accounts.backends import PersonBackend
from heyi.accounts.models import Person
from heyi.accounts.operations import load_demo_people
from heyi.kernel.clock import now
from heyi.matters.access import entering

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(db):
    with entering("admin"):
        load_demo_people(now())
    return Person.objects.get(username="zhili.clerk")


def test_every_column_stands_in_its_place(clerk):
    found = PersonBackend().get_user(clerk.pk)
    for field in Person._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(clerk, field.attname), field.attname
    assert found.get_session_auth_hash() == clerk.get_session_auth_hash()


def test_the_standing_comes_along(clerk):
    with CaptureQueriesContext(connection) as queries:
        found = PersonBackend().get_user(str(clerk.pk))
        held = standing_of(found, now())
    assert len(queries) == 1
    assert held == standing(clerk.pk, now())
    assert held.units


def test_who_is_shut_out_is_nobody(clerk):
    Person.objects.filter(pk=clerk.pk).update(is_active=False)
    assert PersonBackend().get_user(clerk.pk) is None
    assert PersonBackend().get_user(0) is None


def test_a_person_who_has_just_signed_in_is_asked_for_once_more(clerk):
    assert standing_of(clerk, now()) == standing(clerk.pk, now())
