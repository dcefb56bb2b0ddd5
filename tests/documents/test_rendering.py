"""Papers as they are printed: whole, literal, marked, dated by the caller, the same each time."""

import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from fontTools.ttLib import TTFont

from heyi.documents import rendering
from heyi.documents.codes import PAPER_REFUSAL_WORDS, PaperKind, PaperRefusal
from heyi.documents.press import fonts, printing
from heyi.documents.press.printing import LARGEST_CONTENT, Order, Unset, press
from heyi.documents.rendering import CannotRender, Rendered, render
from heyi.documents.rules.fields import shapes_of
from heyi.documents.rules.papers import PAPERS
from heyi.documents.rules.parts import Clause, Party, Signer, Spoken
from tests.factories.paper_samples import SAMPLES
from tests.factories.papers import CHEN, EVENING, OUYANG, RARE, agreement

HOSTILE = '#read("/etc/passwd") $x^2$ *粗* _斜_ \\ #panic() `raw` = 标题 @ref <label> // 注释 /* x */ ~ -- … #let a = 1'


def words(pdf: bytes) -> str:
    """The text of every page, without spaces and ends of lines."""
    opened = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in opened))


def pixels(pdf: bytes, page: int = 0, dots: int = 100):
    """A page as it looks."""
    return pypdfium2.PdfDocument(pdf)[page].render(scale=dots / 72).to_pil()


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_every_paper_can_be_made(kind: PaperKind) -> None:
    made = render(kind, SAMPLES[kind], at=EVENING)
    assert made.pages == len(pypdfium2.PdfDocument(made.pdf)) >= 1
    assert made.pdf.startswith(b"%PDF-1.7")
    assert RARE in words(made.pdf) or kind in (PaperKind.APPLICATION, PaperKind.EVIDENCE_LIST, PaperKind.CASE_INDEX,
                                              PaperKind.POWER_OF_ATTORNEY)  # fmt: skip
    assert not (set(words(made.pdf)) & {"\ufffd", "\ufffe"})


def test_the_same_content_and_instant_give_the_same_bytes() -> None:
    one, same = (render(PaperKind.AGREEMENT, agreement(), at=EVENING) for _turn in range(2))
    assert one == same
    other = render(PaperKind.AGREEMENT, agreement(copies=4), at=EVENING)
    assert (other.sha256, other.mark) != (one.sha256, one.mark)
    later = render(PaperKind.AGREEMENT, agreement(), at=EVENING.replace(hour=20))
    assert (later.mark, later.content) == (one.mark, one.content)
    assert later.sha256 != one.sha256  # the instant stands in the PDF


def test_what_people_wrote_is_never_read_as_markup() -> None:
    made = render(PaperKind.AGREEMENT, agreement(facts=HOSTILE, number=HOSTILE[:40]), at=EVENING)
    assert re.sub(r"\s", "", HOSTILE) in words(made.pdf)
    assert "root:" not in words(made.pdf)


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_hostile_words_come_out_as_they_are_in_every_paper(kind: PaperKind) -> None:
    """In every field that takes a line or a text, of every paper."""
    made = render(kind, _everywhere(SAMPLES[kind], "#x$y*_\\"), at=EVENING)
    assert words(made.pdf).count("#x$y*_\\") >= 2


def _everywhere(content: object, planted: str) -> object:
    """A content with something planted in each field of words."""
    changes = {}
    for name, shape in shapes_of(type(content)).items():
        value = getattr(content, name)
        if shape.sort in ("line", "text") and value and shape.most >= len(planted):
            changes[name] = planted if len(value) + len(planted) > shape.most else value + planted
        elif shape.sort == "rows":
            changes[name] = tuple(_everywhere(row, planted) for row in value)
        elif shape.sort == "lines":
            changes[name] = tuple(row + planted for row in value)
        elif shape.sort == "part" and value:
            changes[name] = _everywhere(value, planted)
    return replace(content, **changes)


def test_a_scan_is_known_by_its_mark() -> None:
    """As a printer and a scanner of 120 dots leave it, a little turned."""
    made = render(PaperKind.AGREEMENT, agreement(), at=EVENING)
    scan = pixels(made.pdf, dots=120).convert("L").rotate(1.2, fillcolor=255)
    assert [each.text for each in zxingcpp.read_barcodes(scan)] == [made.mark]
    assert rendering.short_mark(made.mark) in words(made.pdf)


def test_only_what_is_signed_bears_a_code() -> None:
    form = render(PaperKind.CLOSING_REPORT, SAMPLES[PaperKind.CLOSING_REPORT], at=EVENING)
    assert zxingcpp.read_barcodes(pixels(form.pdf)) == []


