"""Evidence of a mediation: handed in, opened to all, bound, packed; nothing in confidence in it."""

import io
import re
import zipfile

import pikepdf
import pypdfium2
import pytest

from heyi.documents.access import open_document
from heyi.documents.codes import PaperKind
from heyi.evidence.codes import Capture, Original
from heyi.evidence.operations import Content, custody_of, keep
from heyi.journeys.checking import check_problems
from heyi.journeys.papering import bind_asked, make_papers
from heyi.journeys.verifying import verify_problems
from heyi.mediation import operations as ops
from heyi.mediation.access.bindings import find_binding
from heyi.mediation.access.papers import paper_lines
from heyi.mediation.access.proofs import exhibit_lines, exhibits_for
from heyi.mediation.codes import Meeting, Room
from heyi.mediation.operations import Plan
from heyi.mediation.operations.binding import ask_binding
from heyi.mediation.operations.exhibits import hand_in, open_exhibit, pack_exhibits
from heyi.mediation.operations.papers import make_paper
from heyi.mediation.queries import parties_of, sessions_of
from tests.factories.matters import MORNING, WUXING, ZHILI, desk
from tests.factories.mediations import (
    REFRAINS,
    TOMORROW,
    as_party,
    begun,
    colleague,
    concluded,
    draft,
    mediator,
    party,
    refused,
    signed_by,
    standing,
)

pytestmark = pytest.mark.usefixtures("own_database")
SECRET = "琥珀色的紫檀木匣"
CHAT = """2026-11-20 10:00:00 李建国
衣服是我晾的
2026-11-20 10:01:00 王秀英
[转账] ￥200.00
"""
EXPORT = CHAT.encode()


@pytest.fixture(autouse=True)
def with_seals(settings):
    """Trial seals, and no authority to wait for."""
    settings.HEYI_SEAL_TRIAL, settings.HEYI_TSA_URL = True, ""


def kept(content: bytes = EXPORT, name: str = "聊天记录.txt"):
    return keep(Content(content, name=name), at=MORNING)


def picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "JPEG")
    return out.getvalue()


def handed(matter, side="A", content=EXPORT, name="聊天记录.txt", capture=Capture.CHAT_EXPORT):
    with as_party(matter):
        return hand_in(
            matter.key,
            taking=party(side),
            kept=kept(content, name),
            capture=capture,
            original=Original.BORN_DIGITAL,
            steps="在手机上导出后上传",
        )


def at_desk(matter):
    row = standing(matter)
    with desk(ZHILI):
        return exhibit_lines(row)


def seen_by(matter, side):
    row = standing(matter)
    with as_party(matter):
        return [line.view.name for line in exhibits_for(row, side)]


def test_a_side_sees_its_own_until_the_mediator_opens_it_to_all():
    matter, _id = begun()
    handed(matter)
    assert (seen_by(matter, "A"), seen_by(matter, "B")) == (["聊天记录.txt"], [])
    (line,) = at_desk(matter)
    assert (line.view.handed_name, line.row.is_chat) == ("王秀英", True)
    with desk(ZHILI):
        assert refused(open_exhibit, matter.key, taking=colleague(), exhibit_id=line.row.id)
        open_exhibit(matter.key, taking=mediator(), exhibit_id=line.row.id)
        assert refused(open_exhibit, matter.key, taking=mediator(), exhibit_id=line.row.id) == "not_open"
    assert seen_by(matter, "B") == ["聊天记录.txt"]
    row = standing(matter)
    with desk(WUXING):
        assert exhibit_lines(row) == ()  # a superior sees the matter, and nothing that was handed in
    assert list(verify_problems()) == []


def test_the_mediator_takes_one_in_and_nobody_hands_in_for_a_stranger():
    matter, _id = begun()
    with desk(ZHILI):
        given = {
            "kept": kept(picture(), "现场.jpg"),
            "capture": Capture.PHOTO_HERE,
            "original": Original.SEEN,
        }
        hand_in(matter.key, taking=mediator(), steps="到场拍摄", **given)
        assert refused(hand_in, matter.key, taking=mediator(side="Z"), steps="x", **given) == "party_unknown"
    (line,) = at_desk(matter)
    assert (line.row.side, line.view.handed_name) == ("", "老沈")


