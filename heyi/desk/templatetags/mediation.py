"""The buttons of a mediation's page: nothing where the table or the role allows no such step."""

from decimal import Decimal
from typing import Any

from django import template

from heyi.desk.mediation.acting import ACTS
from heyi.mediation.rules import money

register = template.Library()
_ICONS = {
    "add_party": "user",
    "text": "send",
    "text_all": "send",
    "call": "contact",
    "heard": "contact",
    "signed_paper": "clip",
    "refused": "back",
    "declare": "sign",
    "replace": "refer",
    "keep_mediator": "answer",
    "answer_complaint": "answer",
    "stopped": "hold",
    "new_link": "send",
    "correct": "note",
    "begin": "resume",
    "plan": "clock",
    "call_off": "back",
    "write_up": "note",
    "write": "note",
    "propose": "answer",
    "reply": "answer",
    "state_fact": "check",
    "confirm_fact": "check",
    "strike_fact": "back",
    "extend": "clock",
    "end": "closed",
    "fix": "lock",
    "unfix": "back",
    "review": "eye",
    "signature": "clip",
    "conclude": "sign",
    "remind": "bell",
    "perform": "check",
    "broken": "warn",
    "follow_up": "contact",
    "ask_confirmation": "building",
    "joined_paper": "clip",
    "apply_confirmation": "send",
    "drop_confirmation": "back",
    "courts_answer": "note",
}


@register.inclusion_tag("desk/mediation/do.html", takes_context=True)
def do(
    context: dict[str, Any], act: str, of: object = "", label: str = "", *, strong: bool = False
) -> dict[str, Any]:
    """A button: a link that opens its form on the page, or, where no words are needed, the form itself."""
    doing = ACTS[act]
    return {
        "shows": doing.verb in context["may"],
        "act": act,
        "of": of,
        "label": label or doing.words,
        "icon": _ICONS[act],
        "has_form": doing.form is not None,
        "strong": strong,
        "is_open": context.get("open") == act and context.get("of", "") == str(of),
        "number": context["matter"].number,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def figures(amount: Decimal | None) -> str:
    """As in 12,300.50 元."""
    return "" if amount is None else money.in_figures(amount)


@register.filter
def in_words(amount: Decimal | None) -> str:
    """As in 壹万贰仟叁佰元伍角整; "" for what nobody can say."""
    try:
        return "" if amount is None else money.in_words(amount)
    except money.CannotSay:
        return ""
