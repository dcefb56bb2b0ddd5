"""Addresses and forms that no page of ours makes: answered in words, never with a failure of ours."""

import pytest
from django.db import DataError
from django.http import HttpResponse
from django.test import RequestFactory

from heyi.web.scope import ScopeMiddleware
from tests.desk.conftest import SignIn
from tests.desk.mediating import begun, mediated, of
from tests.factories.matters import WUXING, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
NO_NUMBERS = ["²", "①", "9" * 5000, "-1", "٣", "%00"]


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_clause_that_is_no_number_is_none_of_the_draft(sign_in: SignIn, typed: str) -> None:
    mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator")
    begun(mediates, matter)
    assert mediates.get(f"{of(matter, 'agreement')}?clause={typed}").status_code == 200


@pytest.mark.parametrize("path", ["/desk/people/", "/desk/appointments/"])
def test_a_nul_finds_nobody_by_itself(sign_in: SignIn, path: str) -> None:
    administers = sign_in("admin.system")
    assert administers.get(f"{path}?words=%00").status_code == 200


def test_a_nul_that_reaches_the_database_was_not_understood(sign_in: SignIn) -> None:
    audits = sign_in("admin.audit")
    assert audits.get("/desk/search/?q=%00").status_code < 500
    given = {"unit": unit(WUXING), "text": "交接\0"}
    assert sign_in("wuxing.clerk").post("/desk/duty/hand_over", given).status_code in (302, 400)


def test_only_a_nul_is_taken_for_a_misread_request(rf: RequestFactory) -> None:
    asked = ScopeMiddleware(lambda _request: HttpResponse())
    nul = DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    answer = asked.process_exception(rf.get("/report/"), nul)
    assert answer is not None
    assert answer.status_code == 400
    for other in (DataError("value too long for type character varying(60)"), ValueError("NUL (0x00)")):
        assert asked.process_exception(rf.get("/report/"), other) is None


@pytest.mark.parametrize(
    ("given", "back"),
    [
        ({"unit": "9" * 17_000, "week": "x" * 17_000, "plan": "y" * 17_000}, "/desk/duty/"),
        ({"unit": "²", "week": "2026-11-23", "plan": "1"}, "/desk/duty/?week=2026-11-23&plan=1"),
    ],
)
def test_what_a_form_of_duty_hides_leads_back_and_nowhere_else(
    sign_in: SignIn, given: dict[str, str], back: str
) -> None:
    leads = sign_in("zhili.mediator")
    answer = leads.post("/desk/duty/drop", {"do": "1", **given})
    assert (answer.status_code, answer["Location"]) == (302, back)
