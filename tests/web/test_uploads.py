"""What a request may bring: nothing beyond is kept, and every file that is let go by is named."""

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import RequestFactory

from heyi.evidence.codes import LARGEST, FileRefusal
from heyi.web import upload_limits
from heyi.web.uploads import FilesField, keep_all
from tests.factories.files import SVG, picture
from tests.factories.matters import MORNING

MEGABYTE = 1 << 20


def sent(*sizes: int):
    """The files of a request as a view meets them."""
    files = [SimpleUploadedFile(f"{place}.bin", b"x" * size) for place, size in enumerate(sizes)]
    request = RequestFactory().post("/", {"sent": files})
    came = request.FILES.getlist("sent")
    OPENED.extend(came)
    return came


OPENED: list = []


@pytest.fixture(autouse=True)
def closed():
    """As Django does at the end of a request."""
    yield
    while OPENED:
        OPENED.pop().close()


def test_a_file_lies_on_disk_while_the_request_lasts_and_not_in_memory() -> None:
    (file,) = sent(3 * MEGABYTE)
    assert isinstance(file, TemporaryUploadedFile)
    path = Path(file.temporary_file_path())
    assert path.parent == Path(settings.FILE_UPLOAD_TEMP_DIR)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    file.close()
    assert not path.exists()


def test_one_that_is_too_large_is_named_and_the_others_come_through() -> None:
    first, large, last = sent(10, LARGEST + 1, 20)
    assert (first.size, last.size) == (10, 20)
    assert (large.name, large.refused) == ("1.bin", FileRefusal.TOO_LARGE)
    assert large.read() == b""


def test_what_is_too_much_at_once_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_limits, "MOST_AT_ONCE", 3 * MEGABYTE)
    first, second, third = sent(2 * MEGABYTE, 2 * MEGABYTE, 10)
    assert first.size == 2 * MEGABYTE
    assert (second.refused, third.refused) == (FileRefusal.TOO_MUCH, FileRefusal.TOO_MUCH)


@pytest.mark.django_db
def test_the_good_are_kept_and_the_others_told_by_name() -> None:
    uploads = [
        SimpleUploadedFile("楼道.jpg", picture()),
        SimpleUploadedFile("drawing.svg", SVG),
        SimpleUploadedFile("门口.jpg", picture(colour="#112233")),
        SimpleUploadedFile("one-too-many.jpg", picture(colour="#332211")),
    ]
    kept, refused = keep_all(uploads, at=MORNING, room=2)
    assert [file.name for file in kept] == ["楼道.jpg", "门口.jpg"]
    assert [file.name for file in refused] == ["drawing.svg", "one-too-many.jpg"]
    assert "不收网页" in refused[0].why


def test_the_field_gives_a_list_and_asks_for_some() -> None:
    field = FilesField()
    assert FilesField(required=False).clean(None) == []
    with pytest.raises(ValidationError):
        field.clean([])
    drawn = field.widget.render("sent", None, {"id": "id_sent"})
    assert 'accept="image/*,application/pdf,text/plain"' in drawn
    assert "multiple" in drawn
