"""After an agreement at the desk: what is due, broken, done late; who asks a court, and what forbids it."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import CHINA, now
from heyi.mediation import operations as ops
from heyi.mediation.codes import AgreementForm, Clause, Sign
from heyi.mediation.operations import Taking
from heyi.mediation.rules.clauses import Term
from tests.desk.conftest import SignIn
from tests.desk.mediating import consented, mediated, of, page, person, pressed
from tests.factories.matters import ZHILI, Received, desk, hand
from tests.factories.mediations import REFRAINS, agreement, as_party, party

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def mediator(*, days: int = 0) -> Taking:
    """The demo's mediator of Zhili, so many days from now."""
    by = hand(ZHILI, person=person("zhili.mediator"), name="调解员")
    return Taking(by, now() + timedelta(days=days))


def agreed(*terms: Term, form: AgreementForm = AgreementForm.WRITTEN) -> Received:
    """An agreement that binds since just now."""
    matter = mediated("zhili.mediator")
    consented(matter)
    with desk(ZHILI):
        ops.declare(matter.key, taking=mediator())
        ops.begin(matter.key, taking=mediator())
        ops.draft(matter.key, taking=mediator(), form=form, facts="双方住同一单元。", terms=terms)
        ops.fix(matter.key, taking=mediator())
    told = agreement(matter).content_hash
    with as_party(matter):
        for side in ("A", "B"):
            drawn = {"how": Sign.DRAWN, "stroke": "M1 1L20 20", "device": side}
            ops.sign(matter.key, taking=party(side, at=now()), seen_hash=told, **drawn)
    with desk(ZHILI):
        ops.conclude(matter.key, taking=mediator())
    return matter


def pays(days: int = 10) -> Term:
    due_on = now().astimezone(CHINA).date() + timedelta(days=days)
    return Term(Clause.PAY, who="B", to="A", amount=Decimal(1000), due_on=due_on, manner="现金")


def test_the_reason_for_which_a_court_cannot_be_asked_stands_in_place_of_the_button(
    sign_in: SignIn,
) -> None:
    clerk, matter = sign_in("zhili.clerk"), agreed(REFRAINS, form=AgreementForm.ORAL)
    shown = page(clerk, of(matter))
    assert "这份协议不能申请司法确认：口头协议：请先改为书面协议。" in shown
    assert "ask_confirmation" not in shown
    answer = clerk.post(of(matter, "ask_confirmation"), {"court": "吴兴区人民法院"})
    assert (answer.status_code, "口头协议" in answer.content.decode()) == (422, True)


def test_who_has_no_telephone_joins_on_paper(sign_in: SignIn) -> None:
    clerk, matter = sign_in("zhili.clerk"), agreed(REFRAINS)
    pressed(clerk, of(matter, "ask_confirmation"), {"court": "吴兴区人民法院"})
    with as_party(matter):
        ops.join_confirmation(matter.key, taking=party("A", at=now()))
        ops.decline_confirmation(matter.key, taking=party("B", at=now()))
    shown = page(clerk, of(matter))
    assert "不参加" in shown
    assert "apply_confirmation" not in shown
    assert "CONFIRMATION_REQUEST" not in shown
    assert clerk.post(of(matter, "joined_paper"), {"of": "B"}).status_code == 422
    paper = SimpleUploadedFile("申请.txt", "我愿意。李建国".encode(), "text/plain")
    shown = pressed(clerk, of(matter, "joined_paper"), {"of": "B", "sent": paper})
    for told in ("已书面同意", "各方都同意了共同申请司法确认", "CONFIRMATION_REQUEST"):
        assert told in shown
    assert "已向法院申请" in pressed(clerk, of(matter, "apply_confirmation"), {"of": ""})
    assert list(verify_problems()) == []


def test_what_is_not_due_is_not_broken_and_reminded_of_once_a_day(sign_in: SignIn) -> None:
    mediates, matter = sign_in("zhili.mediator"), agreed(pays())
    shown = page(mediates, of(matter))
    debt = re.findall(r"perform\?of=([0-9a-f-]{36})", shown)[0]
    assert of(matter, "broken") not in shown
    refused = mediates.post(of(matter, "broken"), {"of": debt, "text": "没付"})
    assert (refused.status_code, "还没有到期" in refused.content.decode()) == (409, True)
    shown = pressed(mediates, of(matter, "remind"), {"of": debt})
    assert of(matter, "remind") not in shown
    assert "今天已经提醒过这一项" in pressed(mediates, of(matter, "remind"), {"of": debt})


def test_a_broken_part_has_its_button_and_is_performed_late(sign_in: SignIn) -> None:
    mediates, matter = sign_in("zhili.mediator"), agreed(pays())
    debt = re.findall(r"perform\?of=([0-9a-f-]{36})", page(mediates, of(matter)))[0]
    with desk(ZHILI):
        ops.break_off(matter.key, taking=mediator(days=11), obligation_id=UUID(debt), text="没付")
    shown = page(mediates, of(matter))
    assert "后来履行了的，请登记履行" in shown
    assert f"perform?of={debt}" in shown
    shown = pressed(mediates, of(matter, "perform"), {"of": debt})
    assert "协议已经履行" in shown
    assert "登记未履行" in shown  # it stays on record


def test_what_was_not_received_is_for_the_mediator_to_look_into(sign_in: SignIn) -> None:
    mediates, matter = sign_in("zhili.mediator"), agreed(pays())
    debt = UUID(re.findall(r"perform\?of=([0-9a-f-]{36})", page(mediates, of(matter)))[0])
    with as_party(matter):
        ops.say_paid(matter.key, taking=party("B", at=now()), obligation_id=debt)
        ops.deny_paid(matter.key, taking=party("A", at=now()), obligation_id=debt)
    assert "说没有收到：" in page(mediates, of(matter))
