"""改正当事人登记: what was written down wrongly of a party is put right before the text is fixed, and journalled."""

import pytest

from heyi.journeys.verifying import verify_problems
from heyi.mediation import operations as ops
from heyi.mediation.access import find_door
from heyi.mediation.access.secrets import unsealed
from heyi.mediation.codes import Capacity, Part, Way
from heyi.mediation.operations import NewParty
from tests.factories.matters import ZHILI, desk
from tests.factories.mediations import begun, colleague, fixed, mediator, opened, refused
from tests.factories.parties import code_for, row_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def corrected(matter, side="B", *, text="核对了身份证", by=mediator, **given):
    with desk(ZHILI):
        return ops.correct_party(matter.key, taking=by(side=side), text=text, **given)


def test_a_name_is_put_right_and_nothing_else_changes():
    matter, _id = begun()
    before = unsealed(row_of(matter, "B"))
    corrected(matter, name="黎建国")
    row = row_of(matter, "B")
    assert unsealed(row) == {**before, "name": "黎建国"}
    assert (row.masked_name, row.consent) == ("黎*", "GIVEN")
    assert list(verify_problems()) == []


def test_with_a_wrong_telephone_the_link_is_renewed_for_it_may_lie_with_a_stranger():
    matter, _id = opened()
    with desk(ZHILI):
        ops.invite(matter.key, taking=mediator(side="B"), way=Way.LINK)
    old = code_for(matter, "B")
    corrected(matter, phone="139 0000 0077", by=colleague)
    assert unsealed(row_of(matter, "B"))["phone"] == "13900000077"
    assert find_door(old) is None
    assert find_door(code_for(matter, "B")) is not None
    assert list(verify_problems()) == []


def test_who_was_not_asked_yet_keeps_the_link_that_nobody_has():
    matter, _id = opened()
    corrected(matter, phone="13900000077")
    assert row_of(matter, "B").link == 0


def test_a_guardian_who_was_written_down_wrongly_is_put_right():
    parties = [
        NewParty(Part.APPLICANT, "王小明", "13900000001", Capacity.MINOR, agent="王大明"),
        NewParty(Part.RESPONDENT, "李建国", "13900000002"),
    ]
    matter, _id = opened(parties=parties)
    corrected(matter, "A", agent="王天明")
    assert unsealed(row_of(matter, "A"))["agent"] == "王天明"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "nothing_corrected"),
        ({"name": "李建国"}, "nothing_corrected"),
        ({"name": "李👍"}, "no_glyph"),
        ({"name": "李建帼", "text": " "}, "text_needed"),
        ({"name": "李建帼", "side": "Z"}, "party_unknown"),
    ],
)
def test_what_corrects_nothing_is_refused(given, code):
    matter, _id = begun()
    assert refused(corrected, matter, **given) == code


def test_what_was_fixed_stands_and_is_corrected_once_it_is_taken_back():
    matter, _id = fixed()
    assert refused(corrected, matter, name="李建帼") == "step_not_open"
    with desk(ZHILI):
        ops.unfix(matter.key, taking=mediator(), text="名字写错了")
    corrected(matter, name="李建帼")
