"""Hostile uploads: wrong types, bombs, the scanners' test file, names that climb, two kinds in one file."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadhandler import StopUpload
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from heyi.evidence.codes import LARGEST, FileRefusal, Media
from heyi.evidence.models import KeptFile
from heyi.evidence.operations import CannotKeep, Content, keep
from heyi.evidence.rules.kinds import TAIL, has_archive_behind
from heyi.evidence.rules.names import label_of
from heyi.web.upload_limits import LimitedUploads
from tests.factories.clamd import EICAR
from tests.factories.files import MARKUP, PDF, kept, paper, picture, plain
from tests.factories.matters import MORNING


def zipped(content: bytes = bytes(1000), *, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", content)
        archive.comment = comment
    return out.getvalue()


def bomb_of_bombs() -> bytes:
    """A gigabyte of nothing, ten times over, in a few kilobytes."""
    inner = zipped(bytes(10_000_000))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for place in range(10):
            archive.writestr(f"{place}.zip", inner)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("../../etc/passwd"))
    return out.getvalue()


REFUSED = {
    "a bomb": (zipped(bytes(50_000_000)), "照片.jpg", FileRefusal.ACTIVE),
    "a bomb of bombs": (bomb_of_bombs(), "合同.pdf", FileRefusal.ACTIVE),
    "a bomb of gzip": (gzip.compress(bytes(10_000_000)), "a.txt", FileRefusal.ACTIVE),
    "a tar": (tarred(), "a.pdf", FileRefusal.UNKNOWN),
    "a Word file": (zipped(), "合同.docx", FileRefusal.ACTIVE),
    "a program of Windows": (b"MZ\x90\x00" + bytes(100), "证据.pdf", FileRefusal.ACTIVE),
    "a page": (MARKUP, "聊天.txt", FileRefusal.ACTIVE),
    "a film": (b"\x00\x00\x00\x18ftypmp42" + bytes(100), "video.mp4", FileRefusal.UNKNOWN),
    "a recording": (b"ID3\x03" + bytes(100), "录音.mp3", FileRefusal.UNKNOWN),
    "a picture and an archive": (picture() + zipped(), "a.jpg", FileRefusal.ACTIVE),
    "a GIF and a Java archive": (
        plain(kind="GIF") + zipped(comment=b"x" * 65_535),
        "a.gif",
        FileRefusal.ACTIVE,
    ),
    "a paper and an archive": (PDF + zipped(), "a.pdf", FileRefusal.ACTIVE),
    "a text and an archive": (b"words\n" * 900 + zipped(), "a.txt", FileRefusal.ACTIVE),
    "a page and a paper": (MARKUP + PDF, "a.pdf", FileRefusal.ACTIVE),
    "the scanners' test file": (EICAR, "eicar.txt", FileRefusal.INFECTED),
    "the same with a line behind": (EICAR + b"\n", "eicar.com", FileRefusal.INFECTED),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", REFUSED)
def test_what_is_hostile_is_refused_by_name_and_leaves_nothing(what: str) -> None:
    content, name, code = REFUSED[what]
    before = {path for path in Path(settings.HEYI_FILES).rglob("*") if path.is_file()}
    with pytest.raises(CannotKeep) as refused:
        keep(Content(content, name=name), at=MORNING)
    assert refused.value.code == code
    assert refused.value.sentence % dict(refused.value.params)
    assert {path for path in Path(settings.HEYI_FILES).rglob("*") if path.is_file()} == before
    assert not KeptFile.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["picture", "webp", "paper", "text"])
def test_what_is_honest_is_kept(what: str) -> None:
    content = {"picture": picture(), "webp": plain(kind="WEBP"), "paper": paper(1), "text": "笔录\n".encode()}
    assert kept(content[what], "a")


@given(st.binary(max_size=300), st.binary(max_size=100))
def test_an_archive_is_found_behind_anything(before: bytes, comment: bytes) -> None:
    assert has_archive_behind((before + zipped(b"x", comment=comment))[-TAIL:])


@given(st.binary(max_size=200).filter(lambda some: not zipfile.is_zipfile(io.BytesIO(some))))
def test_the_mark_of_an_archive_alone_is_none(content: bytes) -> None:
    assert not has_archive_behind(content)
    assert not has_archive_behind(content + b"PK\x05\x06" + b"\xff" * 18)


NAMES = [
    "../../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/shadow",
    "C:\\autoexec.bat",
    "a\0.jpg",
    "\u202egpj.exe",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_is_a_label_and_leads_nowhere(name: str) -> None:
    file = kept(picture(), name)
    assert not set(file.name) & set("/\\:\0\u202e")
    assert ".." not in file.name
    assert file.name.endswith(".jpg")
    root = Path(settings.HEYI_FILES)
    assert all(path.is_relative_to(root) for path in root.rglob("*"))


@given(st.text(max_size=300))
def test_no_name_leads_anywhere(name: str) -> None:
    label = label_of(name, Media.PDF)
    assert not set(label) & set("/\\:\0\n")
    assert label not in (".", "..")
    assert label.endswith(".pdf")


def test_two_gigabytes_are_read_past_and_hardly_any_of_it_is_written() -> None:
    """What lies on disk meanwhile is never more than a file may have."""
    two_gigabytes, piece = 2 << 30, bytes(1 << 20)
    handler = LimitedUploads(RequestFactory().post("/"))
    handler.handle_raw_input(None, {}, two_gigabytes, b"", None)
    handler.new_file("sent", "录像.mp4", "video/mp4", two_gigabytes)
    written = 0
    try:
        for start in range(0, two_gigabytes, len(piece)):
            handler.receive_data_chunk(piece, start)
            written = max(written, handler.file.tell())
        file = handler.file_complete(two_gigabytes)
    except StopUpload:  # pragma: no cover
        pytest.fail("the others of the request would be lost")
    assert written <= LARGEST
    assert (file.name, file.refused, file.size) == ("录像.mp4", FileRefusal.TOO_LARGE, two_gigabytes)
    with pytest.raises(CannotKeep) as refused:
        keep(file, at=MORNING)
    assert "25 MB" in refused.value.sentence
