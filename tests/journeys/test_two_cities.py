"""湖州 hands matters over to 嘉兴 and has them back: two whole houses that speak over sockets, each with its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import httpx
import pytest
from django.conf import settings
from django.db import connection

from heyi.adapters.city.client import CityCourier
from heyi.console.postgres import Cluster
from heyi.dispatch import operations as ops
from heyi.dispatch.operations import Errand
from heyi.intake.access import partners
from heyi.intake.codes import PartnerKind
from heyi.intake.operations import add_partner, set_callback
from heyi.journal.access import timeline_of
from heyi.journal.events import SYSTEM
from heyi.journal.ports import NotDelivered
from heyi.journeys.checking import check_problems
from heyi.journeys.transferring import receivers
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.matters.access import entering, matter_view, public_status
from heyi.matters.transfers import Receiver
from tests.conftest import addresses, cloned
from tests.factories.matters import ZHILI, Received, desk, received, reporters_step, step, unit
from tests.factories.other_city import DIVISION, OtherCity, other_city
from tests.factories.telling import carry, read_journal
from tests.factories.transfers import all_transfers, standing

JIAXING, HUZHOU = "嘉兴市（对方）", "湖州市（对方）"
DOOR = "/api/partners/v1/city"


@pytest.fixture(scope="module")
def jiaxing(
    served: str, cluster: Cluster, template: str, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[OtherCity]:
    """The other house, connected with ours in both directions by one key."""
    with django_db_blocker.unblock(), cloned(cluster, template) as name:
        urls = addresses(cluster, cluster.home.secret("server-password"), name)
        with other_city(tmp_path_factory.mktemp("jiaxing") / "home", *urls) as city:
            with entering("admin"):
                key = add_partner(
                    JIAXING,
                    kind=PartnerKind.CITY,
                    city=DIVISION,
                    callback=city.address + DOOR,
                    by=SYSTEM,
                    at=now(),
                )
            city("connect", name=HUZHOU, key=key, city=settings.HEYI_CITY, callback=served + DOOR)
            yield city


@contextmanager
def moved(address: str) -> Iterator[None]:
    """嘉兴 is told of at another address while inside."""
    with entering("admin"):
        before = next(each.callback for each in partners() if each.name == JIAXING)
        set_callback(JIAXING, address, by=SYSTEM, at=now())
    try:
        yield
    finally:
        with entering("admin"):
            set_callback(JIAXING, before, by=SYSTEM, at=now())


@contextmanager
def slow_gate(behind: str) -> Iterator[str]:
    """Passes what it is sent on at once, and answers only when who sent it has gone."""
    gone = Event()

    class Gate(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            httpx.post(
                behind + self.path, content=body, headers=dict(self.headers), trust_env=False, timeout=20
            )
            gone.wait(20)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """The test is the log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Gate) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        gone.set()
        server.shutdown()
        thread.join()


def first_delivery(matter: Received) -> tuple[str, str, str]:
    """Where to, what and its body, as the ledger holds it."""
    read_journal(now())
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT destination, what, body FROM journal_delivery WHERE matter_id = %s", [matter.id]
        )
        return cursor.fetchone()


def receiver() -> Receiver:
    return next(each for each in receivers() if each.city == DIVISION)


def offered(*, contact: bool = False, matter: Received | None = None, **report: Any) -> Received:
    """A matter of Zhili that its unit offers to 嘉兴."""
    if matter is None:
        matter = received(at=now(), **report)
        with desk(ZHILI):
            ops.sign(matter.key, step=step(ZHILI, at=now()))
    errand = Errand(receiver(), "PLACE_ELSEWHERE", "嘉兴的工地欠薪，工人住在织里", "请依法处理", contact)
    with desk(ZHILI):
        ops.transfer(matter.key, step=step(ZHILI, at=now()), errand=errand)
    return matter


def work(minutes: int = 0) -> None:
    read_journal(now())
    for minute in range(minutes + 1):
        carry(now() + timedelta(minutes=minute))


def both_work(city: OtherCity) -> None:
    work()
    city("work")


