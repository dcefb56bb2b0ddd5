"""Who is told of what happened: the journal is read, the table looked up, each telling written down."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, connections

from heyi.accounts.models import Person
from heyi.dispatch import operations as ops
from heyi.dispatch.access import find_group, tasks_view
from heyi.dispatch.codes import GroupPart
from heyi.dispatch.operations import Called, Step
from heyi.journeys.checking_notices import notice_problems
from heyi.journeys.noticing import TOO_OLD
from heyi.matters.access import entering
from heyi.notices.access import count_unread, notice_page
from heyi.notices.models import Notice, Told
from heyi.notices.operations import read_all, read_of_matter
from tests.factories.matters import (
    BALIDIAN,
    MORNING,
    WUXING,
    WUXING_POLICE,
    ZHILI,
    ZHILI_POLICE,
    desk,
    received,
    reporters_step,
    step,
    unit,
)
from tests.factories.noticing import at_desk, hand_of, listeners, people, person, told_to  # noqa: F401 - a fixture
from tests.factories.telling import read_journal

pytestmark = pytest.mark.usefixtures("people")
DANGER = "丈夫酒后持刀威胁家人，快来人。"
SECRETS = {"name": "沈月琴", "phone": "13800000000"}


def by(username: str, code: str = ZHILI, **given) -> Step:
    return Step(by=hand_of(username, code), at=MORNING, **given)


def signed(**given):
    matter = received(**given)
    with desk(ZHILI):
        ops.sign(matter.key, step=by("zhili.clerk"))
    return matter


def reasons() -> dict[str, str]:
    with entering("worker"):
        return dict(Told.objects.exclude(untold="").values_list("kind", "untold"))


def test_a_matter_given_to_a_unit_is_told_to_whoever_signs_for_it() -> None:
    received()
    read_journal()
    assert listeners("GIVEN") == {"zhili.clerk"}


def test_who_is_called_into_a_command_group_is_told_by_name_or_as_its_unit() -> None:
    matter = received()
    step = by("wuxing.leader", WUXING)
    step = replace(step, by=replace(step.by, leads=step.by.units))
    lead = Called(unit(WUXING), GroupPart.LEAD, (person("wuxing.leader"), "值班领导"))
    others = [
        Called(unit(ZHILI_POLICE), GroupPart.SCENE),
        Called(unit(ZHILI), GroupPart.PARTIES, (person("zhili.handler"), "承办人")),
    ]
    with desk(WUXING):
        ops.convene(matter.key, step=step, lead=lead, others=others, text="到现场。")
        group = find_group(*matter.key)
        assert group is not None
        police = next(each for each in group.present if each.unit_id == unit(ZHILI_POLICE))
        given = {"member_id": police.id, "text": "维持秩序。", "due_at": MORNING}
        ops.order(matter.key, step=step, **given)
    read_journal()
    assert listeners("COMMANDED") == {"zhili.handler", "zhili.police"}  # who convened it knows
    assert listeners("ORDERED") == {"zhili.police"}


def test_read_twice_the_journal_tells_once() -> None:
    matter = received()
    for _again in range(2):
        read_journal()
        with entering("worker"), connection.cursor() as cursor:
            cursor.execute("UPDATE journal_cursor SET xact = '0', position = 0 WHERE name = 'notices'")
    with entering("worker"):
        assert Notice.objects.filter(matter_id=matter.id).count() == 1


def test_danger_is_told_to_the_police_of_the_place_and_marked_urgent() -> None:
    received(DANGER)
    read_journal()
    assert listeners("ALARM") == {"zhili.police"}
    with entering("worker"):
        assert set(Notice.objects.values_list("is_urgent", flat=True)) == {True}


def test_assigned_the_handler_hears_and_from_then_on_what_the_reporter_does() -> None:
    matter = signed()
    with desk(ZHILI):
        ops.assign(matter.key, step=by("zhili.clerk"), handler=(person("zhili.handler"), "织里镇承办人"))
    with entering("tracking", matter=matter.id):
        ops.supplement(matter.key, step=reporters_step(), text="补充一张照片")
    read_journal()
    assert told_to("zhili.handler") == ["ASSIGNED", "SUPPLEMENTED"]
    assert told_to("zhili.clerk") == ["GIVEN"]


def test_referred_the_other_unit_hears() -> None:
    matter = received()
    with desk(WUXING):
        ops.refer(matter.key, step=by("wuxing.dispatcher", WUXING), to_unit=unit(WUXING_POLICE), text="转办")
    read_journal()
    assert listeners("GIVEN") == {"zhili.clerk", "wuxing.police"}


def test_who_does_it_is_not_told_and_that_is_written_down() -> None:
    matter = signed()
    with desk(ZHILI):
        clerk = Person.objects.get(username="zhili.clerk")
        ops.assign(matter.key, step=by("zhili.clerk"), handler=(clerk.pk, clerk.name))
    read_journal()
    assert reasons() == {"ASSIGNED": "OWN_DOING"}


def test_a_request_for_longer_is_told_to_who_decides_and_the_answer_to_who_asked() -> None:
    matter = signed()
    given = {"ground": "COMPLEX", "amount": 2, "text": "情况复杂"}
    with desk(ZHILI):
        ops.ask_extension(matter.key, step=by("zhili.handler"), **given)
    read_journal()
    assert listeners("EXTENSION_ASKED") == {"wuxing.leader", "wuxing.deputy"}  # Zhili has no leader
    with desk(WUXING):
        ops.grant_extension(matter.key, step=by("wuxing.leader", WUXING), text="同意")
    read_journal()
    assert listeners("EXTENSION_GRANTED") == {"zhili.handler"}


def test_a_request_that_ends_as_another_has_the_matter_is_told_to_who_asked() -> None:
    matter = signed()
    with desk(ZHILI):
        ops.ask_extension(matter.key, step=by("zhili.handler"), ground="COMPLEX", amount=2, text="情况复杂")
    with desk(WUXING):
        ops.refer(matter.key, step=by("wuxing.dispatcher", WUXING), to_unit=unit(WUXING_POLICE), text="转办")
    read_journal()
    assert listeners("EXTENSION_LAPSED") == {"zhili.handler"}


def test_what_a_helper_does_with_its_own_time_is_told_to_the_lead_and_the_decision_to_who_asked() -> None:
    matter = signed()
    with desk(ZHILI):
        ops.ask_assist(matter.key, step=by("zhili.clerk"), to_unit=unit(BALIDIAN), text="请核查")
    with desk(BALIDIAN):
        ops.sign(matter.key, step=by("balidian.clerk", BALIDIAN))
        ops.ask_extension(
            matter.key, step=by("balidian.clerk", BALIDIAN), ground="COMPLEX", amount=2, text="还要查"
        )
        ops.hold(matter.key, step=by("balidian.clerk", BALIDIAN), reason="WAITS_FOR_EXPERT", text="等鉴定")
        ops.resume(matter.key, step=by("balidian.clerk", BALIDIAN))
        own = next(task for task in tasks_view(*matter.key, units=frozenset()) if task.role == "ASSIST")
    read_journal()
    kinds = ("EXTENSION_ASKED", "ASSIST_HELD", "ASSIST_RESUMED")
    assert [listeners(kind) for kind in kinds] == [{"zhili.clerk"}] * 3
    with entering("worker"):
        asked = Notice.objects.get(kind="EXTENSION_ASKED")
    assert asked.due_at == next(clock.due_at for clock in own.clocks if clock.name == "HANDLE")
    with desk(WUXING):
        ops.grant_longer(matter.key, step=by("wuxing.leader", WUXING, task_id=own.id), text="同意，抓紧")
    read_journal()
    assert listeners("EXTENSION_GRANTED") == {"balidian.clerk"}
    assert listeners("ASSIST_EXTENDED") == {"zhili.clerk"}


def test_contested_the_unit_has_it_again_and_hears() -> None:
    matter = signed()
    with desk(ZHILI):
        ops.answer(matter.key, step=by("zhili.clerk"), text="已协调")
    with entering("tracking", matter=matter.id):
        ops.contest(matter.key, step=reporters_step(), text="没有解决")
    read_journal()
    assert listeners("CONTESTED") == {"zhili.clerk"}


def test_a_unit_where_nobody_is_leaves_its_reason() -> None:
    received(region="330502105")
    read_journal()
    assert reasons() == {"GIVEN": "NOBODY_THERE"}


def test_what_happened_long_ago_tells_nobody() -> None:
    received()
    read_journal(MORNING + TOO_OLD + timedelta(minutes=1))
    assert listeners("GIVEN") == set()
    assert reasons() == {"GIVEN": "TOO_OLD"}


def test_whom_it_turns_out_to_be_about_is_not_told_and_loses_what_was_told() -> None:
    """One of the unit hears of it by mistake; once the unit is the subject, neither bell nor list knows of it."""
    matter = received()
    with desk(WUXING):
        ops.refer(matter.key, step=by("wuxing.dispatcher", WUXING), to_unit=unit(WUXING_POLICE), text="转办")
    read_journal()
    officer = person("wuxing.police")
    with at_desk("wuxing.police", WUXING_POLICE):
        assert count_unread(officer) == 1
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING), to_unit=unit(ZHILI), text="转回")
        ops.correct(
            matter.key, step=step(WUXING), right=ops.Right(subjects=[unit(WUXING_POLICE)]), text="是投诉"
        )
    read_journal()
    with at_desk("wuxing.police", WUXING_POLICE):
        assert (count_unread(officer), notice_page(officer).rows) == (0, ())
        assert read_of_matter(officer, *matter.key, at=MORNING) == 0


def test_a_report_about_a_unit_tells_nobody_of_it_or_below() -> None:
    received("投诉吴兴区公安分局民警不作为，打架报警后没有人管。")
    read_journal()
    with entering("worker"):
        told = set(Notice.objects.values_list("person_id", flat=True))
    shut_out = {person(name) for name in ("wuxing.police", "zhili.police", "balidian.police")}
    assert told
    assert told & shut_out == set()


def test_each_sees_the_own_notices_and_nobody_elses() -> None:
    received()
    read_journal()
    clerk = person("zhili.clerk")
    with at_desk("zhili.clerk", ZHILI):
        assert count_unread(clerk) == 1
    with at_desk("zhili.mediator", ZHILI):
        assert count_unread(clerk) == 0
    with desk(ZHILI):
        assert Notice.objects.count() == 0


def test_read_they_count_no_more_and_what_came_since_does() -> None:
    received()
    read_journal()
    clerk = person("zhili.clerk")
    with at_desk("zhili.clerk", ZHILI):
        upto = notice_page(clerk).rows[0].id
    received()
    read_journal(MORNING + timedelta(minutes=1))
    with at_desk("zhili.clerk", ZHILI):
        assert read_all(clerk, upto=upto, at=MORNING) == 1
        assert count_unread(clerk) == 1


def test_neither_notice_nor_ledger_holds_who_reported_or_what() -> None:
    text = "欧阳桥头那盏路灯坏了，邻居把衣服晾在楼道里，起了纠纷。"
    received(text, reporter=SECRETS)
    read_journal()
    with connections["owner"].cursor() as cursor:
        kept = []
        for table in ("notices_notice", "notices_told", "notices_held"):
            cursor.execute(f"SELECT to_jsonb({table})::text FROM {table}")
            kept += [row[0] for row in cursor.fetchall()]
    written = json.dumps(kept, ensure_ascii=False)
    assert kept
    assert [secret for secret in (*SECRETS.values(), "欧阳桥", "路灯") if secret in written] == []


@pytest.mark.parametrize("count", [1, 3])
def test_however_many_events_the_statements_are_the_same(count: int, django_assert_max_num_queries) -> None:
    from heyi.journal.queries.reading import EpochSpan, events_after
    from heyi.journal.rules import Place
    from heyi.journeys.noticing import tell_people

    for _each in range(count):
        received()
    read_journal(MORNING + timedelta(days=3))  # too old by then: nobody is told
    with entering("worker"):
        events = [
            event
            for event in events_after(Place(0, 0, 0), EpochSpan(0, 0, None), 100)
            if event.verb == "task.given"
        ]
        assert len(events) == count
        with django_assert_max_num_queries(10):
            assert tell_people(events, at=MORNING) == count


def problems() -> list[str]:
    return [problem.code for problem in notice_problems("owner", at=MORNING + timedelta(hours=1))]


def test_check_finds_an_event_that_nobody_was_told_of_and_a_notice_that_is_gone() -> None:
    received()
    received(DANGER)
    read_journal()
    assert problems() == []
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM notices_told WHERE kind = 'ALARM'")
        assert problems() == ["notice.missing"]
        cursor.execute("DELETE FROM notices_notice WHERE kind = 'GIVEN' AND is_urgent")
        assert sorted(problems()) == ["notice.differs", "notice.missing"]
