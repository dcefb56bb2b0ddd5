"""Editable copies: the same words as the paper, and a file that LibreOffice opens."""

import io
import re
import shutil
import subprocess
import zipfile

import docx
import pypdfium2
import pytest

from heyi.documents.codes import PaperKind, PaperRefusal
from heyi.documents.editable import editable
from heyi.documents.rendering import CannotRender
from heyi.documents.rules.papers import PAPERS
from tests.factories.paper_samples import SAMPLES
from tests.factories.papers import EVENING, RARE, agreement

EDITED = [kind for kind, paper in PAPERS.items() if paper.is_edited]
SOFFICE = shutil.which("soffice")


def words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_those_a_unit_words_itself_are_edited() -> None:
    assert set(EDITED) == {
        PaperKind.AGREEMENT, PaperKind.MEDIATION_RECORD, PaperKind.RIGHTS_NOTICE, PaperKind.ENDING_NOTICE,
        PaperKind.STATEMENT,
    }  # fmt: skip


@pytest.mark.parametrize("kind", EDITED)
def test_an_editable_copy_says_what_the_paper_says(kind: PaperKind) -> None:
    said = words(editable(kind, SAMPLES[kind], at=EVENING))
    assert RARE in said
    assert "织里镇人民调解委员会" in said or kind is PaperKind.MEDIATION_RECORD


def test_hostile_words_are_words() -> None:
    planted = '</w:t><w:p/> &amp; <script> {{ x }} #read("/etc/passwd")'
    said = words(editable(PaperKind.AGREEMENT, agreement(facts=planted), at=EVENING))
    assert planted in said


def test_amounts_clauses_and_instalments_are_there() -> None:
    said = words(editable(PaperKind.AGREEMENT, agreement(), at=EVENING))
    for wanted in ("第一条", "（二）排风管改为软接", "壹仟贰佰元整", "2027年1月5日", "600.00"):
        assert wanted in said


@pytest.mark.parametrize("kind", [PaperKind.CLOSING_REPORT, PaperKind.CASE_FILE])
def test_what_is_not_edited_is_refused(kind: PaperKind) -> None:
    with pytest.raises(CannotRender) as refused:
        editable(kind, SAMPLES.get(kind), at=EVENING)
    assert refused.value.code is PaperRefusal.NO_TEMPLATE


def test_an_incomplete_one_is_refused() -> None:
    with pytest.raises(CannotRender):
        editable(PaperKind.AGREEMENT, agreement(number=""), at=EVENING)


def test_it_carries_no_script_and_no_link() -> None:
    with zipfile.ZipFile(io.BytesIO(editable(PaperKind.AGREEMENT, agreement(), at=EVENING))) as opened:
        assert not [name for name in opened.namelist() if "vba" in name.lower() or "embed" in name.lower()]


@pytest.mark.slow
@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice: apt-get install libreoffice-writer-nogui")
def test_libreoffice_opens_it(tmp_path) -> None:
    path = tmp_path / "协议书.docx"
    path.write_bytes(editable(PaperKind.AGREEMENT, agreement(), at=EVENING))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    asked = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    opened = pypdfium2.PdfDocument((tmp_path / "协议书.pdf").read_bytes())
    said = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in opened))
    assert "人民调解协议书" in said
    assert "壹仟贰佰元整" in said
