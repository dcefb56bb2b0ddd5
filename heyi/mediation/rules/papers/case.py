"""A mediation as its papers need it: opened, named, and without anything that was said in confidence."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from heyi.mediation.codes import NEEDS_REVIEW
from heyi.mediation.rules.clauses import Term


@dataclass(frozen=True, slots=True)
class Side:
    """A party by its letter; `address` is empty where it hides it from the others."""

    letter: str
    part: str
    name: str
    phone: str = ""
    number: str = ""
    address: str = ""
    agent: str = ""
    capacity: str = "FULL"

    @property
    def guardian(self) -> str:
        """Who signs for a minor or an incapable adult; "" where the party signs itself."""
        return self.agent if self.capacity in NEEDS_REVIEW else ""

    @property
    def signed_as(self) -> str:
        """The party as it stands over its signature: who signs for it is named there."""
        return f"{self.name}（监护人 {self.guardian} 签名）" if self.guardian else self.name


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed ("" the mediator), how and when; `ink` is the drawn path or the typed name."""

    letter: str
    how: str
    at: datetime
    ink: str = ""
    proven: str = ""  # what showed that it is the party's own device, as a code


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session that was held with all: where, when, who came, and what was written up for all of them."""

    id: UUID
    place: str
    starts_at: datetime
    ends_at: datetime
    came: tuple[str, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed, under which hash, by whose signatures, since when."""

    form: str
    facts: str
    terms: tuple[Term, ...]
    left_open: str
    hash: str
    signed: tuple[Signed, ...]
    effective_at: datetime | None = None

    @property
    def is_signed_by_all(self) -> bool:
        """Whether the mediator, who signs last, has."""
        return any(not each.letter for each in self.signed)


@dataclass(frozen=True, slots=True)
class Owed:
    """What one side owes another by a day, and whether it was done."""

    who: str
    what: str
    amount: Decimal | None
    due_on: date | None
    state: str
    done_at: datetime | None
    said_by: str = ""
    has_proof: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """A call-back: whom, when, and what was heard."""

    id: UUID
    letter: str
    text: str
    performed: str
    is_satisfied: bool | None
    escalates: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Brought:
    """A piece of evidence as papers name it: how it was captured and what was seen of the original, in words."""

    name: str
    capture: str
    original: str
    steps: str
    sha256: str
    by: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A mediation with its parties by name. Notes in confidence, proposals and separate talks have no place in it."""

    number: str
    regime: str
    dispute: str
    origin: str
    committee: str
    mediator: str
    gist: str
    fee: Decimal
    opened_at: datetime
    began_at: datetime | None = None
    ended_at: datetime | None = None
    ending: str = ""
    is_public: bool = False
    sides: tuple[Side, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    facts: tuple[str, ...] = ()
    agreed: Agreed | None = None
    owed: tuple[Owed, ...] = ()
    visits: tuple[Visit, ...] = ()
    court: str = ""
    on_site: bool = False
    is_joint: bool = False  # whether every party has joined in asking the court

    def name(self, letter: str) -> str:
        """The name of a side."""
        return next((side.name for side in self.sides if side.letter == letter), letter)
