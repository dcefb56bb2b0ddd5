"""The papers of evidence: what a side handed in, and a chat as numbered messages with totals."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from heyi.documents.rules.bound_papers import ChatExhibit, Message, Total
from heyi.documents.rules.fields import is_unseen
from heyi.documents.rules.opening_papers import EvidenceList
from heyi.documents.rules.parts import Exhibit
from heyi.evidence.codes import MESSAGE_WORDS, MONEY_WORDS
from heyi.evidence.rules import chats
from heyi.mediation.rules.papers.case import Brought, Case
from heyi.mediation.rules.papers.wording import day_of

MOST_MESSAGES = 5000
_WORDS, _TOTALS, _NAME = 8000, 20, 120
_NOTE = "本件由平台按导出的文本逐条整理，没有增删；只说明收到的文件里写了什么，不证明其内容属实。"


def evidence_list(case: Case, brought: Sequence[Brought], *, by: str, at: datetime) -> EvidenceList:
    """证据清单 of one who brought."""
    return EvidenceList(
        committee=case.committee,
        number=case.number,
        brought_by=by,
        exhibits=tuple(
            Exhibit(
                name=_line(each.name, _NAME),
                kind=_line(each.capture, 30),
                source=_line(each.original, 80),
                proves="",
                digest=f"SHA256:{each.sha256}",
            )
            for each in brought
        ),
        received_by=case.mediator,
        received_on=day_of(at),
    )


def chat_exhibit(case: Case, brought: Brought, text: str) -> ChatExhibit:
    """聊天记录整理件: every message by number, money counted by who says so; asides counted in a note."""
    chat = chats.read_chat(text)
    asides = len(chat.asides)
    aside = f"另有 {asides} 处不属于任何一条消息的文字，见原文件。" if asides else ""
    return ChatExhibit(
        committee=case.committee,
        title=_line(brought.name, _NAME),
        number=case.number,
        brought_by=brought.by,
        source=_line(f"{brought.capture}；{brought.steps}", 200),
        received_at=brought.taken_at,
        digest=f"SHA256:{brought.sha256}",
        messages=tuple(_message(each) for each in chat.messages),
        totals=tuple(_totals(chat)),
        note=f"{_NOTE}{aside}",
    )


def is_chat(text: str) -> bool:
    """Whether messages are found in it, and not too many for one paper."""
    return 0 < len(chats.read_chat(text).messages) <= MOST_MESSAGES


def _message(one: chats.Message) -> Message:
    return Message(
        sent_at=one.at,
        sender=_line(one.speaker, _NAME) or "（无名）",
        words=_seen(one.text)[:_WORDS],
        sort=MESSAGE_WORDS[one.kind],
        amount=one.amount,
    )


def _totals(chat: chats.Chat) -> Iterator[Total]:
    """Offered, accepted and sent back are told apart, never set off against each other."""
    for one in chat.totals[:_TOTALS]:
        said = f"{_line(one.speaker, 80)}（{MESSAGE_WORDS[one.kind]}，{MONEY_WORDS[one.money]}）"
        yield Total(sender=said, count=one.count, amount=one.amount)


def _line(words: str, most: int) -> str:
    found = " ".join(_seen(words).split())
    return found if len(found) <= most else f"{found[: most - 1]}…"


def _seen(words: str) -> str:
    """Without letters that cannot be seen: each is named by its number, so that nothing is dropped in silence."""
    return "".join(f"〔U+{ord(letter):04X}〕" if is_unseen(letter) else letter for letter in words)
