"""What holds a case file together, cover, index and back, and a chat turned into an exhibit."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from heyi.documents.rules.fields import count, day, line, moment, money, rows, text
from heyi.documents.rules.opening_papers import REGIME
from heyi.documents.rules.parts import Entry
from heyi.kernel.words import _


@dataclass(frozen=True, slots=True)
class CaseCover:
    """卷宗封面: what the file is, whose, from when to when, and how long it is kept."""

    regime: str = line(REGIME, 12)
    committee: str = line(_("调解组织"), 80)
    title: str = line(_("卷宗名称"), 200)
    number: str = line(_("卷号"), 40)
    year: int = count(_("年度"), 2200, least=1900)
    kind: str = line(_("纠纷类型"), 40, optional=True)
    parties: str = line(_("当事人"), 400)
    mediators: str = line(_("调解员"), 120, optional=True)
    began_on: date = day(_("起始日期"))
    ended_on: date = day(_("终止日期"))
    ending: str = line(_("结案方式"), 60, optional=True)
    kept_for: str = line(_("保管期限"), 30)
    filed_by: str = line(_("立卷人"), 60)
    filed_on: date = day(_("立卷日期"))
    pages: int = count(_("页数"), 20_000, default=0)


@dataclass(frozen=True, slots=True)
class CaseIndex:
    """卷内目录: each paper with the pages on which it lies."""

    number: str = line(_("卷号"), 40)
    entries: tuple[Entry, ...] = rows(Entry, _("卷内文书"), 2000, least=1)


@dataclass(frozen=True, slots=True)
class BackCover:
    """卷宗封底: how much lies in it, who filed and who looked it through."""

    number: str = line(_("卷号"), 40)
    pages: int = count(_("页数"), 20_000, least=1)
    papers: int = count(_("件数"), 2000, least=1)
    remarks: str = text(_("情况说明"), 2000, optional=True)
    filed_by: str = line(_("立卷人"), 60)
    checked_by: str = line(_("检查人"), 60, optional=True)
    filed_on: date = day(_("立卷日期"))


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat: by whom, when, what; how much where it moved money, which file where it is one."""

    sent_at: datetime = moment(_("发送时间"))
    sender: str = line(_("发送人"), 120)
    words: str = text(_("内容"), 8000, optional=True)
    sort: str = line(_("消息种类"), 20, optional=True)
    amount: Decimal | None = money(_("金额"), optional=True)
    file: str = line(_("附件"), 120, optional=True)


@dataclass(frozen=True, slots=True)
class Total:
    """How much one side sent the other by messages."""

    sender: str = line(_("付款人"), 120)
    count: int = count(_("笔数"), 100_000)
    amount: Decimal = money(_("金额"))


@dataclass(frozen=True, slots=True)
class ChatExhibit:
    """聊天记录整理件: numbered, dated messages with totals; it says where it came from, never that it is true."""

    committee: str = line(_("整理单位"), 80)
    title: str = line(_("证据名称"), 120)
    number: str = line(_("证据编号"), 40, optional=True)
    brought_by: str = line(_("提交人"), 120)
    source: str = line(_("来源"), 200)
    received_at: datetime = moment(_("接收时间"))
    digest: str = line(_("原文件摘要"), 80)
    messages: tuple[Message, ...] = rows(Message, _("消息"), 5000, least=1)
    totals: tuple[Total, ...] = rows(Total, _("合计"), 20)
    note: str = text(_("整理说明"), 1000, optional=True)
