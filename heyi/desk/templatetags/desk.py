"""What the desk's frame shows on every page: where one may go, and who one is here."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext

from heyi.accounts.codes import ROLE_WORDS, Role
from heyi.accounts.rules import Standing
from heyi.desk.intake.door import units_that_take
from heyi.kernel.words import _
from heyi.orgs.access import directory

register = template.Library()


@dataclass(frozen=True, slots=True)
class Way:
    """An entry of the navigation."""

    url: str
    words: str
    icon: str
    is_here: bool


_MATTERS = (
    ("work_list", "", _("待办事项"), "inbox"),
    ("work_list", "?below=1", _("下级事项"), "building"),
    ("work_list", "?done=1", _("已办结"), "closed"),
)
_TAKING = (("take", "", _("登记来电来访"), "contact"),)
_OF_ROLE = {
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
        ("deliveries", "", _("送达台账"), "send"),
    ),
}


@register.simple_tag(takes_context=True)
def ways(context: dict[str, Any]) -> list[Way]:
    """Where this person may go."""
    request = context["request"]
    standing: Standing | None = getattr(request, "standing", None)
    if standing is None:
        return []
    entries = [entry for role, own in _OF_ROLE.items() if standing.holds(role) for entry in own]
    if standing.units and not standing.is_administrator:
        entries = [*(_TAKING if units_that_take(standing, directory()) else ()), *_MATTERS, *entries]
    part = "below" if request.GET.get("below") else "done" if request.GET.get("done") else ""
    return [_way(entry, request.path, part) for entry in entries]


def _way(entry: tuple[str, str, str, str], path: str, part: str) -> Way:
    name, query, words, icon = entry
    url = reverse(f"desk:{name}")
    here = (
        path == url and query == (f"?{part}=1" if part else "")
        if name == "work_list"
        else path.startswith(url)
    )
    return Way(url + query, gettext(words), icon, here)


@register.simple_tag(takes_context=True)
def titles(context: dict[str, Any]) -> list[str]:
    """What this person is, in words: 织里镇社会治理中心 · 经办员."""
    standing: Standing | None = getattr(context["request"], "standing", None)
    if standing is None:
        return []
    trees = directory()
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
