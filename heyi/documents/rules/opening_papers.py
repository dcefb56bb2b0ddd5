"""What the papers of the beginning say: request, register, rights, authority."""

from dataclasses import dataclass
from datetime import date, datetime

from heyi.documents.rules.fields import day, line, lines, moment, part, rows, text, yes_no
from heyi.documents.rules.parts import MOST_PARTIES, Exhibit, Party, Signer
from heyi.kernel.words import _

REGIME = _("调解类型")
PEOPLES = "人民调解"


@dataclass(frozen=True, slots=True)
class Application:
    """调解申请书: who asks whom for what."""

    regime: str = line(REGIME, 12)
    committee: str = line(_("调解组织"), 80)
    parties: tuple[Party, ...] = rows(Party, _("当事人"), MOST_PARTIES, least=1)
    facts: str = text(_("纠纷事实"))
    requests: tuple[str, ...] = lines(_("申请事项"), 20, least=1)
    applicants: tuple[Signer, ...] = rows(Signer, _("申请人"), MOST_PARTIES, least=1)
    applied_on: date | None = day(_("申请日期"), optional=True)


@dataclass(frozen=True, slots=True)
class IntakeForm:
    """调解受理登记表: what came in and who took it."""

    regime: str = line(REGIME, 12)
    committee: str = line(_("调解组织"), 80)
    number: str = line(_("编号"), 40)
    source: str = line(_("纠纷来源"), 40)
    kind: str = line(_("纠纷类型"), 40)
    received_at: datetime = moment(_("受理时间"))
    parties: tuple[Party, ...] = rows(Party, _("当事人"), MOST_PARTIES, least=1)
    gist: str = text(_("纠纷简要情况"), 3000)
    requests: str = text(_("当事人请求"), 2000, optional=True)
    risks: str = text(_("激化风险"), 500, optional=True)
    opinion: str = text(_("受理意见"), 500, optional=True)
    mediator: str = line(_("调解员"), 60, optional=True)
    registrar: str = line(_("登记人"), 60, optional=True)
    registered_on: date | None = day(_("登记日期"), optional=True)


@dataclass(frozen=True, slots=True)
class RightsNotice:
    """权利义务告知书: read before the first session, a copy for each party (人民调解法 §23, §24, §26)."""

    regime: str = line(REGIME, 12)
    committee: str = line(_("调解组织"), 80)
    number: str = line(_("编号"), 40, optional=True)
    told: tuple[str, ...] = lines(_("被告知人"), MOST_PARTIES, least=1, letters=120)
    mediators: tuple[str, ...] = lines(_("调解员"), 10, letters=60)
    rights: tuple[str, ...] = lines(_("权利"), 20, least=1, letters=300)
    duties: tuple[str, ...] = lines(_("义务"), 20, least=1, letters=300)
    remedies: tuple[str, ...] = lines(_("其他途径"), 20, letters=300)
    fee: str = line(_("收费说明"), 120, optional=True)
    told_on: date | None = day(_("告知日期"), optional=True)


@dataclass(frozen=True, slots=True)
class PowerOfAttorney:
    """授权委托书: who may speak for a party, and whether also to settle (special authority is named)."""

    committee: str = line(_("调解组织"), 80)
    principal: Party = part(Party, _("委托人"))
    agent: Party = part(Party, _("受委托人"))
    case: str = line(_("委托事项"), 200)
    powers: tuple[str, ...] = lines(_("代理权限"), 20, least=1, letters=200)
    is_special: bool = yes_no(_("特别授权"), default=False)
    starts_on: date | None = day(_("委托期限起"), optional=True)
    ends_on: date | None = day(_("委托期限止"), optional=True)
    signed_on: date | None = day(_("委托日期"), optional=True)


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """证据清单: what a party handed in."""

    committee: str = line(_("调解组织"), 80)
    number: str = line(_("编号"), 40, optional=True)
    brought_by: str = line(_("提交人"), 120)
    exhibits: tuple[Exhibit, ...] = rows(Exhibit, _("证据"), 500, least=1)
    received_by: str = line(_("接收人"), 60, optional=True)
    received_on: date | None = day(_("接收日期"), optional=True)
