"""The receipt by text at the clerk's door: one press, shown as it stands, refused clearly, telling nobody too much."""

import pytest
from django.test import Client

from heyi.accounts.codes import Door
from heyi.accounts.rules import ALLOWANCES
from heyi.adapters.texting.stub import Sink
from heyi.journal.access import deliveries_of, timeline_of
from heyi.journeys.delivering import deliver_due
from heyi.journeys.texting import ASKED, queue_texts
from heyi.kernel.clock import now
from heyi.kernel.codes import spaced
from heyi.matters.access import entering, find_tracked
from heyi.matters.operations import hold_matter
from heyi.orgs.access import directory
from tests.desk.conftest import SignIn
from tests.desk.test_taking import QUARREL, TAKE, last_number_and_code, sent
from tests.factories.erasing import erase_reporter
from tests.factories.matters import Received, received
from tests.factories.texting import arrived, sink  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
PHONE = "13800000000"
OWN_UNIT = "投诉织里镇社会治理中心工作人员态度恶劣，不作为。"


def carried() -> None:
    """What the worker does: reads what was asked for of the newest matter, and carries it."""
    _number, code = last_number_and_code()
    key = find_tracked(code)
    assert key is not None
    with entering("worker"):
        known = {row.seq for row in deliveries_of(*key)}
        queue_texts([event for event in timeline_of(*key) if event.seq not in known], at=now())
    deliver_due(now=now)


def newest() -> Received:
    """The matter that was received last."""
    _number, code = last_number_and_code()
    found = find_tracked(code)
    assert found is not None
    return Received({}, *found)


def lead_of(matter: Received) -> str:
    """The code of the unit that leads it."""
    with entering("worker"):
        return directory().unit(hold_matter(*matter.key).lead_unit_id).code


def page_of(clerk: Client, address: str) -> str:
    return clerk.get(address).content.decode()


def test_one_press_sends_and_the_receipt_says_how_it_stands(sign_in: SignIn, sink: Sink, settings) -> None:
    settings.HEYI_ORIGIN = "https://heyi.example"
    clerk = sign_in("zhili.clerk")
    receipt = sent(clerk, phone=PHONE)["Location"]
    page = page_of(clerk, receipt)
    assert "短信发给反映人" in page
    assert "138****0000" in page
    assert clerk.post(f"{receipt}text")["Location"] == receipt
    assert "短信待发送" in page_of(clerk, receipt)
    assert 'hx-trigger="every 2s"' in page_of(clerk, f"{receipt}text")
    assert arrived(sink) == []
    carried()
    part = page_of(clerk, f"{receipt}text")
    assert "短信已发出" in part
    assert "<html" not in part
    assert "hx-trigger" not in part
    number, code = last_number_and_code()
    assert number in arrived(sink)[0]["words"]
    assert f"https://heyi.example/t/{spaced(code)}" in arrived(sink)[0]["words"]


@pytest.mark.parametrize(
    ("origin", "hosts", "host", "expected"),
    [
        ("", ["*"], "evil.example", ""),
        ("", ["*"], "evil.example:8000", ""),
        ("", ["*"], "127.0.0.1.evil.example", ""),
        ("", ["*"], "localhost:8000", "http://localhost:8000/t/"),
        ("", ["*"], "[::1]:8000", "http://[::1]:8000/t/"),
        ("", ["heyi.example"], "heyi.example", "http://heyi.example/t/"),
        ("https://heyi.example", ["*"], "evil.example", "https://heyi.example/t/"),
    ],
)
def test_a_link_leads_to_us_whatever_the_clerk_s_request_says(
    sign_in: SignIn, sink: Sink, settings, origin: str, hosts: list[str], host: str, expected: str
) -> None:
    """Else who is shut out of a report about the own unit could have its code sent to a house of theirs."""
    clerk = sign_in("zhili.clerk")
    receipt = sent(clerk, phone=PHONE, text=OWN_UNIT)["Location"]
    settings.HEYI_ORIGIN, settings.ALLOWED_HOSTS = origin, hosts
    assert clerk.post(f"{receipt}text", headers={"host": host}).status_code == 302
    carried()
    words = arrived(sink)[0]["words"]
    number, code = last_number_and_code()
    assert number in words
    assert spaced(code) in words
    assert "evil" not in words
    assert f"{expected}{spaced(code)} " in words if expected else "://" not in words


def test_what_failed_says_so_and_is_tried_again_by_one_press(sign_in: SignIn, sink: Sink, settings) -> None:
    clerk, address = sign_in("zhili.clerk"), settings.HEYI_TEXT_GATEWAY_URL
    receipt = sent(clerk, phone=PHONE)["Location"]
    settings.HEYI_TEXT_GATEWAY_URL = "http://127.0.0.1:9/send"
    clerk.post(f"{receipt}text")
    carried()
    page = page_of(clerk, receipt)
    assert "短信没有发出" in page
    assert "自动再试" in page
    assert "再试一次" in page
    settings.HEYI_TEXT_GATEWAY_URL = address
    clerk.post(f"{receipt}text")
    carried()
    assert "短信已发出" in page_of(clerk, receipt)


