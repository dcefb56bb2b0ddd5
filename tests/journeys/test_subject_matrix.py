"""A report about a unit never reaches that unit or anything below it, by whichever door and however it became known
(信访工作条例 §30): no list, no page, no jump, no count, no receipt, no row of any table; number and code included."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from heyi.dispatch import operations as ops
from heyi.intake.operations import add_partner
from heyi.intake.rules import body_hash, read_report
from heyi.journal.events import SYSTEM
from heyi.journeys.receive import receive
from heyi.journeys.understanding import Confirmed
from heyi.kernel.clock import now
from heyi.matters.access import entering, find_tracked, is_shut_out, public_status
from tests.desk.conftest import SignIn, sign_in
from tests.factories.matters import SOURCE, WUXING, WUXING_POLICE, ZHILI, body, desk, received, step, unit

__all__ = ["sign_in"]
pytestmark = pytest.mark.django_db
SECRET = "欧阳桥头那盏路灯"
PLAIN = f"织里镇{SECRET}坏了三个月，请尽快修好。"
BLAMING = f"投诉吴兴区公安分局民警不作为，{SECRET}下打架报警后没有人管。"
PHONE = "13800000000"
PEOPLE = {
    "wuxing.police": WUXING_POLICE,
    "zhili.police": "330502100-POLICE",
    "balidian.police": "330502101-POLICE",
}
Key = tuple[str, Any]


def found_by_the_machine(_sign_in: SignIn) -> Key:
    return received(BLAMING, at=now(), reporter={"phone": PHONE}).key


def said_by_the_resident(_sign_in: SignIn) -> Key:
    sent = body(PLAIN, reporter={"phone": PHONE})
    report = read_report(sent, at=now(), regions={"330502100"})
    with entering("receive", source=SOURCE):
        answer = receive(
            report,
            source=SOURCE,
            key=uuid4().hex,
            body_hash=body_hash(sent),
            at=now(),
            confirmed=Confirmed(subjects=(unit(WUXING_POLICE),)),
        )
    return tracked(answer.receipt["tracking_code"])


def said_by_the_clerk(sign_in: SignIn) -> Key:
    sent = {
        "text": PLAIN,
        "channel": "walk_in",
        "key": str(uuid4()),
        "phone": PHONE,
        "subjects": unit(WUXING_POLICE),
    }
    clerk = sign_in("zhili.clerk")
    clerk.get(clerk.post("/desk/take/", sent)["Location"])
    with desk(WUXING), connection.cursor() as cursor:
        cursor.execute("SELECT county, id FROM matters_matter WHERE narrative = %s", [PLAIN])
        found: Key = cursor.fetchone()
    return found


def corrected_later(_sign_in: SignIn) -> Key:
    matter = received(PLAIN, at=now(), reporter={"phone": PHONE})
    right = ops.Right(subjects=[unit(WUXING_POLICE)])
    with desk(WUXING):
        ops.correct(matter.key, step=step(WUXING, at=now()), right=right, text="来电人说明")
    return matter.key


def taken_from_another_unit(_sign_in: SignIn) -> Key:
    """It had the matter, lost it, and then turned out to be what it is about."""
    matter = received(PLAIN, at=now(), reporter={"phone": PHONE})
    for to in (WUXING_POLICE, ZHILI):
        with desk(WUXING):
            ops.refer(matter.key, step=step(WUXING, at=now()), to_unit=unit(to), text="转办")
    with desk(WUXING):
        right = ops.Right(subjects=[unit(WUXING_POLICE)])
        ops.correct(matter.key, step=step(WUXING, at=now()), right=right, text="来电人说明")
    return matter.key


def sent_by_a_partner(_sign_in: SignIn) -> Key:
    with entering("admin"):
        key = add_partner(f"湖州热线 {uuid4()}", by=SYSTEM, at=now())
    answer = Client().post(
        "/api/v1/reports",
        json.dumps({"text": BLAMING, "channel": "hotline_12345", "reporter": {"phone": PHONE}}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}", "Idempotency-Key": uuid4().hex},
    )
    return tracked(answer.json()["tracking_code"])


WAYS: tuple[Callable[[SignIn], Key], ...] = (
    found_by_the_machine,
    said_by_the_resident,
    said_by_the_clerk,
    corrected_later,
    taken_from_another_unit,
    sent_by_a_partner,
)


def tracked(code: object) -> Key:
    found = find_tracked(str(code))
    assert found is not None
    return found


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nobody_of_the_unit_or_its_line_sees_anything(sign_in: SignIn, way: Callable[[SignIn], Key]) -> None:
    key = way(sign_in)
    with entering("tracking", matter=key[1]):
        status = public_status(*key)
    secrets = (status.number, status.tracking_code, SECRET)
    for person, code in PEOPLE.items():
        assert _rows_of(key, code) == {}, person
        assert _leaks(sign_in(person), status.number, secrets) == [], person
        with desk(code):
            assert is_shut_out(*key)


def test_what_is_looked_for_can_be_found_by_who_may_see_it(sign_in: SignIn) -> None:
    """The same questions, asked by the superior: this matrix can fail."""
    matter = received(BLAMING, at=now())
    assert _rows_of(matter.key, "330500-CENTRE")["matters_reach"] > 0
    secrets = (matter.number, matter.receipt["tracking_code"], SECRET)
    assert _leaks(sign_in("city.leader"), matter.number, secrets) != []


def _leaks(client: Client, number: str, secrets: tuple[str, ...]) -> list[tuple[str, str]]:
    """Every page that says more than the person asked with; a page that is refused must not repeat the number."""
    there = f"/desk/matters/{number}/"
    lists = [
        f"/desk/matters/?{query}" for query in ("", "below=1", "done=1", "state=TO_SIGN", "region=330502100")
    ]
    pages = {address: client.get(address) for address in lists}
    for verb in ("", "sign", "note", "refer", "correct", "answer", "identity", "take_back"):
        pages[there + verb] = client.get(there + verb)
        sent = {
            "text": "我来办",
            "zone": "PUBLIC",
            "purpose": "CONTACT",
            "kind": "HELP.OTHER",
            "urgency": "URGENT",
        }
        pages[f"POST {there}{verb}"] = client.post(there + verb, sent)
    pages["slip"] = client.get(f"/desk/take/slip/{number}/")
    found = [client.get(f"/desk/find?q={words}") for words in (number, secrets[1], SECRET)]
    led = [("find", page["Location"]) for page in found if page.has_header("Location")]
    led += [("find", there) for page in found if there in page.content.decode()]
    opened = [*led] + [
        (address, "opened")
        for address, page in pages.items()
        if address not in lists and page.status_code < 400
    ]
    told = [
        (address, secret)
        for address, page in pages.items()
        for secret in (secrets if address in lists else secrets[1:])
        if secret in page.content.decode()
    ]
    return opened + told


def _rows_of(key: Key, code: str) -> dict[str, int]:
    """How many rows of each table with a matter lie open to a person of the unit."""
    with desk(code), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'matter_id'"
        )
        tables = [str(name) for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE matter_id = %s", [key[1]])
            found[table] = int(cursor.fetchone()[0])
        cursor.execute("SELECT count(*) FROM matters_matter WHERE id = %s", [key[1]])
        found["matters_matter"] = int(cursor.fetchone()[0])
    return {table: count for table, count in found.items() if count}
