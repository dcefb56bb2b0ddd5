"""How changes of people and appointments enter the administration's stream: by ids and codes, never by name."""

from datetime import datetime

from heyi.accounts.rules import Standing
from heyi.journal.codes import ActorKind
from heyi.journal.events import SYSTEM, Actor
from heyi.journal.operations import record_administration


def journal(verb: str, by: Standing | None, at: datetime, **facts: object) -> None:
    """Record a change in the transaction that makes it; without a person it was the installation itself."""
    actor = SYSTEM if by is None else Actor(ActorKind.PERSON, by.person_id, by.name)
    record_administration(verb, facts, actor=actor, at=at)
