"""指挥 at the desk: the view of the line, workload, reassigning and taking back, bulletins, and a command group."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.desk.command import reassigned
from heyi.kernel.clock import CHINA, now
from tests.desk.conftest import SignIn
from tests.factories.matters import WUXING, ZHILI, received, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

TEXTS = (
    "邻居把衣服晾在楼道里，我们两家起了纠纷。",
    "邻居夜里唱歌，我们两家起了纠纷。",
    "邻居的狗咬了人，我们两家起了纠纷。",
)


def late(text: str = TEXTS[0]) -> str:
    """A matter that nobody has signed for in thirty hours."""
    return str(received(text, at=now() - timedelta(hours=30)).number)


def fresh(text: str = TEXTS[0]) -> str:
    return str(received(text, at=now()).number)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def pressed(client: Client, path: str, given: dict[str, object]) -> str:
    return client.post(path, given, follow=True).content.decode()


def statements(client: Client, path: str) -> int:
    page(client, path)  # what a process holds is read now
    with CaptureQueriesContext(connection) as captured:
        page(client, path)
    return len(captured)


class TestCommandView:
    def test_the_leader_sees_the_line_by_state_and_due_and_what_is_stuck(self, sign_in: SignIn) -> None:
        number = late()
        shown = page(sign_in("wuxing.leader"), "/desk/command/")
        row = re.search(r"织里镇社会治理中心</a></th>(.*?)</tr>", shown, re.DOTALL)
        assert row is not None
        assert re.findall(r">(\d+)</td>", row[1])[:3] == ["1", "0", "0"]
        assert f"/desk/matters/{number}/" in shown

    def test_three_levels_are_seen_from_the_city_and_each_is_a_press_away(self, sign_in: SignIn) -> None:
        late()
        city = sign_in("city.leader")
        shown = page(city, "/desk/command/")
        assert f"?unit={unit(WUXING)}" in shown  # the county as a row
        assert f"?unit={unit(ZHILI)}" in shown  # the town as the one with most overdue
        assert "吴兴区" in page(city, f"/desk/command/?unit={unit(WUXING)}")

    def test_nobody_looks_beside_or_above(self, sign_in: SignIn) -> None:
        town = sign_in("balidian.clerk")
        for code in (ZHILI, WUXING):
            assert town.get(f"/desk/command/?unit={unit(code)}").status_code == 403
        assert town.get("/desk/command/?unit=999999").status_code == 200  # no such unit: the own one

    def test_an_open_page_is_told_that_nothing_changed(self, sign_in: SignIn) -> None:
        leader = sign_in("wuxing.leader")
        first = leader.get("/desk/command/", headers={"HX-Request": "true"})
        again = leader.get(
            "/desk/command/", headers={"HX-Request": "true", "If-None-Match": first.headers["ETag"]}
        )
        assert again.status_code == 304
        late()
        third = leader.get(
            "/desk/command/", headers={"HX-Request": "true", "If-None-Match": first.headers["ETag"]}
        )
        assert third.status_code == 200

    def test_it_asks_as_much_for_three_matters_as_for_one(self, sign_in: SignIn) -> None:
        leader = sign_in("wuxing.leader")
        late()
        for_one = statements(leader, "/desk/command/")
        for text in TEXTS[1:]:
            late(text)
        assert statements(leader, "/desk/command/") == for_one

    def test_what_is_about_the_own_unit_is_in_no_sum(self, sign_in: SignIn) -> None:
        city = sign_in("city.leader")
        before = page(city, "/desk/command/")
        received("湖州市社会治理中心的工作人员态度恶劣，把我赶出来。", at=now() - timedelta(hours=30))
        figures = re.compile(r'<b class="num">(\d+)</b>')
        assert figures.findall(page(city, "/desk/command/")) == figures.findall(before)


class TestWorkload:
    def test_a_leader_sees_units_and_own_people_by_name_and_no_score(self, sign_in: SignIn) -> None:
        fresh()
        leader = sign_in("wuxing.leader")
        shown = page(leader, "/desk/workload/")
        assert "不给人打分，不排名" in shown
        assert "吴兴区三源共治中心值班领导" in shown
        below = page(leader, f"/desk/workload/?unit={unit(ZHILI)}")
        assert "织里镇承办人" not in below  # people are told of to their own unit's leaders
        assert "织里镇社会治理中心" in below

    def test_who_leads_nobody_does_not(self, sign_in: SignIn) -> None:
        assert sign_in("wuxing.clerk").get("/desk/workload/").status_code == 403
        assert sign_in("wuxing.leader").get("/desk/workload/?unit=1").status_code == 403

    def test_it_asks_as_much_for_three_matters_as_for_one(self, sign_in: SignIn) -> None:
        leader = sign_in("wuxing.leader")
        fresh()
        for_one = statements(leader, "/desk/workload/")
        for text in TEXTS[1:]:
            fresh(text)
        assert statements(leader, "/desk/workload/") == for_one


def of_county(text: str = TEXTS[0]) -> str:
    """A matter that the county's centre leads."""
    return str(received(text, at=now(), region="330502").number)


