"""The work list: the right rows, few questions, whatever their number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.conftest import SignIn
from tests.factories.matters import received

pytestmark = pytest.mark.django_db
WORK_LIST = "/desk/matters/"
NOT_ASKED = ("SAVEPOINT", "set_config", "current_setting")  # the transaction and its scope


def questions(client, address: str, **given) -> int:
    client.get(address, **given)  # the directory is held from here on
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, **given).status_code == 200
    return sum(1 for query in asked if not any(word in query["sql"] for word in NOT_ASKED))


def test_one_row_and_three_cost_the_same(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    received()
    one = questions(clerk, WORK_LIST)
    received("另一起纠纷。")
    received("第三起纠纷。")
    assert questions(clerk, WORK_LIST) == one
    assert one <= 8


@pytest.mark.parametrize(
    ("person", "address", "sees"),
    [
        ("zhili.clerk", WORK_LIST, True),
        ("zhili.clerk", f"{WORK_LIST}?below=1", False),
        ("wuxing.dispatcher", WORK_LIST, False),
        ("wuxing.dispatcher", f"{WORK_LIST}?below=1", True),
        ("city.leader", f"{WORK_LIST}?below=1", True),
        ("balidian.clerk", WORK_LIST, False),
        ("zhili.clerk", f"{WORK_LIST}?done=1", False),
        ("zhili.clerk", f"{WORK_LIST}?state=IN_HAND", False),
        ("zhili.clerk", f"{WORK_LIST}?state=TO_SIGN&region=330502100", True),
        ("zhili.clerk", f"{WORK_LIST}?state=NONSENSE&after=nonsense&unit=999&page=-1", True),
    ],
)
def test_each_sees_their_own(sign_in: SignIn, person: str, address: str, *, sees: bool) -> None:
    number = received().number
    assert (number in sign_in(person).get(address).content.decode()) is sees


def test_a_title_of_markup_is_shown_as_it_was_written(sign_in: SignIn) -> None:
    received(title="<script>alert('合一')</script>😀𠮷")
    page = sign_in("zhili.clerk").get(WORK_LIST).content.decode()
    assert "&lt;script&gt;alert(&#x27;合一&#x27;)&lt;/script&gt;😀𠮷" in page
    assert "<script>alert" not in page
