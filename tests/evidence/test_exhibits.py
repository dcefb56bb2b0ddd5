"""Exhibits: taken, described, their custody noted, destroyed by two; nothing of them is forgotten meanwhile."""

import json
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from heyi.evidence.codes import (
    BY_HAND,
    MOST_WORDS,
    Capture,
    Custody,
    ExhibitRefusal,
    FileForm,
    Original,
    StampState,
)
from heyi.evidence.models import CustodyRow, Exhibit, KeptFile
from heyi.evidence.operations import (
    CannotTouch,
    FileErased,
    Taken,
    custody_of,
    destroy_exhibit,
    erase_file,
    exhibit_views,
    note_custody,
    open_file,
    take_exhibit,
)
from heyi.evidence.operations.viewing import custody_rows
from heyi.evidence.rules.custody import faults_of
from heyi.journal.codes import ActorKind
from heyi.journal.events import REPORTER
from heyi.journeys.files import forget_loose_files
from heyi.kernel import chain
from tests.factories.exhibits import LU, SHEN, STEPS, packed, taken
from tests.factories.files import kept
from tests.factories.matters import MORNING

pytestmark = pytest.mark.django_db
WORDS = "2026-03-01 12:03:11 张三: 货已收到\n".encode()


def text(words: str = "") -> bytes:
    return WORDS + words.encode()


def refused(do, *given, **more) -> ExhibitRefusal:
    with pytest.raises(CannotTouch) as error:
        do(*given, **more)
    assert error.value.sentence % dict(error.value.params)
    return error.value.code


def test_an_exhibit_has_both_hashes_and_says_how_it_came() -> None:
    content = text()
    (view,) = exhibit_views([taken(content, "聊天 记录.txt")])
    assert view.sha256 == chain.digest(content, "SHA256").hex()
    assert view.sm3 == chain.digest(content, "SM3").hex()
    assert (view.size, view.media, view.name) == (len(content), "text/plain", "聊天 记录.txt")
    assert (view.capture, view.original) == ("CHAT_EXPORT", "SEEN")
    assert (view.device, view.steps) == ("张三的手机", STEPS)
    assert (view.handed_by, view.handed_name) == ("party:1", "张三")
    assert (view.stamp, view.taken_at) == (StampState.WAITING, MORNING)


def test_the_first_row_of_custody_names_who_when_why_and_the_hashes() -> None:
    exhibit = taken(text())
    (row,) = custody_of(exhibit)
    assert (row.act, row.at, row.why) == ("RECEIVED", MORNING, STEPS)
    assert dict(row.actor) == {"kind": "PERSON", "id": 7, "name": "沈明", "unit": 3}
    assert row.facts["sha256"] == exhibit_views([exhibit])[0].sha256


def test_custody_is_a_chain_in_which_each_row_hangs_on_the_one_before() -> None:
    exhibit = taken(text())
    for act in (Custody.VIEWED, Custody.COPIED_OUT, Custody.SEALED):
        note_custody(exhibit, act=act, by=LU, why="核对", at=MORNING)
    assert (
        note_custody(exhibit, act=Custody.RELEASED, by=LU, why="移送", at=MORNING, to="吴兴区人民法院") == 5
    )
    rows = custody_of(exhibit)
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert rows[-1].why == "移送 → 吴兴区人民法院"
    found = Exhibit.objects.get(id=exhibit)
    links = custody_rows(found, CustodyRow.objects.filter(exhibit=found).order_by("seq"))
    assert list(faults_of(exhibit, links)) == []
    assert (found.custody_seq, bytes(found.custody_hash)) == (5, links[-1][0].hash)
    assert list(faults_of(exhibit, [*links[:2], *links[3:]])) != []
    assert list(faults_of(exhibit, [(links[0][0], replace_words(links[0][1]))])) == ["#1 words"]


def replace_words(said):
    return said._replace(words="别的")


@pytest.mark.parametrize("algo", list(chain.Algo))
def test_chains_are_made_by_the_hash_of_the_house(settings, algo: str) -> None:
    settings.HEYI_HASH = algo
    exhibit = taken(text(algo))
    assert CustodyRow.objects.get(exhibit_id=exhibit).algo == algo


@pytest.mark.parametrize("act", sorted(set(Custody) - BY_HAND))
def test_what_the_platform_notes_nobody_notes_by_hand(act: Custody) -> None:
    assert refused(note_custody, taken(text()), act=act, by=SHEN, why="试", at=MORNING) == "NOT_BY_HAND"


@pytest.mark.parametrize(
    ("why", "code"), [("", "NO_WORDS"), (" \n\0", "NO_WORDS"), ("字" * 2001, "LONG_WORDS")]
)
def test_words_are_needed_and_have_an_end(why: str, code: str) -> None:
    assert len("字" * 2001) > MOST_WORDS
    exhibit = taken(text())
    assert refused(note_custody, exhibit, act=Custody.VIEWED, by=SHEN, why=why, at=MORNING) == code
    how = Taken(Capture.OTHER, Original.COPY_ONLY, why)
    assert refused(take_exhibit, kept(text("2"), "a.txt"), taken=how, by=SHEN, at=MORNING) == code
    assert len(custody_of(exhibit)) == 1


