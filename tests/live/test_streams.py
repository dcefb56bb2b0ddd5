"""Streams over real sockets: who is let in, what they are told, and how they end."""

import psycopg
import pytest

from heyi.console.postgres import Cluster
from heyi.kernel.news import Change, News
from heyi.live.hub import STREAMS
from tests.live.conftest import House, until

pytestmark = pytest.mark.slow

ZHILI, WUXING = 12, 330


def test_a_page_hears_of_its_units_and_of_no_other(house: House) -> None:
    zhili, wuxing = house.listen(ZHILI), house.listen(WUXING, person=2)
    assert (zhili.status, zhili.next().name, wuxing.next().name) == (200, "open", "open")
    assert "text/event-stream" in zhili.head
    house.tell(News({WUXING: Change(2, 1)}))
    house.tell(News({ZHILI: Change(1)}))
    assert wuxing.next().data == '{"330":[2,1]}'
    assert zhili.next().data == '{"12":[1,0]}'


def test_both_tabs_of_a_person_hear_it_and_a_leader_hears_of_every_unit(house: House) -> None:
    tabs = [house.listen(ZHILI, WUXING) for _ in range(2)]
    for tab in tabs:
        assert tab.next().name == "open"
    house.tell(News({ZHILI: Change(1), WUXING: Change(3)}))
    assert [tab.next().data for tab in tabs] == ['{"12":[1,0],"330":[3,0]}'] * 2


def test_what_happens_in_one_breath_is_one_event(house: House) -> None:
    page = house.listen(ZHILI)
    page.next()
    for _ in range(50):
        house.tell(News({ZHILI: Change(1)}))
    heard = 0
    events = 0
    while heard < 50:
        events += 1
        heard += int(page.next().data.split("[")[1].split(",")[0])
    assert (heard, events < 25) == (50, True)


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/live/stream", {}, 401),
        ("/live/stream?pass=", {}, 401),
        ("/live/stream?pass=forged", {}, 401),
        ("/live/stream?pass=%00%ff&pass=x", {"Last_Event_ID": "77"}, 401),
        ("/live/stream?pass=" + "A" * 5000, {}, 401),
        ("/live/stream", {"Origin": "https://elsewhere.example"}, 403),
        ("/live/stream", {"Origin": "http://["}, 403),
        ("/live/stream", {"Origin": "null"}, 403),
        ("/live/", {}, 404),
        ("/", {}, 404),
    ],
)
def test_who_has_no_pass_is_told_so(house: House, path: str, headers: dict[str, str], status: int) -> None:
    assert house.open(path, **headers).status == status


def test_a_pass_of_another_house_or_one_that_is_over_opens_nothing(house: House) -> None:
    assert house.listen(ZHILI, secret="of-another-house").status == 401
    assert house.listen(ZHILI, seconds=0).status == 401


def test_pages_of_this_host_and_of_the_origin_that_people_type_may_listen(house: House) -> None:
    for origin in ("http://127.0.0.1:8000", "https://heyi.example.cn"):
        page = house.listen(ZHILI, Origin=origin, Last_Event_ID="41")
        assert (page.status, f"access-control-allow-origin: {origin}" in page.head) == (200, True)


def test_a_stream_ends_with_its_pass(house: House) -> None:
    page = house.listen(ZHILI, seconds=1.0)
    assert page.next().name == "open"
    ended = page.next()
    assert (ended.name, ended.data) == ("end", "over")
    until(lambda: '"streams": 0' in house.health())


def test_whose_appointment_was_revoked_must_ask_for_a_new_pass(house: House) -> None:
    page, other = house.listen(ZHILI, person=7), house.listen(ZHILI, person=8)
    page.next()
    other.next()
    house.tell(News(end=[7]))
    assert page.next().data == "again"
    house.tell(News({ZHILI: Change(1)}))
    assert other.next().name == "changed"


def test_a_person_has_so_many_streams_and_the_oldest_leaves(house: House) -> None:
    pages = [house.listen(ZHILI, person=7) for _ in range(STREAMS + 1)]
    for page in pages:
        page.next()
    ended = pages[0].next()
    assert (ended.name, ended.data) == ("end", "many")
    house.tell(News({ZHILI: Change(1)}))
    assert [page.next().name for page in pages[1:]] == ["changed"] * STREAMS


def test_a_page_that_was_closed_is_forgotten(house: House) -> None:
    page = house.listen(ZHILI)
    page.next()
    until(lambda: '"streams": 1' in house.health())
    page.leave()
    until(lambda: '"streams": 0' in house.health(), house.health)


def test_when_the_connection_to_the_database_was_cut_pages_are_told_to_look(
    house: House, cluster: Cluster
) -> None:
    page = house.listen(ZHILI)
    page.next()
    name = psycopg.conninfo.conninfo_to_dict(house.owner)["dbname"]
    with cluster.connect() as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'heyi live' AND datname = %s",
            [name],
        )
    assert page.next().data == '{"12":[0,0]}'
    house.tell(News({ZHILI: Change(1)}))
    assert page.next().data == '{"12":[1,0]}'
    assert "the database is gone" in house.log.read_text()


def test_a_message_that_is_none_of_ours_harms_nobody(house: House) -> None:
    page = house.listen(ZHILI)
    page.next()
    with psycopg.connect(house.owner, autocommit=True) as connection:
        connection.execute("NOTIFY heyi_live, 'nonsense'")
    house.tell(News({ZHILI: Change(1)}))
    assert page.next().data == '{"12":[1,0]}'
