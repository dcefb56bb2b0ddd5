"""Rules at the desk: published books for everybody, the draft for rules officers, two pairs of eyes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heyi.dispatch.codes import RulePart
from heyi.dispatch.models import DraftRow, RuleDraft, RuleTrial, Task
from heyi.dispatch.queries.books import book
from heyi.dispatch.rules.publishing import is_working_time
from heyi.journeys.trying_rules import try_rules
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import now
from tests.factories.matters import desk, received, unit
from tests.factories.rules import LABOUR_TO_JUSTICE, fresh_books, officers, published, seen

__all__ = ["fresh_books"]
pytestmark = pytest.mark.django_db
RULES = "/desk/rules/"


@pytest.fixture
def draft(sign_in):
    """A draft that the city's officer began at the desk."""
    client = sign_in("city.rules")
    answer = client.post(f"{RULES}drafts/new", {"aim": "劳动争议先由司法所受理"})
    assert answer.status_code == 302, answer.content.decode()
    return client, RuleDraft.objects.get().pk


def words(answer, status=200):
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def add(client, draft, **changed):
    return client.post(f"{RULES}drafts/{draft}/rows/ROUTING", {**LABOUR_TO_JUSTICE, **changed})


def try_it(draft):
    trial = RuleTrial.objects.filter(draft_id=draft).latest("pk")
    return try_rules(trial.pk, now=now)


def test_everybody_at_the_desk_reads_books_and_only_officers_write(sign_in):
    clerk = sign_in("zhili.clerk")
    assert "第 1 版" in words(clerk.get(RULES))
    page = words(clerk.get(f"{RULES}books/1?rule=labour-county"))
    assert 'id="labour-county"' in page
    assert "rule-wanted" in page
    assert "起草" not in page
    for address in (f"{RULES}drafts/new", f"{RULES}drafts/1", f"{RULES}books/1/withdraw", f"{RULES}rows/1"):
        assert clerk.get(address).status_code == 403
    assert clerk.post(f"{RULES}drafts/1/try").status_code == 403
    assert sign_in("admin.system").get(RULES).status_code == 403
    assert sign_in("city.rules").get(f"{RULES}books/9").status_code == 404


def test_an_officer_begins_at_the_rules(sign_in):
    assert sign_in("city.rules").get("/desk/").url == RULES


def test_a_row_is_added_and_told_as_a_difference(draft):
    client, number = draft
    assert add(client, number).url == f"{RULES}drafts/{number}?tab=ROUTING"
    page = words(client.get(f"{RULES}drafts/{number}?tab=changes"))
    assert "labour-justice" in page
    assert "新增" in page
    assert "司法行政机关" in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"why": ""}, "请填写。"),
        ({"priority": "1000"}, "999"),
        ({"code": "Labour Justice"}, "编码由小写字母"),
        ({"unit_kind": "DEPARTMENT"}, "职能部门要写明条线。"),
        ({"code": "labour-county"}, "已有编码相同的规则"),
        ({"nature": "WISH"}, "选择"),
    ],
)
def test_a_row_that_is_wrong_says_what_and_keeps_what_was_typed(draft, changed, told):
    client, number = draft
    page = words(add(client, number, **changed), 422)
    assert told in page
    assert changed.get("why", "本市规定：劳动用工先由司法所受理") in page


def test_a_limit_is_typed_as_amount_and_unit(draft):
    client, number = draft
    row = seen(number).of(RulePart.LIMIT)[0]
    general = next(each for each in seen(number).of(RulePart.LIMIT) if each.row.extension)
    form = words(client.get(f"{RULES}rows/{general.id}"))
    assert 'name="extension_amount"' in form
    given = {
        "clock": "HANDLE",
        "priority": 20,
        "nature": "HELP",
        "limit_amount": 4,
        "limit_unit": "WORKING_DAYS",
        "extension_unit": "DAYS",
        "warn_at": 70,
        "why": "本市规定",
        "seen": 1,
    }
    assert client.post(f"{RULES}rows/{row.id}", {**given, "approver": "LEADER"}).status_code == 422
    assert client.post(f"{RULES}rows/{row.id}", {**given, "priority": 21}).status_code == 302
    assert DraftRow.objects.get(pk=row.id).values["limit"] == "4 working days"
    assert "4 个工作日" in words(client.get(f"{RULES}drafts/{number}?tab=changes"))


def test_a_default_that_changed_is_told_in_the_readers_language(draft):
    client, number = draft
    given = {
        "stage": "OVERDUE",
        "priority": 500,
        "clock": "HANDLE",
        "level": "CITY",
        "does": "URGE",
        "why": "试",
    }
    assert client.post(f"{RULES}drafts/{number}/rows/ESCALATION", given).status_code == 302
    changes = f"{RULES}drafts/{number}?tab=changes"
    assert "内部默认：办理超期" in words(client.get(changes))
    client.cookies["django_language"] = "en"
    assert "内部默认" not in words(client.get(changes))


