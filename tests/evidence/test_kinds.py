"""A file is what its bytes are; its name is a label and decides nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.evidence.codes import ENDINGS, FileRefusal, Media
from heyi.evidence.rules.kinds import is_text, kind_of
from heyi.evidence.rules.names import LONGEST, label_of
from tests.factories.files import HEIC, MARKUP, PDF, SVG, picture, plain


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (picture(), Media.JPEG),
        (plain(kind="PNG"), Media.PNG),
        (plain(kind="GIF"), Media.GIF),
        (plain(kind="WEBP"), Media.WEBP),
        (PDF, Media.PDF),
        ("门牌 12 号\r\n".encode(), Media.TEXT),
        ("门牌 12 号".encode("gb18030"), Media.TEXT),
        ("门牌".encode("utf-16"), Media.TEXT),
        (HEIC, Media.HEIC),
        (SVG, FileRefusal.ACTIVE),
        (SVG[21:], FileRefusal.ACTIVE),
        (MARKUP, FileRefusal.ACTIVE),
        (b"\xef\xbb\xbf \n<HTML>", FileRefusal.ACTIVE),
        ("<html>".encode("utf-16"), FileRefusal.ACTIVE),
        (b"words first <ScRiPt src=x>", FileRefusal.ACTIVE),
        (b"<anything", FileRefusal.ACTIVE),
        (b"MZ\x90\x00", FileRefusal.ACTIVE),
        (b"\x7fELF\x02", FileRefusal.ACTIVE),
        (b"#!/bin/sh\n", FileRefusal.ACTIVE),
        (b"PK\x03\x04word/document.xml", FileRefusal.ACTIVE),
        (b"Rar!\x1a\x07", FileRefusal.ACTIVE),
        (b"\x00\x00\x00\x18ftypmp42", FileRefusal.UNKNOWN),
        (b"II*\x00tiff", FileRefusal.UNKNOWN),
        (b"BM\x00\x00", FileRefusal.UNKNOWN),
        (b"\x00" * 100, FileRefusal.UNKNOWN),
        (b" %PDF-1.4", Media.TEXT),  # not at the very beginning: words that nobody opens as a PDF
    ],
)
def test_the_first_bytes_tell(head: bytes, kind: Media | FileRefusal) -> None:
    assert kind_of(head) == kind


@given(st.binary(max_size=200))
def test_any_bytes_are_something(head: bytes) -> None:
    assert isinstance(kind_of(head), Media | FileRefusal)


@pytest.mark.parametrize(
    ("content", "is_it"),
    [
        ("您好，\t世界\n".encode(), True),
        ("您好".encode("gb18030"), True),
        ("door".encode("utf-16-le"), False),
        ("您好".encode("utf-16"), True),
        (b"good \xff\xff\xff", False),
        (b"a" * 5000 + b"\x00", False),
        (b"a" * 5000 + b"\x1b[2J", False),
    ],
)
def test_text_is_text_to_its_end(content: bytes, *, is_it: bool) -> None:
    cut = [content[start : start + 7] for start in range(0, len(content), 7)]
    assert is_text(cut, content[:4096]) is is_it


@pytest.mark.parametrize(
    ("given_name", "media", "label"),
    [
        ("楼道.JPG", Media.JPEG, "楼道.jpg"),
        ("合同.jpg", Media.PDF, "合同.pdf"),
        ("../../etc/passwd", Media.TEXT, "passwd.txt"),
        (r"C:\Users\沈\照片.png", Media.PNG, "照片.png"),
        ("a\x00b\r\nSet-Cookie: x.jpg", Media.JPEG, "x.jpg"),
        ("report\u202egpj.exe", Media.JPEG, "reportgpj.jpg"),
        ("photo.jpg.exe", Media.JPEG, "photo.jpg"),
        ("", Media.PDF, "file.pdf"),
        (None, Media.PDF, "file.pdf"),
        ("...", Media.JPEG, "file.jpg"),
        (".jpg", Media.JPEG, "jpg.jpg"),
        ("第1.2版说明", Media.PDF, "第1.2版说明.pdf"),
        ('<img src=x onerror="alert(1)">.png', Media.PNG, "img src=x onerror=alert(1).png"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_its_content(given_name: str | None, media: Media, label: str) -> None:
    assert label_of(given_name, media) == label


@given(st.text(max_size=400), st.sampled_from(list(Media)))
def test_no_name_keeps_a_folder_or_what_cannot_be_seen(words: str, media: Media) -> None:
    label = label_of(words, media)
    assert label.endswith(ENDINGS[media])
    assert len(label) <= LONGEST + 6
    assert not set(label) & set('/\\\x00\r\n<>|?*":')
    assert label_of(label, media) == label
