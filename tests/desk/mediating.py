"""A desk that mediates: what its tests open, press and read."""

from datetime import timedelta

from django.test import Client

from heyi.accounts.models import Person
from heyi.dispatch import operations as dispatch
from heyi.kernel.clock import CHINA, now
from heyi.mediation import operations as ops
from tests.factories.matters import ZHILI, Received, desk, received, step
from tests.factories.mediations import as_party, opened, party

TEXT = "邻居李某天天把湿衣服晾在我家门口的楼道里，滴得到处是水，说了几次都不听还骂人。"
GIST = "楼道晾晒衣物引起的相邻纠纷，双方想约定今后怎么做。"
OTHER = {
    "party0-part": "RESPONDENT",
    "party0-name": "李建国",
    "party0-phone": "13900000002",
    "party0-capacity": "FULL",
}
OPENING = {
    "safety": "CLEAR",
    "exclusion": "",
    "regime": "PEOPLE",
    "dispute": "NEIGHBOURS",
    "origin": "APPLIED",
    "gist": GIST,
}


def fresh(text: str = TEXT, **given: object) -> Received:
    """A quarrel that the centre of Zhili has signed for just now."""
    matter = received(text, at=now(), **given)
    with desk(ZHILI):
        dispatch.sign(matter.key, step=step(ZHILI, at=now()))
    return matter


def person(username: str) -> int:
    return int(Person.objects.get(username=username).pk)


def of(matter: Received, rest: str = "") -> str:
    return f"/desk/matters/{matter.number}/mediation/{rest}"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def pressed(client: Client, path: str, given: dict[str, object]) -> str:
    return client.post(path, given, follow=True).content.decode()


def mediated(username: str, *, at=None, matter: Received | None = None, **given: object) -> Received:
    """One that this demo person mediates, with a party on either side."""
    at = at or now()
    found, _id = opened(
        matter=matter or received(TEXT, at=at),
        at=at,
        mediator_id=person(username),
        mediator="调解员",
        **given,
    )
    return found  # type: ignore[return-value]


def consented(matter: Received) -> None:
    with as_party(matter):
        for side in ("A", "B"):
            ops.consent(matter.key, taking=party(side, at=now()), device=side)


def begun(client: Client, matter: Received) -> None:
    consented(matter)
    pressed(client, of(matter, "declare"), {"of": ""})
    pressed(client, of(matter, "begin"), {"of": ""})


def in_days(days: int) -> str:
    return (now().astimezone(CHINA).date() + timedelta(days=days)).isoformat()


def planned(days: int = 2, **given: object) -> dict[str, object]:
    return {
        "meeting": "JOINT",
        "day": in_days(days),
        "starts": "14:00",
        "ends": "15:00",
        "sides": ["A", "B"],
        "place": "社区会客厅",
        **given,
    }
