"""The lexicon that Heyi ships."""

from collections.abc import Iterator
from functools import cache

from heyi.triage.lexicon.entries import Entry, Lexicon, Sort

_FIELDS = {
    "LABOUR": "工资 欠薪 劳动合同 辞退 工伤 加班 农民工",
    "MARRIAGE_FAMILY": "离婚 彩礼 抚养 赡养 婚姻",
    "PROPERTY_MANAGEMENT": "物业 业委会 停车费",
    "ENVIRONMENT": "污染 噪音 废气 污水",
    "SOCIAL_SECURITY": "社保 医保 养老金 退休",
    "EDUCATION": "学校 教师 招生 补课",
}
_DANGERS = {"SUICIDE": "跳楼 自杀 轻生", "GAS": "煤气泄漏", "VIOLENCE": "持刀 砍人", "DROWNING": "落水 溺水"}
_NATURES = {
    "CONSULTATION": "请问 咨询",
    "COMPLAINT": "投诉 不作为",
    "REPORT": "举报",
    "SUGGESTION": "建议",
    "DISPUTE": "纠纷 拖欠 赔偿",
}


def _entries() -> Iterator[Entry]:
    for sort, table in ((Sort.FIELD, _FIELDS), (Sort.DANGER, _DANGERS), (Sort.NATURE, _NATURES)):
        for code, words in table.items():
            yield from (Entry(word, sort, code, 2) for word in words.split())


@cache
def standard() -> Lexicon:
    """The lexicon, built at the first call."""
    return Lexicon.of(_entries())
