"""`heyi check` of what was settled on site: nothing is found in what is whole, and every planted fault is."""

import pytest
from django.db import connections

from heyi.journeys.checking import check_problems
from heyi.journeys.checking_on_site import ON_SITE
from heyi.journeys.verifying import verify_problems
from tests.factories.matters import MORNING
from tests.factories.on_site import LINKED, ON_PAPER, paper, settled

pytestmark = pytest.mark.usefixtures("own_database")
FAULTS = {
    "on_site.no_report": "UPDATE mediation_mediation SET site_key = 'another' WHERE matter_id = %s",
    "on_site.not_read_back": "UPDATE mediation_agreement SET form = 'WRITTEN' WHERE matter_id = %s",
    "on_site.consent_without_word": "DELETE FROM mediation_signature WHERE matter_id = %s AND side = 'B'",
    "on_site.nobody_works": "UPDATE dispatch_task SET role = 'ALARM' WHERE matter_id = %s AND role = 'ASSIST'",
}


def found():
    return {problem.code for problem in check_problems(at=MORNING)}


def test_every_planted_fault_is_found_and_nothing_before() -> None:
    matter = settled(parties=(LINKED[0], ON_PAPER[1]), paper=paper())
    settled(parties=ON_PAPER, paper=paper())
    assert found() == set()
    assert list(verify_problems()) == []
    assert set(FAULTS) == {invariant.code for invariant in ON_SITE}
    for fault in FAULTS.values():
        with connections["owner"].cursor() as cursor:
            cursor.execute(fault, [matter[1]])
    assert found() >= set(FAULTS)
