"""Exhibits and matters: what is evidence outlives its attachment, by its own way and no other."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import override_settings

from heyi.dispatch import operations as ops
from heyi.evidence.codes import Custody, FileForm
from heyi.evidence.models import CustodyRow, Exhibit
from heyi.evidence.operations import (
    CannotKeep,
    CannotTouch,
    FileErased,
    destroy_exhibit,
    note_custody,
    open_file,
    wiring,
)
from heyi.evidence.operations.viewing import custody_rows
from heyi.evidence.rules.custody import faults_of
from heyi.journeys.checking import check_problems
from heyi.journeys.files import forget_loose_files
from heyi.kernel.clock import now
from heyi.matters.access import attachments_of, matter_view
from heyi.matters.codes import Zone
from tests.factories.buckets import away
from tests.factories.exhibits import LU, SHEN, packed, taken
from tests.factories.files import kept
from tests.factories.matters import MORNING, ZHILI, desk, received, step, unit

TEXT = "2026-03-01 12:03:11 张三: 好\n".encode()


def night(days: int) -> int:
    return forget_loose_files(now=lambda: MORNING + timedelta(days=days))


def opens(file_id) -> bytes:
    return b"".join(open_file(file_id, FileForm.ORIGINAL).parts)


def test_erasing_an_attachment_leaves_the_exhibit_and_destroying_it_takes_the_bytes(own_database) -> None:
    matter, file = received(), kept(TEXT, "聊天.txt")
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI), files=[file], zone=Zone.WORKING, note="聊天")
        (attachment,) = attachments_of(matter_view(*matter.key, units=[unit(ZHILI)]))
        exhibit = taken(TEXT)
        ops.erase_file(matter.key, step=step(ZHILI), attachment=attachment.id, ground="UNLAWFUL", text="误传")
    night(1)
    assert opens(file.id) == TEXT
    destroy_exhibit(exhibit, by=SHEN, approved_by=LU, why="保管期满", at=MORNING)
    night(2)
    with pytest.raises(FileErased):
        opens(file.id)
    assert [problem.code for problem in check_problems(at=now())] == []


def test_a_file_that_hangs_on_a_matter_stays_when_its_exhibit_is_destroyed(own_database) -> None:
    matter, file = received(), kept(TEXT, "聊天.txt")
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI), files=[file], zone=Zone.WORKING, note="聊天")
    destroy_exhibit(taken(TEXT), by=SHEN, approved_by=LU, why="重复", at=MORNING)
    night(2)
    night(9)
    assert opens(file.id) == TEXT


def test_many_hands_on_one_exhibit_make_one_whole_chain(own_database) -> None:
    exhibit, hands = taken(TEXT), 8
    start = Barrier(hands)

    def note() -> None:
        start.wait(20)
        note_custody(exhibit, act=Custody.VIEWED, by=SHEN, why="看", at=MORNING)
        connection.close()

    threads = [Thread(target=note) for _hand in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    row = Exhibit.objects.get(id=exhibit)
    links = custody_rows(row, CustodyRow.objects.filter(exhibit=row).order_by("seq"))
    assert len(links) == hands + 1
    assert list(faults_of(exhibit, links)) == []


def test_a_bucket_that_is_away_is_told_and_loses_nothing(own_database, monkeypatch) -> None:
    exhibit = taken(TEXT, at=now())
    with away(monkeypatch):
        with pytest.raises(CannotKeep) as refused:
            kept(b"more\n", "a.txt")
        with pytest.raises(CannotTouch) as untaken:
            taken(TEXT)
        with pytest.raises(CannotTouch) as unpacked:
            packed(exhibit)
        assert {error.value.code for error in (refused, untaken, unpacked)} == {"STORE"}
        assert {problem.code for problem in check_problems(at=now())} == {"store.silent"}


def test_without_the_keys_check_says_so(own_database, tmp_path) -> None:
    taken(TEXT, at=now())
    wiring.keys.cache_clear()
    try:
        with override_settings(HEYI_KEYS=tmp_path):
            assert "exhibit.changed" in {problem.code for problem in check_problems(at=now())}
    finally:
        wiring.keys.cache_clear()