@pytest.mark.parametrize(
    ("phone", "words"),
    [("0572-2030000", "留的不是手机号码"), ("", "没有留下电话")],
)
def test_a_landline_and_no_telephone_are_refused_in_words(
    sign_in: SignIn, sink: Sink, phone: str, words: str
) -> None:
    clerk = sign_in("zhili.clerk")
    receipt = sent(clerk, phone=phone)["Location"]
    page = page_of(clerk, receipt)
    assert words in page
    assert "短信发给反映人" not in page
    assert words in clerk.post(f"{receipt}text", follow=True).content.decode()
    carried()
    assert arrived(sink) == []


def test_after_the_erasing_it_is_told_on_which_day_and_the_unit_it_is_about_learns_nothing(
    sign_in: SignIn, sink: Sink
) -> None:
    clerk = sign_in("zhili.clerk")
    own = sent(clerk, phone=PHONE)["Location"]
    erase_reporter(newest(), at=now())
    for page in (page_of(clerk, own), clerk.post(f"{own}text", follow=True).content.decode()):
        assert "已依法清除（今天）" in page
        assert "没有留下电话" not in page
    clerk.cookies["django_language"] = "en"
    assert "were erased by law (today)" in page_of(clerk, own)
    clerk.cookies["django_language"] = "zh-hans"
    about = sent(clerk, phone=PHONE, text=OWN_UNIT)["Location"]
    matter = newest()
    erase_reporter(matter, by=lead_of(matter), at=now())
    for page in (page_of(clerk, about), clerk.post(f"{about}text", follow=True).content.decode()):
        assert "这件事的回执现在不能用短信发送" in page
        assert [word for word in ("清除", "没有留下电话") if word in page] == []
    carried()
    assert arrived(sink) == []


def test_without_a_gateway_the_page_says_so(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    assert "没有接短信平台" in page_of(clerk, sent(clerk, phone=PHONE)["Location"])


def test_a_report_about_the_own_unit_is_texted_and_its_clerk_learns_neither_number_nor_code(
    sign_in: SignIn, sink: Sink
) -> None:
    clerk = sign_in("zhili.clerk")
    receipt = sent(clerk, text=OWN_UNIT, phone=PHONE)["Location"]
    number, code = last_number_and_code()
    pages = [page_of(clerk, receipt), page_of(clerk, f"{receipt}text")]
    answer = clerk.post(f"{receipt}text", follow=True)
    pages.append(answer.content.decode())
    carried()
    pages += [page_of(clerk, receipt), page_of(clerk, f"{receipt}text")]
    assert "短信已发出" in pages[-1]
    secrets = (number, code, spaced(code), PHONE[-4:])
    assert [secret for secret in secrets for page in pages if secret in page] == []
    assert arrived(sink)[0]["phone"] == PHONE
    assert spaced(code) in arrived(sink)[0]["words"]
    assert number not in page_of(clerk, "/desk/deliveries/")
    assert clerk.get(f"{TAKE}slip/{number}/text").status_code == 404


def test_who_asked_stands_in_the_journal_and_the_ledger_names_the_telephones_holder(
    sign_in: SignIn, sink: Sink
) -> None:
    clerk = sign_in("zhili.clerk")
    clerk.post(f"{sent(clerk, phone=PHONE)['Location']}text")
    carried()
    number, _code = last_number_and_code()
    page = page_of(clerk, f"/desk/matters/{number}/")
    assert "把回执发到反映人手机" in page
    assert "反映人的手机" in page


def test_only_the_door_that_took_it_and_the_unit_that_has_it_send(sign_in: SignIn, sink: Sink) -> None:
    matter = received(QUARREL, at=now(), reporter={"name": "沈月琴", "phone": PHONE})
    address = f"{TAKE}slip/{matter.number}/text"
    refused = {"wuxing.clerk": 403, "zhili.handler": 403, "balidian.clerk": 404}
    assert {person: sign_in(person).post(address).status_code for person in refused} == refused
    clerk = sign_in("zhili.clerk")
    assert clerk.post(address)["Location"] == f"{TAKE}slip/{matter.number}/"
    assert "短信待发送" in page_of(clerk, f"{TAKE}slip/{matter.number}/")
    receipt = sent(clerk, phone=PHONE)["Location"]
    assert sign_in("wuxing.clerk").post(f"{receipt}text").status_code == 404


def test_too_many_are_told_when_to_come_again_and_nothing_is_sent(
    sign_in: SignIn, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ALLOWANCES, Door.RECEIPT_TO_PHONE, ALLOWANCES[Door.CODE_TO_PHONE])  # one a minute
    clerk = sign_in("zhili.clerk")
    first, second = (sent(clerk, phone=PHONE)["Location"] for _ in range(2))
    assert clerk.post(f"{first}text").status_code == 302
    answer = clerk.post(f"{second}text")
    assert (answer.status_code, answer["Retry-After"].isdigit()) == (429, True)
    _number, code = last_number_and_code()
    key = find_tracked(code)
    assert key is not None
    with entering("worker"):
        assert ASKED not in [event.verb for event in timeline_of(*key)]