def test_a_draft_says_so_on_each_page() -> None:
    plain = render(PaperKind.AGREEMENT, agreement(), at=EVENING)
    draft = render(PaperKind.AGREEMENT, agreement(), at=EVENING, draft=True)
    assert draft.is_draft
    assert "草稿" in words(draft.pdf)
    assert "草稿" not in words(plain.pdf)
    for page in range(draft.pages):
        reddish = [
            1
            for red, green, _blue in pixels(draft.pdf, page, 20).convert("RGB").get_flattened_data()
            if red > green + 8
        ]
        assert len(reddish) > 100


def test_thirty_sign_and_forty_clauses_stand_and_no_heading_stands_alone() -> None:
    workers = [f"工人{ordinal}𠮷" for ordinal in range(30)]
    long = agreement(
        parties=(CHEN, *(Party(role="申请人", name=name) for name in workers)),
        signers=tuple(Signer(role="申请人", name=name) for name in workers),
        clauses=tuple(
            Clause(words=f"第 {nth} 项，支付工资。", points=("一次付清",) * 2) for nth in range(40)
        ),
    )
    made = render(PaperKind.AGREEMENT, long, at=EVENING)
    said = words(made.pdf)
    assert all(said.count(name) == 2 for name in workers)
    assert "第四十条" in said
    for text in pages(made.pdf):
        assert not re.search(r"[一二三四]、[^，。]{2,20}$", text), "a heading at the end of a page"


def pages(pdf: bytes) -> list[str]:
    """The text of each page without its foot."""
    texts = []
    for page in pypdfium2.PdfDocument(pdf):
        wide, high = page.get_size()
        texts.append(page.get_textpage().get_text_bounded(0, 95, wide, high).strip())
    return texts


@pytest.mark.parametrize("lines", range(8, 26))
def test_a_heading_never_ends_a_page_wherever_it_falls(lines: int) -> None:
    made = render(PaperKind.AGREEMENT, agreement(facts="\n".join(["一行字。"] * lines)), at=EVENING)
    ends = [text.splitlines()[-1] for text in pages(made.pdf) if text]
    assert not [end for end in ends if re.fullmatch(r"[一二三四]、.*", end.strip())]


def test_a_table_over_two_pages_repeats_its_head() -> None:
    made = render(PaperKind.CHAT_EXHIBIT, SAMPLES[PaperKind.CHAT_EXHIBIT], at=EVENING)
    heads = [text.count("发送人") for text in pages(made.pdf)]
    assert made.pages >= 3
    assert heads[0] == heads[1] == 1


def test_empty_optional_fields_leave_no_holes() -> None:
    bare = agreement(
        total=None, instalments=(), manner="", breach="", confirmation="", recorder="", basis="", agreed_on=None,
        parties=(Party(role="申请人", name="甲"), Party(role="被申请人", name="乙")),
    )  # fmt: skip
    said = words(render(PaperKind.AGREEMENT, bare, at=EVENING).pdf)
    assert "申请人：甲。" in said
    assert "none" not in said
    assert "None" not in said


def test_long_names_stay_on_the_page() -> None:
    name = "AVeryLongCompanyNameWithoutAnySpaceAtAllThatNobodyWouldEverBelieve" * 1 + "有限责任公司" * 8
    made = render(
        PaperKind.INTAKE_FORM,
        replace(
            SAMPLES[PaperKind.INTAKE_FORM], parties=(replace(OUYANG, name=name, id_number="9" * 40), CHEN)
        ),
        at=EVENING,
    )
    for page in pypdfium2.PdfDocument(made.pdf):
        wide, _high = page.get_size()
        text = page.get_textpage()
        rights = [text.get_charbox(nth)[2] for nth in range(text.count_chars())]
        assert max(rights) < wide - 50


def test_a_letter_that_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(CannotRender) as refused:
        render(PaperKind.AGREEMENT, agreement(facts="名叫𪛐𪛐"), at=EVENING)
    assert refused.value.code is PaperRefusal.NO_GLYPH
    assert refused.value.params == {"letters": "𪛐（U+2A6D0）"}
    assert refused.value.sentence == PAPER_REFUSAL_WORDS["NO_GLYPH"]


def test_what_others_wrote_is_printed_with_letters_named() -> None:
    made = render(PaperKind.CHAT_EXHIBIT, SAMPLES[PaperKind.CHAT_EXHIBIT], at=EVENING)
    assert "今天又吵到几点？〔U+1F624〕" in words(made.pdf)


