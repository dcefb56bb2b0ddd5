"""起草协议 in two windows: what a page had not seen is not overwritten, and nothing typed is lost."""

import re

import pytest
from django.test import Client

from heyi.mediation import operations as ops
from heyi.mediation.codes import AgreementForm
from tests.desk.conftest import SignIn
from tests.desk.mediating import begun, mediated, of, page
from tests.desk.test_mediation_papers import me
from tests.factories.matters import ZHILI, Received, desk
from tests.factories.mediations import REFRAINS, agreement, refused

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
ME = "zhili.mediator"


def seen(shown: str) -> str:
    (mark,) = re.findall(r'name="draft" value="([0-9a-f]*)"', shown)
    return mark


def send(client: Client, matter: Received, do: str, mark: str | None = None, **given: object):
    told = {} if mark is None else {"draft": mark}
    return client.post(of(matter, f"agreement/{do}"), {**told, **given})


def clause(words: str) -> dict[str, object]:
    return {"kind": "DO", "who": "B", "to": "A", "what": words}


def clauses(matter: Received) -> list[str]:
    found = agreement(matter)
    return [each["what"] for each in found.clauses] if found else []


@pytest.fixture
def drafted(sign_in: SignIn) -> tuple[Client, Received]:
    """Three clauses."""
    client, matter = sign_in(ME), mediated(ME)
    begun(client, matter)
    for words in ("第一", "第二", "第三"):
        send(client, matter, "add", **clause(words))
    return client, matter


@pytest.mark.parametrize(
    ("do", "given"),
    [
        ("remove", {"place": 2}),
        ("up", {"place": 2}),
        ("begin", {"starter": "NEIGHBOURS"}),
        ("add", clause("第四")),
        ("change", {"clause": 2, **clause("改过的第二")}),
        ("head", {"head-form": "WRITTEN", "head-facts": "写了很久的事实"}),
    ],
)
def test_a_stale_page_changes_nothing_says_so_and_keeps_its_words(
    drafted, do: str, given: dict[str, object]
) -> None:
    client, matter = drafted
    stale = seen(page(client, of(matter, "agreement")))
    assert send(client, matter, "remove", stale, place=2).status_code == 302
    answer = send(client, matter, do, stale, **given)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "刚才在别处改过" in shown
    assert clauses(matter) == ["第一", "第三"]
    assert seen(shown) not in ("", stale)
    for name, words in given.items():
        assert name in ("place", "clause", "starter") or str(words) in shown


def test_the_page_that_a_refusal_shows_can_be_sent_again(drafted) -> None:
    client, matter = drafted
    stale = seen(page(client, of(matter, "agreement")))
    send(client, matter, "remove", stale, place=2)
    shown = send(client, matter, "add", stale, **clause("第四")).content.decode()
    assert send(client, matter, "add", seen(shown), **clause("第四")).status_code == 302
    assert clauses(matter) == ["第一", "第三", "第四"]


def test_what_is_read_before_the_lock_is_asked_again_under_it(drafted) -> None:
    _client, matter = drafted
    given = {"form": AgreementForm.WRITTEN, "facts": "", "terms": [REFRAINS]}
    with desk(ZHILI):
        assert refused(ops.draft, matter.key, taking=me(), seen="0" * 32, **given) == "draft_changed"
        assert refused(ops.draft, matter.key, taking=me(), seen="", **given) == "draft_changed"
    assert clauses(matter) == ["第一", "第二", "第三"]


HEAD = {"head-form": "WRITTEN", "head-facts": "双方住同一单元。", "head-left_open": "押金另行解决。"}


@pytest.mark.parametrize(
    ("do", "given"),
    [
        ("add", clause("第四")),
        ("remove", {"place": 1}),
        ("up", {"place": 3}),
        ("change", {"clause": 2, **clause("改过的第二")}),
        ("begin", {"starter": "NEIGHBOURS"}),
    ],
)
def test_facts_that_were_typed_are_kept_whichever_button_is_pressed(
    drafted, do: str, given: dict[str, object]
) -> None:
    client, matter = drafted
    assert send(client, matter, do, **HEAD, **given).status_code == 302
    assert (agreement(matter).facts, agreement(matter).left_open) == ("双方住同一单元。", "押金另行解决。")


def test_a_clause_half_written_stands_there_still_when_the_facts_are_saved(drafted) -> None:
    client, matter = drafted
    answer = send(client, matter, "head", **HEAD, **clause("写了一半的条款"))
    assert answer.status_code == 200
    assert "写了一半的条款" in answer.content.decode()
    assert clauses(matter) == ["第一", "第二", "第三"]
    assert agreement(matter).facts == "双方住同一单元。"
