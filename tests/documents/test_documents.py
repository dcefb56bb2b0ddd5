"""Produced documents: a row each, told in the journal, sealed once, held, and destroyed by two people in time."""

import io
import json
from datetime import date, timedelta

import pytest
from django.conf import settings as django_settings
from django.db import DatabaseError, connection, transaction
from PIL import Image

from heyi.documents.access import faces_of, find_by_mark, open_document, past_keeping
from heyi.documents.codes import DOCUMENT_REFUSAL_WORDS, DocumentRefusal, DocumentState, PaperKind
from heyi.documents.models import Document
from heyi.documents.operations import (
    CannotChange,
    approve_destruction,
    archive_classes,
    ask_destruction,
    check_seal,
    hold,
    is_scan_of,
    make,
    marks_in,
    note_signed,
    reclass,
    release,
    seal,
)
from heyi.documents.ports import Office
from heyi.documents.rules.archive import BadClasses, read_classes
from heyi.evidence.operations import FileErased
from heyi.journal.codes import ADMINISTRATION
from heyi.journeys.files import forget_loose_files
from heyi.matters.access import entering
from tests.factories.documents import AFTER, LI, UNIT, ZHOU, made, rendered, told
from tests.factories.files import kept
from tests.factories.papers import COMMITTEE, EVENING

pytestmark = pytest.mark.django_db
OFFICE = Office("330502100-TJ", COMMITTEE)
WHY = "到期"


@pytest.fixture(autouse=True)
def _administration():
    with entering("admin"):
        yield


@pytest.fixture
def seals(folder, settings):
    """Trial seals of the run."""
    settings.HEYI_KEYS = folder.parent / "keys-of-documents"
    settings.HEYI_KEYS.mkdir(exist_ok=True)
    link = settings.HEYI_KEYS / "seals"
    if not link.exists():
        link.symlink_to(folder)
    settings.HEYI_SEAL_TRIAL = True


