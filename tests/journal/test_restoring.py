"""A dump restored into a younger cluster: its transaction numbers lie in that cluster's future."""

import pytest
from django.db import connection, transaction

from heyi.journal.access import chain_problems, ledger_problems
from heyi.journal.operations import fold_ledger
from tests.factories.journal import NOON, drain, settle, told

pytestmark = pytest.mark.usefixtures("bare_house")
FUTURE = 10**15


def move_to_younger_cluster() -> None:
    """What dump, initdb and restore leave: rows written by one foreign transaction, numbers from a longer life."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL heyi.erasure = 'on'")
        cursor.execute("UPDATE journal_event SET xact = (xact::text::bigint + %s)::text::xid8", [FUTURE])
        cursor.execute(
            "UPDATE journal_cursor SET xact = (xact::text::bigint + %s)::text::xid8 WHERE xact > '0'",
            [FUTURE],
        )
        cursor.execute(
            "UPDATE journal_ledgerday SET upto_xact = (upto_xact::text::bigint + %s)::text::xid8", [FUTURE]
        )
        cursor.execute("UPDATE journal_epoch SET cluster = 'the machine that burned'")


def verbs(name: str) -> list[str]:
    return [event.verb for event in drain(name)]


def epochs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_epoch")
        return int(cursor.fetchone()[0])


def test_consumers_go_on_after_a_restore() -> None:
    told("read.before")
    assert verbs("reader") == ["read.before"]
    told("unread.at_the_dump")
    move_to_younger_cluster()
    told("written.before_anyone_noticed")
    assert verbs("reader") == ["unread.at_the_dump", "written.before_anyone_noticed"]
    told("written.later")
    assert verbs("reader") == ["written.later"]
    assert verbs("new reader") == [
        "read.before",
        "unread.at_the_dump",
        "written.before_anyone_noticed",
        "written.later",
    ]
    assert epochs() == 2


def test_second_restore_makes_a_third_epoch() -> None:
    told("first.life")
    move_to_younger_cluster()
    told("second.life")
    assert verbs("reader") == ["first.life", "second.life"]
    move_to_younger_cluster()
    told("third.life")
    assert verbs("reader") == ["third.life"]
    assert verbs("new reader") == ["first.life", "second.life", "third.life"]
    assert epochs() == 3


def test_restore_into_an_older_cluster_needs_no_epoch() -> None:
    told("first.life")
    assert verbs("reader") == ["first.life"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_epoch SET cluster = 'a young machine'")
    told("second.life")
    assert verbs("reader") == ["second.life"]
    assert epochs() == 1


def test_ledger_holds_across_a_restore() -> None:
    told("first.life", "first.more")
    settle()
    fold_ledger(at=NOON)
    move_to_younger_cluster()
    told("second.life")
    settle()
    while fold_ledger(at=NOON).events:
        pass
    assert list(ledger_problems()) == []
    assert list(chain_problems()) == []
