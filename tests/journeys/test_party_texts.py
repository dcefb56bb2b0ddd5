"""What parties are told by text: over a real socket, by the outbox; the link opens that party's own page."""

from datetime import timedelta

import pytest
from django.db import connections

from heyi.adapters.texting.stub import Sink
from heyi.journeys.mediating import remind_parties
from heyi.mediation import operations as ops
from heyi.mediation.access import find_door
from heyi.mediation.codes import Part, Way
from heyi.mediation.operations import NewParty
from heyi.mediation.queries import complaints_of, obligations_of, parties_of
from tests.factories.matters import MORNING, ZHILI, desk
from tests.factories.mediations import (
    agreement,
    as_party,
    colleague,
    concluded,
    leader,
    mediator,
    opened,
    party,
    refused,
    standing,
)
from tests.factories.telling import carry, read_journal
from tests.factories.texting import arrived, sink  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("own_database")
PAGE = "https://heyi.example/m/"


def told(sink: Sink, *, at=MORNING):
    """What has arrived by now, as (telephone, words), the oldest first."""
    read_journal()
    carry(at)
    return [(each["phone"], each["words"]) for each in reversed(arrived(sink))]


def invited(side, matter, *, at=MORNING):
    with desk(ZHILI):
        ops.invite(matter.key, taking=mediator(side=side, at=at), way=Way.LINK)


def test_the_link_leads_the_party_to_its_own_page(sink: Sink):
    matter, _id = opened(address=PAGE)
    invited("B", matter)
    ((phone, words),) = told(sink)
    assert phone == "13900000002"
    assert "不收费" in words
    code = words.partition(PAGE)[2].split(" ")[0]
    door = find_door(code)
    assert door is not None
    with desk(ZHILI):
        mine = next(each for each in parties_of(matter.county, standing(matter).id) if each.side == "B")
    assert (door.matter_id, door.party_id) == (matter.id, mine.id)


def test_the_ledger_holds_neither_telephone_nor_link(sink: Sink):
    matter, _id = opened(address=PAGE)
    invited("B", matter)
    read_journal()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT row::text FROM journal_delivery AS row WHERE destination = 'text:party/B'")
        ((row,),) = cursor.fetchall()
    assert "mediation.invited" in row
    assert "13900000002" not in row
    assert PAGE not in row


def test_no_word_tells_what_it_is_about(sink: Sink):
    matter, _id = opened(address=PAGE)
    invited("B", matter)
    ((_phone, words),) = told(sink)
    assert "晾" not in words
    assert "王" not in words


def test_who_consented_by_telephone_is_told_so(sink: Sink):
    matter, _id = opened(address=PAGE)
    with desk(ZHILI):
        ops.record_consent(matter.key, taking=colleague(side="B"), way=Way.PHONE)
    ((phone, words),) = told(sink)
    assert phone == "13900000002"
    assert "不是您本人" in words


def test_a_new_link_is_texted_and_the_one_in_the_first_text_opens_nothing(sink: Sink):
    matter, _id = opened(address=PAGE)
    invited("B", matter)
    told(sink)
    with desk(ZHILI):
        ops.renew_link(matter.key, taking=colleague(side="B"), text="链接转给了别人")
    (_phone, first), (phone, second) = told(sink)
    old, new = (words.partition(PAGE)[2].split(" ")[0] for words in (first, second))
    assert phone == "13900000002"
    assert find_door(old) is None
    assert find_door(new) is not None


def test_who_asked_something_of_the_unit_is_told_that_there_is_an_answer(sink: Sink):
    matter, mediation_id = opened(address=PAGE)
    with as_party(matter):
        ops.complain(matter.key, taking=party("A"), text="偏心")
        ops.ask_recusal(matter.key, taking=party("B"), text="他们是亲戚")
    with desk(ZHILI):
        (said,) = [each for each in complaints_of(matter.county, mediation_id) if each.about == "CONDUCT"]
        ops.answer_complaint(matter.key, taking=leader(), complaint_id=said.id, text="已经谈话")
        ops.decline_recusal(matter.key, taking=colleague(), text="查过，不是亲戚")
    found = told(sink)
    assert {phone for phone, _words in found} == {"13900000001", "13900000002"}
    assert all("有了答复" in words and "亲戚" not in words for _phone, words in found)


