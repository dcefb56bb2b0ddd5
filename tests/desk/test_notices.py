"""Notices at the desk: the bell, the list, what is chosen, robots, drills; and who may not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.accounts.models import Person
from heyi.journeys import reactions
from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.notices.access import addresses_of, choices_of_person
from heyi.notices.codes import NoticeKind, NoticeWay
from heyi.notices.operations import NewNotice, tell
from heyi.notices.queries import MOST_SHOWN
from tests.desk.conftest import SignIn
from tests.factories.matters import ZHILI, Received, received, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
TOKEN = "a1b2c3d4e5f6a7b8c9d0"
MAIL = "clerk@huzhou.example"
MOST = 8
"""Statements of a page, its transaction and scope left out."""
FRAME = ("SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT coalesce(current_setting")


def tell_clerk(matter: Received, *, seq: int = 2, kind: NoticeKind = NoticeKind.GIVEN) -> None:
    """As the worker does it; committed data are for the tests of journeys."""
    person = Person.objects.get(username="zhili.clerk").pk
    with entering("worker"):
        new = NewNotice(
            *matter.key, seq, kind.value, person, unit(ZHILI), matter.number, due_at=now(), is_urgent=False
        )
        tell([new], at=now())


def words(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_bell_counts_what_was_not_read(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    assert "条未读</span>" not in words(clerk, "/desk/matters/")
    tell_clerk(received(at=now()))
    assert "通知，1 条未读" in words(clerk, "/desk/matters/")
    assert clerk.get("/desk/notices/bell").json() == {"unread": 1}
    assert sign_in("zhili.handler").get("/desk/notices/bell").json() == {"unread": 0}


def test_beyond_a_hundred_it_says_so(sign_in: SignIn) -> None:
    clerk, matter = sign_in("zhili.clerk"), received(at=now())
    for seq in range(MOST_SHOWN + 2):
        tell_clerk(matter, seq=seq)
    assert "通知，99+ 条未读" in words(clerk, "/desk/matters/")


def test_who_opens_the_matter_has_read_it(sign_in: SignIn) -> None:
    clerk, matter = sign_in("zhili.clerk"), received(at=now())
    tell_clerk(matter)
    page = words(clerk, "/desk/notices/")
    assert f"/desk/matters/{matter.number}/" in page
    assert "新事项待签收" in page
    clerk.get(f"/desk/matters/{matter.number}/")
    assert clerk.get("/desk/notices/bell").json() == {"unread": 0}
    assert "没有未读的通知" in words(clerk, "/desk/notices/?unread=1")
    assert matter.number in words(clerk, "/desk/notices/")


def test_all_are_marked_as_read_up_to_what_was_shown(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    tell_clerk(received(at=now()))
    upto = clerk.get("/desk/notices/").context["upto"]
    tell_clerk(received(at=now()))
    clerk.post("/desk/notices/read", {"upto": str(upto)})
    assert clerk.get("/desk/notices/bell").json() == {"unread": 1}
    assert clerk.post("/desk/notices/read", {"upto": "nonsense"}).status_code == 302


@pytest.mark.parametrize("path", ["/desk/notices/", "/desk/matters/", "/desk/notices/ways"])
def test_however_many_notices_the_queries_are_the_same_and_few(sign_in: SignIn, path: str) -> None:
    clerk = sign_in("zhili.clerk")
    clerk.get(path)
    counts = []
    for wanted in (1, 3):
        for seq in range(wanted):
            tell_clerk(received(at=now()), seq=10 * wanted + seq)
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(path).status_code == 200
        counts.append([each["sql"][:60] for each in asked if not each["sql"].lstrip().startswith(FRAME)])
    assert len(counts[0]) == len(counts[1]), counts
    assert len(counts[1]) <= MOST, counts[1]


def test_the_frame_asks_one_more_statement_and_no_other(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    clerk.get("/desk/matters/")
    with CaptureQueriesContext(connection) as asked:
        clerk.get("/desk/matters/")
    assert len([each for each in asked if "notices_" in each["sql"]]) == 1


def test_administrators_have_no_bell_and_no_notices(sign_in: SignIn) -> None:
    for name in ("admin.system", "admin.security", "admin.audit"):
        client = sign_in(name)
        assert client.get("/desk/notices/").status_code == 403
        assert "data-bell" not in client.get("/desk/", follow=True).content.decode()


def form(**changes: object) -> dict[str, object]:
    given = {"mail": "", "mobile": "", "quiet_starts": "21:00", "quiet_ends": "08:00", "language": "zh-hans"}
    return {**given, "on": ["GIVEN.MAIL", "ASSIGNED.SMS"], **changes}


def test_what_is_chosen_is_kept_and_an_address_never_shown_again(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    clerk.post("/desk/notices/ways", form(mail=MAIL, mobile="138 0000 0000"))
    person = Person.objects.get(username="zhili.clerk").pk
    chosen = choices_of_person(person)
    assert (chosen.quiet.starts, chosen.quiet.ends) == (1260, 480)
    assert chosen.wants(NoticeKind.ASSIGNED, NoticeWay.SMS)
    assert not chosen.wants(NoticeKind.ASSIGNED, NoticeWay.MAIL)
    page = words(clerk, "/desk/notices/ways")
    assert MAIL not in page
    assert "13800000000" not in page
    assert "cl…@huzhou.example" in page
    clerk.post("/desk/notices/ways", form())
    assert len(addresses_of([person], [])) == 2  # left empty they stay
    clerk.post("/desk/notices/ways", form(no_mail="on"))
    assert [address.way for address in addresses_of([person], [])] == [NoticeWay.SMS]


@pytest.mark.parametrize(
    ("changes", "words_of_it"),
    [
        ({"mail": "nobody"}, "有效的邮件地址"),
        ({"mail": "a@b.example\r\nBcc: x@y.example"}, "有效的邮件地址"),
        ({"mobile": "0572-2030000"}, "11 位手机号码"),
        ({"quiet_starts": "25:00"}, "免打扰开始"),
        ({"on": ["GIVEN.PIGEON"]}, ""),
        ({"on": ["ALARM.MAIL"]}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(sign_in: SignIn, changes, words_of_it: str) -> None:
    clerk = sign_in("zhili.clerk")
    answer = clerk.post("/desk/notices/ways", form(**changes))
    assert answer.status_code == 422
    assert words_of_it in answer.content.decode()
    person = Person.objects.get(username="zhili.clerk").pk
    assert (addresses_of([person], []), choices_of_person(person).on) == ([], {})


def test_a_leader_sets_a_robot_for_a_unit_below_and_nobody_reads_it(sign_in: SignIn) -> None:
    leader, place = sign_in("wuxing.leader"), f"/desk/notices/units/{unit(ZHILI)}/"
    given = {
        "way": "DINGTALK",
        "webhook": f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}",
        "secret": "SECsecret123",
        "language": "zh-hans",
    }
    page = leader.post(f"{place}robot", given, follow=True).content.decode()
    assert "已保存群机器人" in page
    assert "…c9d0" in page
    assert TOKEN not in page
    assert "SECsecret123" not in page
    answer = leader.post(f"{place}robot", {**given, "webhook": "http://127.0.0.1:5432/"})
    assert answer.status_code == 422
    assert "不是该渠道群机器人的地址" in answer.content.decode()
    leader.post(f"{place}robot/DINGTALK/remove")
    assert addresses_of([], [unit(ZHILI)]) == []
    audit = words(sign_in("admin.audit"), "/desk/journal/")
    assert "设置群机器人" in audit
    assert "取消群机器人" in audit


OF_UNIT = ("", "robot", "robot/DINGTALK/remove", "robot/DINGTALK/trial", "robot/DINGTALK/resend", "drill")


@pytest.mark.parametrize("tail", OF_UNIT)
@pytest.mark.parametrize(
    "name", ["zhili.clerk", "zhili.handler", "wuxing.clerk", "nanxun.clerk", "admin.system"]
)
def test_only_leaders_of_the_line_keep_groups_and_drills(sign_in: SignIn, name: str, tail: str) -> None:
    client, place = sign_in(name), f"/desk/notices/units/{unit(ZHILI)}/{tail}"
    answer = client.post(place, {"way": "DINGTALK", "webhook": TOKEN}) if tail else client.get(place)
    assert answer.status_code == 403
    assert addresses_of([], [unit(ZHILI)]) == []


def test_the_drill_says_who_would_be_reached_and_why_others_not(sign_in: SignIn) -> None:
    clerk, leader = sign_in("zhili.clerk"), sign_in("wuxing.leader")
    place = f"/desk/notices/units/{unit(ZHILI)}/"
    page = words(leader, f"{place}?how=ordinary&hour=3")
    assert "不负责签收" in page  # the handler and the mediator
    assert "没有填写" in page or "没有接通" in page
    clerk.post("/desk/notices/ways", form(mail=MAIL))
    from django.test import override_settings

    with override_settings(HEYI_MAIL_SERVER="127.0.0.1:25"):
        assert "免打扰，结束后汇总发送" in words(leader, f"{place}?how=ordinary&hour=3")
        assert "马上发送" in words(leader, f"{place}?hour=3")
        off = form(on=[])
        clerk.post("/desk/notices/ways", off)
        assert "本人已关闭" in words(leader, f"{place}?how=ordinary&hour=12")


def test_a_drill_is_told_acknowledged_and_not_held_twice_at_once(sign_in: SignIn) -> None:
    leader, clerk = sign_in("wuxing.leader"), sign_in("zhili.clerk")
    place = f"/desk/notices/units/{unit(ZHILI)}/"
    page = leader.post(f"{place}drill", follow=True).content.decode()
    assert "还没有确认" in page
    assert "五分钟内刚演练过" in leader.post(f"{place}drill", follow=True).content.decode()
    listed = clerk.get("/desk/notices/")
    (line,) = listed.context["lines"]
    assert "不是真实警情" in listed.content.decode()
    clerk.post("/desk/notices/read", {"upto": str(line.row.id)})
    assert clerk.get("/desk/notices/bell").json() == {"unread": 1}  # marking all as read is no answer
    clerk.post(f"/desk/notices/{line.row.id}/acknowledge")
    assert clerk.get("/desk/notices/bell").json() == {"unread": 0}
    assert "分钟内确认" in words(leader, place)
    assert sign_in("zhili.handler").get("/desk/notices/bell").json() == {"unread": 0}


def test_nobody_acknowledges_for_another(sign_in: SignIn) -> None:
    leader, clerk = sign_in("wuxing.leader"), sign_in("zhili.clerk")
    leader.post(f"/desk/notices/units/{unit(ZHILI)}/drill")
    (line,) = clerk.get("/desk/notices/").context["lines"]
    sign_in("zhili.handler").post(f"/desk/notices/{line.row.id}/acknowledge")
    assert clerk.get("/desk/notices/bell").json() == {"unread": 1}


def test_notices_are_forgotten_after_a_quarter_of_a_year(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    tell_clerk(received(at=now()))
    at = now()
    assert reactions.forget_notices(now=lambda: at + timedelta(days=89)) == 0
    assert reactions.forget_notices(now=lambda: at + timedelta(days=91)) == 1
    assert clerk.get("/desk/notices/bell").json() == {"unread": 0}


def test_every_word_of_it_is_english_for_who_reads_english(sign_in: SignIn) -> None:
    leader = sign_in("wuxing.leader")
    leader.cookies["django_language"] = "en"
    for path in (
        "/desk/notices/",
        "/desk/notices/ways",
        "/desk/notices/units/",
        f"/desk/notices/units/{unit(ZHILI)}/",
    ):
        assert leader.get(path).status_code == 200
