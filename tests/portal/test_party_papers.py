"""What a party takes away from its page: the sealed agreement, and nothing of the house's."""

import pytest
from django.test import Client

from heyi.documents.codes import PaperKind
from heyi.documents.operations import check_seal
from heyi.journeys.papering import make_papers
from heyi.mediation.access.papers import paper_lines
from heyi.mediation.operations.papers import make_paper
from tests.factories.matters import MORNING, ZHILI, desk
from tests.factories.mediations import concluded, mediator, opened, standing
from tests.factories.parties import address_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(settings):
    """One that came to an agreement, whose paper is sealed."""
    settings.HEYI_SEAL_TRIAL, settings.HEYI_TSA_URL = True, ""
    matter, _id = concluded()
    make_papers(now=lambda: MORNING)
    return matter


def of_kind(matter, kind):
    with desk(ZHILI):
        return next(
            line.paper.document for line in paper_lines(standing(matter)) if line.paper.kind == kind.value
        )


@pytest.mark.parametrize("side", ["A", "B"])
def test_each_party_takes_the_sealed_agreement(agreed, side) -> None:
    address = address_of(agreed, side, f"papers/{of_kind(agreed, PaperKind.AGREEMENT)}")
    assert address in Client().get(address_of(agreed, side)).content.decode()
    answer = Client().get(address)
    assert answer["Cache-Control"] == "no-store"
    assert check_seal(b"".join(answer.streaming_content)).is_whole


def test_what_is_the_houses_or_of_another_mediation_is_not_there(agreed) -> None:
    with desk(ZHILI):
        inner = make_paper(agreed.key, PaperKind.CLOSING_REPORT, taking=mediator())
    assert Client().get(address_of(agreed, "A", f"papers/{inner}")).status_code == 404
    other, _id = opened()
    document = of_kind(agreed, PaperKind.AGREEMENT)
    assert Client().get(address_of(other, "A", f"papers/{document}")).status_code == 404
    assert str(inner) not in Client().get(address_of(agreed, "A")).content.decode()
