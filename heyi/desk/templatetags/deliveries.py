"""The deliveries of a matter, beside its timeline."""

from typing import Any

from django import template

from heyi.accounts.rules import Standing
from heyi.desk.deliveries.lines import lines, names
from heyi.journal.access import DeliveryRow, deliveries_of
from heyi.journeys.noticing_words import is_notice
from heyi.journeys.redelivering import may_redeliver
from heyi.matters.access import MatterView
from heyi.orgs.access import directory, directory_at_hand

register = template.Library()


@register.inclusion_tag("desk/deliveries/of_matter.html", takes_context=True)
def deliveries_of_matter(context: dict[str, Any], matter: MatterView) -> dict[str, Any]:
    """Whom was told what, and what waits; nothing is shown where nobody is to be told."""
    standing: Standing = context["request"].standing
    trees = directory_at_hand() or directory()
    rows = [row for row in deliveries_of(matter.county, matter.id) if _is_worth_a_line(row)]
    return {
        "lines": lines(rows, names(), {}) if rows else (),
        "matter": matter,
        "may_act": bool(rows) and may_redeliver(matter.lead_unit_id, standing.units, trees),
        "csrf_token": context.get("csrf_token"),
    }


def _is_worth_a_line(row: DeliveryRow) -> bool:
    """Notices stand here only where one has failed: that colleagues were told is no news of the matter."""
    return not is_notice(row.destination) or bool(row.last_error and not row.dismissed_at)
