"""Demo people, named for what they do. Only an installation with the demo has them, and their one known password."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources

from django.contrib.auth.hashers import make_password
from django.db import transaction

from heyi.accounts.models import Person
from heyi.accounts.operations.founding import appoint_by_installation
from heyi.kernel.words import _
from heyi.orgs.access import directory
from heyi.orgs.rules import Refused

_THERE_SINCE = timedelta(days=60)  # the demo's matters are walked by people who were there
DEMO_PASSWORD = "heyi-demo-2026"  # noqa: S105  # printed at every start of the demo


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A sign-in to show: in words, who this is and where."""

    words: str
    role: str
    unit_code: str
    username: str
    password: str


def demo_people() -> tuple[DemoPerson, ...]:
    """Everybody of the demo, in the order in which to show them."""
    text = (resources.files("heyi.accounts") / "data" / "demo.tsv").read_text(encoding="utf-8")
    return tuple(
        DemoPerson(row["name"], row["role"], row["unit"], row["username"], DEMO_PASSWORD)
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    )


class NotADemo(Refused):
    """This installation was founded without the demo and has people of its own."""


def demo_is_loaded() -> bool:
    """Whether people with the known password are in this installation."""
    names = [demo.username for demo in demo_people() if demo.unit_code]
    return Person.objects.filter(username__in=names, is_active=True).exists()


@transaction.atomic
def load_demo_people(at: datetime) -> tuple[DemoPerson, ...]:
    """Add the demo people who are not there yet, with their appointments; answers all of them.

    Never among people of a real installation, whom a known password would endanger: raises NotADemo.
    """
    everybody = demo_people()
    present = set(Person.objects.values_list("username", flat=True))
    if present and not demo_is_loaded():
        raise NotADemo.because("", "not_a_demo", _("这里是正式安装，不加载演示人员；请用 --no-demo 启动。"))
    _add([demo for demo in everybody if demo.username not in present], at)
    return everybody


def _add(missing: Sequence[DemoPerson], at: datetime) -> None:
    if not missing:
        return
    password = make_password(DEMO_PASSWORD)  # hashed once: a slow hash for each would hold up the first start
    trees = directory()
    for demo in missing:
        person = Person.objects.create(
            username=demo.username, name=demo.words, password=password, created_at=at
        )
        unit = trees.unit_by_code(demo.unit_code)
        unit_id = None if unit is None else unit.id
        appoint_by_installation(
            person.pk, role=demo.role, unit_id=unit_id, at=at, starts_at=at - _THERE_SINCE
        )
