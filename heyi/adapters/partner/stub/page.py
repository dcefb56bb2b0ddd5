"""The stub's page: buttons to hand over, the log with every answer and change, and what was not believed."""

from collections.abc import Iterator, Mapping
from html import escape

from heyi.adapters.partner.stub.book import HABITS, MODES, Heard, Sent
from heyi.adapters.partner.stub.given import given_part
from heyi.adapters.partner.stub.sending import Hand
from heyi.adapters.partner.stub.trade import Blank

_HEAD = """<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
<link rel="stylesheet" href="/stub.css"><link rel="icon" href="data:,">
<noscript><meta http-equiv="refresh" content="5"></noscript>
<script src="/stub.js" defer></script>
</head>
"""
_ANSWERED = (200, 201)


def whole_page(hand: Hand) -> str:
    """The page."""
    trade = hand.trade
    samples = "".join(_sample(words, form) for words, form in trade.samples)
    blanks = "".join(_blank(blank) for blank in trade.blanks)
    return f"""{_HEAD.format(name=escape(trade.name))}<body class="{escape(trade.tone)}">
<header class="bar"><h1>{escape(trade.name)}</h1>
<p>模拟系统，供演示和联调；内容均为虚构。移交至 <a href="{escape(hand.address)}/">{escape(hand.address)}</a></p>
</header>
<main>
<section class="side" aria-label="移交">
<h2>移交一件</h2>
<div class="samples">{samples}</div>
<details><summary>自己填写</summary><form method="post" action="/handover" class="free">{blanks}
<button type="submit">移交</button></form></details>
<h2>本系统的状态</h2>
<form method="post" action="/mode" class="modes">{_switch("mode", MODES, hand.book.mode)}</form>
<h2>收到转交时</h2>
<form method="post" action="/habit" class="modes">{_switch("habit", HABITS, hand.book.habit)}</form>
</section>
<section class="main" aria-label="记录"><div id="log" aria-live="polite">{log_part(hand)}</div></section>
</main></body></html>"""


def log_part(hand: Hand) -> str:
    """What changes by itself: the log and the faults."""
    sent = list(hand.book.sent.values())[::-1]
    calls = "".join(_call(one, hand.trade.told) for one in sent)
    empty = '<p class="empty">还没有移交过。从左边选一件开始。</p>'
    given = given_part(list(hand.book.offers.values()), hand.trade.inbox)
    return f"{given}<h2>移交记录</h2>{calls or empty}{_faults(hand.book.faults)}"


def _sample(words: str, form: Mapping[str, str]) -> str:
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in form.items()
    )
    return f'<form method="post" action="/handover">{hidden}<button type="submit">{escape(words)}</button></form>'


def _blank(blank: Blank) -> str:
    name = escape(blank.name)
    if blank.options is not None:
        options = "".join(
            f'<option value="{escape(k)}">{escape(v)}</option>' for k, v in blank.options.items()
        )
        field = f'<select id="{name}" name="{name}">{options}</select>'
    elif blank.is_long:
        field = f'<textarea id="{name}" name="{name}" rows="3"></textarea>'
    else:
        field = f'<input id="{name}" name="{name}">'
    return f'<p><label for="{name}">{escape(blank.label)}</label>{field}</p>'


def _switch(name: str, positions: Mapping[str, str], present: str) -> str:
    return "".join(
        f'<button type="submit" name="{name}" value="{code}"{" aria-current=true" if code == present else ""}>'
        f"{escape(words)}</button>"
        for code, words in positions.items()
    )


def _call(sent: Sent, told: str) -> str:
    newest = sent.newest
    state = newest.state if newest else ("已送达，待签收" if sent.status in _ANSWERED else "未送达")
    tone = "is-well" if sent.status in _ANSWERED else "is-bad"
    return f"""<article class="call {tone}" data-ref="{escape(sent.ref)}">
<header><span class="ref">{escape(sent.ref)}</span><span class="at">{_at(sent.at)}</span>
<strong class="state">{escape(state)}</strong></header>
<p class="told">{escape(str(sent.document.get(told, "")))}</p>
{_answer(sent)}{_history(sent.history)}{_oddities(sent)}</article>"""


def _answer(sent: Sent) -> str:
    if sent.status not in _ANSWERED:
        words = escape(sent.answer or "没有答复")
        again = (
            f'<form method="post" action="/again"><input type="hidden" name="ref" value="{escape(sent.ref)}">'
            '<button type="submit">再发一次</button></form>'
        )
        return f'<p class="bad">移交未成：{sent.status or ""} {words}</p>{again}'
    receipt = sent.receipt
    call = f"<br>三方通话记录：{escape(sent.call)}" if sent.call else ""
    number = f'受理编号 <span class="ref">{escape(str(receipt.get("number", "")))}</span>'
    return f'<p class="receipt">{number}{_who_has_it(receipt)}{call}</p>'


def _who_has_it(receipt: Mapping[str, str]) -> str:
    """The unit and until when it signs; another city is told so by its own messages."""
    if "unit" not in receipt:
        return ""
    unit, due = escape(str(receipt["unit"])), _at(str(receipt.get("due_at", "")))
    return f"，由 <strong>{unit}</strong> 承办；{due} 前签收"


def _history(history: list[Heard]) -> str:
    rows = "".join(
        f'<li><span class="at">{_at(one.at)}</span><strong>{escape(one.state)}</strong>'
        f'<span class="unit">{escape(one.unit)}</span>'
        f"{f'<blockquote>{escape(one.text)}</blockquote>' if one.text else ''}</li>"
        for one in history
    )
    return f'<ol class="history">{rows}</ol>' if rows else ""


def _oddities(sent: Sent) -> str:
    return "".join(f'<p class="odd">{words}</p>' for words in _odd(sent))


def _odd(sent: Sent) -> Iterator[str]:
    if sent.doubled:
        yield f"重复送达 {sent.doubled} 次，只记一次"
    if sent.late:
        yield f"迟到 {sent.late} 次，按先后排列"


def _faults(faults: list[tuple[str, str]]) -> str:
    rows = "".join(f'<li><span class="at">{_at(at)}</span>{escape(words)}</li>' for at, words in faults[::-1])
    if not rows:
        return ""
    return f'<section class="faults" aria-label="未采信的消息"><h2>未采信的消息</h2><ul>{rows}</ul></section>'


def _at(written: str) -> str:
    """2026-11-26T20:00:00+08:00 as people read it."""
    return escape(written[5:16].replace("T", " "))
