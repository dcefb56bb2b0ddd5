"""The part of the stub's page that shows what Heyi gave: every field as it came, and buttons to answer with."""

from html import escape

from heyi.adapters.partner.stub.book import Offer, Said
from heyi.adapters.partner.stub.trade import Inbox

_STATES = {
    "WAITING": "等待处理",
    "ACCEPTED": "已接收，办理中",
    "REFUSED": "没有接收",
    "CONCLUDED": "已办结",
    "RETURNED": "已退回",
    "RECALLED": "对方已收回",
}
_VERBS = {
    "take_over": "接收",
    "turn_down": "不接收",
    "reply": "答复",
    "conclude": "办结",
    "give_back": "退回",
}
_OPEN = {"WAITING": ("take_over", "turn_down"), "ACCEPTED": ("reply", "conclude", "give_back")}
_TAKEN = (200, 201)


def given_part(offers: list[Offer], inbox: Inbox) -> str:
    """Every matter that was given, the newest first; nothing where none was."""
    rows = "".join(_offer(offer, inbox) for offer in offers[::-1])
    return f"<h2>收到的转交</h2>{rows}" if rows else ""


def _offer(offer: Offer, inbox: Inbox) -> str:
    tone = "is-bad" if offer.state in ("REFUSED", "RETURNED", "RECALLED") else "is-well"
    doubled = f'<p class="odd">重复送达 {offer.doubled} 次，只记一次</p>' if offer.doubled else ""
    own, state = escape(offer.ref), _STATES[offer.state]
    return f"""<article class="call given {tone}" data-number="{escape(offer.number)}">
<header><span class="ref">本系统编号 {own}</span><span class="at">{_at(offer.at)}</span>
<strong class="state">{state}</strong></header>
<p class="told">{escape(str(offer.document.get(inbox.story, "")))}</p>
<details><summary>收到的全部内容</summary><dl class="fields">{_fields(offer, inbox)}</dl></details>
{_said(offer.said)}{_buttons(offer)}{doubled}</article>"""


def _fields(offer: Offer, inbox: Inbox) -> str:
    return "".join(
        f"<div><dt>{escape(inbox.labels.get(name, name))}</dt><dd>{escape(str(value)) or '（没有）'}</dd></div>"
        for name, value in offer.document.items()
    )


def _said(said: list[Said]) -> str:
    rows = "".join(
        f'<li><span class="at">{_at(one.at)}</span><strong>{_VERBS[one.verb]}</strong>'
        f"{_taken(one)}{f'<blockquote>{escape(one.text)}</blockquote>' if one.text else ''}</li>"
        for one in said
    )
    return f'<ol class="history">{rows}</ol>' if rows else ""


def _taken(said: Said) -> str:
    if said.status in _TAKEN:
        return ""
    return f'<span class="bad">未成：{said.status or ""} {escape(said.answer or "没有答复")}</span>'


def _buttons(offer: Offer) -> str:
    verbs = _OPEN.get(offer.state, ())
    if not verbs:
        return ""
    name = escape(offer.number)
    buttons = "".join(
        f'<button type="submit" name="verb" value="{verb}">{_VERBS[verb]}</button>' for verb in verbs
    )
    words = "办理情况、结果或退回的理由" if offer.state == "ACCEPTED" else "不接收的理由"
    return (
        f'<form method="post" action="/answer" class="answer"><input type="hidden" name="number" value="{name}">'
        f'<label for="text-{name}">{words}</label>'
        f'<textarea id="text-{name}" name="text" rows="2"></textarea><div class="modes">{buttons}</div></form>'
    )


def _at(written: str) -> str:
    return escape(written[5:16].replace("T", " "))
