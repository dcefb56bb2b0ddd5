"""`heyi check` of documents: clean after real work, and every planted fault is found."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from heyi.documents.access import faces_of
from heyi.documents.codes import PaperKind
from heyi.documents.models import Document
from heyi.documents.operations import approve_destruction, ask_destruction, hold, make, seal
from heyi.documents.ports import Office
from heyi.journal.access import timeline_of
from heyi.journal.operations import Recorder
from heyi.journeys.checking import check_problems
from heyi.journeys.checking_documents import DOCUMENTS
from heyi.journeys.verifying import verify_problems
from heyi.matters.access import entering
from heyi.matters.operations import hold_matter, save
from tests.factories.documents import AFTER, LI, ZHOU, made, rendered, told
from tests.factories.matters import MORNING, ZHILI, desk, hand, received, unit
from tests.factories.papers import EVENING

pytestmark = pytest.mark.usefixtures("own_database")
FREE = (
    "ALTER TABLE documents_document DISABLE TRIGGER USER;"  # who owns the table can do what our walls forbid
)
SET = "UPDATE documents_document SET "
FAULTS = {
    "document.untold": f"{SET} digest = 'SHA256:00' WHERE kind = 'STATEMENT'",
    "document.untold of a seal": f"{SET} sealed_digest = 'SHA256:00' WHERE sealed_at IS NOT NULL",
    "document.untold of one never told": f"{SET} id = gen_random_uuid() WHERE kind = 'STATEMENT'",
    "document.gone_too_soon": f"{SET} keep_until = '2099-01-01' WHERE state = 'DESTROYED'",
    "document.gone_too_soon for good": f"{SET} keep_until = NULL WHERE state = 'DESTROYED'",
    "document.file_differs": f"{SET} file_id = gen_random_uuid() WHERE kind = 'STATEMENT'",
}


@pytest.fixture
def worked(own_database, settings, tmp_path):
    """One that is kept, one sealed, one held, one destroyed."""
    settings.HEYI_KEYS, settings.HEYI_SEAL_TRIAL = tmp_path, True
    with entering("admin"):
        kept = made()
        sealed, held, gone = (
            made(kind) for kind in (PaperKind.AGREEMENT, PaperKind.RIGHTS_NOTICE, PaperKind.CLOSING_REPORT)
        )
        seal(sealed, office=Office("330502100-TJ", "织里镇人民调解委员会"), at=EVENING, journal=told())
        hold(held, reason="法院调卷", by=LI, at=EVENING, journal=told())
        ask_destruction(gone, reason="到期", by=LI, at=AFTER, journal=told())
        approve_destruction(gone, by=ZHOU, at=AFTER, journal=told(ZHOU, AFTER))
    return kept


def problems() -> set[str]:
    return {problem.code for problem in check_problems(at=AFTER) if problem.code.startswith("document.")}


def test_real_work_holds_every_promise(worked) -> None:
    assert problems() == set()


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_planted_fault_is_found(worked, fault: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(FREE)
        cursor.execute(FAULTS[fault])
        assert cursor.rowcount == 1
    assert fault.split()[0] in problems()


def test_missing_bytes_are_found(worked) -> None:
    file_id = Document.objects.get(id=worked).file_id
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT original FROM evidence_keptfile WHERE id = %s", [file_id])
        algo, _, name = cursor.fetchone()[0].partition(":")
    (Path(settings.HEYI_FILES) / algo / name[:2] / name[2:4] / name).unlink()
    assert problems() == {"document.missing"}


def test_every_promise_has_its_fault() -> None:
    assert {invariant.code for invariant in DOCUMENTS} == {fault.split()[0] for fault in FAULTS}


def test_a_document_of_a_matter_is_told_in_its_own_chain(own_database) -> None:
    """Whoever knows the case hands its recorder over: the chain holds, check finds nothing, the desk has words."""
    matter = received()
    by = hand(ZHILI).actor
    with desk(ZHILI):
        held = hold_matter(*matter.key)
        recorder = Recorder(*matter.key, head=held.head, actor=by, at=MORNING)
        paper = rendered(PaperKind.AGREEMENT)
        document = make(paper, unit_id=unit(ZHILI), archive="YEARS_10", by=by, at=MORNING, journal=recorder)
        save(held, {}, recorder=recorder)
    with desk(ZHILI):
        assert [event.verb for event in timeline_of(*matter.key)][-1] == "document.made"
    assert problems() == set()
    assert list(verify_problems()) == []
    assert faces_of([document])[document].mark == paper.mark
