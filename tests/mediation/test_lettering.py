"""What no paper could show binds nobody: letters are asked where a party is named and where a text is fixed."""

import pytest

from heyi.journeys.papering import make_papers
from heyi.mediation import operations as ops
from heyi.mediation.codes import AgreementForm, Capacity, Part, Sign
from heyi.mediation.operations import NewParty
from heyi.mediation.rules.clauses import Term
from tests.factories.matters import MORNING, ZHILI, desk
from tests.factories.mediations import (
    PAYS,
    REFRAINS,
    agreement,
    as_party,
    begun,
    concluded,
    draft,
    fixed,
    mediator,
    opened,
    party,
    refused,
)

pytestmark = pytest.mark.usefixtures("own_database")
UNPRINTED = ["👍", "𪚥", "👨\u200d👩"]


@pytest.mark.parametrize("letter", UNPRINTED)
@pytest.mark.parametrize("form", list(AgreementForm))
def test_a_text_with_a_letter_that_no_font_has_is_not_fixed(letter, form):
    matter, _id = begun()
    with desk(ZHILI):
        ops.draft(matter.key, taking=mediator(), form=form, facts=f"双方都说好{letter}", terms=(REFRAINS,))
    with desk(ZHILI):
        assert refused(ops.fix, matter.key, taking=mediator()) in ("no_glyph", "unseen")
    assert agreement(matter).state == "DRAFT"
    draft(matter, REFRAINS, form=form)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())


def test_a_clause_and_what_is_left_open_are_asked_as_well():
    matter, _id = begun()
    loud = Term(REFRAINS.kind, who="B", what="不在公共楼道晾晒衣物😡")
    for terms, left in (((loud,), ""), ((REFRAINS, PAYS), "以后再说😀")):
        draft(matter, *terms, left_open=left)
        with desk(ZHILI):
            assert refused(ops.fix, matter.key, taking=mediator()) == "no_glyph"


@pytest.mark.parametrize("field", ["name", "agent", "address", "number"])
@pytest.mark.parametrize("letter", ["𪚥", "\u200b", "👍"])
def test_nobody_is_named_with_a_letter_that_no_paper_shows(field, letter):
    matter, _id = opened()
    given = {"name": "王秀英", field: f"王{letter}"}
    with desk(ZHILI):
        assert refused(
            ops.add_party, matter.key, taking=mediator(), party=NewParty(Part.RESPONDENT, **given)
        ) == ("no_glyph")
        named = NewParty(Part.RESPONDENT, "王𠮷", capacity=Capacity.FULL)
        ops.add_party(matter.key, taking=mediator(), party=named)


def test_a_typed_signature_is_of_letters_that_can_be_printed():
    matter, _id = fixed()
    told = agreement(matter).content_hash
    with as_party(matter):
        given = {"taking": party("A"), "seen_hash": told, "device": "phone-A"}
        code = refused(ops.sign, matter.key, how=Sign.TYPED, stroke="王秀英👍", **given)
    assert code == "no_glyph"


def test_what_can_be_fixed_gets_its_paper():
    concluded()
    assert make_papers(now=lambda: MORNING) >= 1
