"""What the papers after the session say: performance, call-back, court, endings, report."""

from dataclasses import dataclass
from datetime import date, datetime

from heyi.documents.rules.fields import day, line, lines, moment, rows, text, yes_no
from heyi.documents.rules.opening_papers import REGIME
from heyi.documents.rules.parts import MOST_PARTIES, Party, Payment, Signer
from heyi.kernel.words import _


@dataclass(frozen=True, slots=True)
class PerformanceRecord:
    """履行记录: what was due, what was done, with which proof."""

    committee: str = line(_("调解组织"), 80)
    number: str = line(_("协议编号"), 40)
    case: str = line(_("事由"), 200)
    payments: tuple[Payment, ...] = rows(Payment, _("履行情况"), 200, least=1)
    outstanding: str = text(_("未履行部分和原因"), 1000, optional=True)
    signers: tuple[Signer, ...] = rows(Signer, _("签名"), MOST_PARTIES)
    recorder: str = line(_("登记人"), 60, optional=True)
    recorded_on: date | None = day(_("登记日期"), optional=True)


@dataclass(frozen=True, slots=True)
class FollowUpRecord:
    """回访记录: whether it was kept, whether people are content, whether it may flare up again."""

    committee: str = line(_("调解组织"), 80)
    number: str = line(_("协议编号"), 40, optional=True)
    case: str = line(_("事由"), 200)
    visited: str = line(_("回访对象"), 200)
    visitor: str = line(_("回访人"), 60)
    manner: str = line(_("回访方式"), 40)
    visited_at: datetime = moment(_("回访时间"))
    performance: str = text(_("协议履行情况"), 1000)
    satisfaction: str = line(_("满意情况"), 120, optional=True)
    signs: str = text(_("激化或者反复的迹象"), 1000, optional=True)
    wishes: str = text(_("意见和建议"), 1000, optional=True)
    handling: str = text(_("处理意见"), 1000, optional=True)


@dataclass(frozen=True, slots=True)
class ConfirmationRequest:
    """司法确认申请书: jointly, within thirty days of the agreement (人民调解法 §33, 民事诉讼法 §205)."""

    court: str = line(_("法院"), 60)
    parties: tuple[Party, ...] = rows(Party, _("申请人"), MOST_PARTIES, least=2)
    committee: str = line(_("调解组织"), 80)
    agreement: str = line(_("协议编号"), 60)
    agreed_on: date = day(_("协议生效日期"))
    request: str = text(_("请求事项"), 1000)
    facts: str = text(_("事实和理由"))
    promises: tuple[str, ...] = lines(_("申请人承诺"), 10, letters=300)
    enclosed: tuple[str, ...] = lines(_("附件"), 30, letters=120)
    signers: tuple[Signer, ...] = rows(Signer, _("申请人签名"), MOST_PARTIES, least=2)
    asked_on: date | None = day(_("申请日期"), optional=True)


@dataclass(frozen=True, slots=True)
class EndingNotice:
    """不予受理（终止调解）告知书: why, and which ways remain open (人民调解法 §26)."""

    committee: str = line(_("调解组织"), 80)
    number: str = line(_("编号"), 40, optional=True)
    to: tuple[str, ...] = lines(_("被告知人"), MOST_PARTIES, least=1, letters=120)
    is_refusal: bool = yes_no(_("不予受理"), default=False)
    case: str = line(_("事由"), 200)
    reason: str = text(_("原因"), 2000)
    basis: str = line(_("依据"), 200, optional=True)
    remedies: tuple[str, ...] = lines(_("其他途径"), 20, least=1, letters=300)
    contact: str = line(_("咨询方式"), 120, optional=True)
    told_on: date | None = day(_("告知日期"), optional=True)


@dataclass(frozen=True, slots=True)
class Statement:
    """情况说明: what the file does not say by itself."""

    unit: str = line(_("单位"), 80)
    about: str = line(_("标题"), 80)
    to: str = line(_("主送"), 80, optional=True)
    paragraphs: tuple[str, ...] = lines(_("正文"), 100, least=1)
    enclosed: tuple[str, ...] = lines(_("附件"), 30, letters=120)
    contact: str = line(_("联系人"), 80, optional=True)
    dated_on: date | None = day(_("日期"), optional=True)


@dataclass(frozen=True, slots=True)
class ClosingReport:
    """结案报告表: the whole course on one sheet, with the head's opinion."""

    regime: str = line(REGIME, 12)
    committee: str = line(_("调解组织"), 80)
    number: str = line(_("编号"), 40)
    kind: str = line(_("纠纷类型"), 40)
    source: str = line(_("纠纷来源"), 40, optional=True)
    parties: tuple[Party, ...] = rows(Party, _("当事人"), MOST_PARTIES, least=1)
    received_on: date = day(_("受理日期"))
    closed_on: date = day(_("结案日期"))
    mediators: str = line(_("调解员"), 120)
    facts: str = text(_("纠纷事实"), 3000)
    course: str = text(_("调解过程"), 3000)
    ending: str = line(_("结案方式"), 60)
    result: str = text(_("调解结果"), 3000)
    performance: str = text(_("履行情况"), 1000, optional=True)
    opinion: str = text(_("负责人意见"), 500, optional=True)
    reported_by: str = line(_("填表人"), 60, optional=True)
