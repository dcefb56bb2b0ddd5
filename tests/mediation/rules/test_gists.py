"""A gist is in words of its own."""

import pytest

from heyi.mediation.rules.gists import copies

TOLD = "邻居李某天天把湿衣服晾在我家门口的楼道里，滴得到处是水，说了几次都不听还骂人。"


@pytest.mark.parametrize(
    ("gist", "is_copy"),
    [
        (TOLD, True),
        ("李某天天把湿衣服晾在我家门口，的楼道里滴得到处是水", True),  # a comma more
        ("楼道晾晒衣物引起的相邻纠纷，双方想约定今后怎么做。", False),
        ("", False),
        ("湿衣服", False),
    ],
)
def test_a_run_of_the_report_is_found(gist: str, is_copy: bool) -> None:
    assert copies(gist, TOLD) is is_copy
