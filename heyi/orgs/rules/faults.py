"""What is wrong with a form, field by field, in words a face can translate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as filled
from typing import Self


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the field it stands at ("" for the whole), a code, a Chinese msgid and its parameters."""

    field: str
    code: str
    sentence: str
    params: Mapping[str, str] = filled(default_factory=dict)


class Refused(Exception):
    """An operation refuses; every fault it found is told at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(fault.code for fault in self.faults))

    @classmethod
    def because(cls, at: str, code: str, sentence: str, **params: str) -> Self:
        """The refusal of a single fault."""
        return cls((Fault(at, code, sentence, params),))

    @property
    def code(self) -> str:
        """The code of the first fault."""
        return self.faults[0].code


def refuse_if(refusal: type[Refused], faults: Iterable[Fault]) -> None:
    """Raise the refusal when there is any fault."""
    found = tuple(faults)
    if found:
        raise refusal(found)
