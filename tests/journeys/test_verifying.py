"""`heyi verify` and `heyi check`: clean after real work, and every planted fault is found and named."""

from types import SimpleNamespace

import pytest
from django.db import connections

from heyi.dispatch import operations as ops
from heyi.journal.access import timeline_of
from heyi.journeys import verifying
from heyi.journeys.checking import INVARIANTS, check_problems, count_matters
from heyi.journeys.checking_cities import CITIES
from heyi.journeys.checking_documents import DOCUMENTS
from heyi.journeys.checking_joint_work import JOINT_WORK
from heyi.journeys.checking_mediation import MEDIATIONS
from heyi.journeys.checking_on_site import ON_SITE
from heyi.journeys.checking_parties import PARTIES
from heyi.journeys.checking_parts import PARTS
from heyi.journeys.reactions import react
from heyi.journeys.verifying import verify_problems
from heyi.kernel import chain
from heyi.kernel.clock import now
from heyi.kernel.point import Point
from heyi.matters import events
from heyi.matters.access import entering
from heyi.matters.codes import Purpose, Zone
from heyi.matters.events import KEYED, differing
from heyi.matters.operations import IdentityErased, open_identities
from heyi.matters.operations.wiring import key_store, salts_of
from heyi.matters.ports import KeysMissing
from heyi.matters.rules import Rating
from heyi.matters.transfers import Receiver
from tests.factories.erasing import erase_reporter
from tests.factories.files import kept
from tests.factories.matters import MORNING, ZHILI, desk, hand, received, reporters_step, step


@pytest.fixture
def matter(own_database):
    """A matter that has been through everything, committed."""
    found = received(
        reporter={"name": "王小明", "phone": "13800001234"},
        title="晾衣",
        place="织里镇某小区",
        point=Point(120.263, 30.8430049, 25, "WGS84", "PHONE"),
    )
    with desk(ZHILI):
        ops.sign(found.key, step=step(ZHILI))
        ops.contact(found.key, step=step(ZHILI), text="已联系")
        ops.note(found.key, step=step(ZHILI), zone=Zone.CONFIDENTIAL, text="双方各退一步")
        ops.hold(found.key, step=step(ZHILI), reason="WAITS_FOR_EXPERT", text="等鉴定")
        ops.resume(found.key, step=step(ZHILI))
        ops.answer(found.key, step=step(ZHILI), text="已调解")
    with entering("tracking", matter=found.id):
        ops.rate(found.key, step=reporters_step(), rating=Rating(done=False, text="还没修好"))
        ops.contest(found.key, step=reporters_step(), text="还没解决")
        ops.supplement(found.key, step=reporters_step(), text="门牌是八号")
    react(now=now)
    return found


