"""What the papers of the session say: inquiry, record, agreement."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from heyi.documents.rules.fields import count, day, line, lines, moment, money, part, rows, text, yes_no
from heyi.documents.rules.opening_papers import REGIME
from heyi.documents.rules.parts import MOST_PARTIES, Clause, Instalment, Party, Question, Signer, Spoken
from heyi.kernel.words import _


@dataclass(frozen=True, slots=True)
class InquiryRecord:
    """调查记录: who was asked what, and what was answered."""

    committee: str = line(_("调解组织"), 80)
    number: str = line(_("编号"), 40, optional=True)
    began_at: datetime = moment(_("调查时间"))
    ended_at: datetime | None = moment(_("结束时间"), optional=True)
    place: str = line(_("地点"), 120)
    present: str = line(_("参加人"), 200, optional=True)
    asked: Party = part(Party, _("被调查人"))
    asked_by: str = line(_("调查人"), 120)
    recorder: str = line(_("记录人"), 60, optional=True)
    case: str = line(_("事由"), 200)
    questions: tuple[Question, ...] = rows(Question, _("问答"), 200, least=1)
    closing: str = text(_("被调查人阅后意见"), 300, optional=True)


@dataclass(frozen=True, slots=True)
class MediationRecord:
    """调解记录 (人民调解法 §27): what was said in joint session; private talks have no place on it."""

    regime: str = line(REGIME, 12)
    committee: str = line(_("调解组织"), 80)
    number: str = line(_("编号"), 40, optional=True)
    began_at: datetime = moment(_("调解时间"))
    ended_at: datetime | None = moment(_("结束时间"), optional=True)
    place: str = line(_("地点"), 120)
    is_open: bool = yes_no(_("公开进行"), default=False)
    parties: tuple[Party, ...] = rows(Party, _("当事人"), MOST_PARTIES, least=1)
    others: str = line(_("其他参加人"), 300, optional=True)
    mediators: tuple[str, ...] = lines(_("调解员"), 10, least=1, letters=60)
    recorder: str = line(_("记录人"), 60, optional=True)
    told: str = text(_("权利义务告知"), 1000)
    spoken: tuple[Spoken, ...] = rows(Spoken, _("调解过程"), 400)
    agreed_facts: tuple[str, ...] = lines(_("各方确认无争议的事实"), 40)
    result: str = text(_("调解结果"), 3000)
    signers: tuple[Signer, ...] = rows(Signer, _("签名"), MOST_PARTIES, least=1)


@dataclass(frozen=True, slots=True)
class Agreement:
    """调解协议书 (人民调解法 §29): parties, facts and issues, what was agreed, manner and time; who signs."""

    regime: str = line(REGIME, 12)
    committee: str = line(_("调解组织"), 80)
    number: str = line(_("编号"), 40)
    parties: tuple[Party, ...] = rows(Party, _("当事人"), MOST_PARTIES, least=2)
    facts: str = text(_("纠纷主要事实和争议事项"))
    basis: str = text(_("达成协议的说明"), 1000, optional=True)
    clauses: tuple[Clause, ...] = rows(Clause, _("协议条款"), 100, least=1)
    total: Decimal | None = money(_("合计金额"), optional=True)
    instalments: tuple[Instalment, ...] = rows(Instalment, _("分期"), 1000)
    manner: str = text(_("履行方式和期限"), 1000, optional=True)
    breach: str = text(_("违约责任"), 1000, optional=True)
    confirmation: str = text(_("司法确认提示"), 500, optional=True)
    copies: int = count(_("份数"), 200, least=1)
    kept_by: str = line(_("留存说明"), 120, optional=True)
    effect: str = line(_("生效说明"), 200, optional=True)  # without it as 人民调解法 §29 to §31 have it
    signers: tuple[Signer, ...] = rows(Signer, _("当事人签名"), MOST_PARTIES, least=2)
    mediators: tuple[str, ...] = lines(_("调解员"), 10, least=1, letters=60)
    recorder: str = line(_("记录人"), 60, optional=True)
    issued: str = line(_("签发说明"), 60, optional=True)  # how the mediator signed, where not by hand
    signed_hash: str = line(_("签署文本摘要"), 80, optional=True)  # what each party was shown and signed
    agreed_on: date | None = day(_("签订日期"), optional=True)


@dataclass(frozen=True, slots=True)
class OralAgreement:
    """口头协议登记表 (人民调解法 §28, §30): written down by the mediator, in force once agreed."""

    regime: str = line(REGIME, 12)
    committee: str = line(_("调解组织"), 80)
    number: str = line(_("编号"), 40)
    parties: tuple[Party, ...] = rows(Party, _("当事人"), MOST_PARTIES, least=2)
    facts: str = text(_("纠纷主要事实"), 3000)
    agreed: tuple[str, ...] = lines(_("协议内容"), 100, least=1)
    manner: str = text(_("履行方式和期限"), 1000, optional=True)
    read_back: str = text(_("宣读和确认情况"), optional=True)  # who confirmed these words, how and when
    performed_at_once: bool = yes_no(_("当场履行"), default=False)
    place: str = line(_("地点"), 120, optional=True)
    mediators: tuple[str, ...] = lines(_("调解员"), 10, least=1, letters=60)
    signers: tuple[Signer, ...] = rows(Signer, _("当事人签名"), MOST_PARTIES)
    issued: str = line(_("签发说明"), 60, optional=True)  # how the mediator signed, where not by hand
    signed_hash: str = line(_("签署文本摘要"), 80, optional=True)  # what each party was shown and confirmed
    agreed_at: datetime = moment(_("达成时间"))
