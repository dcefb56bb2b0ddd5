"""Files at the desk: added with partial success, looked at by basis, opened as they came and logged."""

import re
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from heyi.dispatch import operations as ops
from heyi.journal.access import looks_at
from heyi.kernel.clock import now
from heyi.matters.access import attachments_of, entering, matter_view
from heyi.matters.codes import Zone
from tests.desk.conftest import SignIn
from tests.factories.buckets import away
from tests.factories.files import MARKUP, PDF, SVG, kept, paper, picture
from tests.factories.matters import ZHILI, Received, desk, received, step, unit

pytestmark = pytest.mark.django_db


def there(matter: Received, *way: object) -> str:
    return "/".join(["", "desk", "matters", matter.number, "files", *map(str, way)])


def sent(*files: tuple[str, bytes], zone: str = "WORKING", note: str = "楼道口") -> dict:
    return {
        "attach-sent": [SimpleUploadedFile(name, content) for name, content in files],
        "attach-zone": zone,
        "attach-note": note,
    }


def hung(matter: Received) -> list:
    with desk(ZHILI):
        return list(attachments_of(matter_view(*matter.key, units=[unit(ZHILI)])))


def hang(matter: Received, content: bytes = b"", *, zone: Zone = Zone.WORKING, name: str = "a.jpg") -> UUID:
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI, at=now()), files=[kept(content, name)], zone=zone)
    return hung(matter)[-1].id


def test_the_good_are_hung_and_the_others_named(sign_in: SignIn) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    files = sent(("楼道.jpg", picture()), ("drawing.svg", SVG), ("page.jpg", MARKUP), ("合同.jpg", PDF))
    answer = clerk.post(there(matter), files, follow=True)
    page = answer.content.decode()
    assert [(file.name, file.note, file.zone) for file in hung(matter)] == [
        ("楼道.jpg", "楼道口", "WORKING"),
        ("合同.pdf", "楼道口", "WORKING"),
    ]
    assert "已添加 2 个文件" in page
    assert "drawing.svg：为了安全" in page
    assert "page.jpg：为了安全" in page


