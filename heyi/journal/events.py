"""What the journal takes and gives: actors, heads of chains, recorded events. Names are snapshots."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from heyi.journal.codes import ActorKind
from heyi.kernel import chain


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. A reporter stays nameless here: the chain outlives the right to be forgotten."""

    kind: str
    id: int | None = None
    name: str = ""
    unit_id: int | None = None

    def __post_init__(self) -> None:
        if self.kind == ActorKind.REPORTER and (self.name or self.id is not None):
            raise ValueError("a reporter is never named in the journal")

    def json(self) -> str:
        """Its canonical form inside an event's body."""
        return chain.canonical({"kind": self.kind, "id": self.id, "name": self.name, "unit": self.unit_id})


SYSTEM = Actor(ActorKind.SYSTEM)
REPORTER = Actor(ActorKind.REPORTER)


class Head(NamedTuple):
    """The end of a chain: how many events it has and the hash of the last."""

    seq: int
    hash: bytes

    @classmethod
    def start(cls, county: str, stream: UUID) -> "Head":
        """The head of a chain that has no event yet."""
        return cls(0, chain.genesis(county, stream))


class RecordedEvent(NamedTuple):
    """An event as the journal keeps it. `xact` and `position` order it among all others for consumers."""

    county: str
    matter_id: UUID
    seq: int
    verb: str
    at: datetime
    actor: Actor
    facts: Mapping[str, Any]
    algo: str
    hash: bytes
    xact: int
    position: int


def body_of(actor_json: str, at: str, facts: Mapping[str, object], verb: str) -> str:
    """The canonical JSON that is hashed; assembled with sorted keys, so nothing is encoded twice."""
    told = chain.canonical(facts)
    return f'{{"actor":{actor_json},"at":"{at}","facts":{told},"verb":{chain.canonical(verb)}}}'
