"""Papers of a mediation: made once it binds, sealed by the unit, the parties' to take away."""

from datetime import timedelta
from uuid import uuid4

import pytest

from heyi.documents.access import faces_of, open_document
from heyi.documents.codes import DocumentState, PaperKind
from heyi.documents.operations import check_seal
from heyi.journeys.checking import check_problems
from heyi.journeys.papering import make_papers
from heyi.journeys.reactions import make_papers as read_of_papers
from heyi.journeys.verifying import verify_problems
from heyi.matters.access import entering
from heyi.mediation import operations as ops
from heyi.mediation.access.papers import find_paper, paper_lines
from heyi.mediation.codes import AgreementForm
from heyi.mediation.operations.papers import make_paper
from tests.factories.matters import MORNING, WUXING, ZHILI, desk
from tests.factories.mediations import (
    PAYS,
    agreement,
    as_party,
    begun,
    colleague,
    concluded,
    draft,
    fixed,
    mediator,
    party,
    refused,
    signed_by,
    standing,
)

pytestmark = pytest.mark.usefixtures("own_database")
LATER = MORNING + timedelta(hours=2)


@pytest.fixture
def with_seals(settings):
    """Trial seals, and no authority to wait for."""
    settings.HEYI_SEAL_TRIAL, settings.HEYI_TSA_URL = True, ""


def pressed(at=MORNING):
    return make_papers(now=lambda: at)


def lines(matter, code=ZHILI):
    row = standing(matter)
    with desk(code):
        return paper_lines(row)


def test_what_binds_gets_its_paper_and_the_units_seal_once(with_seals):
    matter, _id = concluded()
    assert pressed() == 2  # made, then sealed
    (line,) = lines(matter)
    assert (line.paper.kind, line.face.state) == ("AGREEMENT", DocumentState.SEALED)
    assert agreement(matter).paper == line.paper.document
    report = check_seal(b"".join(open_document(line.paper.document, sealed=True).parts))
    assert report.is_whole
    assert pressed() == 0


def test_a_seal_that_cannot_be_read_stops_nobody_and_is_tried_again(with_seals, settings, tmp_path):
    settings.HEYI_KEYS = tmp_path  # the seals alone lie below it
    (tmp_path / "seals").mkdir()
    broken = tmp_path / "seals" / f"{ZHILI}.trial.pem"
    broken.write_bytes(b"no key")
    matter, _id = concluded()
    assert pressed() == 1
    assert lines(matter)[0].face.state is DocumentState.MADE
    broken.unlink()
    assert pressed() == 1
    assert lines(matter)[0].is_sealed


def test_without_a_seal_it_is_made_all_the_same_and_sealed_once_there_is_one(settings):
    settings.HEYI_SEAL_TRIAL, settings.HEYI_TSA_URL = False, ""
    matter, _id = concluded()
    assert pressed() == 1
    assert lines(matter)[0].face.state is DocumentState.MADE
    settings.HEYI_SEAL_TRIAL = True
    assert pressed() == 1
    assert lines(matter)[0].is_sealed


def test_a_silent_authority_delays_the_seal_alone(settings):
    settings.HEYI_SEAL_TRIAL, settings.HEYI_TSA_URL = True, "http://127.0.0.1:9/tsa"
    matter, _id = concluded()
    assert pressed() == 1
    settings.HEYI_TSA_URL = ""
    assert pressed() == 1
    assert lines(matter)[0].is_sealed


def test_an_oral_agreement_gets_its_register_sheet(with_seals):
    matter, _id = begun()
    draft(matter, PAYS, form=AgreementForm.ORAL)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())
    for side in ("A", "B"):
        signed_by(matter, side)
    with desk(ZHILI):
        ops.conclude(matter.key, taking=mediator())
    pressed()
    assert [line.paper.kind for line in lines(matter)] == ["ORAL_AGREEMENT"]


def test_a_party_takes_its_own_papers_and_the_houses_stay_in_the_house(with_seals):
    matter, _id = concluded()
    pressed()
    with desk(ZHILI):
        inner = make_paper(matter.key, PaperKind.CLOSING_REPORT, taking=mediator())
    row = standing(matter)
    with as_party(matter):
        assert [line.paper.kind for line in paper_lines(row)] == ["AGREEMENT"]
        assert find_paper(row, inner) is None
    with desk(WUXING):
        assert paper_lines(row) == ()  # a superior sees the matter, and no paper of its mediation


def test_before_it_binds_the_fixed_text_is_printed_to_be_signed():
    matter, _id = fixed()
    with desk(ZHILI):
        document = make_paper(matter.key, PaperKind.AGREEMENT, taking=mediator())
    (line,) = lines(matter)
    assert (line.paper.is_to_sign, line.paper.document) == (True, document)
    assert faces_of([document])[document].mark.startswith("HEYI1:AGREEMENT:")


def test_nothing_is_made_of_what_is_not_there():
    matter, _id = begun()
    with desk(ZHILI):
        for kind in (PaperKind.AGREEMENT, PaperKind.ENDING_NOTICE, PaperKind.PERFORMANCE_RECORD):
            assert refused(make_paper, matter.key, kind, taking=mediator()) == "paper_not_yet"
        for by, code in ((mediator(), "paper_not_yet"), (colleague(), "mediators_paper")):
            assert (
                refused(make_paper, matter.key, PaperKind.MEDIATION_RECORD, taking=by, about=uuid4()) == code
            )
    with as_party(matter):
        assert refused(make_paper, matter.key, PaperKind.RIGHTS_NOTICE, taking=party("A"))
    assert lines(matter) == ()


def test_what_is_in_hand_is_made_at_the_desk():
    matter, _id = begun()
    kinds = (PaperKind.APPLICATION, PaperKind.INTAKE_FORM, PaperKind.RIGHTS_NOTICE)
    with desk(ZHILI):
        for kind in kinds:
            make_paper(matter.key, kind, taking=colleague())
    assert {line.paper.kind for line in lines(matter)} == {kind.value for kind in kinds}


def hear_of_papers() -> None:
    """What the worker does first: read what was concluded."""
    with entering("worker"):
        read_of_papers(at=LATER)


def finds_no_paper() -> bool:
    return "agreement.no_paper" in {problem.code for problem in check_problems(at=LATER)}


def test_check_names_what_binds_without_a_paper_and_journal_and_rows_agree(with_seals):
    concluded()
    assert finds_no_paper(), "where no worker has ever read, nobody else tells"
    hear_of_papers()
    assert finds_no_paper()
    pressed()
    codes = {problem.code for problem in check_problems(at=LATER)}
    assert not {"agreement.no_paper", "document.untold", "agreement.paper_differs"} & codes
    assert list(verify_problems()) == []


def test_what_the_worker_has_not_read_yet_is_not_late(with_seals):
    """Signed without a line and told hours later: nobody could have made its paper yet."""
    hear_of_papers()
    concluded()
    assert not finds_no_paper()
    hear_of_papers()
    assert finds_no_paper()
