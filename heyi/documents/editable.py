"""可编辑稿: the same content as .docx, for papers that a unit words itself. It has no mark: what is printed counts.

Fonts are named as offices have them (方正小标宋, 仿宋, 黑体); the machine that opens it sets them or their like.
"""

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from heyi.documents.codes import PaperKind, PaperRefusal
from heyi.documents.rendering import CannotRender, check, title_of
from heyi.documents.rules.papers import PAPERS
from heyi.documents.rules.printed import printed
from heyi.documents.rules.words import clause_words, numbered_words, party_words

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SONG, _FANG, _HEI = "方正小标宋简体", "仿宋", "黑体"
_TITLE, _BODY, _PITCH = 22, 16, 29  # points
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}  # millimetres
Told = Mapping[str, Any]
_DAY = "\t年　　月　　日"  # at the right edge
_WIDE = 156  # millimetres of a line
_EFFECT = "自各方当事人签名、盖章或者按指印，调解员签名并加盖调解组织印章之日起生效"
_DRAFT = "可编辑稿：改动后请重新生成正式文书，盖章、签名以正式文书为准。"


def editable(kind: PaperKind, content: object, *, at: datetime) -> bytes:
    """The .docx; raises CannotRender where the content is not whole or this paper is not edited."""
    paper = PAPERS.get(kind)
    if paper is None or not paper.is_edited or type(content) is not paper.content:
        raise CannotRender(PaperRefusal.NO_TEMPLATE)
    check(content)
    told = printed(content)
    sheet = _Sheet(told.get("about") or title_of(kind, told.get("regime", "")), at)
    _WRITES[kind](sheet, told)
    return sheet.bytes()


