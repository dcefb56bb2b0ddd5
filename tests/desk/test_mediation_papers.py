"""文书 at the desk: listed, made, taken away; nobody of another unit reaches one."""

import io
import re
from dataclasses import replace

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from heyi.documents.operations import check_seal
from heyi.journeys.papering import make_papers
from heyi.kernel.clock import now
from heyi.mediation import operations as ops
from heyi.mediation.codes import AgreementForm, Sign
from heyi.mediation.operations import Taking
from heyi.mediation.queries import sessions_of, signatures_of
from tests.desk.conftest import SignIn
from tests.desk.mediating import begun, mediated, of, page, person, planned, pressed
from tests.factories.matters import ZHILI, Received, desk, hand
from tests.factories.mediations import REFRAINS, agreement, as_party, party, standing

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
ME = "zhili.mediator"


@pytest.fixture(autouse=True)
def with_seals(settings) -> None:
    """Trial seals, and no authority to wait for."""
    settings.HEYI_SEAL_TRIAL, settings.HEYI_TSA_URL = True, ""


def me() -> Taking:
    return Taking(hand(ZHILI, person=person(ME), name="调解员"), now())


def to_sign(client: Client) -> Received:
    """One whose agreement is fixed."""
    matter = mediated(ME)
    begun(client, matter)
    fix(matter)
    return matter


def fix(matter: Received, *, facts: str = "同住一楼。") -> None:
    with desk(ZHILI):
        ops.draft(matter.key, taking=me(), form=AgreementForm.WRITTEN, facts=facts, terms=[REFRAINS])
        ops.fix(matter.key, taking=me())


def agreed(client: Client) -> Received:
    """One that came to an agreement."""
    matter = to_sign(client)
    conclude(matter)
    return matter


def conclude(matter: Received) -> None:
    told = agreement(matter).content_hash
    with as_party(matter):
        for side in ("A", "B"):
            ops.sign(
                matter.key,
                taking=party(side, at=now()),
                how=Sign.DRAWN,
                seen_hash=told,
                stroke="M1 1L20 20",
                device=side,
            )
    with desk(ZHILI):
        ops.conclude(matter.key, taking=me())


def papers_in(shown: str) -> list[str]:
    return re.findall(r'href="(/desk/matters/[^"]+/papers/[0-9a-f-]{36})"', shown)


def body(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_page_says_that_the_paper_is_on_its_way_and_then_hands_it_out_sealed(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = agreed(mediates)
    assert "正在生成协议书" in page(mediates, of(matter))
    assert make_papers(now=now) == 2
    shown = page(mediates, of(matter))
    (path,) = papers_in(shown)
    assert "已签章" in shown
    assert check_seal(body(mediates, path)).is_whole


def test_what_is_offered_is_made_and_sealed_by_a_button(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = mediated(ME)
    begun(mediates, matter)
    assert "权利义务告知书" in pressed(mediates, of(matter, "papers/make"), {"paper": "RIGHTS_NOTICE"})
    (path,) = papers_in(page(mediates, of(matter)))
    assert "已签章" in pressed(mediates, f"{path}/seal", {})
    assert check_seal(body(mediates, path)).is_whole


def test_a_copy_to_edit_bears_no_mark_and_makes_nothing(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = to_sign(mediates)
    content = body(mediates, of(matter, "papers/editable?paper=AGREEMENT"))
    words = "\n".join(each.text for each in Document(io.BytesIO(content)).paragraphs)
    assert "不在公共楼道晾晒衣物" in words
    assert "HEYI1" not in words
    assert papers_in(page(mediates, of(matter))) == []


@pytest.mark.parametrize("asked", ["", "AGREEMENT", "CASE_FILE", "MEDIATION_RECORD:x", "ENDING_NOTICE"])
def test_what_is_not_offered_is_not_made(sign_in: SignIn, asked: str) -> None:
    mediates = sign_in(ME)
    matter = mediated(ME)
    begun(mediates, matter)
    assert mediates.post(of(matter, "papers/make"), {"paper": asked}).status_code == 404
    assert papers_in(page(mediates, of(matter))) == []


def test_a_superior_has_no_such_page_and_no_paper(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = agreed(mediates)
    make_papers(now=now)
    (path,) = papers_in(page(mediates, of(matter)))
    assert sign_in("wuxing.leader").get(path).status_code == 404


def test_a_record_is_made_of_what_was_said_before_all(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = mediated(ME)
    begun(mediates, matter)
    pressed(mediates, of(matter, "plan"), planned())
    with desk(ZHILI):
        (session,) = sessions_of(matter.county, standing(matter).id)
        ops.write_up(
            matter.key,
            taking=replace(me(), at=session.ends_at),
            session_id=session.id,
            came=["A", "B"],
            text="双方谈了晾衣的时间。",
        )
    shown = pressed(mediates, of(matter, "papers/make"), {"paper": f"MEDIATION_RECORD:{session.id}"})
    assert "已制作：调解记录" in shown


def scan(pdf: bytes) -> SimpleUploadedFile:
    """The first page as a scanner of 150 dots leaves it."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil().convert("L")
    out = io.BytesIO()
    page.save(out, "JPEG", quality=70)
    return SimpleUploadedFile("扫描.jpg", out.getvalue(), "image/jpeg")


def test_a_scan_of_the_printed_text_is_taken_and_one_of_another_paper_is_not(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter, other = to_sign(mediates), to_sign(mediates)
    printed = []
    for each in (matter, other):
        pressed(mediates, of(each, "papers/make"), {"paper": "AGREEMENT"})
        (path,) = papers_in(page(mediates, of(each)))
        printed.append(scan(body(mediates, path)))
    given = {"of": "A", "short": agreement(matter).content_hash[:8]}
    wrong = mediates.post(of(matter, "signature"), {**given, "sent": printed[1]})
    assert wrong.status_code == 422
    assert "二维码不是这份协议的" in wrong.content.decode()
    assert signatures(matter) == []
    pressed(mediates, of(matter, "signature"), {**given, "sent": printed[0]})
    assert signatures(matter) == ["PAPER"]
    assert "已签名" in page(mediates, of(matter))


def signatures(matter: Received) -> list[str]:
    with desk(ZHILI):
        return [each.how for each in signatures_of(matter.county, agreement(matter).id)]


def test_the_page_names_what_keeps_a_paper_from_being_made(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    mediates = sign_in(ME)
    monkeypatch.setattr("heyi.mediation.operations.agreeing.refuse_unprintable", lambda *_: None)
    matter = mediated(ME)
    begun(mediates, matter)
    fix(matter, facts="双方都说好👍")
    conclude(matter)
    assert make_papers(now=now) == 0
    shown = page(mediates, of(matter))
    assert "协议书做不出来" in shown
    assert "👍（U+1F44D）" in shown
    assert "正在生成协议书" not in shown


def test_a_letter_that_no_font_has_is_told_at_the_button(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = mediated(ME)
    begun(mediates, matter)
    with desk(ZHILI):
        ops.draft(matter.key, taking=me(), form=AgreementForm.WRITTEN, facts="说好👍", terms=[REFRAINS])
    assert "字库里没有这些字" in pressed(mediates, of(matter, "fix"), {"of": ""})
    assert "字库里没有这些字" in pressed(
        mediates, of(mediated(ME), "add_party"), {"part": "RESPONDENT", "name": "王𪚥", "capacity": "FULL"}
    )
