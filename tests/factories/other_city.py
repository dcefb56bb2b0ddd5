"""嘉兴 in a test: a whole house of its own, with another database, home and division; what its people do, by a pipe.

`python -m tests.factories.other_city` is its worker and its people: a line of JSON in, a line of JSON out.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.browsing import REPOSITORY, serving

DIVISION = "330400"


class OtherCity:
    """The other house, from outside: its address, and a call for whatever its people do."""

    def __init__(self, address: str, process: "subprocess.Popen[str]") -> None:
        self.address = address
        self._process = process

    def __call__(self, what: str, **named: Any) -> Any:
        """Have it done there; what came of it. An error there is an error here."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"what": what, "named": named}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["told"]


@contextmanager
def other_city(home: Path, owner: str, server: str) -> Iterator[OtherCity]:
    """A house of another city on this database, listening; and somebody in it who does as asked."""
    home.mkdir(mode=0o700, exist_ok=True)
    (home / "keys").mkdir(mode=0o700, exist_ok=True)
    house = serving(home, owner, server, HEYI_CITY=DIVISION, HEYI_SECRET_KEY="another-house-another-secret")
    with house as address:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.factories.other_city"],
            cwd=REPOSITORY,
            env=house.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield OtherCity(address, process)
        finally:
            process.communicate(timeout=20)  # no more lines: it is over


def _connect(name: str, key: str, city: str, callback: str) -> str:
    from heyi.intake.codes import PartnerKind
    from heyi.intake.operations import add_partner
    from heyi.journal.events import SYSTEM
    from heyi.kernel.clock import now
    from heyi.matters.access import entering

    with entering("admin"):
        return add_partner(
            name, kind=PartnerKind.CITY, city=city, callback=callback, key=key, by=SYSTEM, at=now()
        )


def _connect_hotline(name: str) -> None:
    from heyi.intake.codes import PartnerKind
    from heyi.intake.operations import add_partner
    from heyi.journal.events import SYSTEM
    from heyi.kernel.clock import now
    from heyi.matters.access import entering

    with entering("admin"):
        nowhere = "http://127.0.0.1:9/heyi"
        add_partner(name, kind=PartnerKind.HOTLINE12345, callback=nowhere, by=SYSTEM, at=now())


def _callback(name: str, callback: str) -> None:
    from heyi.intake.operations import set_callback
    from heyi.journal.events import SYSTEM
    from heyi.kernel.clock import now
    from heyi.matters.access import entering

    with entering("admin"):
        set_callback(name, callback, by=SYSTEM, at=now())


def _work(minutes: int = 0) -> None:
    """The worker reads the journal and carries what is due so many minutes from now."""
    from heyi.kernel.clock import now
    from tests.factories.telling import carry, read_journal

    read_journal(now())
    for minute in range(minutes + 1):
        carry(now() + timedelta(minutes=minute))


def _step(ref: str, verb: str, **form: Any) -> str:
    """The unit that leads takes a step; how the matter stands then."""
    from heyi.dispatch import operations as ops
    from heyi.dispatch.operations import Hand, Step
    from heyi.journal.codes import ActorKind
    from heyi.journal.events import Actor
    from heyi.kernel.clock import now
    from heyi.matters.access import entering

    key, unit = _matter(ref)
    by = Hand(Actor(ActorKind.PERSON, 1, "沈洁", unit), frozenset({unit}))
    with entering("desk", units=[unit]):
        return str(getattr(ops, verb)(key, step=Step(by=by, at=now()), **form).state)


def _matter(ref: str) -> tuple[tuple[str, Any], int]:
    from heyi.matters.access import entering
    from heyi.matters.models import Matter

    with entering("worker"):
        found = Matter.objects.filter(source_ref=ref).latest("received_at")
    return (found.county, found.id), found.lead_unit_id


def _stands(ref: str) -> dict[str, Any]:
    """How a matter of this number of theirs stands here."""
    from heyi.matters.access import arrivals_of, entering
    from heyi.matters.models import Matter, Note, Party

    with entering("worker"):
        found = list(Matter.objects.filter(source_ref=ref).order_by("received_at"))
        if not found:
            return {"count": 0}
        newest, key = found[-1], (found[-1].county, found[-1].id)
        arrival = arrivals_of([key])[key]
        return {
            "count": len(found),
            "number": newest.number,
            "state": newest.state,
            "closing": newest.closing,
            "channel": newest.channel,
            "narrative": newest.narrative,
            "arrival": arrival.state,
            "route": arrival.route,
            "unit": arrival.unit,
            "asked": arrival.asked,
            "parties": list(Party.objects.filter(matter_id=newest.id).values_list("masked_name", flat=True)),
            "notes": list(Note.objects.filter(matter_id=newest.id).values_list("what", flat=True)),
        }


def _transfer(ref: str, to: str, reason: str = "PLACE_ELSEWHERE") -> str:
    """The unit that leads gives it on to another partner of this house."""
    from heyi.dispatch.operations import Errand
    from heyi.journeys.transferring import receivers
    from heyi.matters.access import entering

    with entering("admin"):
        receiver = next(each for each in receivers() if each.name == to)
    return _step(ref, "transfer", errand=Errand(receiver, reason, "情况", "请办理"))


def _deliveries(ref: str) -> list[tuple[str, str]]:
    from heyi.journal.access import deliveries
    from heyi.matters.access import entering

    (_county, matter_id), _unit = _matter(ref)
    with entering("worker"):
        rows = [row for row in deliveries(limit=1000).rows if row.matter_id == matter_id]
    return [(row.what, row.state.value) for row in sorted(rows, key=lambda row: row.seq)]


def _problems() -> list[str]:
    from heyi.journeys.checking import check_problems
    from heyi.journeys.verifying import verify_problems
    from heyi.kernel.clock import now
    from tests.factories.telling import read_journal

    read_journal(now())
    found = [*check_problems(at=now()), *verify_problems()]
    return [
        f"{problem.code} {problem.where}" for problem in found if not problem.code.startswith("delivery.")
    ]


DO = {
    "connect": _connect,
    "callback": _callback,
    "connect_hotline": _connect_hotline,
    "work": _work,
    "step": _step,
    "stands": _stands,
    "transfer": _transfer,
    "deliveries": _deliveries,
    "problems": _problems,
}


def main() -> None:
    """Do as each line says, until there are no more."""
    import traceback

    import django

    django.setup()
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"told": DO[asked["what"]](**asked["named"])}
        except Exception:  # noqa: BLE001 - who asked gets it, and fails by it
            answer = {"error": traceback.format_exc()}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
