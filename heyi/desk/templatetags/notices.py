"""The bell of the desk's frame."""

from typing import Any

from django import template

from heyi.accounts.rules import Standing
from heyi.desk.deliveries.reasons import reason_words
from heyi.matters.access import entering
from heyi.notices.access import MOST_SHOWN, count_unread

register = template.Library()


register.filter("reason", reason_words)


@register.simple_tag(takes_context=True)
def unread(context: dict[str, Any]) -> str:
    """How many notices the person has not read, "" for none; one statement."""
    request = context["request"]
    standing: Standing | None = getattr(request, "standing", None)
    if standing is None or not standing.units or standing.is_administrator:
        return ""
    count = _counted(standing, is_inside=not _names_its_scopes(request))
    return f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count or "")


def _counted(standing: Standing, *, is_inside: bool) -> int:
    """A view of many transactions draws its page outside of them all."""
    if is_inside:
        return count_unread(standing.person_id)
    with entering("desk", units=standing.units, source=f"person:{standing.person_id}"):
        return count_unread(standing.person_id)


def _names_its_scopes(request: Any) -> bool:
    return bool(getattr(getattr(request.resolver_match, "func", None), "names_its_scopes", False))