def test_where_none_is_kept_what_was_typed_stays(sign_in: SignIn) -> None:
    matter = received()
    answer = sign_in("zhili.clerk").post(there(matter), sent(("drawing.svg", SVG), note="看这里"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "看这里" in page
    assert "drawing.svg" in page
    assert hung(matter) == []


@pytest.mark.parametrize("change", [{"attach-sent": []}, {"attach-zone": "NOWHERE"}, {"attach-zone": ""}])
def test_a_form_that_lacks_something_hangs_nothing(sign_in: SignIn, change: dict) -> None:
    matter = received()
    answer = sign_in("zhili.clerk").post(there(matter), {**sent(("a.jpg", picture())), **change})
    assert answer.status_code == 422
    assert hung(matter) == []


def test_our_script_hears_how_each_fared(sign_in: SignIn) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    good = clerk.post(there(matter), sent(("楼道.jpg", picture())), headers={"accept": "application/json"})
    bad = clerk.post(there(matter), sent(("x.svg", SVG)), headers={"accept": "application/json"})
    assert good.json() == {"kept": ["楼道.jpg"], "refused": [], "faults": []}
    assert [file["name"] for file in bad.json()["refused"]] == ["x.svg"]


@pytest.mark.parametrize(
    ("person", "zone", "form", "status"),
    [
        ("zhili.clerk", Zone.CONFIDENTIAL, "original", 200),
        ("zhili.clerk", Zone.WORKING, "shown", 200),
        ("wuxing.dispatcher", Zone.WORKING, "thumb", 200),
        ("wuxing.dispatcher", Zone.WORKING, "original", 404),
        ("wuxing.dispatcher", Zone.CONFIDENTIAL, "thumb", 404),
        ("balidian.clerk", Zone.PUBLIC, "thumb", 404),
        ("zhili.police", Zone.PUBLIC, "thumb", 404),
        ("zhili.clerk", Zone.WORKING, "nonsense", 404),
        ("admin.system", Zone.PUBLIC, "thumb", 403),
        ("admin.audit", Zone.PUBLIC, "original", 403),
    ],
)
def test_each_opens_what_is_theirs(sign_in: SignIn, person: str, zone: Zone, form: str, status: int) -> None:
    matter = received()
    file = hang(matter, zone=zone)
    assert sign_in(person).get(there(matter, file, form)).status_code == status


def test_nobody_unsigned_opens_anything() -> None:
    matter = received()
    answer = Client().get(there(matter, hang(matter), "thumb"))
    assert answer.status_code == 302
    assert "/accounts/login" in answer["Location"]


def test_a_file_is_not_found_by_another_matters_number(sign_in: SignIn) -> None:
    matter, other, clerk = received(), received("另一起邻里纠纷。"), sign_in("zhili.clerk")
    file = hang(matter)
    assert clerk.get(there(other, file, "shown")).status_code == 404
    assert clerk.get(there(other, file)).status_code == 404
    assert clerk.get(there(matter, uuid4(), "shown")).status_code == 404
    assert clerk.get(there(matter, uuid4())).status_code == 404


def test_while_the_bucket_is_away_a_file_is_not_called_gone(sign_in: SignIn, monkeypatch) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    file = hang(matter, "欠款一万\n".encode(), name="说明.txt")
    with away(monkeypatch):
        assert clerk.get(there(matter, file, "original")).status_code == 503
        assert clerk.get(there(matter, file)).status_code == 200  # the page stands without its words
    assert clerk.get(there(matter, file, "original")).status_code == 200


def test_an_original_is_saved_and_logged_a_copy_is_looked_at(sign_in: SignIn) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    content = picture()
    file = hang(matter, content, name="楼道 口.jpg")
    shown = clerk.get(there(matter, file, "shown"))
    assert (shown["Content-Type"], shown["Content-Disposition"].partition(";")[0]) == ("image/jpeg", "inline")
    shown.getvalue()
    original = clerk.get(there(matter, file, "original"))
    assert original.getvalue() == content
    assert original["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    for answer in (shown, original):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "no-store"
    with entering("worker"):
        looks = [(look.what, look.purpose) for look in looks_at(*matter.key)]
    assert looks.count(("FILE", "LEAD")) == 1


@pytest.mark.parametrize(("content", "name"), [(PDF, "协议.pdf"), ("门牌".encode(), "说明.txt")])
def test_a_paper_is_only_ever_saved(sign_in: SignIn, content: bytes, name: str) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    file = hang(matter, content, name=name)
    answer = clerk.get(there(matter, file, "original"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert not answer["Content-Type"].startswith("text/")
    assert clerk.get(there(matter, file, "shown")).status_code == 404
    answer.getvalue()


def test_a_name_of_markup_is_shown_as_words(sign_in: SignIn) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    file = hang(matter, name="a&amp;'onerror='alert(1).jpg")
    for address in (f"/desk/matters/{matter.number}/", there(matter, file)):
        page = clerk.get(address).content.decode()
        assert "a&amp;amp;&#x27;onerror=&#x27;alert(1).jpg" in page


def test_the_viewer_leads_on_and_back(sign_in: SignIn) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    first, second = hang(matter), hang(matter, picture(colour="#445566"))
    assert f'rel="next" href="{there(matter, second)}"' in clerk.get(there(matter, first)).content.decode()
    assert f'rel="prev" href="{there(matter, first)}"' in clerk.get(there(matter, second)).content.decode()


def test_a_superior_is_not_offered_the_original(sign_in: SignIn) -> None:
    matter = received()
    file = hang(matter)
    page = sign_in("wuxing.dispatcher").get(there(matter, file)).content.decode()
    assert "下载原件" not in page
    assert "原件只有主办和协办单位可以打开" in page


@pytest.mark.parametrize(
    ("person", "is_told"),
    [
        ("zhili.clerk", True),
        ("zhili.mediator", True),
        ("wuxing.dispatcher", False),
        ("city.leader", False),
        ("city.dispatcher", False),
    ],
)
def test_outside_the_room_nobody_learns_that_something_was_confided(
    sign_in: SignIn, person: str, is_told: bool
) -> None:
    """Neither how many files or notes, nor that there are any: page, printed order, and what happened since."""
    matter, reader = received(), sign_in(person)
    address = f"/desk/matters/{matter.number}/"
    before = reader.get(address).content.decode()
    for place in range(3):
        hang(matter, picture((40 + place, 40)), zone=Zone.CONFIDENTIAL)
    with desk(ZHILI):
        ops.note(matter.key, step=step(ZHILI, at=now()), zone=Zone.CONFIDENTIAL, text="对方愿意让一步")
    after = reader.get(address).content.decode()
    entry, more = '<li class="entry"', 4 if is_told else 0
    assert after.count(entry) - before.count(entry) == more
    assert ("对方愿意让一步" in after) == is_told
    assert after.count("添加附件") - before.count("添加附件") == (3 if is_told else 0)
    assert ("添加附件" in reader.get(f"{address}print").content.decode()) == is_told
    assert (reader.get(f"{address}since?seq=2").status_code == 200) == is_told
    marks = re.findall(r'name="seen" value="([^"]*)"|since\?seq=([^"]*)"', after)
    assert marks  # how many events there are is not to be read from them
    assert all(len(one or other) == 32 for one, other in marks)


def test_a_papers_pages_are_shown_and_its_original_is_saved(sign_in: SignIn) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    file = hang(matter, paper(9), name="调解协议.pdf")
    page = clerk.get(there(matter, file)).content.decode()
    assert there(matter, file, "shown") in page
    assert "前 6 页，全文共 9 页" in page
    assert there(matter, file, "thumb") in clerk.get(f"/desk/matters/{matter.number}/").content.decode()
    shown = clerk.get(there(matter, file, "shown"))
    assert (shown["Content-Type"], shown["Content-Disposition"].partition(";")[0]) == ("image/jpeg", "inline")
    assert shown["Content-Disposition"].endswith(".jpg")
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    shown.getvalue()


def test_a_text_is_shown_as_words_and_reading_it_is_logged(sign_in: SignIn) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    content = "收款人：王某 \u202e甲方\u202c & 'a<b'".encode("gb18030")
    file = hang(matter, content, name="说明.txt")
    page = clerk.get(there(matter, file)).content.decode()
    assert '收款人：王某 <span class="file-mark">U+202E</span>甲方' in page
    assert "&#x27;a&lt;b&#x27;" in page
    assert "\u202e" not in page
    assert "已用 U+ 编号标出" in page
    with entering("worker"):
        looks = [(look.what, look.purpose) for look in looks_at(*matter.key)]
    assert looks.count(("FILE", "LEAD")) == 1


def test_a_superior_reads_a_working_text_and_no_confidential_one(sign_in: SignIn) -> None:
    matter, above = received(), sign_in("wuxing.dispatcher")
    working = hang(matter, "约好周五".encode(), name="记录.txt")
    confided = hang(matter, "对方让步".encode(), name="底线.txt", zone=Zone.CONFIDENTIAL)
    assert "约好周五" in above.get(there(matter, working)).content.decode()
    assert above.get(there(matter, confided)).status_code == 404
    page = above.get(there(matter, working)).content.decode()
    assert "第 1 个，共 1 个" in page
