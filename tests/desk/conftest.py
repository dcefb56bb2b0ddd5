"""People at the desk, signed in without the sign-in page."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from heyi.accounts.models import Person
from heyi.accounts.operations import load_demo_people
from heyi.console.postgres import Cluster
from heyi.kernel.clock import now
from heyi.matters.access import entering
from tests.conftest import cloned, events_at, pointed_at
from tests.factories.matters import WUXING
from tests.factories.people import appointed

SignIn = Callable[[str], Client]


@pytest.fixture(scope="session")
def peopled_desk(cluster: Cluster, peopled: str) -> Iterator[str]:
    """This process's clone with the demo people, for every test of the desk; they commit nothing into it either."""
    with cloned(cluster, peopled) as name:
        with pointed_at(cluster, name) as (address, _):
            before = events_at(address)
        yield name
        assert events_at(address) == before, (
            "a test committed into the database that the desk shares: own_database"
        )


@pytest.fixture(scope="module")
def django_db_setup(django_db_setup: None, cluster: Cluster, peopled_desk: str) -> Iterator[None]:
    """At the desk the house has its people from the start: in every test, whether it signs somebody in or not."""
    with pointed_at(cluster, peopled_desk):
        yield


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser in which a demo person has signed in: sign_in("zhili.clerk")."""
    with entering("admin"):  # nothing to do but in a database of the test's own
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