class TestReassigning:
    def test_it_is_looked_through_done_and_taken_back(self, sign_in: SignIn) -> None:
        numbers = [of_county(text) for text in TEXTS]
        leader = sign_in("wuxing.leader")
        county = unit(WUXING)
        asked = {"unit": county, "from": "pool", "n": numbers}
        people = re.findall(
            r'name="to" value="(\d+)"', page(leader, f"/desk/workload/reassign?unit={county}&from=pool")
        )
        preview = pressed(leader, "/desk/workload/reassign", {**asked, "to": people[:2]})
        assert "将改派 3 件" in preview
        given = {name: re.findall(rf'name="{name}" value="([^"]*)"', preview) for name in ("n", "seen", "to")}
        given["to"] = [to for to in given["to"] if to.isdigit()]  # the bar's language choice is named so, too
        assert len(set(given["to"])) == 2  # shared out
        answer = leader.post("/desk/workload/reassign", {**asked, **given, "stage": "do"})
        result = page(leader, answer.url)
        assert "已改派 3 件" in result
        assert "收回这次改派" in page(leader, answer.url)  # read again
        left = re.search(r'name="left" value="([^"]*)"', result)
        assert left is not None
        leader.post(f"/desk/matters/{numbers[0]}/sign")  # moves on meanwhile
        name = answer.url.rpartition("/")[2]
        gone = leader.post("/desk/workload/take-back", {"left": left[1], "of": name})
        back = page(leader, gone.url)
        assert "已收回 2 件" in page(leader, gone.url)  # it too
        assert "收回这次改派" not in page(leader, answer.url)  # once
        assert "已收回 2 件" in back
        assert "签收" in back
        assert "之后变过的没有动" in back

    def test_half_an_hour_later_it_is_read_but_not_taken_back(
        self, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        number, leader = of_county(), sign_in("wuxing.leader")
        asked = {"unit": unit(WUXING), "from": "pool", "n": [number], "stage": "do", "seen": [""], "to": [""]}
        answer = leader.post("/desk/workload/reassign", asked)
        assert "已改派 0 件" in page(leader, answer.url)
        kept = leader.session
        name = answer.url.rpartition("/")[2]
        kept["reassigned"][name]["left"] = "token"
        kept.save()
        assert "收回这次改派" in page(leader, answer.url)
        later = now() + timedelta(minutes=31)
        monkeypatch.setattr(reassigned, "now", lambda: later)
        assert "收回这次改派" not in page(leader, answer.url)
        other = sign_in("wuxing.deputy").get(answer.url, follow=True).content.decode()
        assert "已经不在了" in other

    def test_who_has_it_puts_it_back_into_the_pool(self, sign_in: SignIn) -> None:
        number, clerk = of_county(), sign_in("wuxing.clerk")
        path = f"/desk/matters/{number}/"
        assert "put_back" not in page(clerk, path)
        pressed(clerk, f"{path}claim", {})
        assert f"{path}put_back" in page(clerk, path)
        shown = pressed(clerk, f"{path}put_back", {})
        assert "放回待认领" in shown
        assert f"{path}claim" in shown

    def test_it_is_for_leaders_of_the_unit_alone(self, sign_in: SignIn) -> None:
        number = of_county()
        for person, code in (
            ("wuxing.clerk", WUXING),
            ("wuxing.leader", ZHILI),
            ("city.leader", WUXING),
        ):
            client = sign_in(person)
            asked = {"unit": unit(code), "from": "pool", "n": [number], "to": ["1"], "stage": "do"}
            assert client.post("/desk/workload/reassign", asked).status_code == 403

    def test_a_token_of_somebody_else_takes_nothing_back(self, sign_in: SignIn) -> None:
        assert "没有收回" in pressed(
            sign_in("wuxing.leader"), "/desk/workload/take-back", {"left": "made-up"}
        )

    def test_what_is_stuck_is_urged_together(self, sign_in: SignIn) -> None:
        numbers, leader = [late(text) for text in TEXTS[:2]], sign_in("wuxing.leader")
        asked = {"verb": "urge", "n": numbers}
        preview = pressed(leader, "/desk/matters/many", {**asked, "stage": "preview", "text": "请今天签收。"})
        seen = re.findall(r'name="seen" value="([^"]*)"', preview)
        done = pressed(
            leader, "/desk/matters/many", {**asked, "seen": seen, "stage": "do", "text": "请今天签收。"}
        )
        assert "办成 2 件" in done
        again = pressed(leader, "/desk/matters/many", {**asked, "stage": "preview"})
        assert "四小时内已经催办过" in again


class TestBulletins:
    def drawn(self, sign_in: SignIn, number: str = "") -> tuple[str, str]:
        number = number or late()
        today = now().date()
        given = {"unit": unit(WUXING), "starts_on": today - timedelta(days=30), "ends_on": today}
        answer = sign_in("wuxing.leader").post("/desk/bulletins/draw", given)
        assert answer.status_code == 302, answer.content.decode()
        return answer.headers["Location"], number

    def test_the_form_begins_with_the_last_thirty_days(self, sign_in: SignIn) -> None:
        shown = page(sign_in("wuxing.leader"), "/desk/bulletins/draw")
        today = now().astimezone(CHINA).date()
        assert f'value="{today:%Y-%m-%d}"' in shown
        assert sign_in("wuxing.clerk").get("/desk/bulletins/draw").status_code == 404
        backward = {"starts_on": today, "ends_on": today - timedelta(days=1)}
        assert "起止日期不对" in pressed(sign_in("wuxing.leader"), "/desk/bulletins/draw", backward)
        nothing = {"starts_on": today, "ends_on": today}
        assert "没有可以通报的单位" in pressed(sign_in("wuxing.leader"), "/desk/bulletins/draw", nothing)

    def test_a_draft_is_the_units_own_and_is_approved_by_a_second_person(self, sign_in: SignIn) -> None:
        path, number = self.drawn(sign_in)
        leader, town = sign_in("wuxing.leader"), sign_in("zhili.clerk")
        shown = page(leader, path)
        assert number in shown
        assert "织里镇社会治理中心" in shown
        assert "审批并发布" not in shown
        assert "不能自己审批" in pressed(leader, f"{path}publish", {})
        assert town.get(path).status_code == 404
        assert town.post(f"{path}publish").status_code == 404
        assert sign_in("wuxing.clerk").get(path).status_code == 200
        assert "由本单位的领导" in pressed(sign_in("wuxing.clerk"), f"{path}publish", {})

    def test_it_is_published_read_below_and_never_changes_again(
        self, sign_in: SignIn, second_leader: str
    ) -> None:
        path, number = self.drawn(sign_in)
        second = sign_in(second_leader)
        assert "已发布" in pressed(second, f"{path}publish", {})
        town, other = sign_in("zhili.clerk"), sign_in("balidian.clerk")
        assert number in page(town, path)
        assert "通报" in page(town, "/desk/notices/")
        assert number not in page(other, path)  # of what it does not reach only the count
        assert "织里镇社会治理中心" in page(other, path)
        assert sign_in("nanxun.clerk").get(path).status_code == 404
        assert "不能再改" in pressed(second, f"{path}drop", {})

    def test_a_line_is_struck_with_a_reason_and_below_nobody_reads_it(
        self, sign_in: SignIn, second_leader: str
    ) -> None:
        late("邻居夜里唱歌，我们两家起了纠纷。")
        path, _number = self.drawn(
            sign_in, str(received(TEXTS[2], at=now() - timedelta(hours=30), region="330502101").number)
        )
        leader = sign_in("wuxing.leader")
        line = re.findall(r'name="line" value="(\d+)"', page(leader, path))[0]
        assert "请写明" in pressed(leader, f"{path}strike", {"line": line, "why": " "})
        assert "已划去" in pressed(leader, f"{path}strike", {"line": line, "why": "系统故障所致。"})
        assert "系统故障所致" in page(leader, path)
        pressed(sign_in(second_leader), f"{path}publish", {})
        assert "系统故障所致" not in page(sign_in("zhili.clerk"), path)

    def test_it_asks_as_much_for_three_lines_as_for_one(self, sign_in: SignIn) -> None:
        path, _number = self.drawn(sign_in)
        leader = sign_in("wuxing.leader")
        for_one = statements(leader, path)
        for region in ("330502101", "330502102"):
            received(TEXTS[1], at=now() - timedelta(hours=30), region=region)
        path, _number = self.drawn(sign_in)
        assert statements(leader, path) == for_one


class TestCommandGroup:
    def convened(self, sign_in: SignIn) -> tuple[str, Client]:
        number, leader = late(), sign_in("wuxing.leader")
        form = page(leader, f"/desk/matters/{number}/convene")
        lead = re.search(r'<option value="(\d+:\d+)"[^>]*>吴兴区三源共治中心值班领导', form)
        assert lead is not None
        given = {
            "text": "一小时内到现场。",
            "lead": lead[1],
            "county_units": [unit("330502-HUMAN_RESOURCES")],
            "town_units": [unit("330502100-POLICE")],
        }
        shown = pressed(leader, f"/desk/matters/{number}/convene", given)
        assert "一小时内到现场。" in shown
        return number, leader

    def test_from_convening_to_standing_down(self, sign_in: SignIn) -> None:
        number, leader = self.convened(sign_in)
        path = f"/desk/matters/{number}/group"
        labour = sign_in("wuxing.labour")
        assert "组长" in page(labour, path)
        assert "打开指挥组" in page(labour, f"/desk/matters/{number}/")
        member = re.search(r'<option value="([0-9a-f-]{36})">吴兴区人力', page(leader, path)) or re.search(
            r'<option value="([0-9a-f-]{36})">吴兴区人社', page(leader, path)
        )
        assert member is not None
        pressed(leader, f"{path}/order", {"member": member[1], "text": "联系代表。", "within": "60"})
        order = re.search(r'name="order" value="([0-9a-f-]{36})"', page(labour, path))
        assert order is not None
        pressed(labour, f"{path}/report_order", {"order": order[1], "done": "1", "text": "已联系。"})
        pressed(labour, f"{path}/log", {"text": "代表已到现场。"})
        shown = page(leader, path)
        assert [words for words in ("已联系。", "代表已到现场。", "已完成") if words not in shown] == []
        assert "指挥组" in page(leader, "/desk/command/")
        pressed(leader, f"{path}/stand_down", {"text": "已平息。"})
        assert "已平息。" in page(leader, path)
        assert labour.get(path).status_code == 404

    def test_who_is_not_in_it_only_looks_and_who_is_below_does_not_convene(self, sign_in: SignIn) -> None:
        number, _leader = self.convened(sign_in)
        path = f"/desk/matters/{number}/group"
        town = sign_in("zhili.clerk")
        assert "确认解散" not in page(town, path)
        assert "不由您的单位" in pressed(town, f"{path}/log", {"text": "x"})
        assert sign_in("balidian.clerk").get(path).status_code == 404
        assert f"/desk/matters/{number}/convene" not in page(town, f"/desk/matters/{number}/")

    def test_the_page_asks_as_much_for_three_orders_as_for_one(self, sign_in: SignIn) -> None:
        number, leader = self.convened(sign_in)
        path = f"/desk/matters/{number}/group"
        member = re.search(r'<option value="([0-9a-f-]{36})">', page(leader, path))
        assert member is not None
        given = {"member": member[1], "text": "联系代表。", "within": "60"}
        pressed(leader, f"{path}/order", given)
        for_one = statements(leader, path)
        for _more in range(2):
            pressed(leader, f"{path}/order", given)
        assert statements(leader, path) == for_one