def test_the_second_hand_on_a_row_is_told_who_and_what(draft, sign_in):
    client, number = draft
    other = sign_in("wuxing.rules")
    row = next(each for each in seen(number).of(RulePart.ROUTING) if each.row.code == "labour-county")
    given = {**LABOUR_TO_JUSTICE, "code": "labour-county", "priority": 450, "seen": 1}
    assert client.post(f"{RULES}rows/{row.id}", {**given, "why": "甲写的"}).status_code == 302
    page = words(other.post(f"{RULES}rows/{row.id}", {**given, "why": "乙写的"}), 422)
    assert "市中心规则员 刚改过这一行" in page
    assert "甲写的" in page
    assert "乙写的" in page
    assert 'name="seen" value="2"' in page
    assert other.post(f"{RULES}rows/{row.id}", {**given, "why": "乙写的", "seen": 2}).status_code == 302
    back = other.post(f"{RULES}rows/{row.id}/remove", {"seen": 1}, follow=True)
    assert "您的修改没有保存" in back.content.decode()
    assert (
        "已删除这一行"
        in other.post(f"{RULES}rows/{row.id}/remove", {"seen": 3}, follow=True).content.decode()
    )


def test_the_way_to_a_published_book_takes_two_persons(draft, sign_in):
    client, number = draft
    add(client, number)
    client.post(f"{RULES}drafts/{number}/try", {"days": 30})
    assert "排队中" in words(client.get(f"{RULES}drafts/{number}/trial"))
    try_it(number)
    assert "会去别的单位" in words(client.get(f"{RULES}drafts/{number}?tab=trial"))
    form = words(client.get(f"{RULES}drafts/{number}/submit"))
    revision = RuleDraft.objects.get().revision
    assert f'name="seen" value="{revision}"' in form
    read = [finding.mark for finding in seen(number).unread]
    assert client.post(f"{RULES}drafts/{number}/submit", {"seen": revision, "read": read}).status_code == 302
    assert "另一位规则员复核" in words(client.get(f"{RULES}drafts/{number}/review"))
    own = client.post(f"{RULES}drafts/{number}/review", {"seen": revision, "against": 1}, follow=True)
    assert "须由另一位规则员复核" in own.content.decode()
    approver = sign_in("wuxing.rules")
    assert "同意并发布" in words(approver.get(f"{RULES}drafts/{number}/review"))
    done = approver.post(f"{RULES}drafts/{number}/review", {"seen": revision, "against": 1}, follow=True)
    page = words(done)
    assert "已发布第 2 版。" in page
    changed = words(approver.get(f"{RULES}books/2?part=changes"))
    assert "labour-justice" in changed
    history = words(sign_in("zhili.clerk").get(RULES))
    assert "市中心规则员" in history
    assert "吴兴区三源共治中心规则员 复核" in history


def test_nothing_is_sent_back_without_a_reason(draft, sign_in):
    client, number = draft
    add(client, number)
    client.post(f"{RULES}drafts/{number}/try", {"days": 0})
    try_it(number)
    read = [finding.mark for finding in seen(number).unread]
    client.post(f"{RULES}drafts/{number}/submit", {"seen": RuleDraft.objects.get().revision, "read": read})
    approver = sign_in("wuxing.rules")
    assert approver.post(f"{RULES}drafts/{number}/send-back", {"why": ""}).status_code == 422
    assert approver.post(f"{RULES}drafts/{number}/send-back", {"why": "写明依据"}).status_code == 302
    assert "写明依据" in words(client.get(f"{RULES}drafts/{number}"))


def test_a_submission_that_is_refused_says_why(draft):
    client, number = draft
    page = words(client.post(f"{RULES}drafts/{number}/submit", {"seen": 1, "on": "2020-01-01"}), 422)
    assert "生效时间须在将来" in page
    page = words(client.post(f"{RULES}drafts/{number}/submit", {"seen": 1}), 422)
    assert "完全一样" in page


def test_a_coming_book_is_withdrawn_at_the_desk(sign_in):
    client = sign_in("city.rules")
    published(*officers(), at=now(), effective_at=_next_working_time())
    assert "尚未生效" in words(client.get(f"{RULES}books/2"))
    assert client.post(f"{RULES}books/2/withdraw", {"why": ""}).status_code == 422
    assert client.post(f"{RULES}books/2/withdraw", {"why": "与县里的规定抵触"}).status_code == 302
    page = words(client.get(RULES))
    assert "生效前已撤回" in page
    assert "与县里的规定抵触" in page


def test_a_book_in_force_is_not_said_to_be_withdrawn(sign_in):
    client = sign_in("city.rules")
    published(*officers(), at=now())
    page = words(client.get(f"{RULES}books/2/withdraw", follow=True))
    assert "已经生效" in page
    assert "还没有生效" not in page


