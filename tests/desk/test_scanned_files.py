"""What pages say of viruses: nobody looked, not yet, none found, found; and what can be opened then."""

from collections.abc import Iterator

import pytest

from heyi.evidence.models import KeptFile
from heyi.kernel.clock import now
from tests.desk.conftest import SignIn
from tests.desk.test_files import hang, hung, sent, there
from tests.factories.clamd import EICAR, Daemon, clamd, rested
from tests.factories.files import paper, picture
from tests.factories.matters import Received, received

pytestmark = pytest.mark.django_db
CLEAN, WARNS, NOBODY = "没有发现病毒", "还没有经过病毒扫描", "没有接病毒扫描程序"


@pytest.fixture
def daemon(settings) -> Iterator[Daemon]:
    with clamd() as (address, found):
        settings.HEYI_CLAMD = address
        rested()
        yield found
    rested()


def said(client, matter: Received, file: object) -> str:
    return client.get(there(matter, file)).content.decode()


def test_the_page_says_whether_anybody_looked(sign_in: SignIn, settings) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    file = hang(matter, paper(1), name="a.pdf")
    assert NOBODY in said(clerk, matter, file)
    assert clerk.get(there(matter, file, "original")).status_code == 200
    settings.HEYI_CLAMD = "127.0.0.1:1"
    rested()
    assert WARNS in said(clerk, matter, file)
    KeptFile.objects.update(scan="CLEAN", scanned_at=now())
    assert CLEAN in said(clerk, matter, file)


def test_an_infected_file_is_refused_in_words_beside_the_good(sign_in: SignIn, daemon: Daemon) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    files = sent(("楼道.jpg", picture()), ("说明.txt", b"text " + EICAR))
    page = clerk.post(there(matter), files, follow=True).content.decode()
    assert "说明.txt：病毒扫描在这个文件里发现 Eicar-Signature" in page
    assert [file.name for file in hung(matter)] == ["楼道.jpg"]
    assert CLEAN in said(clerk, matter, hung(matter)[0].id)


def test_without_a_verdict_an_original_is_opened_only_by_who_was_warned(sign_in: SignIn, settings) -> None:
    settings.HEYI_CLAMD = "127.0.0.1:1"
    rested()
    matter, clerk = received(), sign_in("zhili.clerk")
    file = hang(matter, paper(1), name="a.pdf")
    assert "未查病毒" in clerk.get(f"/desk/matters/{matter.number}/").content.decode()
    page = said(clerk, matter, file)
    assert "仍要下载原件" in page
    turned_back = clerk.get(there(matter, file, "original"))
    assert (turned_back.status_code, turned_back["Location"]) == (302, there(matter, file))
    assert clerk.get(there(matter, file, "original") + "?unscanned=1").status_code == 200
    assert clerk.get(there(matter, file, "shown")).status_code == 200  # pixels that the darkroom drew


@pytest.mark.parametrize(
    ("content", "name"), [(picture(), "a.jpg"), (paper(1), "a.pdf"), (b"words", "a.txt")]
)
def test_in_which_something_was_found_later_nobody_opens(
    sign_in: SignIn, daemon: Daemon, content: bytes, name: str
) -> None:
    matter, clerk = received(), sign_in("zhili.clerk")
    file = hang(matter, content, name=name)
    KeptFile.objects.update(scan="INFECTED", scan_found="Eicar-Signature", scanned_at=now())
    page = said(clerk, matter, file)
    assert "发现 Eicar-Signature，任何人都不能再打开" in page
    assert "download>" not in page
    assert "发现病毒，不能打开" in clerk.get(f"/desk/matters/{matter.number}/").content.decode()
    for form in ("original", "shown", "thumb"):
        assert clerk.get(there(matter, file, form) + "?unscanned=1").status_code == 410
