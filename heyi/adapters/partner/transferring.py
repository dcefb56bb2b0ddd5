"""What both partners' words for a transfer share: a document read by its own names, and what leaves of a matter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.adapters.partner.reading import Reading
from heyi.intake.codes import FaultCode
from heyi.matters.transfers import REF_MOST, TOLD_MOST, TransferAnswer

NEEDS_REF, NEEDS_WORDS = frozenset({"take_over"}), frozenset({"turn_down", "progress", "reply", "give_back"})


@dataclass(frozen=True, slots=True)
class Names:
    """A partner's own names for the fields of its answer, and its codes for what it does."""

    transfer: str
    action: str
    ref: str
    text: str
    actions: Mapping[str, str]  # its code -> verb of the Step table

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that an answer may have."""
        return self.transfer, self.action, self.ref, self.text


def read_answer(
    document: object, names: Names, *, at: datetime, also: Collection[str] = ()
) -> TransferAnswer:
    """The answer; raises InvalidReport with every fault, by the partner's own names.

    `also` are actions that are no answers and are known all the same, for who mistypes one.
    """
    reading = Reading(document, fields=names.fields, at=at)
    verb = names.actions.get(reading.code(names.action, {**dict.fromkeys(also), **names.actions}), "")
    ref = (reading.text if verb in NEEDS_REF else reading.line)(names.ref, limit=REF_MOST)
    text = (reading.text if verb in NEEDS_WORDS else reading.line)(names.text, limit=TOLD_MOST)
    number = number_of(reading, names.transfer)
    reading.finish()
    assert number is not None  # noqa: S101 - anything else was refused
    return TransferAnswer(number, verb, ref=ref, text=text)


def number_of(reading: Reading, name: str) -> UUID | None:
    """The transfer's number; anything else is blamed."""
    written = reading.text(name, limit=40)
    try:
        return UUID(written) if written else None
    except ValueError:
        reading.blame(name, FaultCode.NO_SUCH_TRANSFER)
        return None


def contact_of(news: Mapping[str, Any]) -> tuple[str, str]:
    """Name and telephone, where they were given and are still there."""
    found: Mapping[str, str] = next(iter(news.get("contacts", ())), {})
    return str(found.get("name", "")), str(found.get("phone", ""))