def owners(sql, *params):
    """Change something behind the house's back."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET heyi.erasure = 'on'")
        cursor.execute(sql, params)


def found_by_verify():
    return [(problem.code, problem.where) for problem in verify_problems()]


def test_real_work_leaves_nothing_to_find(matter):
    received("另一件事。", region="")
    react(now=now)
    assert found_by_verify() == []
    assert list(check_problems(at=now())) == []
    assert count_matters() == 2


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("matters_matter", "title = '改过的标题'"),
        ("matters_matter", "narrative = narrative || '。'"),
        ("matters_matter", "region_code = '330503'"),
        ("matters_matter", "answer_due_at = answer_due_at + interval '1 second'"),
        ("matters_matter", "amount = 1"),
        ("matters_matter", "closed_at = now()"),
        ("matters_matter", "partner = '110'"),
        ("matters_matter", "reading = '{}'"),
        ("matters_party", "masked_name = '李*'"),
        ("matters_identity", "sealed = '\\x00'"),
        ("matters_note", "text = '改过的记录'"),
        ("matters_note", "zone = 'PUBLIC'"),
        ("matters_rating", "done = true"),
        ("matters_rating", "text = '很满意'"),
        ("dispatch_task", "handler = '别人'"),
        ("dispatch_task", "why = '{}'"),
        ("dispatch_clock", "due_at = due_at + interval '1 day'"),
    ],
)
def test_a_row_changed_behind_our_back_is_named(matter, table, change):
    key = "id" if table == "matters_matter" else "matter_id"
    owners(f"UPDATE {table} SET {change} WHERE {key} = %s", matter.id)
    codes = found_by_verify()
    assert ("row.changed", matter.number) in codes


def test_a_note_deleted_or_slipped_in_is_named(matter):
    owners("DELETE FROM matters_note WHERE matter_id = %s AND what = 'contact'", matter.id)
    assert ("row.gone", matter.number) in found_by_verify()
    owners(
        "INSERT INTO matters_note (county, id, matter_id, zone, what, text, author, at)"
        " VALUES (%s, gen_random_uuid(), %s, 'WORKING', 'note', '塞进来的', '无名', now())",
        *matter.key,
    )
    assert ("row.untold", matter.number) in found_by_verify()


@pytest.mark.parametrize(
    "change", ["told = '别的'", "ref = 'J2'", "sent = '{}'", "with_contact = true", "partner_id = 8"]
)
def test_a_transfer_changed_behind_our_back_is_named(matter, change):
    errand = ops.Errand(Receiver(7, "POLICE110", "110"), "EMERGENCY", "事情经过", "请出警")
    with desk(ZHILI):
        ops.transfer(matter.key, step=step(ZHILI), errand=errand)
    assert found_by_verify() == []
    owners(f"UPDATE matters_transfer SET {change} WHERE matter_id = %s", matter.id)
    assert ("row.changed", matter.number) in found_by_verify()


def test_an_event_changed_or_cut_off_breaks_the_chain(matter):
    owners(
        "UPDATE journal_event SET body = replace(body, 'WORKING', 'PUBLIC') WHERE matter_id = %s", matter.id
    )
    assert any(code.startswith("chain.") for code, _where in found_by_verify())


def test_a_chain_cut_at_its_end_does_not_meet_its_head(matter):
    owners("DELETE FROM journal_event WHERE matter_id = %s AND verb = 'matter.supplemented'", matter.id)
    assert ("chain.head_differs", matter.number) in found_by_verify()


def test_a_matter_deleted_with_its_whole_chain_is_seen_by_the_ledger(matter):
    for table in (
        "intake_reportermark",
        "search_document",
        "matters_wholereading",
        "matters_rating",
        "matters_erasureask",
        "matters_party",
        "matters_identity",
        "matters_note",
        "matters_reach",
        "dispatch_clock",
        "dispatch_task",
    ):
        owners(f"DELETE FROM {table} WHERE matter_id = %s", matter.id)
    owners("DELETE FROM matters_matter WHERE id = %s", matter.id)
    owners("DELETE FROM journal_event WHERE matter_id = %s", matter.id)
    assert any(code.startswith("ledger.") for code, _where in found_by_verify())


def test_erasing_a_person_leaves_the_chains_whole(matter):
    with desk(ZHILI):
        assert open_identities(*matter.key, by=hand(ZHILI).actor, purpose=Purpose.CONTACT, at=MORNING) == [
            {"name": "王小明", "phone": "13800001234"}
        ]
    with entering("tracking", matter=matter.id):
        ops.ask_erasure(matter.key, step=reporters_step(), of=None, text="不想再被联系")
    with desk(ZHILI):
        ops.erase_identity(matter.key, step=step(ZHILI), ground="ASKED_FOR", text="按本人请求")
    react(now=now)
    assert found_by_verify() == []
    assert list(check_problems(at=now())) == []
    with desk(ZHILI), pytest.raises(IdentityErased):
        open_identities(*matter.key, by=hand(ZHILI).actor, purpose=Purpose.CONTACT, at=MORNING)


@pytest.mark.parametrize(
    "change",
    [
        ("matters_erasureask", "state = 'REFUSED'"),
        ("matters_erasureask", "asked_at = asked_at - interval '1 day'"),
        ("matters_identity", "erased_why = 'UNLAWFUL'"),
        ("matters_identity", "erased_by = '别人'"),
        ("matters_attachment", "erased_at = now()"),
        ("matters_attachment", "erased_why = 'ASKED_FOR'"),
    ],
)
def test_what_an_erasure_left_cannot_be_changed_unseen(matter, change):
    with entering("tracking", matter=matter.id):
        ops.attach(matter.key, step=reporters_step(), files=[kept()], zone=Zone.WORKING)
        ops.ask_erasure(matter.key, step=reporters_step(), of=None, text="不想再被联系")
    with desk(ZHILI):
        ops.erase_identity(matter.key, step=step(ZHILI), ground="ASKED_FOR", text="按本人请求")
    owners(f"UPDATE {change[0]} SET {change[1]} WHERE matter_id = %s", matter.id)
    assert ("row.changed", matter.number) in found_by_verify()


def test_a_row_of_before_is_held_to_what_its_columns_were_when_they_came():
    """A point, or a partner, that no event tells of was never given."""
    told = {"facts": {"set": {"matter/1": {"state": "IN_HAND"}}}}
    rebuilt = verifying._rebuilt(SimpleNamespace(bodies=[told]))["matter/1"]
    row = {"state": "IN_HAND", "partner": "", "point": None, "is_commanded": False}
    row |= {"part_of": None, "has_parts": False}
    salts = salts_of(b"")
    assert differing("matter", rebuilt, row, salts=salts) == []
    assert differing("matter", rebuilt, {**row, "point": {"lng": 120.1}}, salts=salts) == ["point"]


def told_of(matter, table):
    """Every value that the matter's events hold for columns of a table that are kept under the secret."""
    with entering("worker"):
        images = [event.facts.get("set", {}).items() for event in timeline_of(*matter.key)]
    return [
        str(columns[column])
        for rows in images
        for row, columns in rows
        for column in KEYED[table] & columns.keys()
        if row.startswith(table) and columns[column] is not None
    ]


