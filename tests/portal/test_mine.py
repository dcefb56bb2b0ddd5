"""The own matters by telephone and one-time code: over a real socket to a real sink, and nothing for anybody else."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from heyi.accounts.operations import CODE_LASTS, VISIT_LASTS
from heyi.accounts.operations.phone_codes import TRIES
from heyi.adapters.texting.stub import Sink
from heyi.dispatch import operations as ops
from heyi.intake.access import own_matters, reporter_mark
from heyi.journeys.own_matters import matters_of
from heyi.matters.access import entering, own_statuses
from heyi.matters.operations import MatterNotFound, hold_matter
from tests.factories.matters import MORNING, ZHILI, Received, desk, received, reporters_step, step
from tests.factories.texting import arrived, sink  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

CHEN, WANG, NOBODY = "13800000000", "13900000000", "13700000000"


class Watch:
    """The clock of the pages, moved by hand."""

    def __init__(self) -> None:
        self.at = MORNING

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    found = Watch()
    for module in ("heyi.portal.mine.views", "heyi.web.waiting"):
        monkeypatch.setattr(f"{module}.now", found)
    return found


def reported(phone: str, title: str = "楼上滴水") -> Received:
    return received(reporter={"name": "陈阿婆", "phone": phone}, title=title)


def ask(client: Client, phone: str = CHEN) -> int:
    return client.post("/mine/send", {"phone": phone}).status_code


def last_code(sink: Sink) -> str:
    """The digits of the newest message, as its page shows them."""
    found = re.search(r"\d{6}", arrived(sink)[0]["words"])
    assert found is not None
    return found[0]


def typed(client: Client, code: str):
    return client.post("/mine/code", {"code": code}, follow=True)


def come_in(client: Client, sink: Sink, phone: str = CHEN) -> str:
    assert ask(client, phone) == 302
    return typed(client, last_code(sink)).content.decode()


def test_whoever_holds_the_telephone_sees_all_own_matters_and_no_others(sink: Sink) -> None:
    mine, also_mine = reported(CHEN), reported("138 0000 0000", "楼道灯坏了")
    reported(WANG, "别人的事")
    page = come_in(Client(), sink)
    assert mine.number in page
    assert also_mine.number in page
    assert "别人的事" not in page


def test_a_number_without_matters_is_told_so_only_behind_its_code(sink: Sink) -> None:
    reported(CHEN)
    known, unknown = (Client(REMOTE_ADDR=f"192.0.2.{n}") for n in (1, 2))
    answers = [
        client.post("/mine/send", {"phone": phone}) for client, phone in ((known, CHEN), (unknown, NOBODY))
    ]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert "没有反映过事项" in typed(unknown, last_code(sink)).content.decode()


def test_the_visit_ends_by_itself(sink: Sink, watch: Watch) -> None:
    matter = reported(CHEN)
    client = Client()
    come_in(client, sink)
    watch.at += VISIT_LASTS - timedelta(seconds=1)
    assert matter.number in client.get("/mine/").content.decode()
    watch.at += timedelta(seconds=1)
    assert matter.number not in client.get("/mine/").content.decode()


def test_the_visit_ends_by_its_button_and_on_every_machine(sink: Sink) -> None:
    matter = reported(CHEN)
    client = Client()
    come_in(client, sink)
    stolen = client.cookies["heyi_mine"].value
    client.post("/mine/leave")
    assert matter.number not in client.get("/mine/").content.decode()
    client.cookies["heyi_mine"] = stolen
    assert matter.number not in client.get("/mine/").content.decode()


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_pages(sink: Sink) -> None:
    client = Client()
    ask(client)
    cookie = client.cookies["heyi_mine"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/mine/")
    assert CHEN not in cookie.value


def test_a_wrong_code_five_times_makes_the_right_one_void(sink: Sink) -> None:
    client = Client()
    ask(client)
    right = last_code(sink)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _time in range(TRIES):
        assert typed(client, wrong).status_code == 422
    assert typed(client, right).status_code == 422


@pytest.mark.parametrize("nonsense", ["", "12345", "abcdef", "＊＊＊＊＊＊", "' OR 1=1", "0" * 30])
def test_what_is_no_code_opens_nothing(sink: Sink, nonsense: str) -> None:
    client = Client()
    ask(client)
    assert typed(client, nonsense).status_code == 422


def test_a_code_is_used_once(sink: Sink) -> None:
    client = Client()
    ask(client)
    asked = client.cookies["heyi_mine"].value
    code = last_code(sink)
    assert typed(client, code).status_code == 200
    client.cookies["heyi_mine"] = asked
    assert typed(client, code).status_code == 422


def test_a_code_is_good_for_five_minutes(sink: Sink, watch: Watch) -> None:
    client = Client()
    ask(client)
    watch.at += CODE_LASTS
    assert typed(client, last_code(sink)).status_code == 422


def test_a_code_is_of_no_use_in_another_browser(sink: Sink) -> None:
    ask(Client())
    other = Client()
    assert typed(other, last_code(sink)).status_code == 422
    ask(other, WANG)
    own = last_code(sink)
    assert typed(Client(), own).status_code == 422
    assert typed(other, own).status_code == 200


def test_a_cookie_made_by_hand_opens_nothing() -> None:
    client = Client()
    client.cookies["heyi_mine"] = "InJhbmRvbSI:1tX:AAAA"
    assert "我的事项" in client.get("/mine/").content.decode()


def test_codes_are_sent_once_a_minute_and_five_times_an_hour(sink: Sink, watch: Watch) -> None:
    client = Client()
    assert ask(client) == 302
    answer = client.post("/mine/send", {"phone": CHEN})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    for _time in range(3):  # what was refused was counted too
        watch.at += timedelta(minutes=1)
        assert ask(client) == 302
    watch.at += timedelta(minutes=1)
    assert ask(client) == 429
    watch.at = MORNING + timedelta(hours=1)
    assert ask(client) == 302


def test_one_network_asks_for_twenty_an_hour(sink: Sink) -> None:
    numbers = [f"1380000{n:04d}" for n in range(21)]
    assert [ask(Client(), number) for number in numbers] == [302] * 20 + [429]
    assert len(sink.kept) == 20


@pytest.mark.parametrize("phone", ["", "110", "1380000000", "23800000000", "<script>", "١٣٨٠٠٠٠٠٠٠٠"])
def test_what_is_no_mobile_number_is_told_and_nothing_is_sent(sink: Sink, phone: str) -> None:
    answer = Client().post("/mine/send", {"phone": phone})
    assert answer.status_code == 422
    assert 'value="<script>' not in answer.content.decode()
    assert not sink.kept


@pytest.mark.parametrize("written", ["138 0000 0000", "+86-138-0000-0000", "１３８００００００００"])
def test_a_number_may_be_written_as_people_write_it(sink: Sink, written: str) -> None:
    assert ask(Client(), written) == 302
    assert sink.kept[0].phone == CHEN


def test_without_a_gateway_the_page_says_so_and_shows_the_other_ways(settings) -> None:
    settings.HEYI_TEXT_GATEWAY_URL = ""
    page = Client().get("/mine/").content.decode()
    assert "还没有接通短信" in page
    assert 'href="/t/"' in page
    assert ask(Client()) == 422


def test_a_gateway_that_refuses_is_told_and_nobody_comes_in(settings, sink: Sink) -> None:
    settings.HEYI_TEXT_GATEWAY_SECRET = "another"
    answer = Client().post("/mine/send", {"phone": CHEN})
    assert answer.status_code == 503
    assert "没有发出去" in answer.content.decode()
    assert not sink.kept


def test_erasing_the_identity_takes_the_mark_with_it(sink: Sink) -> None:
    matter, stays = reported(CHEN), reported(CHEN, "另一件")
    with entering("tracking", matter=matter.id):
        ops.ask_erasure(matter.key, step=reporters_step(), of=None, text="不想再被联系")
    with desk(ZHILI):
        ops.erase_identity(matter.key, step=step(ZHILI), ground="ASKED_FOR", text="按本人请求")
    assert [status.number for status in matters_of(reporter_mark(CHEN))] == [stays.number]


MARKS = {"陈": CHEN, "王": WANG, "空": ""}


@pytest.mark.parametrize("who", MARKS)
@pytest.mark.parametrize("whose", ["陈", "王"])
def test_a_mark_sees_the_matters_that_carry_it_and_no_row_more(who: str, whose: str) -> None:
    """The wall itself: even a query that names the other's matter finds nothing."""
    matters = {name: reported(phone) for name, phone in MARKS.items() if phone}
    mine = who == whose
    with entering("reporter", mark=reporter_mark(MARKS[who])):
        found = own_statuses([matters[whose].key])
        assert [status.number for status in found] == ([matters[whose].number] if mine else [])
        assert own_matters(reporter_mark(MARKS[whose])) == ((matters[whose].key,) if mine else ())
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM matters_identity")
            assert cursor.fetchone() == (0,)


def test_the_entrance_of_a_reporter_changes_nothing() -> None:
    matter = reported(CHEN)
    with entering("reporter", mark=reporter_mark(CHEN)), pytest.raises(MatterNotFound):
        hold_matter(*matter.key)


@pytest.mark.parametrize("entrance", ["desk", "tracking", "worker", "admin", "audit", "receive"])
def test_nobody_else_lists_matters_by_a_persons_mark(entrance: str) -> None:
    reported(CHEN)
    with entering(entrance, mark=reporter_mark(CHEN)):
        assert own_matters(reporter_mark(CHEN)) == ()


def test_the_list_costs_the_same_at_one_and_at_three(django_assert_max_num_queries) -> None:
    mark = reporter_mark(CHEN)
    for count in (1, 3):
        while len(matters_of(mark)) < count:
            reported(CHEN)
        with django_assert_max_num_queries(8):  # two of them read; the rest sets the scope
            assert len(matters_of(mark)) == count
