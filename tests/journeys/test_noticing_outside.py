"""Notices outside the house: by what a person chose, at once or in the morning; failed, mended, sent again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import override_settings

from heyi.accounts.models import Person
from heyi.dispatch import operations as ops
from heyi.journal.access import deliveries
from heyi.journal.codes import DeliveryState
from heyi.journal.events import SYSTEM
from heyi.journal.rules import TRIES
from heyi.journeys.delivering import deliver_due
from heyi.journeys.noticing_outside import release_held, resend_failed, send_trial
from heyi.matters.access import entering
from heyi.notices.access import addresses_of
from heyi.notices.codes import NoticeWay
from heyi.notices.models import Address, Held
from heyi.notices.operations import (
    CannotOpen,
    CannotSetAddress,
    choose,
    opened,
    remove_address,
    set_mail,
    set_mobile,
    set_robot,
)
from heyi.notices.rules.ways import Quiet
from tests.factories.matters import (
    MORNING,
    WUXING,
    WUXING_POLICE,
    ZHILI,
    desk,
    received,
    reporters_step,
    step,
    unit,
)
from tests.factories.noticing import arrived, people, person, sink  # noqa: F401 - fixtures
from tests.factories.telling import read_journal

pytestmark = pytest.mark.usefixtures("people")
NIGHT = MORNING.replace(hour=23)
NEXT = MORNING.replace(hour=7) + timedelta(days=1)
TOKEN = "a1b2c3d4e5f6a7b8c9d0"
DANGER = "丈夫酒后持刀威胁家人，快来人。"
MAIL = "clerk@huzhou.example"


def robot(token: str = TOKEN, code: str = ZHILI, **given: Any) -> int:
    with entering("admin"):
        return set_robot(unit(code), NoticeWay.DINGTALK, token, by=SYSTEM, at=MORNING, **given)


def carried(at: datetime = MORNING) -> None:
    """The worker reads, gathers what has waited, and carries."""
    read_journal(at)
    release_held(now=lambda: at)
    deliver_due(now=lambda: at)


def waiting() -> int:
    with entering("worker"):
        return Held.objects.count()


def states() -> list[str]:
    with entering("worker"):
        return [row.state.value for row in deliveries().rows]


def test_by_day_it_leaves_at_once_by_mail_and_to_the_group(sink) -> None:
    set_mail(person("zhili.clerk"), MAIL, at=MORNING)
    robot()
    matter = received()
    carried()
    (group, mail) = sorted(sink.kept, key=lambda row: row.way)
    assert (group.way, mail.way, mail.to) == ("dingtalk", "mail", MAIL)
    assert matter.number in mail.title
    assert f"{matter.number} 交由织里镇" in mail.words
    assert "届满：2026-11-25 09:00" in group.words


def test_what_leaves_says_nothing_of_reporter_and_report(sink) -> None:
    set_mail(person("zhili.clerk"), MAIL, at=MORNING)
    matter = received(
        "邻居把衣服晾在欧阳桥头的楼道里，我们两家起了纠纷。",
        reporter={"name": "沈月琴", "phone": "13800000000"},
        title="晾衣",
    )
    carried()
    (_way, words), code = arrived(sink)[0], matter.receipt["tracking_code"]
    assert [secret for secret in ("沈月琴", "1380000", "欧阳桥", "晾衣", code) if secret in words] == []


@override_settings(HEYI_ORIGIN="https://heyi.example.cn")
def test_it_is_in_the_language_of_who_reads_it_with_the_way_to_the_matter(sink) -> None:
    clerk = person("zhili.clerk")
    Person.objects.filter(pk=clerk).update(language="en")
    set_mail(clerk, MAIL, at=MORNING)
    matter = received()
    carried()
    (_way, words) = arrived(sink)[0]
    assert "please sign for it" in words
    assert words.endswith(f"https://heyi.example.cn/desk/matters/{matter.number}/")


def test_at_night_it_waits_and_all_of_it_is_one_message_in_the_morning(sink) -> None:
    set_mail(person("zhili.clerk"), MAIL, at=MORNING)
    numbers = [received(at=NIGHT).number for _each in range(3)]
    carried(NIGHT)
    carried(NEXT - timedelta(minutes=1))
    assert (arrived(sink), waiting()) == ([], 3)
    carried(NEXT)
    carried(NEXT + timedelta(minutes=1))
    (kept,) = sink.kept
    assert "有 3 条通知" in kept.words
    assert [number for number in numbers if number in kept.words] == numbers
    assert waiting() == 0


def test_one_alone_comes_in_the_morning_as_it_would_have_come(sink) -> None:
    set_mail(person("zhili.clerk"), MAIL, at=MORNING)
    received(at=NIGHT)
    carried(NIGHT)
    carried(NEXT)
    (kept,) = sink.kept
    assert kept.title.endswith("新事项待签收")


def test_danger_to_life_does_not_wait(sink) -> None:
    officer = person("zhili.police")
    set_mail(officer, MAIL, at=MORNING)
    choose(officer, quiet=Quiet(0, 1439), on={"ALARM.MAIL": False})
    received(DANGER, at=NIGHT)
    carried(NIGHT)
    (kept,) = sink.kept
    assert "紧急警情" in kept.title


def test_own_quiet_hours_and_own_ticks_hold(sink) -> None:
    clerk = person("zhili.clerk")
    set_mail(clerk, MAIL, at=MORNING)
    choose(clerk, quiet=Quiet(8 * 60, 12 * 60), on={})
    received()
    carried()
    assert (arrived(sink), waiting()) == ([], 1)
    choose(clerk, quiet=Quiet(0, 0), on={"GIVEN.MAIL": False})
    received()
    carried(MORNING + timedelta(minutes=1))
    assert (arrived(sink), waiting()) == ([], 1)


def test_many_at_once_go_as_one_message(sink) -> None:
    robot()
    for _each in range(5):
        received()
    carried()
    carried(MORNING + timedelta(minutes=1))
    (kept,) = sink.kept
    assert "有 5 条通知" in kept.words


def test_a_text_goes_only_where_it_hurries(sink, settings) -> None:
    from heyi.adapters.texting.stub import Sink

    with Sink("s") as texts:
        settings.HEYI_TEXT_GATEWAY_URL, settings.HEYI_TEXT_GATEWAY_SECRET = f"{texts.address}/send", "s"
        from threading import Thread

        thread = Thread(target=texts.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        for name in ("zhili.clerk", "zhili.police"):
            set_mobile(person(name), "13800000001", at=MORNING)
        received()
        carried()
        assert len(texts.kept) == 0
        received(DANGER)
        carried(MORNING + timedelta(minutes=1))
        assert len(texts.kept) == 2  # the alarm to the police, and the urgent matter to who signs for it
        texts.shutdown()
        thread.join()


def test_a_wrong_robot_fails_at_once_is_mended_and_sent_again(sink) -> None:
    place = robot("refused-1234567890")
    matter = received()
    carried()
    assert (states(), arrived(sink)) == ([DeliveryState.GAVE_UP], [])
    (address,) = addresses_of([], [unit(ZHILI)])
    assert address.is_failing
    assert "代码" in address.last_error
    assert robot() == place  # the same address, another robot
    assert resend_failed(addresses_of([], [unit(ZHILI)]), by=SYSTEM, at=MORNING) == 1
    carried()
    assert matter.number in arrived(sink)[0][1]
    assert not addresses_of([], [unit(ZHILI)])[0].is_failing


def test_a_channel_that_is_down_is_tried_again_and_arrives_once(sink, settings) -> None:
    robot()
    received()
    there, settings.HEYI_ROBOTS = settings.HEYI_ROBOTS, "http://127.0.0.1:9"
    carried()
    assert states() == [DeliveryState.WAITING]
    settings.HEYI_ROBOTS = there
    for minutes in (1, 2, 3):
        carried(MORNING + TRIES[0] * minutes)
    assert len(arrived(sink)) == 1


def test_who_is_shut_out_overnight_gets_nothing_in_the_morning(sink) -> None:
    set_mail(person("wuxing.police"), MAIL, at=MORNING)
    matter = received(at=NIGHT)
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING, at=NIGHT), to_unit=unit(WUXING_POLICE), text="转办")
    carried(NIGHT)
    assert waiting() == 1
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING, at=NIGHT), to_unit=unit(ZHILI), text="转回")
        right = ops.Right(subjects=[unit(WUXING_POLICE)])
        ops.correct(matter.key, step=step(WUXING, at=NIGHT), right=right, text="是投诉")
    carried(NEXT)
    assert (arrived(sink), states()) == ([], [DeliveryState.DISMISSED])


def test_an_address_taken_away_holds_up_nothing(sink) -> None:
    robot()
    received()
    read_journal()
    with entering("admin"):
        remove_address(unit(ZHILI), NoticeWay.DINGTALK, by=SYSTEM, at=MORNING)
    carried()
    assert states() == [DeliveryState.DISMISSED]


def test_a_trial_arrives_and_is_one_a_minute(sink) -> None:
    set_mail(person("zhili.clerk"), MAIL, at=MORNING)
    own = addresses_of([person("zhili.clerk")], [])
    assert [send_trial(own, at=MORNING), send_trial(own, at=MORNING)] == [1, 0]
    carried()
    assert "测试通知" in arrived(sink)[0][1]


def test_addresses_lie_sealed_and_open_under_nobody_else(sink) -> None:
    clerk, handler = person("zhili.clerk"), person("zhili.handler")
    set_mail(clerk, MAIL, at=MORNING)
    robot(secret="SECsecret123")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_jsonb(notices_address)::text, sealed FROM notices_address")
        kept = "".join(row + bytes(sealed).decode("latin-1") for row, sealed in cursor.fetchall())
        cursor.execute("SELECT body FROM journal_event WHERE verb LIKE 'robot.%'")
        kept += "".join(row[0] for row in cursor.fetchall())
    assert [secret for secret in (MAIL, TOKEN, "SECsecret123") if secret in kept] == []
    Address.objects.filter(person_id=clerk).update(person_id=handler)
    with pytest.raises(CannotOpen):
        opened(addresses_of([handler], [])[0].id)


def test_an_address_that_does_not_open_holds_up_nobody(sink) -> None:
    set_mail(person("zhili.clerk"), MAIL, at=MORNING)
    robot()
    Address.objects.filter(person_id=person("zhili.clerk")).update(
        sealed=b"garbled, or of another master key"
    )
    received()
    carried()
    assert sorted(states()) == [DeliveryState.DELIVERED, DeliveryState.GAVE_UP]
    assert addresses_of([person("zhili.clerk")], [])[0].is_failing


@pytest.mark.parametrize(
    "typed", ["http://127.0.0.1:5432/", "https://evil.cn/robot/send?access_token=" + TOKEN, ""]
)
def test_no_robot_elsewhere(typed: str) -> None:
    with pytest.raises(CannotSetAddress):
        robot(typed)


def test_a_mail_server_that_is_down_is_asked_once_and_holds_nobody_else_up(sink, settings) -> None:
    for name in ("wuxing.clerk", "wuxing.leader", "wuxing.dispatcher"):
        set_mail(person(name), f"{name}@huzhou.example", at=MORNING)
    robot(code=WUXING)
    settings.HEYI_MAIL_SERVER = "127.0.0.1:9"
    matter = received()
    with desk("330500-CENTRE"):
        ops.refer(matter.key, step=step("330500-CENTRE"), to_unit=unit(WUXING), text="转办")
    read_journal()
    assert deliver_due(now=lambda: MORNING) == 2  # one mail, and the group
    with entering("worker"):
        tried = sorted(row.attempts for row in deliveries().rows)
    assert tried == [0, 0, 1, 1]
    assert [row.way for row in sink.kept] == ["dingtalk"]


def test_of_an_urgent_matter_only_what_asks_for_a_deed_comes_at_night(sink) -> None:
    clerk = person("zhili.clerk")
    set_mail(clerk, MAIL, at=MORNING)
    choose(clerk, quiet=Quiet(), on={"SETTLED.MAIL": True})
    matter = received(DANGER, at=NIGHT)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=NIGHT))
        ops.answer(matter.key, step=step(ZHILI, at=NIGHT), text="已处置")
    carried(NIGHT)
    assert len(arrived(sink)) == 1
    with entering("tracking", matter=matter.id):
        ops.supplement(matter.key, step=reporters_step(at=NIGHT), text="谢谢")
    carried(NIGHT + timedelta(minutes=1))
    assert (len(arrived(sink)), waiting()) == (1, 1)
