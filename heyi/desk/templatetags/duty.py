"""Words of shifts."""

from collections.abc import Collection

from django import template
from django.utils.translation import gettext

from heyi.accounts.rules.duty import WEEK
from heyi.deadlines.explain import WEEKDAYS

register = template.Library()


@register.filter
def weekdays(days: Collection[int]) -> str:
    """The days of a week in words; all of them in one."""
    if len(days) == WEEK:
        return gettext("每天")
    return gettext("、").join(gettext(WEEKDAYS[day]) for day in sorted(days))
