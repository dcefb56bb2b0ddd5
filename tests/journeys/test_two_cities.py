"""湖州 hands matters over to 嘉兴 and has them back: two whole houses that speak over sockets, each with its own."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from heyi.console.postgres import Cluster
from heyi.dispatch import operations as ops
from heyi.dispatch.operations import Errand
from heyi.intake.codes import PartnerKind
from heyi.intake.operations import add_partner
from heyi.journal.events import SYSTEM
from heyi.journeys.checking import check_problems
from heyi.journeys.transferring import receivers
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.matters.access import entering, public_status
from heyi.matters.transfers import Receiver
from tests.browsing import serving
from tests.conftest import addresses, cloned
from tests.factories.matters import ZHILI, Received, desk, received, step
from tests.factories.other_city import DIVISION, OtherCity, other_city
from tests.factories.telling import carry, read_journal
from tests.factories.transfers import all_transfers, standing

JIAXING, HUZHOU = "嘉兴市（对方）", "湖州市（对方）"
DOOR = "/api/partners/v1/city"


@pytest.fixture(scope="module")
def jiaxing(
    served: str, cluster: Cluster, template: str, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[OtherCity]:
    """The other house, connected with ours in both directions by one key."""
    with django_db_blocker.unblock(), cloned(cluster, template) as name:
        urls = addresses(cluster, cluster.home.secret("server-password"), name)
        with other_city(tmp_path_factory.mktemp("jiaxing") / "home", *urls) as city:
            with entering("admin"):
                key = add_partner(
                    JIAXING,
                    kind=PartnerKind.CITY,
                    city=DIVISION,
                    callback=city.address + DOOR,
                    by=SYSTEM,
                    at=now(),
                )
            city("connect", name=HUZHOU, key=key, city=settings.HEYI_CITY, callback=served + DOOR)
            yield city


def receiver() -> Receiver:
    return next(each for each in receivers() if each.city == DIVISION)


def offered(*, contact: bool = False, matter: Received | None = None, **report: Any) -> Received:
    """A matter of Zhili that its unit offers to 嘉兴."""
    if matter is None:
        matter = received(at=now(), **report)
        with desk(ZHILI):
            ops.sign(matter.key, step=step(ZHILI, at=now()))
    errand = Errand(receiver(), "PLACE_ELSEWHERE", "嘉兴的工地欠薪，工人住在织里", "请依法处理", contact)
    with desk(ZHILI):
        ops.transfer(matter.key, step=step(ZHILI, at=now()), errand=errand)
    return matter


def work(minutes: int = 0) -> None:
    read_journal(now())
    for minute in range(minutes + 1):
        carry(now() + timedelta(minutes=minute))


def both_work(city: OtherCity) -> None:
    work()
    city("work")


def told(matter: Received) -> list[tuple[str, str]]:
    with entering("tracking", matter=matter.id):
        return [(note.what, note.text) for note in public_status(*matter.key).notes]


def is_whole(city: OtherCity) -> None:
    read_journal(now())
    assert [p for p in check_problems(at=now()) if not p.code.startswith("delivery.")] == []
    assert list(verify_problems()) == []
    assert city("problems") == []


def test_offered_received_answered_closed(jiaxing: OtherCity) -> None:
    matter = offered()
    work()
    there = jiaxing("stands", ref=matter.number)
    assert (there["count"], there["state"], there["channel"]) == (1, "TO_SIGN", "city")
    assert (there["route"], there["asked"], there["parties"]) == ("330500", "请依法处理", [])
    assert standing(matter) == ("IN_HAND", "")  # ours until their number is here
    jiaxing("work")
    assert standing(matter) == ("WITH_PARTNER", there["number"])
    jiaxing("step", ref=matter.number, verb="sign")
    jiaxing("step", ref=matter.number, verb="answer", text="工资已付清。")
    jiaxing("step", ref=matter.number, verb="close")
    jiaxing("work")
    assert standing(matter) == ("CLOSED", there["number"])
    assert [what for what, _text in told(matter)] == ["progress", "reply"]
    assert told(matter)[-1] == ("reply", "工资已付清。")
    is_whole(jiaxing)
