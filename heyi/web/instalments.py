"""Of a payment in parts, which part a line is: said the same at the desk and on a party's page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from heyi.mediation.access import OwedView


def part_words(owed: OwedView, all_owed: Sequence[OwedView]) -> str:
    """第 2 期，共 3 期; "" for what is owed at once."""
    count = sum(each.clause == owed.clause for each in all_owed)
    return _("第 %(n)s 期，共 %(count)s 期") % {"n": owed.number, "count": count} if count > 1 else ""
