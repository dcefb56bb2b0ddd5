"""What kind of a norm a law is, in the order in which it binds."""

from enum import StrEnum

from heyi.kernel.words import _


class Rank(StrEnum):
    """The standing of a norm, by the words of its source (立法法 ch. 2 to 4)."""

    LAW = "LAW"
    INTERPRETATION = "INTERPRETATION"
    REGULATION = "REGULATION"
    RULE = "RULE"


RANK_WORDS = {
    "LAW": _("法律"),
    "INTERPRETATION": _("司法解释"),
    "REGULATION": _("行政法规"),
    "RULE": _("规章"),
}


class LawRefusal(StrEnum):
    """Why a confirmation is refused."""

    NO_WORDS = "NO_WORDS"
    NO_ARTICLE = "NO_ARTICLE"
    NO_CONFIRMATION = "NO_CONFIRMATION"


LAW_REFUSAL_WORDS = {
    "NO_WORDS": _("没有可以学习的文字。"),
    "NO_ARTICLE": _("没有这一条：法律名称或条号不对，或者还没有装入。"),
    "NO_CONFIRMATION": _("这条确认不存在，或已经撤回。"),
}


def rank_of(level: str) -> Rank:
    """The rank that a source's own word for the level means; the branches of law (刑法, 社会法 …) are laws."""
    if "解释" in level:
        return Rank.INTERPRETATION
    if "法规" in level and "地方" not in level:
        return Rank.REGULATION
    return Rank.RULE if "规章" in level or "地方" in level else Rank.LAW
