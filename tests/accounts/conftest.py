from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from heyi.accounts.access import standing
from heyi.accounts.models import Person
from heyi.accounts.operations import add_person, make_administrators
from heyi.accounts.rules import Standing
from heyi.matters.access import entering
from heyi.orgs.access import directory
from heyi.orgs.operations import load_huzhou
from tests.factories.centre import Centre
from tests.factories.matters import WUXING, unit

AT = datetime(2031, 1, 6, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class House:
    """An installation with its three administrators, and words for its people and units."""

    system: Standing
    security: Standing
    audit: Standing

    def unit(self, code: str) -> int:
        unit = directory().unit_by_code(code)
        assert unit is not None
        return unit.id

    def newcomer(self, username: str, name: str) -> int:
        return add_person(username=username, name=name, by=self.system, at=AT)


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with entering("admin"):
        load_huzhou(AT)
        make_administrators(AT)
        yield House(by_username("admin.system"), by_username("admin.security"), by_username("admin.audit"))


def by_username(username: str, at: datetime = AT) -> Standing:
    return standing(Person.objects.values_list("pk", flat=True).get(username=username), at)


@pytest.fixture
def last_verb() -> Callable[[], str]:
    """The newest event of the administration's stream."""
    from django.db import connection

    def read() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT verb FROM journal_event ORDER BY seq DESC LIMIT 1")
            (verb,) = cursor.fetchone()
        return str(verb)

    return read


@pytest.fixture
def centre(db: None) -> Iterator[Centre]:
    """The centre of Wuxing, in the scope in which duty is changed."""
    with entering("admin", units=[unit(WUXING)]):
        yield Centre()
