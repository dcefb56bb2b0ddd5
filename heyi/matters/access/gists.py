"""The little that a stranger may be told of another's matter: of what kind, in which town, since which day, how far."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from heyi.kernel.clock import CHINA
from heyi.matters.codes import Confidentiality
from heyi.matters.models import Matter, SubjectUnit
from heyi.orgs.rules import town_of


@dataclass(frozen=True, slots=True)
class Gist:
    """A matter without its words, number, code, unit or anybody in it."""

    county: str
    id: UUID
    kind: str
    region_code: str
    received_on: date
    state: str


def find_gist(county: str, matter_id: UUID) -> Gist | None:
    """The gist of the matter in scope; None where it is sealed, or is about a unit: of such a one nobody is told."""
    matter = (
        Matter.objects.filter(county=county, id=matter_id)
        .only("county", "id", "kind", "region_code", "received_at", "state", "confidentiality")
        .first()
    )
    if matter is None or matter.confidentiality == Confidentiality.SEALED.value:
        return None
    if SubjectUnit.objects.filter(county=county, matter_id=matter_id).exists():
        return None
    day = matter.received_at.astimezone(CHINA).date()
    return Gist(county, matter_id, matter.kind, town_of(matter.region_code), day, matter.state)
