"""Duty at the desk: planned by the leader, swapped, handed over, and who may be given a matter."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.accounts.models import Handover, Leave, Person, Post, Shift, Swap, Turn
from heyi.dispatch import operations as ops
from heyi.kernel.clock import CHINA, now
from heyi.matters.access import entering
from tests.desk.conftest import SignIn
from tests.factories.matters import CITY, WUXING, ZHILI, received, step, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

DUTY = "/desk/duty/"
DAY = timedelta(days=1)
ALL_DAY = {"name": "全天", "begins": "00:00", "ends": "00:00", "days": list("0123456"), "do": "shift"}


def today() -> datetime:
    return now().astimezone(CHINA)


def person(username: str) -> int:
    return int(Person.objects.values_list("pk", flat=True).get(username=username))


def page(client: Client, path: str = DUTY) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def press(client: Client, verb: str, do: object = "", **given: object) -> str:
    answer = client.post(f"{DUTY}{verb}", {"do": do, **given}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def leader(sign_in: SignIn) -> Client:
    """The leader of Wuxing, whose centre keeps one shift that lasts the whole day."""
    client = sign_in("wuxing.leader")
    assert "本单位没有设班种" in page(client)
    answer = client.post(f"{DUTY}settings", ALL_DAY, follow=True)
    assert "已保存。" in answer.content.decode()
    return client


def plan(client: Client, username: str, day: datetime) -> str:
    shift = Shift.objects.get(name="全天").pk
    return press(client, "plan", f"{shift}:{day.date()}:{person(username)}", plan="1")


def turn_of(username: str, day: datetime) -> int:
    return int(Turn.objects.get(person__username=username, on=day.date()).pk)


def test_a_gap_is_told_filled_by_the_leader_and_gone(leader: Client, sign_in: SignIn) -> None:
    clerk = sign_in("wuxing.clerk")
    assert "现在没有人在班" in page(clerk)
    assert "请告诉值班领导马上排人" in page(clerk)
    assert "加人" not in page(clerk, f"{DUTY}?plan=1")  # not the clerk's to plan
    assert "现在就排人" in page(leader)
    at_once = f"{Shift.objects.get().pk}:{today().date()}:{person('wuxing.clerk')}"
    assert at_once in page(leader)
    assert at_once not in page(clerk)
    assert "已排班。" in plan(leader, "wuxing.clerk", today())
    assert "现在没有人在班" not in page(clerk)
    assert "此人在这段时间已有一班" in plan(leader, "wuxing.clerk", today())
    assert "值班由本单位或上级单位的值班领导安排" in plan(clerk, "wuxing.watch", today())


def test_last_week_is_copied(leader: Client) -> None:
    plan(leader, "wuxing.clerk", today())
    monday = today().date() - timedelta(days=today().weekday()) + 7 * DAY
    told = press(leader, "copy", unit=unit(WUXING), week=monday)
    assert "照上周排了 1 班。" in told
    assert Turn.objects.filter(on=today().date() + 7 * DAY).count() == 1


def test_the_clerk_asks_the_colleague_accepts(leader: Client, sign_in: SignIn) -> None:
    clerk, watch = sign_in("wuxing.clerk"), sign_in("wuxing.watch")
    for username, day in (("wuxing.clerk", today() + DAY), ("wuxing.watch", today() + 2 * DAY)):
        plan(leader, username, day)
    own, back = turn_of("wuxing.clerk", today() + DAY), turn_of("wuxing.watch", today() + 2 * DAY)
    assert clerk.get(f"{DUTY}turns/{back}").status_code == 403  # another's, and no leader
    asked = clerk.post(f"{DUTY}turns/{own}", {"to": person("wuxing.watch"), "in_return": back}, follow=True)
    assert "已提出调班" in asked.content.decode()
    assert "同意调班" not in page(clerk)
    assert "同意调班" in page(watch)
    swap = Swap.objects.get().pk
    assert "这次调班没有请您同意" in press(clerk, "accept", swap)
    assert "值班表已更新" in press(watch, "accept", swap)
    assert Turn.objects.get(pk=own).person.username == "wuxing.watch"
    assert "这次调班已经有了结果" in press(watch, "decline", swap)


def test_the_leader_gives_a_turn_to_somebody_else(leader: Client) -> None:
    plan(leader, "wuxing.clerk", today() + DAY)
    turn = turn_of("wuxing.clerk", today() + DAY)
    form = leader.get(f"{DUTY}turns/{turn}").content.decode()
    assert "换人" in form
    assert "in_return" not in form
    leader.post(f"{DUTY}turns/{turn}", {"to": person("wuxing.watch")})
    assert Turn.objects.get(pk=turn).person.username == "wuxing.watch"
    assert "已撤下这一班。" in press(leader, "drop", turn)
    assert leader.get(f"{DUTY}turns/{turn}").status_code == 404


def test_a_note_is_handed_over_with_matters_that_the_writer_sees(leader: Client, sign_in: SignIn) -> None:
    clerk, watch = sign_in("wuxing.clerk"), sign_in("wuxing.watch")
    seen, unseen = received(region="330502", at=now()), received(region="330521", at=now())
    for username in ("wuxing.clerk", "wuxing.watch"):
        plan(leader, username, today())
    numbers = f"{seen.number} {unseen.number} nonsense"
    given = {"unit": unit(WUXING), "text": "盯住<b>检测</b>结果。", "numbers": numbers}
    assert "已写入交接班记录" in press(clerk, "hand_over", **given)
    with entering("desk", units=[unit(WUXING)]):
        note = Handover.objects.get()
    assert note.numbers == [seen.number]
    told = page(watch)
    assert f"/desk/matters/{seen.number}/" in told
    assert "盯住&lt;b&gt;检测&lt;/b&gt;结果。" in told
    assert "交接班记录由在班的另一位同事确认" in press(clerk, "take_over", note.pk)
    assert "已确认接班。" in press(watch, "take_over", note.pk)
    assert "已看过，接班" not in page(watch)
    assert "盯住" not in page(
        sign_in("city.leader"), f"{DUTY}?unit={unit(WUXING)}"
    )  # plans it, reads no note of it


def test_a_note_is_withheld_once_it_tells_of_what_one_may_not_see(leader: Client, sign_in: SignIn) -> None:
    clerk = sign_in("wuxing.clerk")
    matter = received(region="330502", at=now())
    plan(leader, "wuxing.clerk", today())
    press(clerk, "hand_over", unit=unit(WUXING), text="盯住检测结果。", numbers=str(matter.number))
    assert "盯住检测结果。" in page(clerk)
    with entering("desk", units=[unit(CITY)]):
        ops.refer(matter.key, step=step(CITY, at=now()), to_unit=unit("330521-CENTRE"), text="请德清办理。")
        right = ops.Right(subjects=[unit(WUXING)])
        ops.correct(matter.key, step=step(CITY, at=now()), right=right, text="反映的正是吴兴区中心。")
    told = page(clerk)
    assert "盯住检测结果。" not in told
    assert str(matter.number) not in told
    assert "内容不显示" in told


def test_leave_is_told_and_taken_back(leader: Client, sign_in: SignIn) -> None:
    clerk = sign_in("wuxing.clerk")
    given = {"person": person("wuxing.clerk"), "starts_on": today().date(), "ends_on": today().date() + DAY}
    assert "已登记请假" in clerk.post(f"{DUTY}leave", given, follow=True).content.decode()
    assert "已经请了假" in clerk.post(f"{DUTY}leave", given).content.decode()
    other = {**given, "person": person("wuxing.watch")}
    assert clerk.post(f"{DUTY}leave", other).status_code == 422  # not on offer
    assert "已销假。" in press(clerk, "come_back", Leave.objects.get().pk)


def test_a_post_is_kept_by_the_leader_alone(leader: Client, sign_in: SignIn) -> None:
    there = f"{DUTY}people/{person('wuxing.clerk')}"
    assert sign_in("wuxing.clerk").get(there).status_code == 403
    assert "劳动争议" in page(leader, there)
    given = {"skills": ["LABOUR", "NEIGHBOUR"], "capacity": "5", "by_rota": "on"}
    assert "劳动争议、邻里" in leader.post(there, given, follow=True).content.decode()
    assert (Post.objects.get().skills, Post.objects.get().capacity) == (["LABOUR", "NEIGHBOUR"], 5)
    assert leader.post(there, {**given, "skills": ["MAGIC"]}).status_code == 422
    assert leader.get(f"{DUTY}people/999999").status_code == 404


def test_the_capacity_and_the_shifts_are_set_and_a_shift_is_closed(leader: Client) -> None:
    settings = f"{DUTY}settings"
    assert (
        "已保存。" in leader.post(settings, {"capacity": "9", "do": "capacity"}, follow=True).content.decode()
    )
    assert leader.post(settings, {"capacity": "0", "do": "capacity"}).status_code == 422
    assert "已有同名的班种" in leader.post(settings, ALL_DAY).content.decode()
    assert "已停用班种" in press(leader, "close_shift", Shift.objects.get().pk)
    assert "本单位没有设班种" in page(leader)


@pytest.mark.parametrize(
    "do", ["", "x:y:z", "1:2", "99999999999999:2026-11-24:1", "1:2026-02-31:1", "0:0:0:0", "1:9999-12-31:1"]
)
def test_odd_presses_are_told_and_change_nothing(leader: Client, do: str) -> None:
    for verb in (
        "plan",
        "drop",
        "accept",
        "decline",
        "withdraw",
        "come_back",
        "take_over",
        "close_shift",
        "copy",
    ):
        press(leader, verb, do, week="x", unit="y")
    assert Turn.objects.count() == 0
    assert Shift.objects.get().ends_at is None
    assert leader.post(f"{DUTY}nothing").status_code == 404
    assert leader.get(f"{DUTY}plan").status_code == 405


@pytest.mark.parametrize(
    "query", ["week=x", "week=9999-01-01", "week=2026-02-31", "unit=x", "unit=99999999999999999"]
)
def test_odd_addresses_show_the_present_week(leader: Client, query: str) -> None:
    assert "值班表" in page(leader, f"{DUTY}?{query}")


def test_administrators_and_strangers_stay_outside(leader: Client, sign_in: SignIn) -> None:
    assert sign_in("admin.system").get(DUTY).status_code == 403
    assert Client().get(DUTY).status_code == 302
    assert sign_in("zhili.clerk").get(f"{DUTY}?unit={unit(WUXING)}").status_code == 403
    assert sign_in("zhili.clerk").get(f"{DUTY}people/?unit={unit(WUXING)}").status_code == 403


def test_the_form_suggests_says_why_and_bars_who_is_off_duty(leader: Client, sign_in: SignIn) -> None:
    clerk = sign_in("wuxing.clerk")
    plan(leader, "wuxing.clerk", today())
    leader.post(
        f"{DUTY}people/{person('wuxing.clerk')}", {"skills": ["NEIGHBOUR"], "capacity": "5", "by_rota": "on"}
    )
    matter = received(region="330502", at=now())
    there = f"/desk/matters/{matter.number}/"
    form = page(clerk, there + "assign")
    names = ("吴兴区三源共治中心经办员", "吴兴区三源共治中心分流员")
    first, second = (form.rindex(f"<b>{name}</b>") for name in names)
    assert first < second
    for words in ("正在值班", "有这方面专长", "还有余量", "在办 0 件，上限 5 件"):
        assert words in form[first:second]
    assert form.count("disabled") >= 3
    assert "现在不在班" in form[second:]
    barred = clerk.post(there + "assign", {"handler": person("wuxing.dispatcher")})
    assert barred.status_code == 409
    assert "现在不在班，不能承办" in barred.content.decode()
    clerk.post(there + "assign", {"handler": person("wuxing.clerk")})
    told = page(clerk, there)
    assert "经办人 吴兴区三源共治中心经办员" in told
    assert "现在值班：" in told


def test_what_nobody_has_is_claimed_from_the_pool(sign_in: SignIn) -> None:
    clerk, handler = sign_in("zhili.clerk"), sign_in("zhili.handler")
    matter = received(at=now())
    claim = f"/desk/matters/{matter.number}/claim"
    assert claim in page(clerk, "/desk/matters/pool")
    assert "待认领" in page(clerk, "/desk/matters/")
    assert "已记录：认领" in clerk.post(claim, follow=True).content.decode()
    assert claim not in page(handler, "/desk/matters/pool")
    assert claim not in page(handler, f"/desk/matters/{matter.number}/")
    second = handler.post(claim)
    assert second.status_code == 409
    assert "织里镇经办员 已经在办这一件" in second.content.decode()


def test_each_list_asks_as_much_for_three_as_for_one(leader: Client, sign_in: SignIn) -> None:
    clerk = sign_in("wuxing.clerk")
    plan(leader, "wuxing.clerk", today())
    paths = (DUTY, f"{DUTY}people/", "/desk/matters/pool")
    received(region="330502", at=now())
    note(clerk)
    for_one = [statements(clerk, path) for path in paths]
    for number in range(1, 4):
        received(f"第{number}次晾衣滴水，邻居起了纠纷。", region="330502", at=now())
        plan(leader, "wuxing.watch", today() + number * DAY)
        note(clerk)
    assert [statements(clerk, path) for path in paths] == for_one


def note(client: Client) -> None:
    press(client, "hand_over", unit=unit(WUXING), text="没有别的。")


def statements(client: Client, path: str) -> int:
    client.get(path)  # what a process holds is read now
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def test_the_matter_page_names_who_is_on_duty_with_one_statement(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    matter = received(at=now())
    with CaptureQueriesContext(connection) as captured:
        clerk.get(f"/desk/matters/{matter.number}/")
    assert sum("accounts_turn" in query["sql"] for query in captured) == 1
    assert unit(ZHILI)


def test_who_would_be_told_says_who_is_off_duty(leader: Client) -> None:
    who = f"/desk/notices/units/{unit(WUXING)}/?how=ordinary"
    assert "这时不在班" not in page(leader, who)
    plan(leader, "wuxing.clerk", today())
    shown = page(leader, who)
    assert "这时不在班" in shown.split("夜班员")[1].split("</tr>")[0]
    assert "这时不在班" not in shown.split("吴兴区三源共治中心经办员<br>")[1].split("</tr>")[0]
