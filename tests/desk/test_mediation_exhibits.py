"""证据 and 卷宗 at the desk and on a party's page: handed in, seen by whom, opened to all, packed, bound."""

import io
import re
import subprocess
import sys
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from heyi.journeys.papering import bind_asked, make_papers
from heyi.kernel.clock import now
from tests.desk.conftest import SignIn
from tests.desk.mediating import begun, consented, mediated, of, page, pressed
from tests.desk.test_mediation_papers import ME, agreed, body, with_seals
from tests.factories.files import picture
from tests.factories.matters import Received
from tests.factories.parties import address_of

__all__ = ["with_seals"]
pytestmark = pytest.mark.django_db(databases=["default", "owner"])
CHAT = "2026-11-20 10:00:00 李建国\n衣服是我晾的\n2026-11-20 10:01:00 王秀英\n[转账] ￥200.00\n"
STEPS = {"steps": "在自己手机上导出"}


def text(name: str = "聊天.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, CHAT.encode(), "text/plain")


def under_way(client: Client) -> Received:
    matter = mediated(ME)
    begun(client, matter)
    return matter


def handed(matter: Received, side: str = "A", **given: object) -> str:
    told = {"capture": "CHAT_EXPORT", "sent": text(), **STEPS, **given}
    answer = Client().post(address_of(matter, side, "exhibits/new"), told, follow=True)
    return answer.content.decode()


def exhibits_in(shown: str) -> list[str]:
    return re.findall(r'href="([^"]+/exhibits/[0-9a-f-]{36})"', shown)


def test_what_a_party_hands_in_the_other_sees_once_the_mediator_opens_it(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = under_way(mediates)
    shown = handed(matter)
    assert "已经收到您的证据" in shown
    (own,) = exhibits_in(shown)
    assert body(Client(), own) == CHAT.encode()
    theirs = address_of(matter, "B", own.partition("/exhibits/")[1].strip("/") + "/" + own.rpartition("/")[2])
    assert Client().get(theirs).status_code == 404
    (path,) = exhibits_in(page(mediates, of(matter)))
    assert body(mediates, path) == CHAT.encode()
    assert "各方可见" in pressed(mediates, f"{path}/open", {})
    assert body(Client(), theirs) == CHAT.encode()


def test_a_chat_is_pasted_at_the_desk_and_becomes_a_paper(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = under_way(mediates)
    told = {"side": "B", "pasted": CHAT, "capture": "OWN_DEVICE", "original": "COPY_ONLY", **STEPS}
    shown = pressed(mediates, of(matter, "exhibits/new"), told)
    assert "已收存 1 份证据" in shown
    (paper,) = set(re.findall(r'value="(CHAT_EXHIBIT:[0-9a-f-]+)"', shown))
    assert "已制作：聊天记录整理件" in pressed(mediates, of(matter, "papers/make"), {"paper": paper})


@pytest.mark.parametrize(
    "given",
    [
        {"sent": ""},
        {"steps": ""},
        {"capture": "PAPER_SCANNED"},
        {"sent": SimpleUploadedFile("x.exe", b"MZ\x90\0\3")},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(sign_in: SignIn, given: dict[str, object]) -> None:
    matter = under_way(sign_in(ME))
    assert exhibits_in(handed(matter, **given)) == []
    assert exhibits_in(Client().get(address_of(matter, "A")).content.decode()) == []


def test_nobody_hands_in_from_a_desk(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = under_way(mediates)
    told = {"capture": "CHAT_EXPORT", "sent": text(), **STEPS}
    assert mediates.post(address_of(matter, "A", "exhibits/new"), told).status_code == 403


def test_a_package_leaves_with_a_reason_and_proves_itself(sign_in: SignIn, tmp_path) -> None:
    mediates = sign_in(ME)
    matter = under_way(mediates)
    handed(matter)
    assert "请写明取出的理由" in pressed(mediates, of(matter, "exhibits/package"), {"why": ""})
    answer = mediates.post(of(matter, "exhibits/package"), {"why": "法院调取"})
    packed = tmp_path / "package.zip"
    packed.write_bytes(b"".join(answer.streaming_content))
    with zipfile.ZipFile(packed) as opened:
        script = tmp_path / "verify.py"
        script.write_bytes(opened.read("verify.py"))
    done = subprocess.run([sys.executable, script, packed], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_case_file_is_bound_by_the_worker_and_then_stands_among_the_papers(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = agreed(mediates)
    make_papers(now=now)
    assert "已排队" in pressed(mediates, of(matter, "casefile/bind"), {})
    assert "every 3s" in page(mediates, of(matter, "casefile/state"))
    assert bind_asked(now=now) == 1
    assert mediates.get(of(matter, "casefile/state"))["HX-Refresh"] == "true"
    shown = page(mediates, of(matter))
    assert "卷宗" in shown
    assert len(re.findall(r'/papers/[0-9a-f-]{36}"', shown)) == 2
    assert not io.BytesIO(body(mediates, of(matter, "casefile/state"))).getvalue().count(b"every 3s")


def test_what_is_opened_before_mediation_begins_is_seen_at_once(sign_in: SignIn) -> None:
    mediates, matter = sign_in(ME), mediated(ME)
    consented(matter)
    handed(matter)
    other = address_of(matter, "B")
    assert "聊天.txt" not in page(Client(), other)
    (path,) = exhibits_in(page(mediates, of(matter)))
    pressed(mediates, f"{path}/open", {})
    assert "聊天.txt" in page(Client(), other)


def taken_with(content: bytes) -> dict[int, object]:
    """What lies in a picture beside the picture: place, device, time."""
    with Image.open(io.BytesIO(content)) as image:
        return dict(image.getexif())


def test_of_a_picture_others_get_the_copy_and_the_original_stays_with_who_took_it(sign_in: SignIn) -> None:
    mediates = sign_in(ME)
    matter = under_way(mediates)
    original = picture()
    assert taken_with(original)
    sent = SimpleUploadedFile("楼道.jpg", original, "image/jpeg")
    shown = handed(matter, capture="OWN_DEVICE", sent=sent)
    assert "下载原件" in shown
    (own,) = exhibits_in(shown)
    (path,) = exhibits_in(page(mediates, of(matter)))
    assert "没有拍摄地点" in pressed(mediates, f"{path}/open", {})
    assert body(Client(), own) == original
    theirs = address_of(matter, "B", f"exhibits/{own.rpartition('/')[2]}")
    assert "不含拍摄地点" in page(Client(), address_of(matter, "B"))
    for copy in (body(Client(), theirs), body(mediates, path)):
        assert taken_with(copy) == {}
    assert body(mediates, f"{path}?form=original") == original
    colleague = sign_in("zhili.clerk")
    assert taken_with(body(colleague, path)) == {}
    assert colleague.get(f"{path}?form=original").status_code == 403
    assert "?form=original" not in page(colleague, of(matter))
