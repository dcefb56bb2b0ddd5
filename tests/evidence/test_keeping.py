"""Keeping files: hostile ones, honest ones, the same one twice, and forgetting them."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from heyi.evidence.codes import LARGEST, MOST_PIXELS, REFUSAL_WORDS, FileForm, FileRefusal
from heyi.evidence.models import KeptFile
from heyi.evidence.operations import CannotKeep, Content, FileErased, erase_file, keep, open_file
from heyi.evidence.ports import BytesMissing
from tests.factories.files import (
    HEIC,
    MARKUP,
    PDF,
    SVG,
    TELEPHONE,
    bomb,
    heic,
    heic_of_size,
    kept,
    picture,
    plain,
)
from tests.factories.matters import MORNING

pytestmark = pytest.mark.django_db


def opened(file, form: FileForm = FileForm.SHOWN) -> bytes:
    return b"".join(open_file(file.id, form).parts)


def shown(file, form: FileForm = FileForm.SHOWN) -> Image.Image:
    return Image.open(io.BytesIO(opened(file, form)))


def stored() -> set[Path]:
    return {path for path in Path(settings.HEYI_FILES).rglob("*") if path.is_file()}


HOSTILE = [
    (b"", "empty.jpg", FileRefusal.EMPTY),
    (SVG, "drawing.svg", FileRefusal.ACTIVE),
    (SVG, "drawing.jpg", FileRefusal.ACTIVE),
    (MARKUP, "photo.jpg", FileRefusal.ACTIVE),
    (b"MZ" + b"\0" * 500, "photo.jpg", FileRefusal.ACTIVE),
    (b"PK\x03\x04" + b"\0" * 500, "photos.pdf", FileRefusal.ACTIVE),
    (HEIC, "IMG_0001.HEIC", FileRefusal.BROKEN),
    (heic("upright")[:-200], "IMG_0001.HEIC", FileRefusal.BROKEN),
    (heic_of_size(30_000, 30_000), "bomb.heic", FileRefusal.TOO_MANY_PIXELS),
    (heic_of_size(64, 48), "lies.heic", FileRefusal.BROKEN),
    (b"\x00\x01\x02\x03" * 40, "x.bin", FileRefusal.UNKNOWN),
    (picture()[:2000], "cut-off.jpg", FileRefusal.BROKEN),
    (b"\xff\xd8\xff\xe0 and then nothing", "photo.jpg", FileRefusal.BROKEN),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "photo.png", FileRefusal.BROKEN),
    (b"GIF89a" + b"\xff" * 5, "photo.gif", FileRefusal.BROKEN),
    (b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 30, "photo.webp", FileRefusal.BROKEN),
    (bomb(), "bomb.png", FileRefusal.TOO_MANY_PIXELS),
    (bomb(9000), "bomb.png", FileRefusal.TOO_MANY_PIXELS),
    (b"%PDF-" + b"\0" * LARGEST, "large.pdf", FileRefusal.TOO_LARGE),
]


@pytest.mark.parametrize(("content", "name", "code"), HOSTILE, ids=[f"{n}-{c}" for _b, n, c in HOSTILE])
def test_what_cannot_be_kept_is_told_and_leaves_nothing(content: bytes, name: str, code: FileRefusal) -> None:
    before = stored()
    with pytest.raises(CannotKeep) as refused:
        keep(Content(content, name=name), at=MORNING)
    assert refused.value.code == code
    assert refused.value.sentence == REFUSAL_WORDS[code]
    assert stored() == before
    assert not KeptFile.objects.exists()


def test_a_pdf_named_jpg_is_kept_as_the_pdf_it_is() -> None:
    file = kept(PDF, "合同.jpg")
    assert (file.media, file.name, file.is_picture) == ("application/pdf", "合同.pdf", False)
    assert opened(file, FileForm.ORIGINAL) == PDF
    for form in (FileForm.SHOWN, FileForm.THUMB):
        with pytest.raises(BytesMissing):
            open_file(file.id, form)


@pytest.mark.parametrize("form", [FileForm.SHOWN, FileForm.THUMB])
def test_the_copy_tells_no_place_no_telephone_no_comment(form: FileForm) -> None:
    sent = picture()
    assert TELEPHONE.encode() in sent  # the original does
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    copy = opened(kept(sent), form)
    image = Image.open(io.BytesIO(copy))
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    assert TELEPHONE.encode() not in copy
    assert opened(kept(sent), FileForm.ORIGINAL) == sent


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_stands_upright_however_it_was_held(turned: int) -> None:
    """The corner that was red is where the telephone meant it to be (EXIF 2.32, orientation)."""
    file = kept(picture((400, 200), turned=turned))
    image = shown(file)
    wide, high = (200, 400) if turned >= 5 else (400, 200)
    assert image.size == (wide, high)
    row = KeptFile.objects.get(id=file.id)
    assert (row.width, row.height) == (wide, high)
    left, top = {1: (1, 1), 2: (0, 1), 3: (0, 0), 4: (1, 0), 5: (1, 1), 6: (0, 1), 7: (0, 0), 8: (1, 0)}[
        turned
    ]
    red, green, _blue = image.getpixel((8 if left else wide - 8, 8 if top else high - 8))
    assert (red > 200, green < 80) == (True, True)


@pytest.mark.parametrize(
    ("size", "form", "expected"),
    [
        ((4000, 3000), FileForm.SHOWN, (2048, 1536)),
        ((3000, 4000), FileForm.THUMB, (240, 320)),
        ((100, 80), FileForm.SHOWN, (100, 80)),
        ((9000, 12), FileForm.THUMB, (320, 1)),
    ],
)
def test_copies_have_a_decent_size(size, form: FileForm, expected: tuple[int, int]) -> None:
    assert shown(kept(picture(size)), form).size == expected


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_every_kind_and_mode_is_shown(kind: str, mode: str) -> None:
    file = kept(plain(kind=kind, mode=mode), f"a.{kind.lower()}")
    assert shown(file).mode == "RGB"


def test_what_can_be_seen_through_lies_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    assert shown(kept(out.getvalue(), "a.png")).getpixel((25, 25)) == (255, 255, 255)


def test_a_page_hidden_behind_a_picture_is_not_in_what_is_shown() -> None:
    file = kept(picture() + MARKUP, "polyglot.html")
    assert (file.media, file.name) == ("image/jpeg", "polyglot.jpg")
    assert b"script" not in opened(file)
    assert b"script" in opened(file, FileForm.ORIGINAL)


def test_the_largest_that_a_telephone_takes_is_kept() -> None:
    side = int(MOST_PIXELS**0.5)
    assert shown(kept(plain((side, side), "JPEG"), "large.jpg")).size == (2048, 2048)


def test_nothing_lies_open_on_disk() -> None:
    before = stored()
    sent = picture(colour="#123456")
    kept(sent)
    new = stored() - before
    assert len(new) == 3
    assert [path for path in new if b"\xff\xd8\xff" in path.read_bytes()[:64]] == []


def test_the_same_bytes_are_kept_once_under_each_senders_own_name() -> None:
    before = stored()
    first, second = kept(name="门口.jpg"), kept(name="door.png")
    assert first == second
    assert (first.name, second.name) == ("门口.jpg", "door.jpg")
    assert KeptFile.objects.count() == 1
    assert len(stored() - before) <= 3


def test_brought_again_it_is_young_again() -> None:
    file = kept()
    kept(at=MORNING + timedelta(days=3))
    assert KeptFile.objects.get(id=file.id).kept_at == MORNING + timedelta(days=3)


def test_erased_means_gone_and_brought_again_it_is_another(django_capture_on_commit_callbacks) -> None:
    before = stored()
    file = kept(picture(colour="#abcdef"))
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_file(file.id, at=MORNING)
        assert not erase_file(file.id, at=MORNING)
    with pytest.raises(FileErased):
        open_file(file.id, FileForm.ORIGINAL)
    assert stored() == before
    assert kept(picture(colour="#abcdef")).id != file.id


@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "IMG_0001.jpg", "wx.png"])
def test_an_iphones_photograph_is_shown_as_jpeg_and_tells_nothing(name: str) -> None:
    sent = heic("upright")
    assert TELEPHONE.encode() in sent
    file = kept(sent, name)
    assert (file.media, file.is_picture) == ("image/heic", True)
    assert file.name.endswith(".heic")
    for form in (FileForm.SHOWN, FileForm.THUMB):
        copy = opened(file, form)
        image = Image.open(io.BytesIO(copy))
        assert (image.format, dict(image.getexif())) == ("JPEG", {})
        assert TELEPHONE.encode() not in copy
    red, green, _blue = shown(file).getpixel((8, 8))
    assert (shown(file).size, red > 200, green < 80) == ((640, 480), True, True)
    assert opened(file, FileForm.ORIGINAL) == sent


def test_an_iphone_held_upright_is_shown_upright() -> None:
    """400 x 200 turned by a quarter: what was the red corner at the upper left is at the upper right."""
    file = kept(heic("turned"), "a.heic")
    image = shown(file)
    row = KeptFile.objects.get(id=file.id)
    assert (image.size, row.width, row.height) == ((200, 400), 200, 400)
    assert image.getpixel((190, 10))[0] > 200
    assert image.getpixel((10, 10))[0] < 100


@pytest.mark.parametrize(
    ("name", "size", "colour"),
    [
        ("tiles", (1200, 900), (255, 0, 0)),
        ("ten_bits", (64, 48), (255, 0, 0)),
        ("clear", (64, 48), (255,) * 3),
    ],
)
def test_other_photographs_of_iphones_are_shown(name: str, size, colour) -> None:
    image = shown(kept(heic(name), f"{name}.heic"))
    assert image.size == size
    assert all(abs(is_ - meant) < 24 for is_, meant in zip(image.getpixel((5, 5)), colour, strict=True))
