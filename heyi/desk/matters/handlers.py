"""Who could handle a matter, as the form shows it: the suggestion first, with reasons and shortfalls in words."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from heyi.accounts.rules import Standing
from heyi.dispatch.access import handlers_for, tasks_view
from heyi.dispatch.codes import PICK_REASON_WORDS, SHORTFALL_WORDS, PickReason
from heyi.dispatch.rules.handlers import Pick
from heyi.journal.access import timeline_of
from heyi.journal.codes import ActorKind
from heyi.kernel.clock import now
from heyi.kernel.typed import whole_number
from heyi.matters.access import matter_view
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory
from heyi.triage.codes import field_of


class HandlerChoice(forms.RadioSelect):
    """A person a line, with what speaks for and against; who is not there cannot be chosen."""

    picks: Mapping[int, Pick] = {}

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The option with its reasons beside the name."""
        pick = self.picks.get(whole_number(str(value)) or 0)
        option = super().create_option(name, value, pick_words(pick) if pick else label, *args, **kwargs)
        if pick is not None and pick.is_barred:
            option["attrs"]["disabled"] = True
        return option


def pick_words(pick: Pick) -> SafeString:
    """张红 正在值班 · 有这方面专长 · 还有余量（在办 3 件，上限 20 件）"""
    one = pick.candidate
    marks = [
        ("bamboo" if code == PickReason.ON_DUTY else "", PICK_REASON_WORDS[code]) for code in pick.reasons
    ]
    marks += [("gamboge", SHORTFALL_WORDS[code]) for code in pick.shortfalls]
    shown = format_html_join(
        " ", '<span class="mark {}">{}</span>', ((tone, gettext(words)) for tone, words in marks)
    )
    load = gettext("在办 %(load)s 件，上限 %(most)s 件") % {"load": one.load, "most": one.capacity}
    return format_html(
        '<span class="pick-handler"><b>{}</b> {} <span class="faint num">{}</span></span>',
        one.name,
        shown,
        load,
    )


def picks_for_matter(standing: Standing, key: tuple[str, UUID], unit_id: int) -> tuple[Pick, ...]:
    """The people of the unit as handlers of this matter: its field, who acted on it, whose handling was contested."""
    matter = matter_view(*key, units=standing.units)
    tasks = tasks_view(*key, units=frozenset(standing.units))
    acted = {
        event.actor.id
        for event in timeline_of(*key)
        if event.actor.kind == ActorKind.PERSON and event.actor.id is not None
    }
    contested = (
        {task.handler_id for task in tasks if task.handler_id is not None} if matter.contested_at else set()
    )
    return handlers_for(
        unit_id,
        field=field_of(matter.kind),
        knows_it=acted,
        contested=contested,
        denied=denied_line(matter.subject_ids, directory()),
        at=now(),
    )


def picks_for_many(unit_id: int) -> tuple[Pick, ...]:
    """The people of the unit as handlers of several matters at once."""
    return handlers_for(unit_id, at=now())
