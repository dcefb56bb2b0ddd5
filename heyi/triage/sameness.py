"""Do two reports tell of the same event? The same place or organisation, the same issue, about the same time.

Similar wording is not enough: each report's title is looked for in the whole of the other one, the names in it apart
from the issue; and two that name two places (`triage.ranked_names`), or lie more than a year apart, are never one
event. It sees two texts and two times, never who wrote them.
"""

import re
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from math import exp, log1p
from operator import mul

from heyi.triage.ranked_names import Names, Rank, names_of_report, ranks_apart, ranks_shared

_READ = 1_200  # characters of a text
_TITLE = 120  # characters of a title; of a text without title as many
_LONG_AGO = 3650  # days: more tell nothing more
_TWO_TIMES = 365.0  # days: more than a year apart are two events, however alike

_USUAL_DAYS = 3.0  # log(1 + days) where a time is unknown: some three weeks
_TWO_PLACES = 0.25  # both name a place, and each has less of the other's name than this
_TWO_ISSUES = 0.2  # less of the titles' words, beside names, is in the other one than this
_TWO_WORDINGS = 0.1  # and less of the pieces
_AT_MOST = 0.3  # the score of two that differ in place or issue, however alike the rest
_SAME_FROM = 0.5

_BREAK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_DIVISION = re.compile(
    r"[A-Z]\d{0,2}[省市县区]|[\u4e00-\u9fff]{2}(?<![小社片园校厂景地辖城新林山矿超门都夜菜])[省市县区](?=[\u4e00-\u9fff])"
)
_FILLER = re.compile(
    "尊敬的|领导|您好|你好|希望|有关部门|相关部门|市委市政府|大力倡导|以人民为中心|大背景下?|有何|具体政策|政策和行动"
    "|行动|刻不容缓|建设|力度|加快|地处|严重|影响|居民|生活|请|建议|投诉|反映|举报|关于|咨询|问题|情况|为什么|何时"
    "|什么时候|能否|是否|存在|怎么|多次|没有|无人|管理|书记|市长|局长|感谢|百忙之中|尽快|解决|政府|我们?"
    "|[的了在是和与对被到不]"
)
_NAME = re.compile(
    "([\u4e00-\u9fffA-Za-z0-9]{2,10}?)(?:小区|花园|公寓|家园|新村|公司|集团|学校|中学|小学|大学|幼儿园|医院|银行|广场"
    "|大厦|市场|公园|社区|大道|大桥|安置房|国际城|物流园|(?=[路街苑庭城府湾园村镇厂]))"
)
_BEFORE_NAME = re.compile("^(?:请|问问|关于|投诉|反映|举报|建议|咨询|在|位于|对|给|希望|再次|的|和|与)+")


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it is compared: title, text, and when it came in, where that is known."""

    title: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign speaks for the same event; `days` of the logarithm of the days between, less than nothing."""

    issue: float
    place: float
    wording: float
    days: float
    bias: float


SHIPPED = Weights(issue=5.4, place=5.7, wording=3.7, days=-0.65, bias=-3.7)
"""Of a logistic regression on 67 pairs that one reader labelled (docs/explain/triage.md), rounded."""


@dataclass(frozen=True, slots=True)
class Sameness:
    """How likely two reports tell of the same event (0 to 1), and what speaks for it, each from 0 to 1 but `days`.

    issue: the title's words, without names, are in the other one; place: the names are; wording: pieces of three
    characters that both have, names left out; days: between them, None where a time is unknown. apart: the ranks at
    which they name two places; shared: those, from the town down, at which both name one.
    """

    score: float
    issue: float
    place: float
    wording: float
    days: float | None
    apart: frozenset[Rank] = frozenset()
    shared: frozenset[Rank] = frozenset()

    @property
    def signs(self) -> tuple[float, float, float, float, float]:
        """What the weights are multiplied with, in their order; the bias counts whole."""
        days = _USUAL_DAYS if self.days is None else log1p(min(self.days, _LONG_AGO))
        return self.issue, self.place, self.wording, days, 1.0

    @property
    def same_event(self) -> bool:
        """More likely than not."""
        return self.score >= _SAME_FROM


@dataclass(frozen=True, slots=True)
class _Pieces:
    issue: frozenset[str]
    names: frozenset[str]
    whole: frozenset[str]
    threes: frozenset[str]
    all: frozenset[str]
    named: Names


def sameness(one: Told, other: Told, weights: Weights = SHIPPED) -> Sameness:
    """How likely it is; the same whichever comes first."""
    a, b = _pieces(one), _pieces(other)
    names = a.names | b.names
    places = _share(a.names, b.all), _share(b.names, a.all)
    found = Sameness(
        score=0.0,
        issue=(_share(a.issue - names, b.whole) + _share(b.issue - names, a.whole)) / 2,
        place=sum(places) / 2,
        wording=_wording(a, b, names),
        days=_days(one.at, other.at),
        apart=ranks_apart(a.named, b.named),
        shared=ranks_shared(a.named, b.named),
    )
    score = likelihood(found, weights)
    two_places = bool(a.names and b.names) and max(places) < _TWO_PLACES
    two_issues = found.issue < _TWO_ISSUES and found.wording < _TWO_WORDINGS
    if two_places or found.apart or two_issues or (found.days or 0) > _TWO_TIMES:
        score = min(score, _AT_MOST)
    return replace(found, score=score)


def likelihood(found: Sameness, weights: Weights) -> float:
    """From 0 to 1, by the signs alone."""
    return 1 / (1 + exp(-sum(map(mul, astuple(weights), found.signs))))


def _wording(a: _Pieces, b: _Pieces, names: frozenset[str]) -> float:
    """The part of the shorter one's pieces of three that both have, names left out."""
    one, other = (
        {three for three in each.threes if three[:2] not in names and three[1:] not in names}
        for each in (a, b)
    )
    return len(one & other) / max(1, min(len(one), len(other)))


def _pieces(report: Told) -> _Pieces:
    text = _without_divisions(report.text[:_READ])
    title = _without_divisions(report.title[:_TITLE]) or text[:_TITLE]
    whole = _FILLER.sub(" ", f"{title} {text}")
    names = (_BEFORE_NAME.sub("", name) for name in _NAME.findall(title))
    return _Pieces(
        issue=_grams(_FILLER.sub(" ", _NAME.sub(" ", title)), 2),
        names=frozenset().union(*(_grams(name, 2) for name in names)),
        whole=_grams(whole, 2),
        threes=_grams(whole, 3),
        all=_grams(f"{title} {text}", 2),
        named=names_of_report(report.title[:_TITLE], report.text[:_READ]),
    )


def _without_divisions(words: str) -> str:
    """The words without marks, and without names of counties and cities: to be in the same city says nothing."""
    return _DIVISION.sub(" ", _BREAK.sub(" ", words)).strip()


def _grams(words: str, size: int) -> frozenset[str]:
    return frozenset(
        run[start : start + size] for run in words.split() for start in range(len(run) - size + 1)
    )


def _share(pieces: frozenset[str], whole: frozenset[str]) -> float:
    """The part of the pieces that the other one has; one half where there are none to say."""
    return len(pieces & whole) / len(pieces) if pieces else 0.5


def _days(one: datetime | None, other: datetime | None) -> float | None:
    if one is None or other is None:
        return None
    return abs((one.replace(tzinfo=None) - other.replace(tzinfo=None)).total_seconds()) / 86_400
