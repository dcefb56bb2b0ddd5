"""Tabs above the work list, each with its count; and the groups by which its rows are due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext

from heyi.kernel.clock import CHINA
from heyi.kernel.words import _
from heyi.matters.access import BOUND, Counts, end_of_day

_DAY = timedelta(days=1)
_TABS = (
    ("to_do", "", "", _("全部")),
    ("overdue", "due", "overdue", _("已超期")),
    ("today", "due", "today", _("今天到期")),
    ("urgent", "urgency", "URGENT", _("紧急")),
    ("to_sign", "state", "TO_SIGN", _("待签收")),
    ("in_hand", "state", "IN_HAND", _("办理中")),
    ("on_hold", "state", "ON_HOLD", _("中止")),
    ("with_partner", "state", "WITH_PARTNER", _("已转交")),
    ("answered", "state", "ANSWERED", _("已答复")),
)
_NARROWS = ("due", "urgency", "state", "kind", "region", "below", "done", "after")
_LOUD = frozenset({"overdue", "urgent"})


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: where it leads, its count in words, and whether it is open or wants attention."""

    name: str
    query: str
    words: str
    count: str
    is_here: bool
    is_loud: bool


def tabs(request: HttpRequest, counts: Counts) -> list[Tab]:
    """What the unit has to do, cut by what people look for; a tab opens the whole of what it counts."""
    chosen = {name: request.GET[name] for name in _NARROWS if request.GET.get(name) and name != "after"}
    return [_tab(request, counts, chosen, *tab) for tab in _TABS]


def _tab(
    request: HttpRequest,
    counts: Counts,
    chosen: Mapping[str, str],
    name: str,
    by: str,
    value: str,
    words: str,
) -> Tab:
    query = request.GET.copy()
    for gone in _NARROWS:
        query.pop(gone, None)
    if by:
        query[by] = value
    count = getattr(counts, name)
    is_here = chosen == ({by: value} if by else {})
    return Tab(
        name, query.urlencode(), gettext(words), count_words(count), is_here, name in _LOUD and count > 0
    )


def count_words(count: int) -> str:
    """A count; one that was not counted to its end says so."""
    return f"{BOUND - 1}+" if count == BOUND else str(count)


_GROUPS = {
    "late": _("已超期"),
    "today": _("今天到期"),
    "week": _("本周到期"),
    "later": _("以后到期"),
    "none": _("暂停计时"),
}


def groups(due: Iterable[datetime | None], *, at: datetime) -> Iterator[str]:
    """For each row the words of the group that begins with it; nothing where the group goes on."""
    before = ""
    for moment in due:
        group = group_of(moment, at=at)
        yield "" if group == before else gettext(_GROUPS[group])
        before = group


def group_of(due: datetime | None, *, at: datetime) -> str:
    """late, today, week (until Sunday has ended), later; none where no clock runs."""
    if due is None:
        return "none"
    if due < at:
        return "late"
    tonight = end_of_day(at)
    if due < tonight:
        return "today"
    sunday = tonight + (6 - at.astimezone(CHINA).weekday()) * _DAY
    return "week" if due < sunday else "later"
