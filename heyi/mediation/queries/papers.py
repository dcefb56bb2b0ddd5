"""Rows of papers and exhibits, and what papers alone read: facts that all confirm, call-backs."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.mediation import models


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper of a mediation."""

    id: UUID
    document: UUID
    kind: str
    about: UUID | None
    is_for_parties: bool
    is_to_sign: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptExhibit:
    """An exhibit of a mediation."""

    id: UUID
    exhibit: UUID
    side: str
    is_chat: bool
    at: datetime
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Visited:
    """A call-back."""

    id: UUID
    side: str
    by_id: int
    text: str
    performed: str
    satisfied: bool | None
    escalates: bool
    at: datetime


def papers_of(county: str, mediation_id: UUID) -> list[KeptPaper]:
    """The papers in the order in which they were made, as far as this scope sees them."""
    found = models.Paper.objects.filter(county=county, mediation_id=mediation_id)
    return _rows(KeptPaper, found.order_by("at", "id"))


def exhibits_of(county: str, mediation_id: UUID) -> list[KeptExhibit]:
    """The exhibits in the order in which they came."""
    found = models.Exhibit.objects.filter(county=county, mediation_id=mediation_id)
    return _rows(KeptExhibit, found.order_by("at", "id"))


def visits_of(county: str, mediation_id: UUID) -> list[Visited]:
    """The call-backs in their order."""
    found = models.FollowUp.objects.filter(county=county, mediation_id=mediation_id)
    return _rows(Visited, found.order_by("at", "id"))


def facts_confirmed_by(county: str, mediation_id: UUID, sides: set[str]) -> list[str]:
    """The facts that every one of these sides confirms."""
    found = models.AgreedFact.objects.filter(county=county, mediation_id=mediation_id, struck_at=None)
    told = found.order_by("at", "id").values_list("text", "confirmed")
    return [text for text, confirmed in told if sides <= set(confirmed)]


def court_of(county: str, mediation_id: UUID) -> tuple[str, frozenset[str]]:
    """The court that was asked, or is to be asked, to confirm, and who has joined; "" and nobody without one."""
    found = models.Confirmation.objects.filter(county=county, mediation_id=mediation_id)
    asked = found.exclude(state="DROPPED").values_list("court", "joined").first()
    return (asked[0], frozenset(asked[1])) if asked else ("", frozenset())


def _rows(row: type[Any], found: Any) -> list[Any]:
    return [row(**each) for each in found.values(*(field.name for field in fields(row)))]
