"""The living demo: invented matters, received by the real journey and walked by the demo people's own hands.

Everything goes through the operations that the desk and the tracking page use, only at instants gone by; nothing
writes a row by itself, so `heyi check` and `heyi verify` hold over it as over a real house.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from heyi.accounts.access import people_of_unit
from heyi.accounts.operations import demo_people
from heyi.console.demo_pictures import kept_pictures
from heyi.console.demo_script import Act, Script, demo_scripts, moment
from heyi.dispatch.access import parts_of
from heyi.dispatch.operations import (
    Hand,
    NewPart,
    Step,
    accept_part,
    answer,
    assign,
    attach,
    close,
    contact,
    contest,
    finish,
    hold,
    note,
    refer,
    resume,
    return_part,
    sign,
)
from heyi.intake.rules import body_hash, read_report
from heyi.journal.codes import ActorKind
from heyi.journal.events import REPORTER, Actor
from heyi.journeys.receive import receive
from heyi.journeys.splitting import split
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, find_tracked
from heyi.matters.codes import Purpose, Zone
from heyi.matters.operations import MatterNotFound, open_identities
from heyi.orgs.access import directory

SOURCE = "import:demo"
Matter = tuple[str, UUID]


class Absent(LookupError):
    """A demo person whom an administrator has renamed or sent away since."""


def load_demo_matters(at: datetime) -> int:
    """Receive the demo's matters in the order of their past instants and walk each; how many were new.

    All or nothing, in one transaction. A matter whose key is known is left as people have made it since. Where an
    administrator has changed people or rules so that a step is refused, that matter stays where it stands.
    """
    cast = Cast(at)
    scripts = sorted(demo_scripts(), key=lambda script: moment(script.at, at=at))
    with transaction.atomic():
        return sum(_play(script, cast, at) for script in scripts)


def _play(script: Script, cast: "Cast", at: datetime) -> bool:
    matter = _received(script, at)
    if matter is None:
        return False
    for act in script.acts:
        try:
            _act(act, matter, cast, moment(act.at, at=at))
        except (Absent, NotAllowed, MatterNotFound):
            break
    return True


def _received(script: Script, at: datetime) -> Matter | None:
    """The matter, if its key was not known. The key alone tells it: an edited text is no other matter."""
    report = read_report(script.body, at=at, regions={region.code for region in directory().regions})
    by_key = body_hash({"key": script.key})
    arrived = moment(script.at, at=at)
    with entering("receive", source=SOURCE):
        files = kept_pictures(script.pictures, at=arrived)
        told = receive(report, source=SOURCE, key=script.key, body_hash=by_key, at=arrived, files=files)
    return None if told.repeated else find_tracked(str(told.receipt["tracking_code"]))


def _act(act: Act, matter: Matter, cast: "Cast", at: datetime) -> None:
    if not act.by:
        with entering("tracking", matter=matter[1]):
            contest(matter, step=Step(by=Hand(REPORTER, frozenset()), at=at), text=act.text)
        return
    hand = cast.hand(act.by)
    if act.part:
        matter = _part(matter, act.part)
    with entering("desk", units=hand.units):
        if act.do == "identify":
            open_identities(*matter, by=hand.actor, purpose=Purpose(act.purpose), at=at)
        else:
            _VERBS[act.do](matter, Step(by=hand, at=at), act, cast)


def _part(head: Matter, place: int) -> Matter:
    with entering("worker"):
        return parts_of(*head)[place - 1].key


class Cast:
    """The demo people as the house knows them at one instant."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._demo = {demo.username: demo for demo in demo_people()}
        self._hands: dict[str, Hand] = {}

    def hand(self, username: str) -> Hand:
        """The hand of a demo person, in the name of the unit; raises Absent."""
        if username not in self._hands:
            self._hands[username] = self._find(username)
        return self._hands[username]

    def colleague(self, username: str) -> tuple[int, str]:
        """A demo person as a task names its handler."""
        actor = self.hand(username).actor
        assert actor.id is not None  # noqa: S101 - _find gave one
        return actor.id, actor.name

    def _find(self, username: str) -> Hand:
        demo = self._demo[username]
        unit_id = unit_of(demo.unit_code)
        for person in people_of_unit(unit_id, self._at):
            if person.name == demo.words:
                actor = Actor(ActorKind.PERSON, person.person_id, person.name, unit_id)
                return Hand(actor, frozenset({unit_id}))
        raise Absent(username)


def unit_of(code: str) -> int:
    """The unit's id; raises Absent when the house has no such unit."""
    found = directory().unit_by_code(code)
    if found is None:
        raise Absent(code)
    return found.id


_VERBS: Mapping[str, Callable[[Matter, Step, Act, Cast], object]] = {
    "sign": lambda matter, step, _act, _cast: sign(matter, step=step),
    "resume": lambda matter, step, _act, _cast: resume(matter, step=step),
    "close": lambda matter, step, _act, _cast: close(matter, step=step),
    "contact": lambda matter, step, act, _cast: contact(matter, step=step, text=act.text),
    "answer": lambda matter, step, act, _cast: answer(matter, step=step, text=act.text),
    "finish": lambda matter, step, act, _cast: finish(matter, step=step, text=act.text),
    "note": lambda matter, step, act, _cast: note(matter, step=step, zone=Zone(act.zone), text=act.text),
    "attach": lambda matter, step, act, _cast: attach(
        matter, step=step, files=kept_pictures(act.pictures, at=step.at), zone=Zone(act.zone), note=act.text
    ),
    "hold": lambda matter, step, act, _cast: hold(matter, step=step, reason=act.reason, text=act.text),
    "assign": lambda matter, step, act, cast: assign(matter, step=step, handler=cast.colleague(act.handler)),
    "split": lambda matter, step, act, _cast: split(
        matter,
        step=step,
        part=NewPart(act.kind, act.title, act.text, to_unit=unit_of(act.to) if act.to else None),
    ),
    "accept_part": lambda matter, step, _act, _cast: accept_part(matter, step=step),
    "return_part": lambda matter, step, act, _cast: return_part(matter, step=step, text=act.text),
    "refer": lambda matter, step, act, _cast: refer(
        matter, step=step, to_unit=unit_of(act.to), text=act.text
    ),
}
