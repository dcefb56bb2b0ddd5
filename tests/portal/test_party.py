"""A party's page: what it tells and what it does not, on whose device one answers, and what each step does."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from heyi.accounts.codes import Door
from heyi.accounts.rules import ALLOWANCES, Allowance
from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.matters.operations import MatterNotFound, hold_matter
from heyi.mediation import operations as ops
from heyi.mediation.codes import Meeting, Part
from heyi.mediation.operations import NewParty, Plan
from heyi.mediation.queries import facts_of, proposals_of
from tests.desk.conftest import SignIn, sign_in
from tests.factories.matters import ZHILI, desk, received
from tests.factories.mediations import LI, WANG, begun, colleague, mediator, opened, party, standing
from tests.factories.parties import address_of, code_for, row_of

__all__ = ["sign_in"]

pytestmark = pytest.mark.django_db

REPORT = "邻居把衣服晾在楼道里，我们两家起了纠纷。我家住凤凰路八号，母亲八十岁了。"
STEPS = ("consent", "refuse", "stop", "decline", "ask_recusal", "complain", "propose", "sign")


def page(matter, side="A", *parts, client=None):
    return (client or Client()).get(address_of(matter, side, *parts))


def words(answer) -> str:
    return answer.content.decode().partition("<main")[2]


def sent(matter, side, *parts, client=None, **form):
    return (client or Client()).post(address_of(matter, side, *parts), form, follow=True)


def test_the_page_tells_who_asks_and_what_about_and_never_the_report() -> None:
    matter, _id = opened(matter=received(REPORT, title="楼道晾衣"))
    told = words(page(matter))
    for expected in (
        "楼道晾衣服引起的邻里纠纷",
        "老沈",
        "社会治理中心",
        "不收任何费用",
        "人民调解法 §24",
        WANG,
    ):
        assert expected in told
    for secret in (LI, "凤凰路", "八十岁", "13900000002", "0002", matter.number):
        assert secret not in told
    assert row_of(matter, "B").masked_name in told


def test_nothing_of_it_is_kept_or_passed_on_and_its_title_does_not_tell() -> None:
    matter, _id = opened()
    answer = page(matter)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert re.search("<title>(.*)</title>", answer.content.decode())[1] == "您的事项 · 合一"  # type: ignore[index]


def test_the_first_opening_is_kept_once_and_not_by_a_program_or_a_desk(sign_in: SignIn) -> None:
    matter, _id = opened()
    Client().head(address_of(matter, "A"))
    page(matter, client=sign_in("zhili.clerk"))
    assert row_of(matter, "A").reached_at is None
    page(matter)
    first = row_of(matter, "A").reached_at
    assert first is not None
    page(matter)
    assert row_of(matter, "A").reached_at == first
    assert row_of(matter, "B").reached_at is None


def test_what_has_ended_is_reached_no_more_but_read() -> None:
    matter, _id = opened()
    sent(matter, "B", "refuse")
    assert page(matter).status_code == 200
    assert row_of(matter, "A").reached_at is None


def test_wrong_old_and_foreign_links_get_one_answer() -> None:
    matter, _id = opened()
    code = code_for(matter, "A")
    wrong = (code[:-1] + ("A" if code[-1] != "A" else "B"), "330502x", "0", "长" * 50, "a" * 3000, code + "A")
    answers = {words(Client(REMOTE_ADDR=f"192.0.2.{n}").get(f"/m/{each}")) for n, each in enumerate(wrong)}
    assert len(answers) == 1
    assert "这个链接打不开" in answers.pop()


def test_wrong_links_are_counted_and_then_a_right_one_waits_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ALLOWANCES, Door.PARTY_LINK, (Allowance(2, timedelta(days=1)),))
    matter, _id = opened()
    client = Client()
    assert [client.get("/m/330502nothing").status_code for _time in range(3)] == [404, 404, 429]
    answer = page(matter, client=client)
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)


@pytest.mark.parametrize("verb", STEPS)
def test_without_a_right_link_nothing_is_done(verb: str) -> None:
    assert Client().post(f"/m/330502nothing/{verb}", {"text": "?"}).status_code == 404


def test_consent_is_asked_once_more_and_then_given_with_a_mark_of_the_device() -> None:
    matter, _id = opened()
    phones = {side: Client() for side in "AB"}
    for side, phone in phones.items():
        page(matter, side, client=phone)
        assert "只是同意坐下来谈" in words(page(matter, side, "consent", client=phone))
        assert row_of(matter, side).consent == "ASKED"
        assert "您已同意调解" in words(sent(matter, side, "consent", client=phone))
    rows = [row_of(matter, side) for side in "AB"]
    assert [(row.consent, row.consent_way) for row in rows] == [("GIVEN", "LINK")] * 2
    assert len({row.device for row in rows}) == 2
    assert all(row.device and row.device not in str(phones["A"].cookies) for row in rows)


def test_two_parties_on_one_device_are_seen_and_not_refused() -> None:
    matter, _id = opened()
    one = Client()
    for side in "AB":
        page(matter, side, client=one)
        sent(matter, side, "consent", client=one)
    assert row_of(matter, "A").device == row_of(matter, "B").device != ""


def test_one_device_is_not_followed_from_one_mediation_to_another() -> None:
    one = Client()
    marks = set()
    for _time in range(2):
        matter, _id = opened()
        page(matter, client=one)
        sent(matter, "A", "consent", client=one)
        marks.add(row_of(matter, "A").device)
    assert len(marks) == 2


def test_the_cookies_of_these_pages_are_for_these_pages_alone(sign_in: SignIn) -> None:
    matter, _id = opened()
    phone, clerk = Client(), sign_in("zhili.clerk")
    page(matter, client=phone)
    clerk.get("/desk/")
    for cookie in (phone.cookies["heyi_device"], clerk.cookies["heyi_desk"]):
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/m/", True, "Lax")
    assert "heyi_desk" not in phone.cookies


@pytest.mark.parametrize("verb", STEPS)
@pytest.mark.parametrize("leaves", [False, True])
def test_nobody_answers_for_a_party_where_the_house_works(sign_in: SignIn, verb: str, leaves: bool) -> None:
    matter, _id = opened()
    clerk = sign_in("zhili.mediator")
    clerk.get("/desk/")
    if leaves:
        clerk.logout()
        kept = clerk.cookies
        clerk.cookies = kept
        clerk.cookies["heyi_desk"] = "1"
    before = standing(matter)
    answer = sent(matter, "A", verb, client=clerk, text="?")
    assert answer.status_code == 403
    assert "请换成您自己的手机" in words(answer)
    assert "书面签署" in words(answer)
    assert standing(matter) == before
    assert row_of(matter, "A").consent == "ASKED"


def test_one_no_ends_it_at_once_and_tells_the_ways() -> None:
    matter, _id = opened()
    told = words(sent(matter, "B", "refuse"))
    assert standing(matter).ending == "UNWILLING"
    for way in ("调解已经终止", "向人民法院起诉", "12348"):
        assert way in told
    again = sent(matter, "B", "consent")
    assert again.status_code == 409
    assert row_of(matter, "B").consent == "REFUSED"


def test_of_a_labour_dispute_the_ways_are_its_own() -> None:
    matter, _id = opened(regime="LABOUR", dispute="LABOUR")
    assert "15 日内没有达成协议的" in words(page(matter))
    told = words(sent(matter, "B", "refuse"))
    assert "申请仲裁" in told
    assert "向人民法院起诉" not in told


@pytest.mark.parametrize("has_begun", [False, True])
def test_it_is_stopped_at_any_time_in_two_taps(has_begun: bool) -> None:
    matter, _id = begun() if has_begun else opened()
    if not has_begun:
        sent(matter, "A", "consent")
    assert address_of(matter, "A", "stop") in page(matter).content.decode()
    sent(matter, "A", "stop")
    assert (standing(matter).state, standing(matter).ending) == ("ENDED", "UNWILLING")


def test_a_step_that_is_not_open_says_so_and_offers_no_form() -> None:
    matter, _id = opened()
    told = words(page(matter, "A", "propose"))
    assert "这一步现在不能进行" in told
    assert "<form" not in told


@pytest.mark.parametrize(("verb", "about"), [("ask_recusal", "RECUSAL"), ("complain", "CONDUCT")])
def test_what_is_asked_of_the_unit_is_kept_for_it(verb: str, about: str) -> None:
    from heyi.mediation.models import Complaint

    matter, _id = opened()
    assert sent(matter, "A", verb, text=" ").status_code == 422
    assert sent(matter, "A", verb, text="他是对方的表哥").status_code == 200
    with desk(ZHILI):
        found = Complaint.objects.get(matter_id=matter.id)
    assert (found.about, found.side, found.text) == (about, "A", "他是对方的表哥")
    assert "他是对方的表哥" not in words(page(matter, "B"))


def test_a_link_does_not_write_without_end_and_what_was_typed_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ALLOWANCES, Door.PARTY, (Allowance(1, timedelta(days=1)),))
    matter, _id = opened()
    sent(matter, "A", "complain", text="一")
    answer = sent(matter, "A", "complain", text="第二次的话")
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)
    assert "第二次的话" in words(answer)
    assert sent(matter, "B", "complain", text="三").status_code == 200, "each party has its own measure"


def proposed(matter, *, to=("A", "B"), text="各让一步"):
    with desk(ZHILI):
        ops.propose(matter.key, taking=mediator(), text=text, amount=None, to_sides=to)
        return proposals_of(matter.county, standing(matter).id)[0]


def test_a_proposal_is_answered_by_those_it_went_to() -> None:
    matter, _id = begun()
    row = proposed(matter, to=("B",))
    assert "各让一步" not in words(page(matter, "A"))
    assert page(matter, "A", "proposals", row.id).status_code == 404
    assert sent(matter, "A", "proposals", row.id, answer="yes").status_code == 404
    assert sent(matter, "B", "proposals", row.id, answer="perhaps").status_code == 422
    sent(matter, "B", "proposals", row.id, answer="yes")
    with desk(ZHILI):
        assert proposals_of(matter.county, standing(matter).id)[0].state == "ACCEPTED"


def test_a_party_makes_a_proposal_of_its_own_and_one_no_ends_it() -> None:
    matter, _id = begun()
    assert sent(matter, "A", "propose", text="赔三千", amount="三千").status_code == 422
    sent(matter, "A", "propose", text="赔三千", amount="3000")
    told = words(page(matter, "B"))
    assert "3,000 元" in told
    with desk(ZHILI):
        row = proposals_of(matter.county, standing(matter).id)[0]
    sent(matter, "B", "proposals", row.id, answer="no")
    assert "未接受" in words(page(matter, "A"))
    assert sent(matter, "B", "proposals", row.id, answer="yes").status_code == 409


def stated(matter, text="两家住同一单元。"):
    with desk(ZHILI):
        ops.state_fact(matter.key, taking=mediator(), text=text)
        return facts_of(matter.county, standing(matter).id)[0]


def test_a_fact_is_confirmed_by_each_for_itself_and_not_where_the_house_works(sign_in: SignIn) -> None:
    matter, _id = begun()
    row = stated(matter)
    assert "两家住同一单元" in words(page(matter))
    assert sent(matter, "A", "facts", row.id, client=sign_in("zhili.mediator")).status_code == 403
    assert "您已确认" in words(sent(matter, "A", "facts", row.id))
    assert sent(matter, "A", "facts", row.id).status_code == 409
    assert "您已确认" not in words(page(matter, "B"))
    with desk(ZHILI):
        assert facts_of(matter.county, standing(matter).id)[0].confirmed == ["A"]
        ops.strike_fact(matter.key, taking=mediator(), fact_id=row.id)
    assert page(matter, "B", "facts", row.id).status_code == 404


def planned(matter, *sides, meeting=Meeting.SEPARATE, place="织里镇调解室"):
    starts = now() + timedelta(hours=2)
    with desk(ZHILI):
        held = Plan(meeting, starts, starts + timedelta(hours=1), sides, place=place)
        ops.plan(matter.key, taking=mediator(at=now()), plan=held)


def test_a_session_is_shown_to_who_takes_part_and_goes_into_a_calendar_without_names() -> None:
    matter, _id = begun()
    planned(matter, "A", place="二楼, 调解室; 左边\n第一间")
    assert "二楼" not in words(page(matter, "B"))
    told = words(page(matter, "A"))
    there = re.search(r'href="(/m/[^"]+\.ics)"', told)
    assert there
    answer = Client().get(there[1])
    body = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert r"LOCATION:二楼\, 调解室\; 左边\n第一间" in body
    assert body.startswith("BEGIN:VCALENDAR\r\n")
    for secret in (WANG, LI, "老沈", "晾衣", "邻里"):
        assert secret not in body
    other = there[1].replace(code_for(matter, "A"), code_for(matter, "B"))
    assert Client().get(other).status_code == 404


def test_where_there_may_be_violence_help_is_at_hand_and_nobody_is_told_why() -> None:
    parties = [
        NewParty(Part.APPLICANT, WANG, "13900000001", address="凤凰路八号", hides_address=True),
        NewParty(Part.RESPONDENT, LI, "13900000002"),
    ]
    matter, _id = opened(safety="VIOLENCE", dispute="FAMILY", parties=parties)
    other, _id = opened(dispute="FAMILY")
    for side in "AB":
        told = words(page(matter, side))
        assert "110" in told
        assert "人身安全保护令" in told
        assert "快速离开" in page(matter, side).content.decode()
        assert "凤凰路" not in told
        assert "139" not in told.replace("13900000001" if side == "A" else "13900000002", "")
    strip = re.compile(r"/m/[\w-]+|csrfmiddlewaretoken[^>]+")
    assert strip.sub("", words(page(matter, "B"))) == strip.sub("", words(page(other, "B"))), (
        "the other side reads the same whether or not something was found"
    )


def test_a_party_whose_key_is_gone_has_no_page_and_the_others_keep_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from heyi.mediation.access import parties as access
    from heyi.mediation.operations import PartyErased

    matter, _id = opened()
    gone, real = row_of(matter, "B").id, access.unsealed

    def unsealed(row):
        if row.id == gone:
            raise PartyErased(str(row.id))
        return real(row)

    monkeypatch.setattr(access, "unsealed", unsealed)
    assert "这个链接打不开" in words(page(matter, "B"))
    assert page(matter, "A").status_code == 200


def test_the_page_asks_as_much_of_two_parties_as_of_eight(django_assert_max_num_queries) -> None:
    few, _id = opened()
    many, _id = opened(
        parties=[
            NewParty(Part.APPLICANT if place else Part.RESPONDENT, f"工友{place}", f"1390000{place:04d}")
            for place in range(8)
        ]
    )
    there = [address_of(matter, "A") for matter in (few, many)]
    for address in there:
        Client().get(address)
    with django_assert_max_num_queries(22) as asked:
        Client().get(there[0])
    with django_assert_max_num_queries(len(asked.captured_queries)):
        Client().get(there[1])


def test_the_page_is_whole_in_english() -> None:
    matter, _id = begun()
    client = Client()
    client.cookies["django_language"] = "en"
    proposed(matter, text="Peace")
    planned(matter, "A", place="Room 2")
    for parts in ((), ("stop",), ("complain",), ("propose",), ("ask_recusal",)):
        told = re.sub(r"<[^>]+>", " ", words(page(matter, "A", *parts, client=client)))
        data = (WANG, "老沈", "楼道晾衣服引起的邻里纠纷", "吴兴区织里镇社会治理中心", "合一")
        for name in (*data, row_of(matter, "B").masked_name):
            told = told.replace(name, "")
        assert re.findall(r"[\u3400-\u9fff]+", told) == []


def test_a_colleague_still_records_what_was_said_by_telephone() -> None:
    """The way that the page of a desk's browser names is there."""
    from heyi.mediation.codes import Way

    matter, _id = opened()
    with desk(ZHILI):
        ops.record_consent(matter.key, taking=colleague(side="A"), way=Way.PHONE)
    assert "您已同意调解" in words(page(matter))


def test_a_party_reaches_no_other_matter() -> None:
    mine, _id = opened()
    other, _id = opened()
    with entering("party", matter=mine.id), pytest.raises(MatterNotFound):
        ops.stop(other.key, taking=party("A"), device="x")
    with entering("party", matter=mine.id), pytest.raises(MatterNotFound):
        hold_matter(*other.key)