def told(matter: Received) -> list[tuple[str, str]]:
    with entering("tracking", matter=matter.id):
        return [(note.what, note.text) for note in public_status(*matter.key).notes]


def taken(city: OtherCity, **named: Any) -> Received:
    """A matter that 嘉兴 has."""
    matter = offered(**named)
    both_work(city)
    assert standing(matter)[0] == "WITH_PARTNER"
    return matter


def is_whole(city: OtherCity) -> None:
    read_journal(now())
    assert [p for p in check_problems(at=now()) if not p.code.startswith("delivery.")] == []
    assert list(verify_problems()) == []
    assert city("problems") == []


def test_offered_received_answered_closed(jiaxing: OtherCity) -> None:
    matter = offered()
    work()
    there = jiaxing("stands", ref=matter.number)
    assert (there["count"], there["state"], there["channel"]) == (1, "TO_SIGN", "city")
    assert (there["route"], there["asked"], there["parties"]) == ("330500", "请依法处理", [])
    assert standing(matter) == ("IN_HAND", "")  # ours until their number is here
    jiaxing("work")
    assert standing(matter) == ("WITH_PARTNER", there["number"])
    jiaxing("step", ref=matter.number, verb="sign")
    jiaxing("step", ref=matter.number, verb="answer", text="工资已付清。")
    jiaxing("step", ref=matter.number, verb="close")
    jiaxing("work")
    assert standing(matter) == ("CLOSED", there["number"])
    assert [what for what, _text in told(matter)] == ["progress", "reply"]
    assert told(matter)[-1] == ("reply", "工资已付清。")
    is_whole(jiaxing)


def test_its_progress_and_since_when_are_told_here(jiaxing: OtherCity) -> None:
    matter = taken(jiaxing)
    jiaxing("step", ref=matter.number, verb="sign")
    jiaxing("step", ref=matter.number, verb="hold", reason="WAITS_FOR_EXPERT", text="等鉴定，内部记录")
    jiaxing("step", ref=matter.number, verb="resume")
    jiaxing("work")
    states = [text.partition("：")[2] for _what, text in told(matter)]
    assert states == ["办理中。", "中止。", "办理中。"]
    assert standing(matter)[0] == "WITH_PARTNER"


def test_what_it_sends_back_is_ours_again_with_its_reason(jiaxing: OtherCity) -> None:
    matter = taken(jiaxing)
    assert jiaxing("step", ref=matter.number, verb="send_back", text="工地在海宁以外，属杭州") == "CLOSED"
    jiaxing("work")
    assert standing(matter) == ("IN_HAND", "")
    assert [each.state for each in all_transfers(matter)] == ["RETURNED"]
    there = jiaxing("stands", ref=matter.number)
    assert (there["closing"], there["arrival"]) == ("SENT_BACK", "SENT_BACK")
    assert told(matter) == []  # the reason is between the units
    with desk(ZHILI):
        assert "工地在海宁以外，属杭州" in [
            note.text for note in matter_view(*matter.key, units=[unit(ZHILI)]).notes
        ]
    again = taken(jiaxing, matter=matter)
    assert jiaxing("stands", ref=again.number)["count"] == 2  # another transfer, another matter there
    is_whole(jiaxing)


def test_what_we_recall_is_over_there(jiaxing: OtherCity) -> None:
    matter = taken(jiaxing)
    jiaxing("step", ref=matter.number, verb="sign")
    with desk(ZHILI):
        ops.recall(matter.key, step=step(ZHILI, at=now()), text="改由本地办理")
    work()
    there = jiaxing("stands", ref=matter.number)
    assert (there["state"], there["closing"], there["arrival"]) == ("CLOSED", "RECALLED", "RECALLED")
    jiaxing("work")  # that it had signed waits no longer to be told
    assert ("transfer.answer", "DISMISSED") in map(tuple, jiaxing("deliveries", ref=matter.number))
    assert standing(matter) == ("IN_HAND", "")
    is_whole(jiaxing)


