"""What the reporter reads while a matter is with 110 or 12345, in both tongues; and what is not open meanwhile."""

import pytest
from django.test import Client

from heyi.dispatch import operations as ops
from heyi.intake.codes import PartnerKind
from heyi.kernel.clock import now
from tests.factories.matters import ZHILI, Received, desk, step
from tests.factories.partners import POLICE_TRANSFERS, Signing, signing
from tests.factories.transfers import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(db: None) -> Signing:
    return signing(PartnerKind.POLICE110, callback="http://127.0.0.1:9/heyi")


def read(matter: Received, language: str = "") -> str:
    client = Client()
    if language:
        client.cookies["django_language"] = language
    return client.get(f"/t/{matter.receipt['tracking_code']}").content.decode()


def says(police: Signing, number: object, czlx: str, **more: str) -> None:
    answer = police.post(POLICE_TRANSFERS, {"zjbh": str(number), "czlx": czlx, **more})
    assert answer.status_code == 201, answer.content


def test_the_page_says_who_has_it_at_every_stage(police: Signing) -> None:
    matter, number = given(police, at=now())
    told = read(matter)
    assert f"正转交 <b>{police.name}</b>" in told
    assert "仍由承办单位负责" in told
    says(police, number, "1", jjdbh="J33050001")
    told = read(matter)
    assert f"<b>{police.name}</b>已接收，由其办理（对方编号 J33050001）" in told
    assert "现在不能撤回" in told
    assert "/withdraw" not in told
    says(police, number, "3", fknr="民警已到场。")
    assert "民警已到场。" in read(matter)
    says(police, number, "4", fknr="双方已分开。")
    told = read(matter)
    assert f"{police.name}的答复" in told
    assert "已办结" in told
    assert "提出异议" in told


def test_what_comes_back_says_so_and_what_became_of_the_time(police: Signing) -> None:
    matter, number = given(police, at=now())
    says(police, number, "2", fknr="不属警情。")
    told = read(matter)
    assert "转交对方未接收，仍由本单位办理；其间时限照常走，没有停过" in told
    assert "不属警情" not in told  # between the two houses
    _matter, again = given(police, matter=matter, at=now())
    says(police, again, "1", jjdbh="J1")
    with desk(ZHILI):
        ops.recall(matter.key, step=step(ZHILI, at=now()), text="已说好")
    assert "转交后已回到本单位办理" in read(matter)


def test_english_is_complete(police: Signing) -> None:
    matter, number = given(police, at=now())
    assert "It is being transferred to" in read(matter, "en")
    says(police, number, "1", jjdbh="J33050001")
    assert "has accepted it and handles it (their number J33050001)" in read(matter, "en")


def test_the_api_tells_the_same(police: Signing) -> None:
    matter, number = given(police, at=now())
    there = f"/api/v1/reports/{matter.receipt['tracking_code']}"
    assert (Client().get(there).json()["partner"], Client().get(there).json()["partner_ref"]) == (
        police.name,
        "",
    )
    says(police, number, "1", jjdbh="J33050001")
    found = Client().get(there).json()
    assert (found["state"], found["partner_ref"], found["due_at"]) == ("WITH_PARTNER", "J33050001", None)