def test_a_refusal_tells_every_party_where_else_to_go(sink: Sink):
    matter, _id = opened(address=PAGE)
    with as_party(matter):
        ops.refuse(matter.key, taking=party("B"), device="b")
    assert {phone for phone, _words in told(sink)} == {"13900000001", "13900000002"}
    assert all("诉讼" in words for _phone, words in told(sink))


def test_who_has_no_mobile_is_asked_another_way(sink: Sink):
    parties = [NewParty(Part.APPLICANT, "王秀英", "0572-2100000"), NewParty(Part.RESPONDENT, "李建国")]
    matter, _id = opened(parties=parties)
    with desk(ZHILI):
        given = {"taking": mediator(side="B"), "way": Way.LINK}
        assert refused(ops.invite, matter.key, **given) == "no_mobile"
        ops.invite(matter.key, taking=mediator(side="B"), way=Way.PAPER)
    assert told(sink) == []


def test_a_silent_party_is_reminded_twice_and_by_day_alone(sink: Sink):
    matter, _id = opened(address=PAGE)
    invited("B", matter)
    days = [MORNING + timedelta(days=day) for day in (1, 2, 3, 4, 6, 8)]
    assert [remind_parties(now=lambda at=at: at) for at in days] == [0, 1, 0, 1, 0, 0]
    night = MORNING.replace(hour=22)
    assert remind_parties(now=lambda: night + timedelta(days=30)) == 0


def test_who_owes_is_reminded_before_the_day_and_told_when_it_is_past(sink: Sink):
    matter, _id = concluded(address=PAGE)
    told(sink)
    with desk(ZHILI):
        (first, *_rest) = obligations_of(matter.county, agreement(matter).id)
    ahead = MORNING.replace(month=11, day=29)
    late = MORNING.replace(month=12, day=2)
    assert [remind_parties(now=lambda at=at: at) for at in (ahead, ahead, late, late)] == [1, 0, 1, 0]
    sent = [(phone, words) for phone, words in told(sink, at=late) if "2026年12月1日以前履行" in words]
    assert [phone for phone, _words in sent] == ["13900000002"] * 2
    assert ["已经过期" in words for _phone, words in sent] == [False, True]
    with desk(ZHILI):
        again = obligations_of(matter.county, agreement(matter).id)[0]
    assert (first.state, again.state) == ("OPEN", "LATE")


def test_whose_name_was_put_right_is_told_so_and_a_new_telephone_gets_the_new_link(sink: Sink):
    matter, _id = opened(address=PAGE)
    invited("B", matter)
    told(sink)
    with desk(ZHILI):
        ops.correct_party(matter.key, taking=mediator(side="B"), name="李建帼", text="核对了身份证")
    (phone, words) = told(sink)[-1]
    assert (phone, "改正了您" in words, "李" in words) == ("13900000002", True, False)
    with desk(ZHILI):
        ops.correct_party(matter.key, taking=mediator(side="B"), phone="13900000077", text="本人来电")
    *_before, first, second = told(sink)
    assert {first[0], second[0]} == {"13900000077"}
    codes = {words.partition(PAGE)[2].split(" ")[0] for _phone, words in (first, second)}
    assert [find_door(code) is not None for code in codes] == [True]


def test_who_was_not_asked_yet_is_told_nothing_of_a_correction(sink: Sink):
    matter, _id = opened(address=PAGE)
    with desk(ZHILI):
        ops.correct_party(matter.key, taking=mediator(side="B"), name="李建帼", text="核对了身份证")
    assert told(sink) == []
