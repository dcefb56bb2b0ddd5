"""What the desk's frame shows on every page: where one may go, and who one is here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django import template
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from heyi.accounts.access import ViewRow, saved_views
from heyi.accounts.codes import ROLE_WORDS, Role
from heyi.accounts.rules import Standing
from heyi.desk.grid.door import villages_of
from heyi.desk.intake.door import units_that_take
from heyi.desk.matters.kept import query_of_list
from heyi.desk.onsite.door import units_that_settle
from heyi.kernel.words import _
from heyi.mediation.rules.regimes import REGIMES
from heyi.orgs.access import directory, directory_at_hand
from heyi.orgs.rules import Directory

register = template.Library()


def _trees() -> Directory:
    """The directory that the page's own view asked for a moment ago: the frame does not ask again."""
    return directory_at_hand() or directory()


@dataclass(frozen=True, slots=True)
class Way:
    """An entry of the navigation."""

    url: str
    words: str
    icon: str
    is_here: bool
    place: str = ""
    name: str = ""
    count: str = ""


AT_ONCE = 5
"""Ways that the bar shows beside each other, on the narrowest screen of a desk; one more where it is the last."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The navigation: what the bar shows, and what stands under "more"."""

    shown: tuple[Way, ...] = ()
    more: tuple[Way, ...] = ()

    @property
    def here(self) -> Way | None:
        """Where one is, if that stands under "more"."""
        return next((way for way in self.more if way.is_here), None)


_MATTERS = (
    ("work_list", "", _("待办事项"), "inbox"),
    ("work_list", "?below=1", _("下级事项"), "building"),
    ("work_list", "?done=1", _("已办结"), "closed"),
)
_TAKING = (("take", "", _("登记来电来访"), "contact"),)
_ON_SITE = (("onsite", "", _("现场调处"), "sign"),)
_GRID = (("grid", "", _("代为登记"), "contact"),)
_DUTY = (("duty", "", _("值班"), "clock"),)
_COMMAND = (("command", "", _("指挥"), "eye"),)
_MEDIATION = (("mediations", "", _("调解"), "people"),)
_DELIVERIES = (("deliveries", "", _("送达台账"), "send"),)
_MEDIATING = frozenset({Role.MEDIATOR, Role.HANDLER, Role.LEADER})
_CALLS = (("calls", "", _("三方通话"), "people"),)
_SELDOM = ("rules", "calls", "mediations", "onsite", "duty", "work_list?done=1", "deliveries")
"""What goes under "more" first stands last."""
_OF_ROLE = {
    Role.RULES_OFFICER: (("rules", "", _("规则"), "ledger"), *_CALLS),
    Role.SYSTEM_ADMINISTRATOR: (
        ("units", "", _("单位"), "building"),
        ("people", "", _("人员"), "people"),
        ("appointments", "", _("任职"), "sign"),
    ),
    Role.SECURITY_ADMINISTRATOR: (
        ("appointments", "", _("任职"), "sign"),
        ("people", "", _("人员"), "people"),
    ),
    Role.AUDIT_ADMINISTRATOR: (
        ("journal", "", _("管理日志"), "ledger"),
        ("looks", "", _("查看记录"), "eye"),
        *_DELIVERIES,
    ),
}


@register.simple_tag(takes_context=True)
def ways(context: dict[str, Any]) -> Ways:
    """Where this person may go; what is wanted least often stands under "more" where the bar has no room for all."""
    found = _ways(context)
    if len(found) <= AT_ONCE + 1:
        return Ways(tuple(found))
    rank = {way: (_SELDOM.index(way.place) if way.place in _SELDOM else -1) for way in found}
    first = sorted(found, key=lambda way: rank[way])[:AT_ONCE]
    return Ways(tuple(way for way in found if way in first), tuple(way for way in found if way not in first))


def _ways(context: dict[str, Any]) -> list[Way]:
    request = context["request"]
    standing: Standing | None = getattr(request, "standing", None)
    if standing is None:
        return []
    entries = [entry for role, own in _OF_ROLE.items() if standing.holds(role) for entry in own]
    if standing.units and not standing.is_administrator:
        trees = _trees()
        taking = _TAKING if units_that_take(standing, trees) else ()
        told = _DELIVERIES if _is_of_a_centre(standing, trees) else ()
        commanding = _COMMAND if standing.leads else ()
        mediating = _MEDIATION if _mediates(standing, trees) else ()
        registering = _GRID if villages_of(standing, trees) else ()
        settling = _ON_SITE if units_that_settle(standing, trees) else ()
        entries = [
            *taking,
            *registering,
            *settling,
            *_MATTERS,
            *mediating,
            *commanding,
            *_DUTY,
            *told,
            *entries,
        ]
    part = "below" if request.GET.get("below") else "done" if request.GET.get("done") else ""
    counted = context.get("counted", {})
    return [_way(entry, request.path, part, counted) for entry in entries]


def _mediates(standing: Standing, trees: Directory) -> bool:
    """Mediators look here, handlers who may mediate, and who leads them."""
    kinds = {kind for rule in REGIMES.values() for kind in rule.units}
    return any(
        role in _MEDIATING and unit is not None and trees.unit(unit).kind in kinds
        for role, unit in standing.roles
    )


def _is_of_a_centre(standing: Standing, trees: Directory) -> bool:
    """Centres answer to partners for what is told them."""
    return any(trees.unit(unit).kind == "CENTRE" for unit in standing.units)


def _way(entry: tuple[str, str, str, str], path: str, part: str, counted: Mapping[str, str]) -> Way:
    name, query, words, icon = entry
    url = reverse(f"desk:{name}")
    here = (
        path == url and query == (f"?{part}=1" if part else "")
        if name == "work_list"
        else path.startswith(url)
    )
    count = {"": "to_do", "?below=1": "below", "?done=1": "done"}[query] if name == "work_list" else ""
    place = name + query
    return Way(url + query, _way_words(name, words), icon, here, place, count, counted.get(count, ""))


def _way_words(name: str, words: str) -> str:
    """English tells one unit from many."""
    return pgettext("多个", "单位") if name == "units" else gettext(words)


@dataclass(frozen=True, slots=True)
class KeptView:
    """A list kept under a name, and whether it is the one on the screen."""

    view: ViewRow
    is_here: bool


@register.simple_tag(takes_context=True)
def titles(context: dict[str, Any]) -> list[str]:
    """What this person is, in words: 织里镇社会治理中心 · 经办员."""
    standing: Standing | None = getattr(context["request"], "standing", None)
    if standing is None:
        return []
    trees = _trees()
    return [
        " · ".join(
            filter(None, (trees.unit(unit).short_name if unit else "", gettext(ROLE_WORDS[Role(role)])))
        )
        for role, unit in standing.roles
    ]


@register.simple_tag(takes_context=True)
def holds(context: dict[str, Any], role: str) -> bool:
    """Whether this person holds a role; buttons that would be refused are not shown."""
    standing: Standing | None = getattr(context["request"], "standing", None)
    return standing is not None and standing.holds(role)


@register.simple_tag(takes_context=True)
def kept_views(context: dict[str, Any]) -> list[KeptView]:
    """The lists that this person has kept, and which of them is on the screen."""
    request = context["request"]
    here = sorted(parse_qsl(query_of_list(request.GET)))
    return [
        KeptView(view, sorted(parse_qsl(view.query)) == here)
        for view in saved_views(request.standing.person_id)
    ]


@register.simple_tag(takes_context=True)
def list_query(context: dict[str, Any]) -> str:
    """What the list on the screen is narrowed to, as it is kept."""
    return query_of_list(context["request"].GET)
