"""Quarrels settled on site: by the grid worker of 大河村, between two neighbours over a gutter."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from heyi.intake.rules import body_hash, read_report
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journeys.on_site import Settled, settle_on_site
from heyi.mediation.codes import Clause, Part, Way
from heyi.mediation.operations import NewParty
from heyi.mediation.rules.clauses import Term
from tests.factories.files import kept
from tests.factories.matters import MORNING, desk, unit

DAHE = "330502100219-VILLAGE"
SHEN_OF_DAHE = 21
QUARREL = "大河村第三组两家为屋檐水滴到晒场吵起来，现场说定由沈家装水槽。"
GUTTER = Term(Clause.DO, who="B", what="在屋檐装好水槽", due_on=date(2026, 12, 5))
PAYS = Term(Clause.PAY, who="B", to="A", amount=Decimal(300), manner="现金", due_on=date(2026, 11, 30))
LINKED = (
    (NewParty(Part.APPLICANT, "阮阿婆", "13800002222"), Way.LINK),
    (NewParty(Part.RESPONDENT, "沈大海", "13800003333"), Way.LINK),
)
ON_PAPER = tuple((party, Way.PAPER) for party, _way in LINKED)


def paper(*, at=MORNING):
    """A photograph of the paper with two thumbs on it."""
    return kept(at=at)


def grid_worker(code=DAHE, *, person=SHEN_OF_DAHE) -> Actor:
    """老沈, who walks the third group."""
    return Actor(ActorKind.PERSON, person, "沈建明", unit(code))


def settlement(*, text=QUARREL, parties=LINKED, terms=(GUTTER, PAYS), at=MORNING, **given) -> Settled:
    """What the phone tells."""
    body = {"text": text, "channel": "grid", "place": "第三组晒场"}
    return Settled(
        report=read_report(body, at=at, regions=()),
        parties=parties,
        terms=terms,
        **{
            "region_code": "330502100219",
            "dispute": "NEIGHBOURS",
            "captured_at": at - timedelta(hours=2),
            "settles_itself": True,
            **given,
        },
    )


def settled(*, key: UUID | None = None, at=MORNING, by: Actor | None = None, code=DAHE, **given):
    """Sent in by the phone; the matter's key."""
    told = settlement(at=at, **given)
    digest = body_hash({"text": told.report.text, "terms": [term.stored() for term in told.terms]})
    with desk(code):
        return settle_on_site(
            told,
            key=key or uuid4(),
            body_hash=digest,
            by=by or grid_worker(code),
            at=at,
            address="https://h/m/",
        )