def test_a_limit_that_ends_in_no_calendar_is_refused_where_it_is_typed(draft):
    client, number = draft
    given = {
        "clock": "SIGN",
        "priority": 700,
        "limit_amount": 999_999,
        "limit_unit": "YEARS",
        "extension_unit": "DAYS",
        "warn_at": 80,
        "why": "本市规定",
    }
    assert "43800" in words(client.post(f"{RULES}drafts/{number}/rows/LIMIT", given), 422)
    page = words(client.post(f"{RULES}drafts/{number}/rows/LIMIT", {**given, "limit_amount": 6}), 422)
    assert "时限太长：最多 5 年" in page
    longer = {"clock": "HANDLE", "limit_amount": 5, "extension_amount": 61, "extension_unit": "MONTHS"}
    approver = {"approver": "SUPERIOR"}
    page = words(client.post(f"{RULES}drafts/{number}/rows/LIMIT", {**given, **longer, **approver}), 422)
    assert "时限太长：最多 5 年" in page


def _next_working_time():
    at = now() + timedelta(hours=1)
    while not is_working_time(at, mainland()):
        at += timedelta(hours=1)
    return at


def test_the_trial_shows_matters_only_to_those_who_see_them(sign_in):
    near, far = received(region="330502100"), received(region="330521")
    city, county = sign_in("city.rules"), sign_in("wuxing.rules")
    city.post(f"{RULES}drafts/new", {"aim": "全部由司法所"})
    number = RuleDraft.objects.get().pk
    add(city, number, field="", code="all", priority=900)
    city.post(f"{RULES}drafts/{number}/try", {"days": 0})
    assert try_it(number).moved == 2
    seen_by_city, seen_by_county = (
        words(each.get(f"{RULES}drafts/{number}/trial")) for each in (city, county)
    )
    assert near.number in seen_by_city
    assert far.number in seen_by_city
    assert near.number in seen_by_county
    assert far.number not in seen_by_county
    assert "2 件里" in seen_by_county
    assert "不在您的范围" in seen_by_county


def test_the_page_of_a_matter_names_the_rule_and_leads_to_it(sign_in):
    matter = received()
    clerk = sign_in("zhili.clerk")
    page = words(clerk.get(f"/desk/matters/{matter.number}/"))
    assert f'href="{RULES}books/1?rule=dispute-township#dispute-township"' in page
    assert "规则第 1 版" in page
    assert "其次" in page
    assert "rule-wanted" in words(clerk.get(f"{RULES}books/1?rule=dispute-township"))


def test_rulings_that_differ_from_the_rules_become_a_row(sign_in, monkeypatch):
    client = sign_in("city.rules")
    for _each in range(2):
        matter = received()
        _plant_ruling(matter)
    page = words(client.get(RULES))
    assert "织里司法所" in page
    assert "起草以后" in page
    client.post(f"{RULES}drafts/new", {"aim": "照裁定改"})
    number = RuleDraft.objects.get().pk
    page = words(client.get(RULES))
    (link,) = [part.split('"')[0] for part in page.split('href="') if "rows/ROUTING?" in part]
    form = words(client.get(link.replace("&amp;", "&")))
    assert "2 次争议裁定改由" in form
    assert 'value="JUSTICE" selected' in form
    assert f"{RULES}drafts/{number}" in form


def _plant_ruling(matter):
    """A ruling as the table keeps it: the lead's objection, moved to the justice office."""
    with desk("330502100-CENTRE"):
        Task.objects.filter(matter_id=matter.key[1], role="LEAD").update(
            objection={
                "ground": "NOT_COMPETENT",
                "to_unit": None,
                "state": "MOVED",
                "asked_at": now().isoformat(),
                "asked_by": None,
                "decider": unit("330502-CENTRE"),
                "decide_by": now().isoformat(),
                "is_joint": False,
                "refused_by": None,
                "decided_at": now().isoformat(),
                "went_to": unit("330502100-JUSTICE"),
            }
        )


@pytest.mark.parametrize("tab", ["ROUTING", "LIMIT", "ESCALATION", "changes", "findings", "trial"])
def test_a_page_of_a_draft_has_a_fixed_number_of_queries(draft, tab):
    client, number = draft
    counts = []
    for row in ("one", "two", "three"):
        received()
        add(client, number, code=row, field="", priority={"one": 900, "two": 901, "three": 902}[row])
        client.post(f"{RULES}drafts/{number}/try", {"days": 0})
        try_it(number)
        client.get(f"{RULES}drafts/{number}?tab={tab}")
        with CaptureQueriesContext(connection) as captured:
            words(client.get(f"{RULES}drafts/{number}?tab={tab}"))
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[2], counts


def test_lists_of_books_and_rulings_have_a_fixed_number_of_queries(sign_in):
    client = sign_in("city.rules")
    two, counts = officers(), []
    for number in range(3):
        published(*two, at=now(), code=f"labour-{number}")
        book.cache_clear()
        _plant_ruling(received())
        client.get(RULES)
        with CaptureQueriesContext(connection) as captured:
            words(client.get(RULES))
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[2], counts
