"""Case files: cover, index, numbers, back; ours as they are, strangers' drawn, sealed ones attached; one PDF/A."""

import io
import re
from functools import cache

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from heyi.documents.binding import Leaf, bind
from heyi.documents.codes import PaperKind, PaperRefusal
from heyi.documents.rendering import CannotRender
from tests.factories.documents import rendered
from tests.factories.files import PDF
from tests.factories.paper_samples import SAMPLES
from tests.factories.papers import EVENING

COVER = SAMPLES[PaperKind.CASE_COVER]
OURS = (PaperKind.APPLICATION, PaperKind.AGREEMENT, PaperKind.EVIDENCE_LIST)


def picture(size: tuple[int, int] = (1600, 1200), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 120).save(out, "JPEG")
    return out.getvalue()


@cache
def scripted() -> bytes:
    """A stranger's PDF of three pages that would act when opened."""
    with pikepdf.open(io.BytesIO(rendered(PaperKind.CHAT_EXHIBIT).pdf)) as opened:
        opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        opened.attachments["bad.exe"] = b"MZ"
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def leaves() -> list[Leaf]:
    return [
        *(Leaf(kind.value, pdf=rendered(kind).pdf, is_ours=True) for kind in OURS),
        Leaf("当事人提交的 PDF", pdf=scripted()),
        Leaf("照片", pictures=(picture(), picture((900, 1600), "L"))),
        Leaf("签章的协议书", pdf=rendered(PaperKind.AGREEMENT).pdf, is_ours=True, is_sealed=True),
    ]


@pytest.fixture(scope="module")
def bound():
    return bind(COVER, leaves(), at=EVENING, remarks="缺一份身份证明。", checked_by="王芳")


def page_words(pdf: bytes) -> list[str]:
    return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]


def test_the_index_says_where_each_paper_lies(bound) -> None:
    assert [(entry.title, entry.pages) for entry in bound.index] == [
        ("APPLICATION", "1"),
        ("AGREEMENT", "2—3"),
        ("EVIDENCE_LIST", "4"),
        ("当事人提交的 PDF", "5—7"),
        ("照片", "8—9"),
        ("签章的协议书", "10—11"),
    ]
    assert bound.pages == 11


def test_cover_index_papers_and_back_lie_in_this_order(bound) -> None:
    said = page_words(bound.paper.pdf)
    assert len(said) == 1 + 1 + bound.pages + 1
    assert "共11页" in said[0]
    assert "卷内目录" in said[1]
    assert "2—3" in said[1]
    assert "调解申请书" in said[2]
    assert "卷宗封底" in said[-1]
    assert "6件" in said[-1]
    assert "11页" in said[-1]


def test_each_page_of_the_body_bears_its_number_in_the_upper_right_corner(bound) -> None:
    opened = pypdfium2.PdfDocument(bound.paper.pdf)
    numbers = []
    for place in range(2, 2 + bound.pages):
        wide, high = opened[place].get_size()
        corner = opened[place].get_textpage().get_text_bounded(wide - 80, high - 45, wide, high)
        numbers.append(corner.strip())
    assert numbers == [str(number) for number in range(1, bound.pages + 1)]


def test_the_same_papers_and_instant_give_the_same_bytes(bound) -> None:
    assert bind(COVER, leaves(), at=EVENING, remarks="缺一份身份证明。", checked_by="王芳") == bound


def test_nothing_in_it_acts_and_all_is_embedded(bound) -> None:
    with pikepdf.open(io.BytesIO(bound.paper.pdf)) as opened:
        xmp = opened.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "B")
        assert xmp["dc:title"] == COVER.title
        assert "pdfuaid:part" not in xmp
        assert opened.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert not {"/OpenAction", "/AA", "/AcroForm", "/StructTreeRoot"} & set(opened.Root.keys())
        assert all("/Annots" not in page.obj and "/AA" not in page.obj for page in opened.pages)
        assert b"app.alert" not in b"".join(_streams_and_strings(opened))
        for each in _dictionaries(opened):
            if each.get("/Type") == "/FontDescriptor":
                assert {"/FontFile2", "/FontFile3"} & set(each.keys())
            if each.get("/Subtype") == "/Image":
                assert str(each.get("/ColorSpace", "")) != "/DeviceCMYK"


def _dictionaries(opened):
    return [each for each in opened.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)]


def _streams_and_strings(opened):
    for each in opened.objects:
        yield (
            each.read_bytes() if isinstance(each, pikepdf.Stream) and "/DCTDecode" not in repr(each) else b""
        )
        yield repr(each).encode()


def test_only_what_is_sealed_is_attached_and_opens_as_it_was(bound) -> None:
    with pikepdf.open(io.BytesIO(bound.paper.pdf)) as opened:
        assert list(opened.attachments) == ["006.pdf"]
        spec = opened.attachments["006.pdf"]
        assert spec.get_file().read_bytes() == rendered(PaperKind.AGREEMENT).pdf
        assert spec.relationship == pikepdf.Name.Source
        assert len(opened.Root.AF) == 1


def test_the_outline_leads_to_each_paper(bound) -> None:
    with pikepdf.open(io.BytesIO(bound.paper.pdf)) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == ["卷内目录", *(entry.title for entry in bound.index)]


@pytest.mark.parametrize("leaf", [Leaf("坏的", pdf=PDF), Leaf("空的"), Leaf("不是", pdf=b"%PDF-1.7 nothing")])
def test_what_cannot_be_drawn_is_named(leaf: Leaf) -> None:
    with pytest.raises(CannotRender) as refused:
        bind(COVER, [leaf], at=EVENING)
    assert refused.value.code is PaperRefusal.UNDRAWN
    assert refused.value.params == {"what": leaf.title}


def test_an_empty_file_is_not_bound() -> None:
    with pytest.raises(CannotRender):
        bind(COVER, [], at=EVENING)


@pytest.mark.slow
def test_three_hundred_pages_are_bound() -> None:
    ours = [Leaf(f"协议书 {nth}", pdf=rendered(PaperKind.AGREEMENT).pdf, is_ours=True) for nth in range(100)]
    photographs = Leaf("照片", pictures=tuple(picture((1200, 900)) for _turn in range(94)))
    foreign = [Leaf(f"来件 {nth}", pdf=scripted()) for nth in range(2)]
    bound = bind(COVER, [*ours, photographs, *foreign], at=EVENING)
    assert bound.pages == 300
