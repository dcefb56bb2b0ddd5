"""`heyi check` between cities: clean after real work, and every planted fault is found and named."""

import pytest
from django.db import connections

from heyi.dispatch import operations as ops
from heyi.intake.codes import PartnerKind
from heyi.journeys.checking import check_problems
from heyi.journeys.checking_cities import CITIES
from heyi.journeys.reactions import react
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from tests.factories.cities import DIVISION, arrived
from tests.factories.matters import ZHILI, Received, desk, step
from tests.factories.partners import Signing, signing
from tests.factories.transfers import given

HANGZHOU = "330100"


@pytest.fixture
def city(own_database: object) -> Signing:
    return signing(PartnerKind.CITY, callback="http://127.0.0.1:9/heyi", city=DIVISION)


def owners(sql: str, *params: object) -> None:
    """Change something behind the house's back."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, params)


def found() -> set[str]:
    return {problem.code for problem in check_problems(at=now()) if not problem.code.startswith("delivery.")}


def given_on(city: Signing) -> Received:
    """A matter from 嘉兴 that our unit gave on to 杭州."""
    other = signing(PartnerKind.CITY, callback="http://127.0.0.1:9/heyi", city=HANGZHOU)
    matter = arrived(city)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=now()))
    given(other, "CITY", matter=matter, at=now())
    return matter


FAULTS = {
    "arrival.missing": "DELETE FROM matters_arrival WHERE matter_id = %s",
    "arrival.ended_otherwise": "UPDATE matters_arrival SET state = 'RECALLED', ended_at = now() WHERE matter_id = %s",
    "arrival.in_circle": f"UPDATE matters_arrival SET route = '{HANGZHOU},{DIVISION}' WHERE matter_id = %s",
    "arrival.twice": """UPDATE matters_arrival a SET transfer = (SELECT b.transfer FROM matters_arrival b
        WHERE b.id <> a.id LIMIT 1) WHERE matter_id = %s""",
    "transfer.sealed_left": "UPDATE matters_matter SET confidentiality = 'SEALED' WHERE id = %s",
    "transfer.with_kin": """INSERT INTO matters_subjectunit (county, id, matter_id, unit_id, reason)
        SELECT county, gen_random_uuid(), id, lead_unit_id + 1, '{}' FROM matters_matter WHERE id = %s""",
}


def test_every_invariant_has_its_fault() -> None:
    assert set(FAULTS) == {invariant.code for invariant in CITIES}


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_is_found(city: Signing, code: str) -> None:
    matter = given_on(city)
    arrived(city)
    assert found() == set()
    owners(FAULTS[code], matter.id)
    assert code in found()


def test_after_all_of_it_the_house_is_whole(city: Signing) -> None:
    given_on(city)
    back = arrived(city)
    with desk(ZHILI):
        ops.sign(back.key, step=step(ZHILI, at=now()))
        ops.send_back(back.key, step=step(ZHILI, at=now()), text="属德清县管辖以外")
    react(now=now)
    assert found() == set()
    assert list(verify_problems()) == []
