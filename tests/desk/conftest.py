"""People at the desk, signed in without the sign-in page."""

from collections.abc import Callable

import pytest
from django.test import Client

from heyi.accounts.models import Person
from heyi.accounts.operations import load_demo_people
from heyi.kernel.clock import now
from heyi.matters.access import entering
from tests.factories.matters import WUXING
from tests.factories.people import appointed

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser in which a demo person has signed in: sign_in("zhili.clerk")."""
    with entering("admin"):
        load_demo_people(now())

    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(
            Person.objects.get(username=username), backend="heyi.accounts.backends.PersonBackend"
        )
        return client

    return signed_in


@pytest.fixture
def second_leader(sign_in: SignIn) -> str:
    """The username of another leader of the county's centre."""
    number, _name = appointed(WUXING, "副职领导", role="LEADER", at=now())
    return str(Person.objects.get(pk=number).username)
