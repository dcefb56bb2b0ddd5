"""Samples: reports that really went through the journey, and were really taken some way by their unit's hands."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from heyi.console.bench import words
from heyi.dispatch.operations import Hand, Step, answer, close, contact, hold, resume, sign
from heyi.intake.rules import Report, body_hash, read_report
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journeys.receive import receive
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, find_tracked
from heyi.matters.codes import HoldReason
from heyi.matters.operations import hold_matter
from heyi.orgs.access import directory

SOURCE = "import:web"
DAYS = 60  # how far back the oldest was received
_HAND = "承办人"
_SEED = 20260101

Key = tuple[str, UUID]
Verb = Callable[..., object]
Way = tuple[tuple[Verb, dict[str, object]], ...]

_ANSWER: dict[str, object] = {"text": "经核实，已协调双方达成一致，相关单位三日内整改到位，请您查看确认。"}
_CONTACT: dict[str, object] = {"text": "已电话联系反映人，了解了情况，约定明天上午到现场查看。"}
_HOLD: dict[str, object] = {"reason": HoldReason.WAITS_FOR_REPORTER, "text": "等待反映人补充合同和转账凭证。"}
_WAYS: tuple[tuple[int, Way], ...] = (
    (35, ()),
    (15, ((sign, {}),)),
    (12, ((sign, {}), (contact, _CONTACT))),
    (6, ((sign, {}), (contact, _CONTACT), (hold, _HOLD))),
    (4, ((sign, {}), (hold, _HOLD), (resume, {}))),
    (10, ((sign, {}), (contact, _CONTACT), (answer, _ANSWER))),
    (18, ((sign, {}), (contact, _CONTACT), (answer, _ANSWER), (close, {}))),
)
"""How many in a hundred went how far."""


def make_samples(count: int, *, until: datetime) -> None:
    """Receive so many reports over the last DAYS and take each its way."""
    draw = Random(_SEED)  # noqa: S311  # the same at every run, and no secret
    for number, (report, body) in enumerate(_reports(draw, until)):
        if number == count:
            return
        at = until - timedelta(days=DAYS) * (1 - number / count)
        with entering("receive", source=SOURCE):
            given = receive(report, source=SOURCE, key=f"sample-{number}", body_hash=body_hash(body), at=at)
        found = find_tracked(str(given.receipt["tracking_code"]))
        if found is not None:
            _go(found, _way(draw), at, until)


def places() -> list[tuple[str, str]]:
    """Every town, and each county."""
    return [
        (region.code, region.name) for region in directory().regions if region.level in ("COUNTY", "TOWNSHIP")
    ]


def _reports(draw: Random, until: datetime) -> Iterator[tuple[Report, dict[str, object]]]:
    towns = places()
    codes = {code for code, _name in towns}
    while True:
        body = words.report(draw, towns)
        yield read_report(body, at=until, regions=codes), body


def _way(draw: Random) -> Way:
    return draw.choices([way for _share, way in _WAYS], [share for share, _way in _WAYS])[0]


def _go(key: Key, way: Way, at: datetime, until: datetime) -> None:
    """One step every half hour, by a person of the lead unit, none later than now; as far as the table lets it go."""
    moment = at
    for verb, given in way:
        moment = min(moment + timedelta(minutes=30), until)
        with entering("worker"):
            unit = hold_matter(*key).lead_unit_id
            hand = Hand(Actor(ActorKind.PERSON, 1, _HAND, unit), frozenset({unit}))
            try:
                verb(key, step=Step(by=hand, at=moment), **given)
            except NotAllowed:
                return
