"""Whether a scan is of what was printed: its QR codes are read from the copy that evidence shows, pixels of ours."""

import io
from uuid import UUID

import zxingcpp
from PIL import Image

from heyi.documents.models import Document
from heyi.evidence.codes import FileForm
from heyi.evidence.operations import open_file
from heyi.evidence.ports import BytesMissing

PREFIX = "HEYI1:"
_LETTERS = 80


def marks_in(file_id: UUID) -> frozenset[str]:
    """The marks on the pages that are shown of a kept file; none where it has no copy. Raises CannotOpen."""
    try:
        copy = b"".join(open_file(file_id, FileForm.SHOWN).parts)
    except BytesMissing:
        return frozenset()
    with Image.open(io.BytesIO(copy), formats=["JPEG"]) as opened:
        found = zxingcpp.read_barcodes(opened.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return frozenset(
        each.text for each in found if each.text.startswith(PREFIX) and len(each.text) <= _LETTERS
    )


def is_scan_of(file_id: UUID, document_id: UUID) -> bool:
    """Whether a page of the scan bears this document's mark, and none bears another's."""
    mark = Document.objects.filter(id=document_id).values_list("mark", flat=True).first()
    return mark is not None and marks_in(file_id) == {mark}
