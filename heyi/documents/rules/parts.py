"""What several papers have in common: parties, signers, clauses, instalments."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from heyi.documents.rules.fields import day, drawn, line, lines, money, text
from heyi.kernel.words import _

MOST_PARTIES = 200


@dataclass(frozen=True, slots=True)
class Party:
    """A person or an organisation as a paper names it; what is not known is left out."""

    role: str = line(_("身份"), 20)
    name: str = line(_("姓名或者名称"), 120)
    sex: str = line(_("性别"), 4, optional=True)
    people: str = line(_("民族"), 20, optional=True)
    age: str = line(_("年龄"), 20, optional=True)
    occupation: str = line(_("职业或者职务"), 60, optional=True)
    id_number: str = line(_("证件号码"), 40, optional=True)
    telephone: str = line(_("联系方式"), 60, optional=True)
    address: str = line(_("住址或者住所"), 200, optional=True)
    represented_by: str = line(_("法定代表人或者负责人"), 60, optional=True)
    agent: str = line(_("代理人"), 120, optional=True)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs at the foot: in which part, by which name; what was drawn or typed on a screen."""

    role: str = line(_("身份"), 20)
    name: str = line(_("姓名或者名称"), 120)
    manner: str = line(_("签署方式"), 40, optional=True)
    stroke: str = drawn(_("手写签名"))
    typed: str = line(_("键入的姓名"), 120, optional=True)
    signed_on: date | None = day(_("签名日期"), optional=True)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of an agreement; `points` are its numbered parts."""

    words: str = text(_("条款内容"), 4000)
    points: tuple[str, ...] = lines(_("分项"), 40)


@dataclass(frozen=True, slots=True)
class Instalment:
    """Who pays whom how much by when and how."""

    payer: str = line(_("付款人"), 120)
    payee: str = line(_("收款人"), 120)
    amount: Decimal = money(_("金额"))
    due_on: date = day(_("付款期限"))
    manner: str = line(_("付款方式"), 60, optional=True)


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what was answered."""

    asked: str = text(_("问"), 2000)
    answered: str = text(_("答"), 4000)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one person said."""

    speaker: str = line(_("发言人"), 120)
    words: str = text(_("发言内容"), 4000)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One piece of evidence on a list."""

    name: str = line(_("证据名称"), 120)
    kind: str = line(_("证据种类"), 30, optional=True)
    source: str = line(_("来源"), 80, optional=True)
    pages: str = line(_("页数"), 20, optional=True)
    proves: str = line(_("证明内容"), 300, optional=True)
    digest: str = line(_("文件摘要"), 80, optional=True)


@dataclass(frozen=True, slots=True)
class Payment:
    """What was due and what was done."""

    due_on: date | None = day(_("应履行日期"), optional=True)
    due: Decimal | None = money(_("应付金额"), optional=True)
    what: str = line(_("履行内容"), 200, optional=True)
    done_on: date | None = day(_("实际履行日期"), optional=True)
    paid: Decimal | None = money(_("实付金额"), optional=True)
    manner: str = line(_("方式"), 60, optional=True)
    proof: str = line(_("凭证"), 120, optional=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: which paper lies on which pages of the case file."""

    title: str = line(_("文书名称"), 120)
    reference: str = line(_("文号或者说明"), 60, optional=True)
    dated: str = line(_("日期"), 30, optional=True)
    pages: str = line(_("页次"), 20, optional=True)
    note: str = line(_("备注"), 60, optional=True)
