"""The clerk's door: what was typed is read, sent once, and answered by a receipt."""

from uuid import uuid4

import pytest

from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
TAKE = "/desk/take/"
QUARREL = "织里镇吴越花园三幢楼上晾衣一直滴水，我们两家吵了好几次，请帮忙调解。"


def told(text: str = QUARREL, **given: object) -> dict[str, object]:
    return {"text": text, "channel": "phone", "key": str(uuid4()), **given}


def test_a_clerk_reads_and_sends_and_gets_the_receipt(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    assert clerk.get(TAKE).status_code == 200
    words = told(name="沈月琴", phone="13800000000")
    page = clerk.post(TAKE, {**words, "do": "read"})
    assert page.status_code == 200
    assert "织里镇社会治理中心" in page.content.decode()
    answer = clerk.post(TAKE, words)
    assert answer.status_code == 302, answer.content.decode()
    receipt = clerk.get(answer["Location"]).content.decode()
    assert "受理回执" in receipt