def test_rows_of_custody_are_neither_changed_nor_taken_away() -> None:
    exhibit = taken(text())
    for statement in (
        "UPDATE evidence_custodyrow SET act = 'VIEWED'",
        "DELETE FROM evidence_custodyrow",
    ):
        with (
            pytest.raises(ProgrammingError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert len(custody_of(exhibit)) == 1


def test_nothing_that_is_said_of_an_exhibit_lies_open_in_the_database() -> None:
    exhibit = taken(text(), "张三与李四.txt")
    note_custody(exhibit, act=Custody.VIEWED, by=SHEN, why="看了与李四的约定", at=MORNING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT e::text, r::text FROM evidence_exhibit e, evidence_custodyrow r")
        lying = "".join(map("".join, cursor.fetchall()))
    for word in ("张三", "李四", "微信", "手机"):
        assert word not in lying
        assert word.encode().hex() not in lying


def test_a_reporter_who_hands_in_stays_nameless_in_the_chain() -> None:
    how = Taken(Capture.OWN_DEVICE, Original.BORN_DIGITAL, "自己上传")
    exhibit = take_exhibit(kept(text(), "a.txt"), taken=how, by=REPORTER, at=MORNING)
    (row,) = custody_of(exhibit)
    assert (row.actor["kind"], row.actor["name"]) == (ActorKind.REPORTER, "")


def test_the_same_bytes_may_be_handed_in_twice() -> None:
    first, second = taken(text()), taken(text())
    assert first != second
    assert KeptFile.objects.count() == 1
    assert len(exhibit_views([first, second])) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_many_exhibits_are_two_queries(count: int, django_assert_num_queries) -> None:
    exhibits = [taken(text(str(place))) for place in range(count)]
    with django_assert_num_queries(2):
        assert len(exhibit_views(exhibits)) == count


def test_what_is_evidence_is_neither_forgotten_nor_erased(django_capture_on_commit_callbacks) -> None:
    exhibit = taken(text())
    (view,) = exhibit_views([exhibit])
    with django_capture_on_commit_callbacks(execute=True):
        assert not erase_file(view.file_id, at=MORNING)
        forget_loose_files(now=lambda: MORNING + timedelta(days=9))
    assert b"".join(open_file(view.file_id, FileForm.ORIGINAL).parts) == text()


def test_destroying_needs_two_and_leaves_chain_and_hashes(django_capture_on_commit_callbacks) -> None:
    exhibit = taken(text())
    (before,) = exhibit_views([exhibit])
    given = {"why": "保管期满", "at": MORNING}
    assert refused(destroy_exhibit, exhibit, by=SHEN, approved_by=SHEN, **given) == "ONE_PERSON"
    with django_capture_on_commit_callbacks(execute=True):
        destroy_exhibit(exhibit, by=SHEN, approved_by=LU, **given)
    with django_capture_on_commit_callbacks(execute=True):
        forget_loose_files(now=lambda: MORNING + timedelta(days=1))
    (view,) = exhibit_views([exhibit])
    assert (view.sha256, view.name, view.steps, view.destroyed_at) == (before.sha256, "", "", MORNING)
    with pytest.raises(FileErased):
        open_file(view.file_id, FileForm.ORIGINAL)
    rows = custody_of(exhibit)
    assert [(row.act, row.why) for row in rows] == [("RECEIVED", ""), ("DESTROYED", "")]
    assert rows[-1].facts["approved_by"]["name"] == "陆芳"
    for do in (
        lambda: note_custody(exhibit, act=Custody.VIEWED, by=SHEN, why="看", at=MORNING),
        lambda: destroy_exhibit(exhibit, by=SHEN, approved_by=LU, **given),
        lambda: packed(exhibit),
    ):
        assert refused(do) == "DESTROYED"


def test_a_file_that_another_exhibit_holds_stays_when_one_is_destroyed(
    django_capture_on_commit_callbacks,
) -> None:
    first, second = taken(text()), taken(text())
    with django_capture_on_commit_callbacks(execute=True):
        destroy_exhibit(first, by=SHEN, approved_by=LU, why="重复", at=MORNING)
        forget_loose_files(now=lambda: MORNING + timedelta(days=1))
    (view,) = exhibit_views([second])
    assert b"".join(open_file(view.file_id, FileForm.ORIGINAL).parts) == text()
    assert view.name


def test_what_is_gone_or_infected_is_not_taken() -> None:
    file = kept(text(), "a.txt")
    how = Taken(Capture.OTHER, Original.COPY_ONLY, "收到")
    KeptFile.objects.filter(id=file.id).update(size=3)
    assert refused(take_exhibit, file, taken=how, by=SHEN, at=MORNING) == "GONE"
    KeptFile.objects.filter(id=file.id).update(scan="INFECTED")
    assert refused(take_exhibit, file, taken=how, by=SHEN, at=MORNING) == "WITHHELD"
    KeptFile.objects.filter(id=file.id).update(scan="CLEAN", erased_at=MORNING)
    assert refused(take_exhibit, file, taken=how, by=SHEN, at=MORNING) == "GONE"
    assert not Exhibit.objects.exists()


def test_packages_are_refused_before_anything_is_noted(monkeypatch) -> None:
    from heyi.evidence.operations import packaging

    exhibit = taken(text())
    assert refused(packed) == "NOTHING"
    monkeypatch.setattr(packaging, "LARGEST_PACKAGE", 3)
    assert refused(packed, exhibit) == "TOO_LARGE"
    monkeypatch.setattr(packaging, "MOST_EXHIBITS", 0)
    assert refused(packed, exhibit) == "TOO_MANY"
    monkeypatch.undo()
    KeptFile.objects.update(scan="INFECTED")
    assert refused(packed, exhibit) == "WITHHELD"
    assert len(custody_of(exhibit)) == 1


def test_a_package_is_noted_in_each_chain_and_holds_it() -> None:
    first, second = taken(text("1")), taken(text("2"))
    content = packed(second, first)
    assert content
    rows = [custody_of(each)[-1] for each in (first, second)]
    assert {row.act for row in rows} == {"PACKAGED"}
    assert rows[0].facts == rows[1].facts
    assert json.dumps(rows[0].facts["package"])