def test_what_is_erased_is_not_found_again_by_trying_with_all_that_the_database_has(matter):
    """Not the mask of a telephone, of which there are ten million, with the salt that lies in the matter's row."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT salt FROM matters_matter WHERE id = %s", [matter.id])
        salt = bytes(cursor.fetchone()[0])
    held = [*told_of(matter, "party"), *told_of(matter, "matter")]
    assert len(held) == 3
    for column, value in (("masked_name", "王*"), ("masked_phone", "138****1234")):
        assert chain.commitment(salt, f"{column}\x1f{value}") not in held
        own = salts_of(salt).keyed()
        assert own
        assert chain.commitment(own[1], f"{column}\x1f{value}", version=own[0]) in held
    assert all(committed.startswith("SHA256.1:") for committed in held)


def test_a_chain_of_before_the_secret_is_verified_as_it_was_written(own_database, monkeypatch):
    monkeypatch.setattr(events, "KEYED", {})
    found = received(reporter={"name": "王小明", "phone": "13800001234"})
    monkeypatch.undo()
    assert all(committed.startswith("SHA256:") for committed in told_of(found, "party"))
    assert found_by_verify() == []
    erase_reporter(found)
    react(now=now)
    assert found_by_verify() == []
    owners("UPDATE matters_party SET masked_phone = '138****1234' WHERE matter_id = %s", found.id)
    assert found_by_verify() == [("row.changed", found.number)]


def test_without_the_master_key_what_it_keyed_is_not_compared_and_all_else_is(matter, monkeypatch):
    def gone(_purpose, _version=None):
        raise KeysMissing("master-1")

    monkeypatch.setattr(key_store(), "secret", gone)
    assert found_by_verify() == [("secret.missing", "master-1")]
    owners("UPDATE matters_matter SET title = '改过的标题' WHERE id = %s", matter.id)
    assert ("row.changed", matter.number) in found_by_verify()


def test_a_task_that_nobody_objected_to_or_supervised_says_so_to_verify(matter):
    owners("UPDATE dispatch_task SET supervised = 1, urged_at = now() WHERE matter_id = %s", matter.id)
    assert "row.changed" in {problem.code for problem in verify_problems()}


FAULTS = {
    "matter.no_lead": "UPDATE dispatch_task SET unit_id = 1 WHERE matter_id = %s",
    "matter.no_clock": "UPDATE dispatch_clock SET state = 'STOPPED', stopped_at = now() WHERE matter_id = %s",
    "matter.partner_differs": "UPDATE matters_matter SET partner = '110' WHERE id = %s",
    "matter.due_differs": "UPDATE matters_matter SET next_due_at = now() WHERE id = %s",
    "matter.does_not_follow": "UPDATE dispatch_task SET state = 'TO_SIGN' WHERE matter_id = %s",
    "matter.off_table": "UPDATE matters_matter SET state = 'LOST', next_due_at = NULL WHERE id = %s",
    "task.off_table": "UPDATE dispatch_task SET state = 'LOST' WHERE matter_id = %s",
    "task.ends_with_clock": "UPDATE dispatch_task SET state = 'REFERRED' WHERE matter_id = %s",
    "reach.repeats_wrong": "UPDATE matters_reach SET kind = 'OTHER' WHERE matter_id = %s",
    "tally.differs": "UPDATE matters_tally SET count = count + 1 WHERE unit_id ="
    " (SELECT unit_id FROM matters_reach WHERE basis = 'LEAD' AND matter_id = %s)",
    "mark.outlives_identity": "DELETE FROM matters_identity WHERE matter_id = %s",
    "report.no_matter": "UPDATE intake_report SET matter_id = gen_random_uuid() WHERE matter_id = %s",
    "clock.reckoned_wrong": "UPDATE dispatch_clock SET due_at = due_at + interval '1 minute' WHERE matter_id = %s",
    "extension.not_whole": "UPDATE dispatch_clock SET asked_at = now() WHERE matter_id = %s",
    "extension.not_whole of another": """UPDATE dispatch_clock SET asked_at =
        started_at - interval '1 day', extensions =
        jsonb_build_array(jsonb_build_object('limit', '2 days', 'ground', 'COMPLEX', 'state', 'ASKED', 'asked_at',
        started_at - interval '1 day', 'asked_by', 1, 'decided_at', NULL)) WHERE matter_id = %s""",
    "clock.alert_wrong": "UPDATE dispatch_clock SET alert_at = alert_at + interval '1 hour' WHERE matter_id = %s",
    "supervision.not_whole": "UPDATE dispatch_task SET supervised = 1 WHERE matter_id = %s",
    "objection.not_whole": "UPDATE dispatch_task SET decide_by = now() WHERE matter_id = %s",
    "objection.after_ruling": """UPDATE dispatch_task SET objection = '{"state": "KEPT", "asked_at":
        "2026-11-26T10:00:00+08:00", "decided_at": "2026-11-26T09:00:00+08:00"}' WHERE matter_id = %s""",
    "reach.incomplete": "DELETE FROM matters_reach WHERE basis = 'SUPERIOR' AND matter_id = %s",
}


