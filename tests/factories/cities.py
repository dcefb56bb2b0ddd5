"""嘉兴 as a partner of a test's house: what it hands over, signed as its own house signs."""

from typing import Any
from uuid import uuid4

import pytest

from heyi.intake.codes import PartnerKind
from heyi.matters.access import (
    ArrivalView,
    entering,
    find_arrival_view,
    find_matter_of_arrival,
    public_status,
)
from heyi.matters.access.tracking import PublicStatus
from tests.factories.matters import Received
from tests.factories.partners import CITY_DOOR, Signing, signing

DIVISION = "330400"


@pytest.fixture
def jiaxing(db: None) -> Signing:
    return signing(PartnerKind.CITY, callback="http://127.0.0.1:9/heyi", city=DIVISION)


def offer(**changed: Any) -> dict[str, Any]:
    """What 嘉兴 asks us to take; None takes a field away."""
    whole = {
        "action": "OFFER",
        "transfer": str(uuid4()),
        "number": "33040220261127000001",
        "unit": "南湖区新嘉街道社会治理中心",
        "offeredAt": "2026-11-27T10:00:00+08:00",
        "reason": "PLACE_ELSEWHERE",
        "told": "织里镇的邻居把衣服晾在楼道里，两家起了纠纷。",
        "asked": "请依法处理。",
        "areaCode": "330402",
        "area": "吴兴区织里镇",
        "address": "某小区",
        "occurredAt": "",
        "urgent": "N",
        "route": DIVISION,
        "contactName": "张三",
        "contactPhone": "13800000001",
    }
    return {name: value for name, value in (whole | changed).items() if value is not None}


def recall(document: dict[str, Any]) -> dict[str, Any]:
    """That an offer is not ours any more."""
    return {
        "action": "RECALL",
        "transfer": document["transfer"],
        "number": document["number"],
        "recalledAt": "2026-11-27T11:00:00+08:00",
    }


def arrived(city: Signing, **changed: Any) -> Received:
    """A matter that 嘉兴 handed over."""
    document = offer(**changed)
    answer = city.post(CITY_DOOR, document)
    assert answer.status_code == 201, answer.content
    found = matter_of(city, document)
    assert found is not None
    return Received(answer.json(), *found)


def matter_of(city: Signing, document: dict[str, Any]) -> Any:
    """The matter that an offer opened here."""
    with entering("receive", source=city.source):
        return find_matter_of_arrival(document["transfer"])


def stands(matter: Received) -> tuple[PublicStatus, ArrivalView]:
    with entering("tracking", matter=matter.id):
        arrival = find_arrival_view(*matter.key)
        assert arrival is not None
        return public_status(*matter.key), arrival
