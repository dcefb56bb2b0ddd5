"""Papers and texts as they are shown: a bounded beginning, nothing that runs, nothing that hides."""

import io

import pytest
from PIL import Image

from heyi.evidence.access import Face, faces_of
from heyi.evidence.codes import FileForm
from heyi.evidence.darkroom.papers import MOST_PAGES, PAGE
from heyi.evidence.operations import open_file, read_text
from heyi.evidence.rules.texts import MOST_BYTES, MOST_MARKS, Piece, decoded, pieces
from tests.factories.files import PDF, kept, paper

pytestmark = pytest.mark.django_db
LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R/Encrypt 9 0 R>>\n%%EOF\n"
)


def shown(file, form: FileForm = FileForm.SHOWN) -> Image.Image:
    return Image.open(io.BytesIO(b"".join(open_file(file.id, form).parts)))


@pytest.mark.parametrize(("pages", "drawn"), [(1, 1), (3, 3), (MOST_PAGES + 5, MOST_PAGES)])
def test_a_papers_first_pages_are_drawn_one_below_the_other(pages: int, drawn: int) -> None:
    file = kept(paper(pages), "合同.pdf")
    assert faces_of({file.id}) == {file.id: Face(has_copy=True, pages=pages, pages_shown=drawn)}
    image = shown(file)
    assert image.format == "JPEG"
    assert image.width <= PAGE[0]
    assert image.height <= (PAGE[1] + 20) * drawn
    for place in range(drawn):  # each has a colour of its own
        _red, green, _blue = image.getpixel((50, image.height * place // drawn + 100))
        assert abs(green - 40 * place) < 12
    assert max(shown(file, FileForm.THUMB).size) == 320


@pytest.mark.parametrize("size", [(14_000, 20), (20, 14_000), (3, 3)])
def test_an_odd_page_stays_within_its_bounds(size: tuple[int, int]) -> None:
    image = shown(kept(paper(1, size=size), "a.pdf"))
    assert image.width <= PAGE[0]
    assert image.height <= PAGE[1]


@pytest.mark.parametrize("content", [PDF, PDF[:40], LOCKED, b"%PDF-" + b"\xff" * 5000, paper(2)[:-900]])
def test_a_paper_that_cannot_be_drawn_is_kept_all_the_same(content: bytes) -> None:
    file = kept(content, "a.pdf")
    assert b"".join(open_file(file.id, FileForm.ORIGINAL).parts) == content
    face = faces_of({file.id})[file.id]
    assert face == Face() or face.pages_shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_words_are_read_in_their_own_encoding(encoding: str) -> None:
    file = kept("门牌 12 号\r\n第二行 𠮷".encode(encoding), "a.txt")
    text = read_text(file.id)
    assert (text.pieces, text.is_cut) == ((Piece("门牌 12 号\n第二行 𠮷"),), False)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("证", "gb18030"),
        ("证明", "gb18030"),
        ("甲方：王某\n乙方：李某", "gb18030"),
        ("café à Huzhou", "utf-8"),
        ("Привет", "utf-8"),
        ("שלום", "utf-8"),
        ("¥500", "utf-8"),
        ("plain", "utf-8"),
        ("证", "utf-8"),
    ],
)
def test_the_encoding_is_told_right(words: str, encoding: str) -> None:
    assert decoded(words.encode(encoding), is_cut=False) == words


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("before", range(4))
def test_a_long_text_is_cut_and_never_within_a_letter(encoding: str, before: int) -> None:
    content = ("a" * before + "证" * MOST_BYTES).encode(encoding)
    text = read_text(kept(content, "a.txt").id)
    (piece,) = text.pieces
    assert text.is_cut
    assert piece.words.strip("a") == "证" * len(piece.words.strip("a"))
    assert len(piece.words.encode(encoding)) <= MOST_BYTES


@pytest.mark.parametrize("letter", "\u202e\u2066\u200f\u061c\u200b\ufeff\u00ad\u2028\u0085\U000e0041")
def test_what_cannot_be_seen_is_named(letter: str) -> None:
    told = tuple(pieces(f"收款{letter}人"))
    assert told == (Piece("收款"), Piece(f"U+{ord(letter):04X}", is_mark=True), Piece("人"))


def test_too_many_of_them_stand_as_one_sign() -> None:
    told = tuple(pieces("a\u202e" * 5000))
    assert sum(piece.is_mark for piece in told) == MOST_MARKS
    assert "\u202e" not in "".join(piece.words for piece in told)


def test_no_byte_is_shown_that_no_encoding_reads() -> None:
    assert decoded(b"\xff\xff\xff", is_cut=False) == ""