OF_GROUPS = {  # planted in tests/dispatch/test_commanding.py
    "group.left_open",
    "group.member_denied",
    "group.member_sees_nothing",
    "group.no_lead",
    "group.outlives_matter",
}
OF_CITIES = {invariant.code for invariant in CITIES}  # planted in tests/journeys/test_checking_cities.py
OF_DUTY = {  # planted in tests/journeys/test_checking_duty.py
    "task.handler_stranger",
    "turn.stranger",
    "turn.overlaps",
    "swap.not_agreed",
}
OF_JOINT_WORK = {
    invariant.code for invariant in JOINT_WORK
}  # planted in tests/journeys/test_checking_joint_work.py


OF_CALLS = {"call.strange_partner"}  # planted in tests/journeys/test_checking_calls.py
OF_PARTS = {invariant.code for invariant in PARTS}  # planted in tests/journeys/test_checking_parts.py
OF_MEDIATIONS = {invariant.code for invariant in MEDIATIONS}  # in tests/journeys/test_checking_mediation.py
OF_SITES = {invariant.code for invariant in ON_SITE}  # in tests/journeys/test_checking_on_site.py
OF_PARTIES = {invariant.code for invariant in PARTIES}  # in tests/journeys/test_checking_parties.py
OF_DOCUMENTS = {invariant.code for invariant in DOCUMENTS}  # in tests/journeys/test_checking_documents.py


def test_every_invariant_has_a_planted_fault():
    older = OF_CALLS | OF_CITIES | OF_DUTY | OF_GROUPS | OF_JOINT_WORK | OF_PARTS
    elsewhere = older | OF_DOCUMENTS | OF_MEDIATIONS | OF_PARTIES | OF_SITES
    assert {invariant.code for invariant in INVARIANTS} <= FAULTS.keys() | elsewhere


@pytest.mark.parametrize("code", FAULTS)
def test_every_invariant_was_seen_to_fail(matter, code):
    if code == "matter.off_table":
        owners("ALTER TABLE matters_matter DROP CONSTRAINT live_matter_has_due_or_hold")
    owners(FAULTS[code], matter.id)
    assert code.partition(" ")[0] in {problem.code for problem in check_problems(at=now())}