def test_an_incomplete_paper_is_refused_with_its_faults() -> None:
    with pytest.raises(CannotRender) as refused:
        render(PaperKind.AGREEMENT, agreement(number="", copies=0), at=EVENING)
    assert refused.value.code is PaperRefusal.INCOMPLETE
    assert refused.value.params["what"] == "编号；份数"
    assert len(refused.value.faults) == 2


@pytest.mark.parametrize(
    ("kind", "content", "version"),
    [
        (PaperKind.AGREEMENT, agreement(), 99),
        (PaperKind.AGREEMENT, SAMPLES[PaperKind.STATEMENT], None),
        (PaperKind.CASE_FILE, agreement(), None),
    ],
)
def test_what_has_no_template_is_refused(kind: PaperKind, content: object, version: int | None) -> None:
    with pytest.raises(CannotRender) as refused:
        render(kind, content, at=EVENING, version=version)
    assert refused.value.code is PaperRefusal.NO_TEMPLATE


def test_a_paper_of_an_older_version_is_printed_as_it_was(monkeypatch, tmp_path) -> None:
    """A second version changes what is made now, not what was made then."""
    before = render(PaperKind.STATEMENT, SAMPLES[PaperKind.STATEMENT], at=EVENING)
    for version in (1, 2):
        (tmp_path / f"v{version}").mkdir()
        for path in (printing.TEMPLATES / "v1").iterdir():
            (tmp_path / f"v{version}" / path.name).write_bytes(path.read_bytes())
    template = tmp_path / "v2" / "STATEMENT.typ"
    template.write_text(template.read_text("utf-8") + "\n新版落款\n", "utf-8")
    monkeypatch.setattr(printing, "TEMPLATES", tmp_path)
    paper = replace(PAPERS[PaperKind.STATEMENT], versions=(1, 2))
    monkeypatch.setattr(rendering, "PAPERS", {**PAPERS, PaperKind.STATEMENT: paper})
    now = render(PaperKind.STATEMENT, SAMPLES[PaperKind.STATEMENT], at=EVENING)
    then = render(PaperKind.STATEMENT, SAMPLES[PaperKind.STATEMENT], at=EVENING, version=1)
    assert now.version == 2
    assert "新版落款" in words(now.pdf)
    assert (then.pdf, then.mark) == (before.pdf, before.mark)


def test_it_says_of_itself_what_an_archive_asks(made_agreement: Rendered) -> None:
    with pikepdf.open(io.BytesIO(made_agreement.pdf)) as opened:
        xmp = opened.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
        assert xmp["dc:title"] == "人民调解协议书"
        assert opened.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert str(opened.Root.Lang).lower().startswith("zh")
        assert "/StructTreeRoot" in opened.Root
        assert opened.Root.MarkInfo.Marked
        assert fonts_of(opened)
        assert all(fonts_of(opened).values())
        assert "/JavaScript" not in opened.Root.get("/Names", {})


