"""What a transfer asks, guard by guard, and what leaves of a matter."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from heyi.matters.codes import REASONS_FOR, TransferReason
from heyi.matters.rules import sentence_of
from heyi.matters.states import LEAD_ONLY, MATTER, TASK
from heyi.matters.transfers import (
    OF_PARTNER,
    OF_TRANSFER,
    Receiver,
    answers_the_open_one,
    denies_no_partner,
    has_open_transfer,
    has_receiver,
    has_ref,
    has_result,
    is_kin,
    leaving,
    no_open_transfer,
    receiver_is_no_kin,
    says_what_to_do,
    unit_gives_contact,
)

POLICE, HOTLINE = Receiver(7, "POLICE110", "110 指挥中心"), Receiver(8, "HOTLINE12345", "12345 热线")
ONE, OTHER = UUID(int=1), UUID(int=2)


def code(guard, **facts):
    refusal = guard(facts)
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("guard", "facts", "expected"),
    [
        (has_receiver, {}, "receiver_needed"),
        (has_receiver, {"receiver": "police110:7", "reason": "EMERGENCY"}, "receiver_needed"),
        (has_receiver, {"receiver": POLICE}, "reason_unfit"),
        (has_receiver, {"receiver": POLICE, "reason": "SERVICE_REQUEST"}, "reason_unfit"),
        (has_receiver, {"receiver": HOTLINE, "reason": "EMERGENCY"}, "reason_unfit"),
        (has_receiver, {"receiver": Receiver(9, "PLAIN", "安吉"), "reason": "EMERGENCY"}, "reason_unfit"),
        (has_receiver, {"receiver": POLICE, "reason": "POLICE_MATTER"}, ""),
        (says_what_to_do, {"told": "有人受伤", "text": " "}, "text_needed"),
        (says_what_to_do, {"told": "", "text": "请出警"}, "text_needed"),
        (says_what_to_do, {"told": "有人受伤", "text": "请出警"}, ""),
        (no_open_transfer, {"partner": "110"}, "transfer_open"),
        (no_open_transfer, {"partner": ""}, ""),
        (has_open_transfer, {"partner": ""}, "no_transfer"),
        (has_open_transfer, {"partner": "110"}, ""),
        (unit_gives_contact, {"with_contact": True, "is_unit": False}, "contact_by_unit"),
        (unit_gives_contact, {"with_contact": True, "is_unit": True}, ""),
        (unit_gives_contact, {"with_contact": False, "is_unit": False}, ""),
        (answers_the_open_one, {"transfer": ONE, "open_transfer": OTHER}, "transfer_over"),
        (answers_the_open_one, {"transfer": ONE, "open_transfer": None}, "transfer_over"),
        (answers_the_open_one, {}, "transfer_over"),
        (answers_the_open_one, {"transfer": ONE, "open_transfer": ONE}, ""),
        (has_ref, {"ref": " "}, "ref_needed"),
        (has_ref, {"ref": "J1"}, ""),
        (has_result, {"text": "", "replied": False}, "result_needed"),
        (has_result, {"text": "", "replied": True}, ""),
        (has_result, {"text": "已处置", "replied": False}, ""),
    ],
)
def test_each_guard_says_what_it_misses(guard, facts, expected):
    assert code(guard, **facts) == expected


@pytest.mark.parametrize(
    ("receiver", "subjects", "kin"),
    [
        (POLICE, (), False),
        (POLICE, ("CENTRE", "DEPARTMENT"), False),
        (POLICE, ("CENTRE", "POLICE"), True),
        (HOTLINE, (), False),
        (HOTLINE, ("DEPARTMENT",), True),
        (HOTLINE, ("POLICE",), True),
    ],
)
def test_who_is_of_the_subjects_line_is_never_given_the_matter(receiver, subjects, kin):
    kinds = frozenset(subjects)
    assert is_kin(receiver.kind, kinds) is kin
    assert bool(code(receiver_is_no_kin, receiver=receiver, subject_kinds=kinds)) is kin
    assert bool(code(denies_no_partner, partner_kind=receiver.kind, denied_kinds=kinds)) is kin


def test_every_reason_belongs_to_one_kind_of_partner():
    given = [reason for reasons in REASONS_FOR.values() for reason in reasons]
    assert sorted(given) == sorted(reason.value for reason in TransferReason)


def test_what_leaves_is_this_and_nothing_else():
    sent = leaving(
        number="N1",
        unit="织里镇社会治理中心",
        region_code="330502100",
        region="织里镇",
        place="童装城",
        occurred_at=datetime(2026, 11, 24, 4, 0, tzinfo=UTC),
        urgency="URGENT",
    )
    assert sent == {
        "number": "N1",
        "unit": "织里镇社会治理中心",
        "region_code": "330502100",
        "region": "织里镇",
        "place": "童装城",
        "occurred_at": "2026-11-24T12:00:00+08:00",
        "urgency": "URGENT",
    }


def test_a_partner_takes_its_steps_alone_and_only_on_the_leads_task():
    for flow in (MATTER, TASK):
        for step in flow.steps:
            assert (step.by == ("PARTNER",)) == (step.verb in OF_PARTNER | {"call_back"})
    assert OF_TRANSFER <= LEAD_ONLY


@pytest.mark.parametrize("verb", ["answer", "hold", "refer", "transfer", "withdraw"])
def test_what_would_make_a_second_owner_waits_for_the_open_offer(verb):
    step = TASK.step(verb, "IN_HAND")
    assert no_open_transfer in step.guard


def test_the_sentence_says_who_has_it_before_and_after_the_acknowledgement():
    facts = {"unit": "织里镇社会治理中心", "due_at": None, "answer_due_at": None, "partner": "110 指挥中心"}
    offered = sentence_of(state="IN_HAND", **facts)
    taken = sentence_of(state="WITH_PARTNER", partner_ref="J1", **facts)
    closed = sentence_of(state="CLOSED", closing="BY_PARTNER", partner_ref="J1", **facts)
    assert (offered.is_offered, taken.is_offered, closed.is_offered) == (True, False, False)
    assert "仍由承办单位负责" in offered.next_words
    assert "由接收的一方办理" in taken.next_words
    assert "对方" not in sentence_of(state="IN_HAND", **{**facts, "partner": ""}).next_words