def test_an_answer_that_crosses_our_recall_waits_for_it_and_is_let_be(jiaxing: OtherCity) -> None:
    matter = taken(jiaxing)
    jiaxing("step", ref=matter.number, verb="sign")
    with desk(ZHILI):
        ops.recall(matter.key, step=step(ZHILI, at=now()), text="改由本地办理")
    jiaxing("work")  # told while our recall still waits: 409, and tried again
    assert ("transfer.answer", "WAITING") in map(tuple, jiaxing("deliveries", ref=matter.number))
    work()
    jiaxing("work", minutes=10)
    assert ("transfer.answer", "DISMISSED") in map(tuple, jiaxing("deliveries", ref=matter.number))
    assert told(matter) == []
    is_whole(jiaxing)


def test_down_it_is_ours_and_taken_once_it_is_back(jiaxing: OtherCity) -> None:
    matter = offered()
    with moved("http://127.0.0.1:9" + DOOR):
        work()
        assert standing(matter) == ("IN_HAND", "")
    work(minutes=90)
    jiaxing("work")
    assert standing(matter)[0] == "WITH_PARTNER"
    assert jiaxing("stands", ref=matter.number)["count"] == 1


def test_slow_it_has_taken_it_though_we_heard_nothing_and_is_asked_again_without_harm(
    jiaxing: OtherCity,
) -> None:
    """A gate before its house that answers after we have given up."""
    matter = offered()
    with slow_gate(jiaxing.address) as gate, moved(gate + DOOR):
        with pytest.raises(NotDelivered):
            CityCourier(seconds=3).deliver(*first_delivery(matter), key="slow")
        assert jiaxing("stands", ref=matter.number)["count"] == 1
    work(minutes=10)
    assert jiaxing("stands", ref=matter.number)["count"] == 1
    jiaxing("work")
    assert standing(matter)[0] == "WITH_PARTNER"


def test_what_came_from_a_city_goes_back_to_it_by_no_new_transfer(jiaxing: OtherCity) -> None:
    """嘉兴's unit finds 湖州 in no list of its own for this one; the operation refuses it too."""
    matter = taken(jiaxing)
    jiaxing("step", ref=matter.number, verb="sign")
    with pytest.raises(AssertionError, match="goes_in_circle"):
        jiaxing("transfer", ref=matter.number, to=HUZHOU)


def test_what_it_gave_on_is_recalled_with_ours(jiaxing: OtherCity) -> None:
    hotline = f"嘉兴 12345 {uuid4()}"
    jiaxing("connect_hotline", name=hotline)
    matter = taken(jiaxing)
    jiaxing("step", ref=matter.number, verb="sign")
    jiaxing("transfer", ref=matter.number, to=hotline, reason="SERVICE_REQUEST")
    with desk(ZHILI):
        ops.recall(matter.key, step=step(ZHILI, at=now()), text="改由本地办理")
    work()
    assert jiaxing("stands", ref=matter.number)["closing"] == "RECALLED"
    assert jiaxing("problems") == []


def test_name_and_telephone_go_only_by_the_tick(jiaxing: OtherCity) -> None:
    reporter = {"name": "张三", "phone": "13800000009"}
    plain, with_contact = offered(reporter=reporter), offered(reporter=reporter, contact=True)
    work()
    assert jiaxing("stands", ref=plain.number)["parties"] == []
    assert jiaxing("stands", ref=with_contact.number)["parties"] == ["张*"]
    verbs = {True: 0, False: 0}
    for each in (plain, with_contact):
        with desk(ZHILI):
            seen = [event.verb for event in timeline_of(*each.key)]
        verbs[each is with_contact] = seen.count("identity.opened")
    assert verbs == {True: 1, False: 0}


def test_after_it_closed_the_reporter_may_contest_here_and_it_is_ours(jiaxing: OtherCity) -> None:
    matter = taken(jiaxing)
    jiaxing("step", ref=matter.number, verb="sign")
    jiaxing("step", ref=matter.number, verb="answer", text="已协调。")
    jiaxing("step", ref=matter.number, verb="close")
    jiaxing("work")
    with entering("tracking", matter=matter.id):
        ops.contest(matter.key, step=reporters_step(at=now()), text="钱没有到账")
    assert standing(matter) == ("IN_HAND", "")
    assert jiaxing("stands", ref=matter.number)["state"] == "CLOSED"
    is_whole(jiaxing)
