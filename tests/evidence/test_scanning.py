"""Files and viruses: refused at once, kept with a warning while the scanner is silent, withheld when found later."""

from collections.abc import Iterator

import pytest

from heyi.adapters.clamd import Clamd
from heyi.evidence.access import faces_of
from heyi.evidence.codes import FileForm, FileRefusal, Scan
from heyi.evidence.models import KeptFile
from heyi.evidence.operations import CannotKeep, Content, FileInfected, keep, open_file, scanning
from heyi.journeys.files import scan_unscanned, scanner_words
from heyi.kernel.clock import now
from tests.factories.clamd import EICAR, Daemon, clamd, rested
from tests.factories.files import kept, paper, picture

pytestmark = pytest.mark.django_db
INFECTED = b"a text with " + EICAR + b" in it\n"


@pytest.fixture
def daemon(settings) -> Iterator[Daemon]:
    with clamd() as (address, found):
        settings.HEYI_CLAMD = address
        rested()
        yield found
    rested()


def scan_of(file) -> Scan:
    return faces_of([file.id])[file.id].scan


def test_without_a_scanner_that_is_said(settings) -> None:
    assert scan_of(kept()) is Scan.NONE
    assert scan_unscanned(now=now) == 0
    assert scanner_words() == ("", None)


def test_a_clean_file_is_kept_and_an_infected_one_refused_by_name(daemon: Daemon) -> None:
    assert scan_of(kept(picture())) is Scan.CLEAN
    assert scan_of(kept(paper(1), "a.pdf")) is Scan.CLEAN
    before = KeptFile.objects.count()
    with pytest.raises(CannotKeep) as refused:
        keep(Content(INFECTED, name="a.txt"), at=now())
    assert (refused.value.code, refused.value.params) == (FileRefusal.INFECTED, {"found": "Eicar-Signature"})
    assert KeptFile.objects.count() == before
    assert len(daemon.streams) == 3


def test_while_the_scanner_is_silent_a_file_is_kept_and_looked_at_later(daemon: Daemon, monkeypatch) -> None:
    scanning.scanner()._seconds = 0.2  # type: ignore[union-attr]
    daemon.answers = False
    clean, infected = kept(picture()), keep(Content(INFECTED, name="a.txt"), at=now())
    assert (scan_of(clean), scan_of(infected)) == (Scan.WAITING, Scan.WAITING)
    assert b"".join(open_file(infected.id, FileForm.ORIGINAL).parts) == INFECTED
    _words, problem = scanner_words()
    assert problem is not None
    assert problem.code == "scanner.silent"
    monkeypatch.setattr(scanning, "AGAIN", -scanning.AGAIN)  # what was tried a moment ago is tried at once
    assert scan_unscanned(now=now) == 0
    daemon.answers = True
    monkeypatch.undo()
    KeptFile.objects.update(scanned_at=None)
    assert scan_unscanned(now=now) == 2
    assert (scan_of(clean), scan_of(infected)) == (Scan.CLEAN, Scan.INFECTED)
    for form in FileForm:
        with pytest.raises(FileInfected):
            open_file(infected.id, form)
    with pytest.raises(CannotKeep) as refused:
        keep(Content(INFECTED, name="again.txt"), at=now())
    assert refused.value.params == {"found": "Eicar-Signature"}
    assert scanner_words()[0].startswith("ClamAV")


def test_who_was_silent_is_not_waited_for_again_and_again(daemon: Daemon, settings, monkeypatch) -> None:
    asked: list[int] = []
    settings.HEYI_CLAMD = "127.0.0.1:1"
    scan = Clamd.scan
    monkeypatch.setattr(Clamd, "scan", lambda self, parts: asked.append(1) or scan(self, parts))
    for shade in ("#111111", "#222222", "#333333"):
        assert scan_of(kept(picture(colour=shade))) is Scan.WAITING
    assert asked == [1]


def test_what_the_scanner_cannot_look_at_waits_and_keeps_no_other_waiting(daemon: Daemon) -> None:
    daemon.most = 1000
    large = kept(picture((1600, 1200)))
    small = keep(Content(b"short\n", name="a.txt"), at=now())
    assert (scan_of(large), scan_of(small)) == (Scan.WAITING, Scan.CLEAN)
    KeptFile.objects.update(scan="NONE", scanned_at=None)
    assert scan_unscanned(now=now) == 2
    assert (scan_of(large), scan_of(small)) == (Scan.WAITING, Scan.CLEAN)
    daemon.most = 1 << 30
    KeptFile.objects.update(scanned_at=None)
    assert scan_unscanned(now=now) == 1
    assert scan_of(large) is Scan.CLEAN


def test_files_of_before_the_scanner_are_looked_at_when_it_comes(settings) -> None:
    old = kept()
    assert scan_of(old) is Scan.NONE
    with clamd() as (address, _daemon):
        settings.HEYI_CLAMD = address
        assert scan_of(old) is Scan.WAITING
        assert scan_unscanned(now=now) == 1
        assert scan_of(old) is Scan.CLEAN
