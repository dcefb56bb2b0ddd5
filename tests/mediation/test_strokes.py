"""What counts as a drawn signature, and what a hostile path is."""

import pytest

from heyi.mediation.rules.strokes import HIGH, MOST, WIDE, is_signature, read_path


def test_the_lines_of_a_path_are_read_point_by_point() -> None:
    assert read_path("M1 2L3 4L5 6M7 8") == [[(1, 2), (3, 4), (5, 6)], [(7, 8)]]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "M",
        "L1 1",
        "M1 1Z",
        "M1 1l2 2",
        "M-1 1",
        "M1.5 1",
        "M1,1",
        f"M{WIDE + 1} 1",
        f"M1 {HIGH + 1}",
        "M1 1\nL2 2",
        "M١ ١",
        "M1 1<script>",
        "M1 1L" + "9" * 50_000,
        "M1 1" + "L1 1" * (MOST // 4),
    ],
)
def test_what_is_no_path_on_the_sheet_is_none(path: str) -> None:
    assert read_path(path) is None
    assert not is_signature(path)


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("M10 100L60 100L110 100L160 100L210 100", True),  # 一
        ("M10 10L12 12L10 12L12 10L11 11L10 10", False),
        ("M10 10L200 200", False),
        ("M10 10M50 50M90 90M10 90M90 10", True),
    ],
)
def test_something_was_written_and_not_only_touched(path: str, is_one: bool) -> None:
    assert is_signature(path) is is_one


def test_a_long_hostile_path_is_refused_at_once() -> None:
    assert read_path("M1 1L1 1" * 4_900 + "!") is None
