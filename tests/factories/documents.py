"""Documents as they are produced: made, in the administration's stream where no case is at hand."""

from datetime import datetime
from functools import cache
from uuid import UUID

from heyi.documents.codes import PaperKind
from heyi.documents.operations import AdministrationJournal, make
from heyi.documents.rendering import Rendered, render
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.kernel.clock import CHINA
from tests.factories.paper_samples import SAMPLES
from tests.factories.papers import EVENING

UNIT = 42
AFTER = datetime(2037, 1, 1, 0, 30, tzinfo=CHINA)  # ten years, counted from the January after
LI = Actor(ActorKind.PERSON, 17, "李明", UNIT)
ZHOU = Actor(ActorKind.PERSON, 18, "周敏", UNIT)


def told(by: Actor = LI, at: datetime = EVENING) -> AdministrationJournal:
    """Where it is told."""
    return AdministrationJournal(by, at)


@cache
def rendered(
    kind: PaperKind = PaperKind.STATEMENT, *, at: datetime = EVENING, draft: bool = False
) -> Rendered:
    """A sample as printed; the same each time, so it is printed once."""
    return render(kind, SAMPLES[kind], at=at, draft=draft)


def made(
    kind: PaperKind = PaperKind.STATEMENT,
    *,
    archive: str = "YEARS_10",
    at: datetime = EVENING,
    by: Actor = LI,
) -> UUID:
    """A sample that was produced."""
    return make(rendered(kind, at=at), unit_id=UNIT, archive=archive, by=by, at=at, journal=told(by, at))
