"""Numbers as anything from outside may write them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.kernel.typed import whole_number

HEYI = Path(__file__).parents[2] / "heyi"
BEFORE_INT = re.compile(
    r"is(?:digit|decimal|numeric)\(\)[^\n]*\bint\(|\bint\([^\n]*\bis(?:digit|numeric)\(\)"
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("7", 7), ("007", 7), ("12345678901", 12345678901), ("123456789012", None), ("", None)],
)
def test_a_number_of_so_many_digits_is_read(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["²", "①", "１２", "٣", "-1", "+1", " 1", "1 ", "1_0", "1.0", "9" * 5000, "\0"]
)
def test_what_is_no_plain_number_is_none(typed: str) -> None:
    assert whole_number(typed) is None


@given(typed=st.text(max_size=30), digits=st.integers(1, 20))
def test_nothing_raises(typed: str, digits: int) -> None:
    found = whole_number(typed, digits=digits)
    assert found is None or (found >= 0 and len(typed) <= digits)


def test_nobody_asks_isdigit_before_int_by_hand() -> None:
    found = [
        f"{path.relative_to(HEYI)}: {line.strip()}"
        for path in sorted(HEYI.rglob("*.py"))
        if path.name not in ("typed.py", "verify_evidence.py")
        for line in path.read_text().splitlines()
        if BEFORE_INT.search(line) and "archive.py" not in path.name
    ]
    assert found == []
