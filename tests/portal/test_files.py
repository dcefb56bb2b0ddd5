"""Files on the tracking page: the reporter adds some, sees their own and what was made public, and nothing else."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from heyi.accounts.codes import Door
from heyi.accounts.rules import ALLOWANCES, Allowance
from heyi.dispatch import operations as ops
from heyi.evidence.models import KeptFile
from heyi.kernel.clock import now
from heyi.matters.access import attachments_of, entering, matter_view, tracked_attachments
from heyi.matters.codes import Zone
from tests.factories.buckets import away
from tests.factories.files import PDF, SVG, heic, kept, paper, picture
from tests.factories.matters import ZHILI, Received, desk, received, step, unit

pytestmark = pytest.mark.django_db


def there(matter: Received, *way: object) -> str:
    return "/".join(["", "t", matter.receipt["tracking_code"], "files", *map(str, way)])


def add(matter: Received, *files: tuple[str, bytes], **how):
    sent = {"attach-sent": [SimpleUploadedFile(name, content) for name, content in files]}
    return Client().post(there(matter), sent, **how)


def own(matter: Received):
    with entering("tracking", matter=matter.id):
        return tracked_attachments(*matter.key)


def test_a_reporter_adds_and_sees_them_and_so_does_the_unit() -> None:
    matter = received()
    page = add(matter, ("IMG_1.JPG", picture()), ("x.svg", SVG), follow=True).content.decode()
    assert "已添加 1 个文件" in page
    assert "x.svg：为了安全" in page
    assert "IMG_1.jpg" in page
    (file,) = own(matter)
    assert (file.is_reporters, file.author) == (True, "")
    with desk(ZHILI):
        assert len(attachments_of(matter_view(*matter.key, units=[unit(ZHILI)]))) == 1


def test_while_the_bucket_is_away_a_file_is_asked_for_again_and_not_called_gone(
    settings, monkeypatch
) -> None:
    matter = received()
    add(matter, ("说明.txt", "欠款一万\n".encode()))
    (note,) = own(matter)
    with away(monkeypatch):
        assert Client().get(there(matter, note.id, "original")).status_code == 503
        assert Client().get(there(matter, note.id)).status_code == 503
    assert Client().get(there(matter, note.id)).status_code == 200


@pytest.mark.parametrize(("content", "name"), [(picture(), "a.jpg"), (paper(1), "a.pdf")])
def test_a_file_in_which_a_virus_was_found_is_opened_by_nobody(content: bytes, name: str) -> None:
    matter = received()
    add(matter, (name, content))
    (file,) = own(matter)
    form = "shown" if name == "a.jpg" else "original"
    mark = Client().get(there(matter, file.id, form))["ETag"]
    KeptFile.objects.update(scan="INFECTED", scan_found="Eicar-Signature", scanned_at=now())
    page = Client().get(f"/t/{matter.receipt['tracking_code']}").content.decode()
    assert "发现病毒，不能打开" in page
    assert str(file.id) not in page
    for kept_before in ({}, {"If-None-Match": mark}):
        assert Client().get(there(matter, file.id, form), headers=kept_before).status_code == 410
    assert Client().get(there(matter, file.id)).status_code == 404


def test_files_by_one_link_are_counted_the_refused_ones_too(monkeypatch) -> None:
    monkeypatch.setitem(ALLOWANCES, Door.FILES, (Allowance(3, timedelta(hours=1)),))
    matter, other = received(), received(text="路灯坏了，晚上看不见。")
    broken = ("b.png", picture(kind="PNG")[:200])
    assert add(matter, broken, ("IMG_1.JPG", picture())).status_code == 302
    assert add(matter, broken).status_code == 422
    answer = add(matter, ("IMG_2.JPG", picture((50, 60))))
    assert answer.status_code == 429
    assert "Retry-After" in answer
    assert len(own(matter)) == 1
    assert add(other, ("IMG_2.JPG", picture((50, 60)))).status_code == 302


def test_what_is_shown_to_its_own_sender_tells_no_place_either() -> None:
    matter = received()
    add(matter, ("a.jpg", picture()))
    (file,) = own(matter)
    answer = Client().get(there(matter, file.id, "shown"))
    assert not Image.open(io.BytesIO(answer.getvalue())).getexif()
    assert Client().get(there(matter, file.id, "original")).status_code == 404


def test_the_browser_may_keep_a_picture_and_asks_each_time() -> None:
    matter = received()
    add(matter, ("a.jpg", picture()))
    (file,) = own(matter)
    answer = Client().get(there(matter, file.id, "thumb"))
    answer.getvalue()
    assert answer["Cache-Control"] == "private, no-cache"
    again = Client().get(there(matter, file.id, "thumb"), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_only_what_was_made_public_is_seen_of_the_units_files() -> None:
    matter = received()
    for place, zone in enumerate(Zone):
        with desk(ZHILI):
            file = kept(picture((50 + place, 40)), f"{zone.value}.jpg")
            ops.attach(matter.key, step=step(ZHILI), files=[file], zone=zone)
    with desk(ZHILI):
        files = attachments_of(matter_view(*matter.key, units=[unit(ZHILI)]))
    for file in files:
        expected = 200 if file.zone == "PUBLIC" else 404
        answer = Client().get(there(matter, file.id, "thumb"))
        assert answer.status_code == expected
        if expected == 200:
            answer.getvalue()


def test_a_public_paper_may_be_saved() -> None:
    matter = received()
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI), files=[kept(PDF, "协议.pdf")], zone=Zone.PUBLIC)
    (file,) = own(matter)
    answer = Client().get(there(matter, file.id, "original"))
    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"].startswith("attachment")


def test_another_code_opens_nothing_of_this_matter() -> None:
    matter, other = received(), received("另一起邻里纠纷。")
    add(matter, ("a.jpg", picture()))
    (file,) = own(matter)
    assert Client().get(there(other, file.id, "thumb")).status_code == 404
    assert Client().get(f"/t/0000-0000-0000-0000/files/{file.id}/thumb").status_code == 404
    assert Client().post("/t/0000-0000-0000-0000/files", {}).status_code == 404


def test_no_file_and_a_bad_one_are_told() -> None:
    matter = received()
    assert add(matter).status_code == 422
    answer = add(matter, ("x.svg", SVG))
    assert answer.status_code == 422
    assert "x.svg" in answer.content.decode()
    assert own(matter) == ()


def test_an_iphones_photograph_is_added_like_any_other() -> None:
    matter = received()
    page = add(matter, ("IMG_2.HEIC", heic("turned")), follow=True).content.decode()
    assert "已添加 1 个文件" in page
    (file,) = own(matter)
    shown = Client().get(there(matter, file.id, "shown"))
    assert shown["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(shown.getvalue())).size == (200, 400)
    assert Client().get(there(matter, file.id, "original")).status_code == 404


def test_what_an_iphone_lost_on_the_way_is_told() -> None:
    matter = received()
    page = add(matter, ("IMG_2.HEIC", heic("upright")[:-300])).content.decode()
    assert "IMG_2.HEIC：文件不完整或者已损坏" in page
    assert own(matter) == ()


def test_the_reporter_reads_an_own_paper_and_an_own_text() -> None:
    matter = received()
    add(
        matter,
        ("合同.pdf", paper(8)),
        ("说明.txt", "欠款 \u2067一万".encode("gb18030")),
        ("a.jpg", picture()),
    )
    contract, note, photograph = own(matter)
    page = Client().get(there(matter, contract.id)).content.decode()
    assert there(matter, contract.id, "shown") in page
    assert "前 6 页，全文共 8 页" in page
    page = Client().get(there(matter, note.id)).content.decode()
    assert '欠款 <span class="file-mark">U+2067</span>一万' in page
    assert Client().get(there(matter, photograph.id)).status_code == 404  # shown where it lies
    other = received("另一起邻里纠纷。")
    assert Client().get(there(other, note.id)).status_code == 404
