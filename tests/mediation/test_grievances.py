"""What parties ask of the unit is answered, by another than the mediator; second looks are by leaders, and walled."""

import pytest

from heyi.journeys.verifying import verify_problems
from heyi.mediation import operations as ops
from heyi.mediation.access import find_door, find_mediation_view, oddities, party_page
from heyi.mediation.access.secrets import code_of
from heyi.mediation.codes import Anomaly, Part, Way
from heyi.mediation.codes_of_answers import Verdict
from heyi.mediation.models import Look
from heyi.mediation.operations import NewParty, Taking
from heyi.mediation.queries import complaints_of, parties_of
from tests.factories.matters import MORNING, WUXING, ZHILI, desk, hand, unit
from tests.factories.mediations import (
    COLLEAGUE,
    LEADER,
    MEDIATOR,
    PAYS,
    TOMORROW,
    as_party,
    begun,
    colleague,
    draft,
    leader,
    mediator,
    opened,
    party,
    refused,
    standing,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def said(matter, about):
    with desk(ZHILI):
        return next(each for each in complaints_of(matter.county, standing(matter).id) if each.about == about)


def read_by(matter, side):
    """What stands on a party's page of what it asked."""
    with desk(ZHILI):
        row = next(each for each in parties_of(matter.county, standing(matter).id) if each.side == side)
    with as_party(matter):
        door = find_door(code_of(matter.county, row))
        return [(each.outcome, each.answer) for each in party_page(door, at=TOMORROW).complaints]


def complained():
    matter, _id = begun()
    with as_party(matter):
        ops.complain(matter.key, taking=party("A"), text="偏心")
    return matter


def asked():
    matter, _id = begun()
    with as_party(matter):
        ops.ask_recusal(matter.key, taking=party("A"), text="他们是亲戚")
    return matter


def test_a_leader_answers_a_complaint_and_who_complained_reads_it_and_nobody_else():
    matter = complained()
    found = said(matter, "CONDUCT")
    given = {"complaint_id": found.id, "text": "已经谈话，改由两人一起调解。"}
    with desk(ZHILI):
        assert refused(ops.answer_complaint, matter.key, taking=colleague(), **given) == "not_yours"
        assert (
            refused(ops.answer_complaint, matter.key, taking=leader(), **{**given, "text": " "})
            == "text_needed"
        )
        ops.answer_complaint(matter.key, taking=leader(at=TOMORROW), **given)
        assert refused(ops.answer_complaint, matter.key, taking=leader(), **given) == "not_open"
    assert read_by(matter, "A") == [("ANSWERED", given["text"])]
    assert read_by(matter, "B") == []
    assert list(verify_problems()) == []


def test_a_leader_who_mediates_or_was_replaced_neither_reads_nor_answers_what_was_said_of_them():
    matter = complained()
    found = said(matter, "CONDUCT")
    as_leader = leader(person=MEDIATOR)
    given = {"complaint_id": found.id, "text": "没有的事"}
    with desk(ZHILI):
        assert refused(ops.answer_complaint, matter.key, taking=as_leader, **given) == "second_person_needed"
        ops.replace_mediator(
            matter.key, taking=colleague(), mediator_id=COLLEAGUE, mediator="小顾", text="换人"
        )
        assert refused(ops.answer_complaint, matter.key, taking=as_leader, **given) == "second_person_needed"
        for person, count in ((MEDIATOR, 0), (LEADER, 1)):
            view = find_mediation_view(
                *matter.key,
                person_id=person,
                units=frozenset({unit(ZHILI)}),
                leads=frozenset({unit(ZHILI)}),
                at=MORNING,
            )
            assert len(view.complaints) == count


def test_a_request_for_another_mediator_is_declined_with_words():
    matter = asked()
    with desk(ZHILI):
        assert (
            refused(ops.decline_recusal, matter.key, taking=mediator(), text="不换") == "second_person_needed"
        )
        assert refused(ops.decline_recusal, matter.key, taking=colleague(), text="") == "text_needed"
        ops.decline_recusal(matter.key, taking=colleague(), text="查过，没有亲戚关系。")
        assert refused(ops.decline_recusal, matter.key, taking=colleague(), text="再说") == "no_recusal"
    assert standing(matter).recusal_asked_at is None
    assert read_by(matter, "A") == [("DECLINED", "查过，没有亲戚关系。")]
    assert list(verify_problems()) == []


def test_a_request_for_another_mediator_is_met():
    matter = asked()
    with desk(ZHILI):
        ops.replace_mediator(
            matter.key, taking=colleague(), mediator_id=COLLEAGUE, mediator="小顾", text="换人"
        )
    assert read_by(matter, "A") == [("MET", "")]
    assert list(verify_problems()) == []


@pytest.mark.parametrize("way", [Way.PHONE, Way.PAPER])
def test_who_has_no_telephone_of_its_own_may_stop_as_well(way):
    matter, _id = begun()
    with desk(ZHILI):
        given = {"taking": colleague(side="B", at=TOMORROW), "text": "当面说不调了"}
        assert refused(ops.record_stop, matter.key, **given, way=Way.LINK) == "way_needed"
        ops.record_stop(matter.key, **given, way=way)
    ended = standing(matter)
    assert (ended.state, ended.ending, ended.told_remedies_at) == ("ENDED", "UNWILLING", TOMORROW)
    assert list(verify_problems()) == []


def test_the_paper_of_a_consent_stays_when_it_is_stopped():
    matter, paper = opened(parties=ON_PAPER)
    with desk(ZHILI):
        assert (
            refused(ops.record_stop, matter.key, taking=colleague(side="A"), way=Way.PHONE, text="不")
            == "nothing_to_stop"
        )
        ops.record_consent(matter.key, taking=colleague(side="A"), way=Way.PAPER, file=paper)
        ops.record_stop(matter.key, taking=colleague(side="A"), way=Way.PHONE, text="不调了")
        (first, _second) = parties_of(matter.county, standing(matter).id)
    assert (first.consent, first.consent_way, first.consent_file) == ("STOPPED", "PHONE", paper)


SHARED = [
    NewParty(Part.APPLICANT, "王秀英", "13900000001"),
    NewParty(Part.RESPONDENT, "李建国", "13900000001"),
]
ON_PAPER = [
    NewParty(Part.APPLICANT, "王秀英"),
    NewParty(Part.RESPONDENT, "李建国", "13900000002"),
]


def test_a_new_link_opens_and_the_old_one_does_not():
    matter, _id = begun()

    def link():
        with desk(ZHILI):
            return code_of(matter.county, parties_of(matter.county, standing(matter).id)[0])

    old = link()
    with desk(ZHILI):
        assert refused(ops.renew_link, matter.key, taking=colleague(side="A"), text="") == "text_needed"
        assert refused(ops.renew_link, matter.key, taking=colleague(side="Z"), text="x") == "party_unknown"
        ops.renew_link(matter.key, taking=colleague(side="A"), text="手机丢了")
    with as_party(matter):
        assert find_door(old) is None
        assert find_door(link()) is not None
    assert list(verify_problems()) == []


def odd():
    with desk(ZHILI):
        return oddities([unit(ZHILI)], start=MORNING, end=TOMORROW)


def noted(matter, taking, verdict=Verdict.FINE):
    found = odd()[0]
    given = {"anomaly": Anomaly(found.anomaly), "verdict": verdict, "text": "与各方电话核对过。"}
    return ops.look(matter.key, taking=taking, mediation_id=found.mediation_id, **given)


def test_what_nobody_looked_at_comes_first_and_the_last_word_is_shown():
    first, _id = opened(parties=SHARED)
    with desk(ZHILI):
        noted(first, leader(), Verdict.TAKEN_UP)
        noted(first, leader(at=MORNING.replace(hour=23)))
    second, _id = opened(parties=SHARED, at=MORNING)
    assert [(each.number, each.verdict) for each in odd()] == [(second.number, ""), (first.number, "FINE")]
    assert odd()[1].words == "与各方电话核对过。"
    assert list(verify_problems()) == []


def test_only_a_leader_looks_and_not_at_an_own_mediation():
    matter, _id = opened(parties=SHARED)
    with desk(ZHILI):
        assert refused(noted, matter, colleague()) == "not_yours"
        assert refused(noted, matter, leader(person=MEDIATOR)) == "second_person_needed"
    with desk(WUXING):
        assert refused(noted, matter, Taking(hand(WUXING), MORNING)) == "not_yours"
        noted(matter, leader(of=WUXING))
    assert odd()[0].verdict == "FINE"


def test_no_party_reads_that_a_file_was_looked_at():
    matter, _id = opened(parties=SHARED)
    with desk(ZHILI):
        noted(matter, leader())
        assert Look.objects.count() == 1
    with as_party(matter):
        assert Look.objects.count() == 0


def test_a_mediator_who_is_asked_to_make_room_goes_no_further():
    matter, _id = begun()
    with as_party(matter):
        ops.ask_recusal(matter.key, taking=party("A"), text="他们是亲戚")
    draft(matter, PAYS)
    with desk(ZHILI):
        assert refused(ops.fix, matter.key, taking=mediator()) == "recusal_first"
        ops.decline_recusal(matter.key, taking=colleague(), text="查过，没有亲戚关系。")
        ops.fix(matter.key, taking=mediator())
