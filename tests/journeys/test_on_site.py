"""Settled on site: in whole or not at all, once for each key; both ways of confirming, a refusal, three silent days."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from heyi.dispatch.access import tasks_view
from heyi.dispatch.operations import Hand
from heyi.intake.operations import KeyTaken
from heyi.journal.access import timeline_of
from heyi.journeys.on_site import (
    FIELD_OF,
    conclude_on_site,
    confirm_by_party,
    confirm_on_paper,
    find_sent,
    lapse_silent,
    settle_on_site,
)
from heyi.journeys.party_texts import queue_party_texts
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering
from heyi.mediation import operations as ops
from heyi.mediation.access import figures, settled_on_site, site_agreement
from heyi.mediation.codes import Capacity, Dispute, Part, Sign, Way
from heyi.mediation.operations import NewParty, Taking
from heyi.mediation.queries import find_agreement, find_mediation, obligations_of
from heyi.triage.codes import Field
from tests.factories.matters import MORNING, ZHILI, desk, received, unit
from tests.factories.mediations import opened, party
from tests.factories.on_site import (
    DAHE,
    GUTTER,
    LINKED,
    ON_PAPER,
    SHEN_OF_DAHE,
    grid_worker,
    paper,
    settled,
    settlement,
)

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=3)


def lines():
    with desk(DAHE):
        return settled_on_site([unit(DAHE)], mediator_id=SHEN_OF_DAHE)


def line(matter):
    return next(each for each in lines() if each.key == matter)


def told(matter) -> str:
    with desk(DAHE):
        return site_agreement(matter)


def confirmed(matter, side, *, at=MORNING, seen=None):
    with entering("party", matter=matter[1]):
        confirm_by_party(
            matter,
            taking=party(side, at=at),
            how=Sign.TYPED,
            seen_hash=told(matter) if seen is None else seen,
            stroke="阮阿婆",
            device=f"phone-{side}",
        )


def roles(matter):
    with desk(DAHE, ZHILI):
        found = tasks_view(*matter, units=frozenset({unit(DAHE), unit(ZHILI)}))
    return {(task.role, task.unit_id): task.state for task in found}


def verbs(matter):
    with entering("worker"):
        return [event.verb for event in timeline_of(*matter)]


def refusal(**given) -> str:
    with pytest.raises(NotAllowed) as error:
        settled(**given)
    return error.value.refusal.code


def matters() -> int:
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matters_matter")
        return int(cursor.fetchone()[0])


def test_it_comes_in_whole_and_the_unit_helps_whoever_leads() -> None:
    matter = settled()
    assert roles(matter) == {("LEAD", unit(ZHILI)): "TO_SIGN", ("ASSIST", unit(DAHE)): "IN_HAND"}
    found = line(matter)
    assert (found.state, [each.side for each in found.waiting]) == ("INVITING", ["A", "B"])
    assert (found.captured_at, found.opened_at) == (MORNING - timedelta(hours=2), MORNING)
    assert verbs(matter)[:3] == ["matter.received", "task.given", "assist.asked"]
    assert verbs(matter)[-3:] == ["mediation.opened", "mediation.declared", "agreement.read_back"]


def test_sent_twice_under_one_key_it_is_one_and_another_body_is_refused() -> None:
    key, before = uuid4(), matters()
    first, second = settled(key=key), settled(key=key)
    assert first == second
    assert matters() == before + 1
    assert len([each for each in lines() if each.key == first]) == 1
    with pytest.raises(KeyTaken):
        settled(key=key, terms=(GUTTER,))
    with desk(DAHE):
        assert find_sent(key, person_id=SHEN_OF_DAHE, units=[unit(DAHE)])
        assert find_sent(key, person_id=99, units=[unit(DAHE)]) is None


def test_it_binds_when_the_last_party_has_confirmed_on_its_own_phone() -> None:
    matter = settled()
    confirmed(matter, "A")
    assert line(matter).state == "INVITING"
    confirmed(matter, "B")
    found = line(matter)
    assert (found.state, found.ending, found.waiting) == ("AGREED", "AGREED", ())
    with desk(DAHE):
        mediation = find_mediation(*matter)
        agreement = find_agreement(matter[0], mediation.id)
        owed = obligations_of(matter[0], agreement.id)
    assert agreement.state == "EFFECTIVE"
    assert [each.due_on for each in owed] == [date(2026, 12, 5), date(2026, 11, 30)]
    assert roles(matter)["ASSIST", unit(DAHE)] == "CLOSED"  # though whoever helped is long elsewhere


def test_on_paper_with_its_photograph_it_binds_at_once_and_the_unit_has_helped() -> None:
    matter = settled(parties=ON_PAPER, paper=paper())
    assert line(matter).state == "AGREED"
    assert roles(matter)["ASSIST", unit(DAHE)] == "CLOSED"
    assert roles(matter)["LEAD", unit(ZHILI)] == "TO_SIGN"


def test_without_the_photograph_paper_confirms_nothing_and_nothing_is_left_behind() -> None:
    before = matters()
    assert refusal(parties=ON_PAPER) == "paper_needed"
    assert matters() == before


def test_one_on_the_phone_and_one_on_paper_and_the_mediator_concludes() -> None:
    ways = (LINKED[0], ON_PAPER[1])
    matter = settled(parties=ways, paper=paper(), settles_itself=False)
    assert [each.side for each in line(matter).waiting] == ["A"]
    hand = Hand(grid_worker(), frozenset({unit(DAHE)}))
    with desk(DAHE), pytest.raises(NotAllowed) as early:
        conclude_on_site(matter, by=hand, at=MORNING)
    assert early.value.refusal.code == "consent_missing"
    confirmed(matter, "A")
    assert line(matter).state == "INVITING"
    with desk(DAHE):
        conclude_on_site(matter, by=hand, at=MORNING)
    assert line(matter).state == "AGREED"


def test_who_cannot_be_asked_by_phone_signs_the_paper_later() -> None:
    matter = settled(parties=(LINKED[0], ON_PAPER[1]), paper=paper())
    hand = Hand(grid_worker(), frozenset({unit(DAHE)}))
    with desk(DAHE):
        confirm_on_paper(matter, by=hand, side="A", paper=paper(), seen_hash=told(matter), at=MORNING)
    assert line(matter).state == "AGREED"


def test_a_refusal_ends_it_and_the_matter_goes_on_with_its_lead() -> None:
    matter = settled()
    with entering("party", matter=matter[1]):
        ops.refuse(matter, taking=party("B"), device="b")
    assert (line(matter).state, line(matter).ending) == ("ENDED", "UNWILLING")
    assert roles(matter)["LEAD", unit(ZHILI)] == "TO_SIGN"
    with pytest.raises(NotAllowed):
        confirmed(matter, "A")


def test_what_nobody_confirms_for_three_days_ends_and_not_before() -> None:
    matter, other = settled(), settled()
    confirmed(matter, "A")
    confirmed(other, "A")
    confirmed(other, "B")
    assert lapse_silent(now=lambda: LATER - timedelta(minutes=1)) == 0
    assert lapse_silent(now=lambda: LATER) == 1
    assert (line(matter).state, line(matter).ending) == ("ENDED", "WILL_NOT_SIGN")
    assert line(other).state == "AGREED"
    assert lapse_silent(now=lambda: LATER) == 0


def test_another_text_than_the_one_read_back_is_not_confirmed_and_nobody_confirms_twice() -> None:
    matter = settled()
    with pytest.raises(NotAllowed) as changed:
        confirmed(matter, "A", seen="another")
    assert changed.value.refusal.code == "text_changed"
    confirmed(matter, "A")
    with pytest.raises(NotAllowed) as again:
        confirmed(matter, "A")
    assert again.value.refusal.code == "signed_by_them"


def test_nobody_of_the_house_confirms_for_a_party_nor_mediates_past_what_was_read_back() -> None:
    matter = settled()
    taking = Taking(Hand(grid_worker(), frozenset({unit(DAHE)})), MORNING, "A")
    with desk(DAHE):
        with pytest.raises(NotAllowed):
            ops.confirm(matter, taking=taking, how=Sign.TYPED, seen_hash=told(matter), stroke="x", device="")
        with pytest.raises(NotAllowed) as begun:
            ops.begin(matter, taking=taking)
        with pytest.raises(NotAllowed) as twice:
            ops.read_back(matter, taking=taking, facts="", terms=(GUTTER,))
    assert {begun.value.refusal.code, twice.value.refusal.code} == {"read_back"}


def test_an_ordinary_mediation_knows_none_of_these_steps() -> None:
    matter, _id = opened(matter=received("两家为晾衣服起了纠纷，请调解。"))
    with entering("party", matter=matter.id), pytest.raises(NotAllowed) as refused:
        ops.confirm(matter.key, taking=party("A"), how=Sign.TYPED, seen_hash="", stroke="x", device="a")
    assert refused.value.refusal.code == "not_on_site"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"captured_at": MORNING + timedelta(hours=1)}, "captured_ahead"),
        ({"captured_at": MORNING - timedelta(days=15)}, "captured_long_ago"),
        ({"terms": ()}, "clauses_missing"),
        ({"terms": (replace(GUTTER, due_on=None),)}, "agreement_unclear"),
        ({"parties": LINKED[:1]}, "side_missing"),
        ({"parties": (LINKED[0], (NewParty(Part.RESPONDENT, "沈大海"), Way.LINK))}, "no_mobile"),
        (
            {
                "parties": (
                    LINKED[0],
                    (
                        NewParty(Part.RESPONDENT, "小沈", "13800003333", Capacity.MINOR, agent="沈父"),
                        Way.LINK,
                    ),
                )
            },
            "not_on_site_for_minors",
        ),
    ],
)
def test_what_cannot_be_settled_so_is_refused_and_leaves_nothing(given, code) -> None:
    before = matters()
    assert refusal(**given) == code
    assert matters() == before


def test_a_day_is_judged_by_when_it_was_agreed_not_by_when_there_was_network() -> None:
    today = replace(GUTTER, due_on=(MORNING - timedelta(days=2)).date())
    matter = settled(terms=(today,), captured_at=MORNING - timedelta(days=2))
    assert line(matter).state == "INVITING"


def test_parties_with_a_link_are_texted_and_nobody_else() -> None:
    matter = settled(parties=(LINKED[0], ON_PAPER[1]), paper=paper())
    with entering("worker"):
        events = [event for event in timeline_of(*matter) if event.verb == "agreement.read_back"]
        assert events[0].facts["links"] == ["A"]
        assert queue_party_texts(events, at=MORNING) == 1


def test_it_is_counted_apart() -> None:
    settled(parties=ON_PAPER, paper=paper())
    settled()
    with desk(DAHE):
        found = figures([unit(DAHE)], start=MORNING - timedelta(days=1), end=MORNING + timedelta(days=1))
    assert found.opened == 0
    assert (found.on_site, found.on_site_agreed) >= (2, 1)


def test_a_complaint_about_the_own_village_is_not_settled_by_it() -> None:
    text = "反映织里镇大河村村民委员会村干部侵占集体资金，村委会当场说退还。"
    with desk(DAHE), pytest.raises(NotAllowed) as refused:
        settle_on_site(
            settlement(text=text), key=uuid4(), body_hash=b"1", by=grid_worker(), at=MORNING, address=""
        )
    assert refused.value.refusal.code == "about_itself"


@pytest.mark.parametrize("dispute", Dispute)
def test_every_kind_of_dispute_has_a_field(dispute) -> None:
    assert Field(FIELD_OF.get(dispute.value, dispute.value))
