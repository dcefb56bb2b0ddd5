"""`heyi check` of documents: clean after real work, and every planted fault is found."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from heyi.documents.codes import PaperKind
from heyi.documents.models import Document
from heyi.documents.operations import approve_destruction, ask_destruction, hold, seal
from heyi.documents.ports import Office
from heyi.journeys.checking import check_problems
from heyi.journeys.checking_documents import DOCUMENTS
from heyi.matters.access import entering
from tests.factories.documents import AFTER, LI, ZHOU, made, told
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