class _Sheet:
    """A page of A4 with an office's margins, to write on from top to bottom."""

    def __init__(self, title: str, at: datetime) -> None:
        from docx import Document  # noqa: PLC0415 - slow: only where one is asked for
        from docx.shared import Mm  # noqa: PLC0415

        self._doc = Document()
        section = self._doc.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        for side, millimetres in _MARGINS.items():
            setattr(section, side, Mm(millimetres))
        section.footer.paragraphs[0].text = _DRAFT
        properties = self._doc.core_properties
        properties.title, properties.author, properties.language = title, "合一", "zh-CN"
        properties.created = properties.modified = at
        self._write(title, font=_SONG, size=_TITLE, align="CENTER", style="Heading 1")

    def heading(self, words: str) -> None:
        """A heading of a section, kept with what follows."""
        self._write(words, font=_HEI, indent=2, style="Heading 2").paragraph_format.keep_with_next = True

    def paragraphs(self, lines: Iterable[str]) -> None:
        """Paragraphs, each two characters in."""
        for line in lines:
            self._write(line, indent=2)

    def plain(self, words: str) -> None:
        """A line from the margin."""
        self._write(words)

    def right(self, *lines: str) -> None:
        """Lines at the right, as the unit and its date stand."""
        for line in filter(None, lines):
            self._write(line, align="RIGHT")

    def table(self, head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """A table whose head is repeated on each page."""
        columns = list(head)
        table = self._doc.add_table(rows=1, cols=len(columns), style="Table Grid")
        for row in (columns, *rows):
            cells = table.rows[0].cells if row is columns else table.add_row().cells
            for cell, words in zip(cells, row, strict=True):
                self._run(cell.paragraphs[0], words, _HEI if row is columns else _FANG, 12)
        head_row = table.rows[0]._tr.get_or_add_trPr()
        head_row.append(head_row.makeelement(_qualified("w:tblHeader"), {}))

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self._doc.save(out)
        return out.getvalue()

    def _write(
        self,
        words: str,
        *,
        font: str = _FANG,
        size: int = _BODY,
        indent: int = 0,
        align: str = "",
        style: str = "",
    ) -> Any:
        from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT  # noqa: PLC0415 - slow: only where asked for
        from docx.shared import Mm, Pt  # noqa: PLC0415

        paragraph = self._doc.add_paragraph(style=style or None)
        shape = paragraph.paragraph_format
        shape.line_spacing, shape.space_before, shape.space_after = Pt(_PITCH), Pt(0), Pt(0)
        shape.first_line_indent = Pt(size * indent)
        shape.tab_stops.add_tab_stop(Mm(_WIDE), WD_TAB_ALIGNMENT.RIGHT)
        if align:
            paragraph.alignment = WD_ALIGN_PARAGRAPH[align]
        self._run(paragraph, words, font, size)
        return paragraph

    @staticmethod
    def _run(paragraph: Any, words: str, font: str, size: int) -> None:
        from docx.shared import Pt, RGBColor  # noqa: PLC0415 - slow: only where one is asked for

        run = paragraph.add_run(words)
        run.font.size, run.font.name, run.font.bold = Pt(size), font, False
        run.font.color.rgb = RGBColor(0, 0, 0)
        run._element.rPr.rFonts.set(_qualified("w:eastAsia"), font)


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - slow: only where one is asked for

    return str(qn(name))


def _agreement(sheet: _Sheet, told: Told) -> None:
    sheet.right(told["number"])
    sheet.paragraphs(party_words(one) for one in told["parties"])
    sheet.heading("一、纠纷主要事实和争议事项")
    sheet.paragraphs(told["facts"])
    sheet.heading("二、协议内容")
    sheet.paragraphs(told["basis"] or ["经调解，当事人自愿达成如下协议："])
    for nth, clause in enumerate(told["clauses"], 1):
        sheet.paragraphs(clause_words(nth, clause))
    if told["total"]:
        sheet.paragraphs([f"合计金额：人民币{told['total']['capitals']}（{told['total']['figures']} 元）。"])
    if told["instalments"]:
        rows = (
            (str(nth), one["payer"], one["payee"], one["due_on"], one["amount"]["figures"], one["manner"])
            for nth, one in enumerate(told["instalments"], 1)
        )
        sheet.table(("期", "付款人", "收款人", "付款期限", "金额（元）", "方式"), rows)
    for words, name in (("履行方式和期限", "manner"), ("违约责任", "breach")):
        if told[name]:
            sheet.heading(words)
            sheet.paragraphs(told[name])
    kept_by = told["kept_by"] or f"当事人各执一份，{told['committee']}留存一份"
    sheet.paragraphs([f"本协议一式 {told['copies']} 份，{kept_by}，{told['effect'] or _EFFECT}。"])
    sheet.paragraphs(told["confirmation"])
    _signatures(sheet, told)
    sheet.right(f"{told['committee']}（盖章）", told["agreed_on"])


def _record(sheet: _Sheet, told: Told) -> None:
    where = "公开进行" if told["is_open"] else "不公开进行"
    ended = f" 至 {told['ended_at']}" if told["ended_at"] else ""
    sheet.plain(f"时间：{told['began_at']}{ended}")
    sheet.plain(f"地点：{told['place']}　方式：{where}")
    sheet.paragraphs(party_words(one) for one in told["parties"])
    sheet.heading("一、权利义务告知")
    sheet.paragraphs(told["told"])
    sheet.heading("二、调解过程")
    for one in told["spoken"]:
        sheet.paragraphs([f"{one['speaker']}：{''.join(one['words'][:1])}", *one["words"][1:]])
    if told["agreed_facts"]:
        sheet.heading("各方确认无争议的事实")
        sheet.paragraphs(numbered_words(told["agreed_facts"]))
    sheet.heading("调解结果")
    sheet.paragraphs(told["result"])
    _signatures(sheet, told)


def _rights(sheet: _Sheet, told: Told) -> None:
    sheet.plain("、".join(line for each in told["told"] for line in each) + "：")
    sheet.paragraphs([f"{told['committee']}将对你们之间的纠纷进行调解。现将权利和义务告知如下。"])
    for words, name in (("一、权利", "rights"), ("二、义务", "duties"), ("三、其他途径", "remedies")):
        if told[name]:
            sheet.heading(words)
            sheet.paragraphs(numbered_words(told[name]))
    sheet.paragraphs(filter(None, [told["fee"]]))
    sheet.right(f"{told['committee']}（盖章）", told["told_on"])


def _ending(sheet: _Sheet, told: Told) -> None:
    sheet.plain("、".join(line for each in told["to"] for line in each) + "：")
    does = "决定不予受理" if told["is_refusal"] else "现终止调解"
    sheet.paragraphs([f"关于{told['case']}，{told['committee']}{does}。"])
    sheet.heading("一、原因")
    sheet.paragraphs([*told["reason"], *([f"依据：{told['basis']}。"] if told["basis"] else [])])
    sheet.heading("二、你们还可以这样做")
    sheet.paragraphs(numbered_words(told["remedies"]))
    sheet.right(f"{told['committee']}（盖章）", told["told_on"])


def _statement(sheet: _Sheet, told: Told) -> None:
    if told["to"]:
        sheet.plain(f"{told['to']}：")
    for each in told["paragraphs"]:
        sheet.paragraphs(each)
    for nth, each in enumerate(told["enclosed"], 1):
        sheet.paragraphs([f"{'附件：' if nth == 1 else ''}{nth}．{''.join(each)}"])
    sheet.right(f"{told['unit']}（盖章）", told["dated_on"])


def _signatures(sheet: _Sheet, told: Told) -> None:
    for one in told["signers"]:
        sheet.plain(f"{one['role']}：{one['name']}（签名、捺印）{_DAY}")
    for each in told["mediators"]:
        sheet.plain(f"调解员：{''.join(each)}（签名）{_DAY}")
    if told["recorder"]:
        sheet.plain(f"记录人：{told['recorder']}（签名）{_DAY}")


_WRITES: Mapping[PaperKind, Callable[[_Sheet, Told], None]] = {
    PaperKind.AGREEMENT: _agreement,
    PaperKind.MEDIATION_RECORD: _record,
    PaperKind.RIGHTS_NOTICE: _rights,
    PaperKind.ENDING_NOTICE: _ending,
    PaperKind.STATEMENT: _statement,
}
