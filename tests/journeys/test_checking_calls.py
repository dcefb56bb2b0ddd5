"""Three-way calls before check and verify: whole as they are told, and every row that was changed is named."""

import pytest
from django.db import IntegrityError, connections

from heyi.intake.codes import PartnerKind
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from tests.factories.calls import called
from tests.factories.matters import MORNING
from tests.factories.partners import signing

pytestmark = pytest.mark.usefixtures("own_database")
CHANGED = {
    "UPDATE matters_call SET taker = 'POLICE' WHERE matter_id = %s": ["taker"],
    "UPDATE matters_call SET ground = 'AGREED' WHERE matter_id = %s": ["ground"],
    "UPDATE matters_call SET why = '别的' WHERE matter_id = %s": ["why"],
    "UPDATE matters_call SET who = '别人', spoke_at = now() WHERE matter_id = %s": ["spoke_at", "who"],
}


def planted(statement, matter):
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, [matter.id])


@pytest.fixture
def matter():
    return called(signing(PartnerKind.POLICE110))


def test_a_call_as_it_was_told_is_whole(matter):
    assert list(verify_problems()) == []
    assert [each.code for each in check_problems(at=MORNING) if each.code.startswith("call.")] == []


@pytest.mark.parametrize("statement", CHANGED)
def test_a_call_that_was_changed_is_named_with_its_columns(matter, statement):
    planted(statement, matter)
    (found,) = verify_problems()
    assert (found.code, found.where) == ("row.changed", matter.number)
    assert sorted(found.params["columns"]) == CHANGED[statement]


def test_a_call_that_was_taken_away_is_missed(matter):
    planted("DELETE FROM matters_call WHERE matter_id = %s", matter)
    assert [problem.code for problem in verify_problems()] == ["row.gone"]


def test_a_call_of_a_partner_of_another_kind_is_found(matter):
    planted("UPDATE matters_call SET partner_kind = 'HOTLINE12345' WHERE matter_id = %s", matter)
    assert "call.strange_partner" in {problem.code for problem in check_problems(at=MORNING)}


def test_no_call_has_a_code_that_nobody_knows(matter):
    with pytest.raises(IntegrityError):
        planted("UPDATE matters_call SET taker = 'ME' WHERE matter_id = %s", matter)