def events() -> list[tuple[str, dict]]:
    """What the administration's stream was told of documents."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT verb, body FROM journal_event WHERE matter_id = %s AND verb LIKE 'document.%%' ORDER BY seq",
            [ADMINISTRATION],
        )
        return [(verb, json.loads(body)["facts"]) for verb, body in cursor.fetchall()]


def plain(document_id, *, sealed: bool = False) -> bytes:
    return b"".join(open_document(document_id, sealed=sealed).parts)


def refused(code: DocumentRefusal):
    """A context in which an operation refuses with this code, in words."""
    return _Refused(code)


class _Refused:
    def __init__(self, code: DocumentRefusal) -> None:
        self._code = code
        self._raises = pytest.raises(CannotChange)

    def __enter__(self) -> None:
        self._found = self._raises.__enter__()

    def __exit__(self, *error: object) -> bool:
        done = bool(self._raises.__exit__(*error))
        assert self._found.value.code is self._code
        assert self._found.value.sentence == DOCUMENT_REFUSAL_WORDS[self._code]
        return done


def test_a_made_document_opens_as_printed_and_is_told_without_its_words() -> None:
    paper = rendered()
    document = make(paper, unit_id=UNIT, archive="YEARS_10", by=LI, at=EVENING, journal=told())
    face = faces_of([document])[document]
    assert plain(document) == paper.pdf
    assert (face.kind, face.version, face.state) == (PaperKind.STATEMENT, 1, DocumentState.MADE)
    assert face.keep_until == date(2037, 1, 1)
    assert find_by_mark(paper.mark) == (face,)
    ((verb, facts),) = events()
    assert verb == "document.made"
    assert facts == {
        "document": str(document),
        "kind": "STATEMENT",
        "version": 1,
        "content": paper.content,
        "digest": f"{django_settings.HEYI_HASH}:{paper.sha256}",
        "pages": 1,
        "archive": "YEARS_10",
    }


def test_a_draft_is_no_document() -> None:
    with refused(DocumentRefusal.IS_DRAFT):
        make(rendered(draft=True), unit_id=UNIT, archive="YEARS_10", by=LI, at=EVENING, journal=told())
    assert events() == []


def test_a_class_must_be_there() -> None:
    with refused(DocumentRefusal.UNKNOWN_CLASS):
        made(archive="NONE")
    with refused(DocumentRefusal.UNKNOWN_CLASS):
        reclass(made(), archive="NONE", journal=told())


def test_a_document_is_sealed_once_and_proves_itself(seals) -> None:
    document = made(PaperKind.AGREEMENT)
    digest = seal(document, office=OFFICE, at=EVENING, journal=told())
    face = faces_of([document])[document]
    assert (face.state, face.sealed_digest) == (DocumentState.SEALED, digest)
    assert check_seal(plain(document, sealed=True)).is_whole
    assert plain(document, sealed=True).startswith(plain(document))
    assert events()[-1][0] == "document.sealed"
    with refused(DocumentRefusal.SEALED_ALREADY):
        seal(document, office=OFFICE, at=EVENING, journal=told())
    with refused(DocumentRefusal.SEALED_ALREADY):
        note_signed(document, at=EVENING, journal=told())


def test_a_unit_without_a_seal_leaves_the_document_as_it_was(settings, tmp_path) -> None:
    settings.HEYI_KEYS, settings.HEYI_SEAL_TRIAL = tmp_path, False
    document = made()
    settings.HEYI_KEYS = tmp_path / "other"
    with refused(DocumentRefusal.CANNOT_SEAL):
        seal(document, office=OFFICE, at=EVENING, journal=told())
    assert faces_of([document])[document].state is DocumentState.MADE


def test_a_signed_scan_is_told_by_its_mark() -> None:
    agreement, other = made(PaperKind.AGREEMENT), made(PaperKind.APPLICATION)
    scan = kept(_scan(plain(agreement)), "扫描.jpg")
    assert marks_in(scan.id) == {faces_of([agreement])[agreement].mark}
    assert is_scan_of(scan.id, agreement)
    assert not is_scan_of(scan.id, other)
    note_signed(agreement, scan=scan, at=EVENING, journal=told())
    assert faces_of([agreement])[agreement].state is DocumentState.SIGNED
    assert events()[-1] == ("document.signed", {"document": str(agreement), "scan": scan.digest})


def _scan(pdf: bytes) -> bytes:
    """The first page as a scanner of 150 dots leaves it."""
    import pypdfium2

    out = io.BytesIO()
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil().convert("L")
    page.rotate(0.8, Image.Resampling.BICUBIC, fillcolor=250).save(out, "JPEG", quality=70)
    return out.getvalue()


def test_a_text_bears_no_mark() -> None:
    assert marks_in(kept("文字".encode(), "a.txt").id) == frozenset()


def test_a_held_document_is_not_destroyed_until_it_is_released() -> None:
    document = made()
    ask_destruction(document, reason=WHY, by=LI, at=AFTER, journal=told())
    hold(document, reason="法院调卷", by=ZHOU, at=AFTER, journal=told(ZHOU))
    assert faces_of([document])[document].is_held
    for step in (
        lambda: ask_destruction(document, reason=WHY, by=LI, at=AFTER, journal=told()),
        lambda: approve_destruction(document, by=ZHOU, at=AFTER, journal=told()),
    ):
        with refused(DocumentRefusal.ON_HOLD):
            step()
    with refused(DocumentRefusal.HELD_ALREADY):
        hold(document, reason="再次", by=LI, at=AFTER, journal=told())
    assert past_keeping(AFTER.date()) == ()
    release(document, reason="已退回", journal=told())
    with refused(DocumentRefusal.NOT_ON_HOLD):
        release(document, reason="再次", journal=told())
    with refused(DocumentRefusal.NOT_ASKED):  # the request fell when it was held
        approve_destruction(document, by=ZHOU, at=AFTER, journal=told())
    assert [verb for verb, _facts in events()][-3:] == [
        "document.destruction_asked",
        "document.held",
        "document.released",
    ]
    assert "法院调卷" not in json.dumps(events(), ensure_ascii=False)


def test_nothing_goes_before_its_term() -> None:
    document, for_good = made(), made(PaperKind.CLOSING_REPORT, archive="PERMANENT")
    with refused(DocumentRefusal.KEPT_LONGER):
        ask_destruction(document, reason=WHY, by=LI, at=AFTER - timedelta(hours=1), journal=told())
    with refused(DocumentRefusal.KEPT_FOR_GOOD):
        ask_destruction(for_good, reason=WHY, by=LI, at=AFTER, journal=told())
    reclass(document, archive="YEARS_30", journal=told())
    with refused(DocumentRefusal.KEPT_LONGER):
        ask_destruction(document, reason=WHY, by=LI, at=AFTER, journal=told())


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_must_be_given(reason: str) -> None:
    document = made()
    with refused(DocumentRefusal.NO_REASON):
        hold(document, reason=reason, by=LI, at=EVENING, journal=told())
    with refused(DocumentRefusal.NO_REASON):
        ask_destruction(document, reason=reason, by=LI, at=AFTER, journal=told())


def test_two_people_destroy_and_the_row_stays() -> None:
    document = made()
    mark = faces_of([document])[document].mark
    with refused(DocumentRefusal.NOT_ASKED):
        approve_destruction(document, by=ZHOU, at=AFTER, journal=told())
    ask_destruction(document, reason=WHY, by=LI, at=AFTER, journal=told())
    with refused(DocumentRefusal.ASKED_ALREADY):
        ask_destruction(document, reason=WHY, by=ZHOU, at=AFTER, journal=told())
    with refused(DocumentRefusal.SAME_PERSON):
        approve_destruction(document, by=LI, at=AFTER, journal=told())
    approve_destruction(document, by=ZHOU, at=AFTER, journal=told(ZHOU, AFTER))
    assert [face.state for face in find_by_mark(mark)] == [DocumentState.DESTROYED]
    with pytest.raises(LookupError):
        open_document(document)
    with refused(DocumentRefusal.GONE):
        hold(document, reason="晚了", by=LI, at=AFTER, journal=told())
    assert events()[-1][0] == "document.destroyed"


def test_the_bytes_of_a_destroyed_document_go_the_same_night_and_no_others() -> None:
    gone, stays = made(), made(PaperKind.CLOSING_REPORT)
    same = make(
        rendered(), unit_id=UNIT, archive="YEARS_30", by=LI, at=EVENING, journal=told()
    )  # the same bytes
    ask_destruction(gone, reason=WHY, by=LI, at=AFTER, journal=told())
    approve_destruction(gone, by=ZHOU, at=AFTER, journal=told())
    forget_loose_files(now=lambda: AFTER)
    assert plain(same)
    assert plain(stays)
    other = made(PaperKind.RIGHTS_NOTICE)
    file_id = Document.objects.get(id=other).file_id
    ask_destruction(other, reason=WHY, by=LI, at=AFTER, journal=told())
    approve_destruction(other, by=ZHOU, at=AFTER, journal=told())
    forget_loose_files(now=lambda: AFTER)
    with pytest.raises(FileErased):
        _open_file(file_id)


def _open_file(file_id):
    from heyi.evidence.codes import FileForm
    from heyi.evidence.operations import open_file

    return open_file(file_id, FileForm.ORIGINAL)


def test_files_of_documents_are_never_loose() -> None:
    document = made()
    forget_loose_files(now=lambda: EVENING + timedelta(days=8))
    assert plain(document)


CHANGES = [
    "DELETE FROM documents_document",
    "TRUNCATE documents_document",
    "UPDATE documents_document SET digest = 'SHA256:00'",
    "UPDATE documents_document SET kind = 'AGREEMENT'",
    "UPDATE documents_document SET state = 'LOST'",
    "UPDATE documents_document SET state = 'DESTROYED'",
    "UPDATE documents_document SET state = 'DESTROYED', destroyed_at = now(), destroyed_by_id = 17,"
    " destruction_asked_by_id = 17",
    "UPDATE documents_document SET state = 'DESTROYED', destroyed_at = now(), destroyed_by_id = 17,"
    " destruction_asked_by_id = 18, held_at = now()",
    "UPDATE documents_document SET sealed_at = now()",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_itself_refuses(change: str) -> None:
    made()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_unknown_documents_are_told() -> None:
    nobody = rendered().mark
    assert find_by_mark(nobody) == ()
    from uuid import uuid4

    with refused(DocumentRefusal.NOT_THERE):
        hold(uuid4(), reason="x", by=LI, at=EVENING, journal=told())
    with refused(DocumentRefusal.NOT_THERE):
        seal(uuid4(), office=OFFICE, at=EVENING, journal=told())
    with pytest.raises(LookupError):
        open_document(uuid4())


def test_many_faces_are_one_query(django_assert_num_queries) -> None:
    documents = [made(), made(PaperKind.CLOSING_REPORT), made(PaperKind.RIGHTS_NOTICE)]
    for some in (documents[:1], documents):
        with django_assert_num_queries(1):
            assert len(faces_of(some)) == len(some)
    with django_assert_num_queries(0):
        assert faces_of([]) == {}


def test_archive_classes_are_data(settings, tmp_path) -> None:
    assert set(archive_classes()) == {"PERMANENT", "YEARS_30", "YEARS_10"}
    path = tmp_path / "archive.tsv"
    path.write_text("code\tname\tyears\twhy\nSHORT\t短期\t2\t试\n", encoding="utf-8")
    settings.HEYI_ARCHIVE_CLASSES = str(path)
    assert faces_of([(document := made(archive="SHORT"))])[document].keep_until == date(2029, 1, 1)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "columns"),
        ("code\tname\n", "columns"),
        ("code\tname\tyears\twhy\n", "no class"),
        ("code\tname\tyears\twhy\nlower\t短\t2\t\n", "line 2"),
        ("code\tname\tyears\twhy\nA\t\t2\t\n", "line 2"),
        ("code\tname\tyears\twhy\nA\t短\t-1\t\n", "line 2"),
        ("code\tname\tyears\twhy\nA\t短\t900\t\n", "line 2"),
        ("code\tname\tyears\twhy\nA\t短\t2\t\nA\t短\t3\t\n", "line 3"),
    ],
)
def test_a_broken_table_of_classes_says_where(table: str, words: str) -> None:
    with pytest.raises(BadClasses, match=words):
        read_classes(table)


def test_a_case_file_is_a_document_too() -> None:
    from heyi.documents.binding import Leaf, bind
    from tests.factories.paper_samples import SAMPLES

    leaf = Leaf("调解协议书", pdf=rendered(PaperKind.AGREEMENT).pdf, is_ours=True)
    bound = bind(SAMPLES[PaperKind.CASE_COVER], [leaf], at=EVENING)
    document = make(bound.paper, unit_id=UNIT, archive="YEARS_30", by=LI, at=EVENING, journal=told())
    face = faces_of([document])[document]
    assert (face.kind, face.pages) == (PaperKind.CASE_FILE, bound.pages + 3)
    assert plain(document) == bound.paper.pdf