def words_of(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    found = "".join(page.get_textpage().get_text_range() for page in opened)
    opened.close()
    return re.sub(r"\s", "", found)


def pdfs(matter) -> dict[str, bytes]:
    row = standing(matter)
    with desk(ZHILI):
        return {
            f"{line.paper.kind}/{n}": b"".join(
                open_document(line.paper.document, sealed=line.is_sealed).parts
            )
            for n, line in enumerate(paper_lines(row))
        }


def test_a_chat_becomes_numbered_messages_with_totals_and_a_list_names_its_hash():
    matter, _id = begun()
    handed(matter)
    (line,) = at_desk(matter)
    with desk(ZHILI):
        side = parties_of(matter.county, standing(matter).id)[0].id
        make_paper(matter.key, PaperKind.CHAT_EXHIBIT, taking=colleague(), about=line.row.id)
        make_paper(matter.key, PaperKind.EVIDENCE_LIST, taking=colleague(), about=side)
        other = parties_of(matter.county, standing(matter).id)[1].id
        assert (
            refused(make_paper, matter.key, PaperKind.EVIDENCE_LIST, taking=mediator(), about=other)
            == "paper_not_yet"
        )
    chat, listed = (words_of(pdf) for _kind, pdf in sorted(pdfs(matter).items()))
    assert "衣服是我晾的" in chat
    assert "200.00" in chat
    assert line.view.sha256[:32] in listed.replace("\u200b", "")
    with as_party(matter):
        assert paper_lines(standing(matter)) == ()


def packed(matter):
    out = io.BytesIO()
    with desk(ZHILI):
        pack_exhibits(matter.key, taking=mediator(), why="法院调取", out=out)
    return out


def test_a_package_is_taken_by_the_unit_and_stands_in_each_chain():
    matter, _id = begun()
    exhibit = handed(matter)
    with zipfile.ZipFile(packed(matter)) as opened:
        assert {"manifest.json", "verify.py", "files/0001.txt"} <= set(opened.namelist())
    assert [row.act for row in custody_of(exhibit)] == ["RECEIVED", "PACKAGED"]
    with as_party(matter):
        assert refused(pack_exhibits, matter.key, taking=party("A"), why="x", out=io.BytesIO())


def with_everything():
    """An agreement, exhibits of either sort, every paper, and the word planted wherever one confides."""
    matter, _id = begun()
    with desk(ZHILI):
        for room, side in ((Room.SIDE, "B"), (Room.OWN, "")):
            ops.write(matter.key, taking=mediator(), room=room, side=side, text=f"说到{SECRET}")
        ops.propose(matter.key, taking=mediator(), text=f"以{SECRET}抵", amount=None, to_sides=["B"])
        for hour, meeting, text in (
            (10, Meeting.SEPARATE, f"单独说到{SECRET}"),
            (14, Meeting.JOINT, "都同意"),
        ):
            hours = (TOMORROW.replace(hour=hour), TOMORROW.replace(hour=hour + 1))
            sides = ("B",) if meeting is Meeting.SEPARATE else ("A", "B")
            ops.plan(matter.key, taking=mediator(), plan=Plan(meeting, *hours, sides))
            session = next(
                each for each in sessions_of(matter.county, standing(matter).id) if each.state == "PLANNED"
            )
            then = mediator(at=hours[1])
            ops.write_up(matter.key, taking=then, session_id=session.id, came=list(sides), text=text)
    handed(matter)
    handed(matter, "B", picture(), "楼道.jpg", Capture.OWN_DEVICE)
    draft(matter, REFRAINS)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())
    for side in ("A", "B"):
        signed_by(matter, side)
    with desk(ZHILI):
        ops.conclude(matter.key, taking=mediator())
    make_papers(now=lambda: MORNING)
    return matter


def test_a_case_file_has_every_paper_and_the_word_said_in_confidence_is_in_none():
    matter = with_everything()
    sittings = {each.meeting: each.id for each in sessions_with(matter)}
    with desk(ZHILI):
        for kind in (
            PaperKind.APPLICATION,
            PaperKind.INTAKE_FORM,
            PaperKind.RIGHTS_NOTICE,
            PaperKind.CLOSING_REPORT,
        ):
            make_paper(matter.key, kind, taking=mediator())
        make_paper(matter.key, PaperKind.MEDIATION_RECORD, taking=mediator(), about=sittings["JOINT"])
        for line in exhibit_lines(standing(matter)):
            if line.row.is_chat:
                make_paper(matter.key, PaperKind.CHAT_EXHIBIT, taking=mediator(), about=line.row.id)
        separate = {"taking": mediator(), "about": sittings["SEPARATE"]}
        assert refused(make_paper, matter.key, PaperKind.MEDIATION_RECORD, **separate) == "paper_not_yet"
        ask_binding(matter.key, taking=colleague())
        assert refused(ask_binding, matter.key, taking=colleague()) == "binding_going"
    assert bind_asked(now=lambda: MORNING) == 1
    with desk(ZHILI):
        told = find_binding(standing(matter))
    assert (told.state, told.total) == ("DONE", 8)
    made = pdfs(matter)
    bound = next(pdf for name, pdf in made.items() if name.startswith("CASE_FILE"))
    whole = words_of(bound)
    assert "都同意" in whole
    assert "卷内目录" in whole
    assert {name: SECRET in words_of(pdf) for name, pdf in made.items()} == dict.fromkeys(made, False)
    with zipfile.ZipFile(packed(matter)) as opened:
        assert not any(SECRET.encode() in opened.read(name) for name in opened.namelist())
    with pikepdf.open(io.BytesIO(bound)) as opened:
        assert len(opened.attachments) >= 1  # the sealed agreement proves itself once it is taken out
    assert list(verify_problems()) == []
    assert {each.code for each in check_problems(at=MORNING)} & {
        "document.untold",
        "document.missing",
    } == set()


def sessions_with(matter):
    with desk(ZHILI):
        return sessions_of(matter.county, standing(matter).id)


def test_nothing_is_bound_of_nothing_and_what_fails_is_told():
    matter, _id = begun()
    with desk(ZHILI):
        assert refused(ask_binding, matter.key, taking=mediator()) == "nothing_to_bind"
    with as_party(matter):
        assert refused(ask_binding, matter.key, taking=party("A")) == "nothing_to_bind"
    done, _id = concluded()
    make_papers(now=lambda: MORNING)
    broken = b"%PDF-1.4\nnothing of this can be drawn\n%%EOF\n"
    handed(done, "A", broken, "坏.pdf", Capture.OWN_DEVICE)
    with desk(ZHILI):
        ask_binding(done.key, taking=mediator())
    assert bind_asked(now=lambda: MORNING) == 0
    with desk(ZHILI):
        told = find_binding(standing(done))
    assert told.state == "FAILED"
    assert "坏.pdf" in told.why