def fonts_of(opened) -> dict[str, bool]:
    """Each font of a PDF, and whether it is embedded."""
    found = {}
    for each in opened.objects:
        if hasattr(each, "get") and each.get("/Type") == "/FontDescriptor":
            found[str(each.FontName)] = any(key in each for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


@pytest.fixture(scope="module")
def made_agreement() -> Rendered:
    return render(PaperKind.AGREEMENT, agreement(), at=EVENING)


def test_too_much_is_refused_before_it_is_set() -> None:
    with pytest.raises(Unset) as unset:
        press(Order("STATEMENT", 1, {"content": "字" * LARGEST_CONTENT}, 0, fonts.folders()))
    assert unset.value.code is PaperRefusal.TOO_LARGE


def test_what_takes_too_long_is_ended() -> None:
    record = replace(
        SAMPLES[PaperKind.MEDIATION_RECORD],
        spoken=tuple(Spoken(speaker="甲", words="很长的话。" * 500) for _turn in range(300)),
    )
    told = rendering.printed(record)
    given = {"content": told, "draft": False, "qr": "", "short": "", "title": "", "unit": ""}
    with pytest.raises(Unset) as unset:
        press(Order("MEDIATION_RECORD", 1, given, 0, fonts.folders()), seconds=0.3)
    assert unset.value.code is PaperRefusal.TOO_SLOW


def test_a_template_that_breaks_is_no_paper(monkeypatch, tmp_path) -> None:
    (tmp_path / "v1").mkdir()
    (tmp_path / "v1" / "STATEMENT.typ").write_text('#read("../../../etc/passwd")', "utf-8")
    monkeypatch.setattr(printing, "TEMPLATES", tmp_path)
    with pytest.raises(CannotRender) as refused:
        render(PaperKind.STATEMENT, SAMPLES[PaperKind.STATEMENT], at=EVENING)
    assert refused.value.code is PaperRefusal.PRESS_BROKE
    assert "root" in str(refused.value.__cause__)  # a file outside the templates cannot be read


def test_the_press_is_handed_json_and_no_markup() -> None:
    order = Order("STATEMENT", 1, {"content": HOSTILE}, 0, fonts.folders())
    assert json.loads(json.loads(order.json())["given"])["content"] == HOSTILE


def test_letters_are_read_as_the_library_of_fonts_reads_them() -> None:
    for folder in fonts.folders():
        known = {point for path in Path(folder).glob("*.otf") for point in TTFont(path).getBestCmap()}
        assert known <= fonts.letters((folder,))
        assert len(fonts.letters((folder,)) - known) < 10


def test_no_picture_is_missing_of_the_letters_that_names_and_law_use() -> None:
    """GB 2312 whole, the letters of GBK, CJK and extension A whole, and rare ones of names."""
    gbk = {
        bytes([high, low]).decode("gbk", "ignore").strip("\x7f")
        for high in range(0x81, 0xFF)
        for low in range(0x40, 0xFF)
    } - {""}
    han = (
        "".join(sorted(gbk))
        + "".join(map(chr, range(0x4E00, 0x9FF0)))
        + "".join(map(chr, range(0x3400, 0x4DB6)))
    )
    missing = fonts.without_picture(
        [han, "欧阳𠮷䶮㛃㑇㕮㙘㧑㧟㭎㱩㸆㽏䁖䓖䗖䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䶮𬭎𬇕𬉼𬍛𬶋"], fonts.folders()
    )
    assert missing in ("", "≒")  # a sign that no paper uses


def test_amounts_and_marks_of_a_paper_have_pictures() -> None:
    assert fonts.without_picture(["￥¥€℃㎡①②③④⑩Ⅰ—…·“”《》〔〕【】〇％‰×÷±≥≤→√□■"], fonts.folders()) == ""


def test_money_stands_in_figures_and_capitals(made_agreement: Rendered) -> None:
    said = words(made_agreement.pdf)
    assert "人民币壹仟贰佰元整（1,200.00元）" in said
    assert Decimal("600") * 2 == Decimal("1200")


LONG = "买买提江·阿布都热合曼·玉素甫江·吐尔逊古丽·艾尼瓦尔·穆罕默德·萨比尔江·努尔"
SIGNED_LONG = (
    Signer(role="申请人", name=LONG, manner="网上键入", typed=LONG, signed_on=EVENING.date()),
    Signer(role="被申请人", name=RARE, manner="网上键入", typed=RARE, signed_on=EVENING.date()),
)


@pytest.mark.parametrize("kind", [PaperKind.AGREEMENT, PaperKind.ORAL_AGREEMENT])
def test_no_letter_is_printed_over_another_however_long_a_name(kind: PaperKind) -> None:
    long = replace(SAMPLES[kind], signers=SIGNED_LONG)
    made = render(kind, long, at=EVENING)
    assert words(made.pdf).count(LONG) == 2
    for page in pypdfium2.PdfDocument(made.pdf):
        text = page.get_textpage()
        given = {
            text.get_charbox(nth) for nth in range(text.count_chars())
        }  # of 𠮷 there are two, and both are one
        boxes = [box for box in given if box[2] - box[0] > 1 and box[3] - box[1] > 1]
        assert not [1 for nth, box in enumerate(boxes) for other in boxes[:nth] if _covers(box, other)]


def _covers(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether a fifth of the smaller of two letters lies under the other."""
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    area = min((each[2] - each[0]) * (each[3] - each[1]) for each in (box, other))
    return wide > 0 and high > 0 and wide * high > area / 5


@pytest.mark.parametrize("lines", range(0, 24, 2))
def test_no_signature_stands_on_a_page_without_words_of_the_agreement(lines: int) -> None:
    content = agreement(
        facts="\n".join(["一行字。"] * (lines + 1)), signers=SIGNED_LONG[1:] * 2, signed_hash="ab" * 32
    )
    made = render(PaperKind.AGREEMENT, content, at=EVENING)
    for text in pages(made.pdf):
        if "网上键入" in text or "调解员：" in text:
            assert "司法确认" in text
