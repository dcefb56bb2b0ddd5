"""A pattern that is tried only where it can begin finds what it finds when tried everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.triage import dates
from heyi.triage.scan import matches

PATTERNS = [(dates._DAY, dates._FIRST)]
LETTERS = (
    "0１29五十百万亿两壹零〇年月日号天周前去今本这下上大昨后当明"
    "￥¥,，.．/-元块几数wW千多余来 个星期礼拜末之以份初\n我"
)
PIECES = [
    "2025年3月5日", "前年", "大前天", "本周五", "上个月3日", "三天前", "￥12,000.5", "3万5千元", "几百块", "1.2万元/吨",
]  # fmt: skip
texts = st.lists(st.sampled_from([*LETTERS, *PIECES]), max_size=25).map("".join)


@pytest.mark.parametrize(("pattern", "first"), PATTERNS, ids=["dates"])
@given(words=texts)
def test_nothing_is_missed(pattern: re.Pattern[str], first: re.Pattern[str], words: str) -> None:
    everywhere = [(match.span(), match.groups()) for match in pattern.finditer(words)]
    assert [(match.span(), match.groups()) for match in matches(pattern, first, words)] == everywhere


@pytest.mark.parametrize(("pattern", "first"), PATTERNS, ids=["dates"])
@given(words=st.text(max_size=40))
def test_nor_in_any_other_letters(pattern: re.Pattern[str], first: re.Pattern[str], words: str) -> None:
    assert len(list(matches(pattern, first, words))) == len(pattern.findall(words))
