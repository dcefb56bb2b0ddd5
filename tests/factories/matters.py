"""Matters as they come into being in life: received through the journey, never written by hand."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from heyi.dispatch.operations import Hand, Step
from heyi.intake.rules import body_hash, read_report
from heyi.journal.codes import ActorKind
from heyi.journal.events import REPORTER, Actor
from heyi.journeys.receive import receive
from heyi.kernel.clock import CHINA, now
from heyi.matters.access import entering, find_tracked
from heyi.orgs.access import directory

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)  # a Tuesday
SOURCE = "import:web"

ZHILI = "330502100-CENTRE"
BALIDIAN = "330502101-CENTRE"
WUXING = "330502-CENTRE"
CITY = "330500-CENTRE"
ZHILI_POLICE = "330502100-POLICE"
WUXING_POLICE = "330502-POLICE"


@dataclass(frozen=True)
class Received:
    """A matter's receipt and its key."""

    receipt: dict
    county: str
    id: UUID

    @property
    def key(self):
        return self.county, self.id

    @property
    def number(self):
        return self.receipt["number"]


def body(text="邻居把衣服晾在楼道里，我们两家起了纠纷。", **given):
    """What a sender sends: a quarrel in Zhili unless told otherwise."""
    return {"text": text, "channel": "web", "region": "330502100", **given}


def received(
    text="邻居把衣服晾在楼道里，我们两家起了纠纷。", *, at=MORNING, key="", point=None, **given
) -> Received:
    """Receive a report in the scope of an import."""
    sent = body(text, **given)
    report = read_report(sent, at=now(), regions={sent["region"]} if sent["region"] else set())
    report = replace(report, point=point)
    with entering("receive", source=SOURCE):
        answer = receive(report, source=SOURCE, key=key or uuid4().hex, body_hash=body_hash(sent), at=at)
    found = find_tracked(answer.receipt["tracking_code"])
    assert found is not None
    return Received(answer.receipt, *found)


def unit(code: str) -> int:
    """The unit's id."""
    found = directory().unit_by_code(code)
    assert found is not None, code
    return found.id


def hand(code: str, *, person: int = 1, name: str = "李明") -> Hand:
    """A person of the unit."""
    return Hand(Actor(ActorKind.PERSON, person, name, unit(code)), frozenset({unit(code)}))


def step(code: str, *, at=MORNING, **given) -> Step:
    """A step by a person of the unit."""
    return Step(by=hand(code), at=at, **given)


def reporters_step(*, at=MORNING) -> Step:
    """A step by the reporter."""
    return Step(by=Hand(REPORTER, frozenset()), at=at)


def desk(*codes: str):
    """The desk's scope of a person of these units."""
    return entering("desk", units=[unit(code) for code in codes])
