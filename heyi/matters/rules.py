"""Pure decisions about matters: who may reach one, what its sentence says, how names are masked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from heyi.kernel.words import _
from heyi.matters.codes import STATE_WORDS, Basis, Closing
from heyi.matters.guards import LAWFUL_WAY_INSTEAD
from heyi.matters.states import LIVE_MATTER


class Tree(Protocol):
    """What reach needs to know of the organisation tree."""

    def ancestors(self, unit_id: int) -> tuple[int, ...]:
        """Superiors, nearest first."""
        ...

    def line(self, unit_id: int) -> tuple[int, ...]:
        """The unit and all below it."""
        ...

    def is_self_governed(self, unit_id: int) -> bool:
        """Whether the unit is no part of the authority above it: a village's or residents' committee."""
        ...


@dataclass(frozen=True, slots=True)
class Share:
    """A unit's part in a matter: lead, assist, alarm, lead of its head, of its command group, or former; `is_over` of
    who has helped."""

    unit_id: int
    basis: Basis
    is_over: bool = False


_RANK = {
    Basis.DENIED: 0,
    Basis.LEAD: 1,
    Basis.ASSIST: 2,
    Basis.SUPERIOR: 3,
    Basis.HEAD: 4,
    Basis.GROUP: 5,
    Basis.ALARM: 6,
    Basis.FORMER: 7,
}
_ALONE = (Basis.FORMER, Basis.GROUP, Basis.HEAD)  # superiors see nothing on account of these


def reach_of(shares: Iterable[Share], subjects: Collection[int], tree: Tree) -> dict[int, Basis]:
    """Who may see a matter: each participant, each superior of one, and nobody of a subject's line (§30).

    Superiors of an alarmed unit see what it sees: an alarm; who is called into a command group, and who leads the head
    of a part, sees the matter itself and its superiors do not, on that account. The stronger basis wins, and denial
    wins over all. Who has helped and is above the lead is above it again: what is live below must not vanish from its
    lists with the help.
    A committee below a subject is denied by a row only where it would see the matter; that it is given no task is
    asked of `denied_line` itself.
    """
    reach = _granted(tuple(shares), tree)
    for unit_id in denied_line(subjects, tree):
        if unit_id in reach or unit_id in subjects or not tree.is_self_governed(unit_id):
            reach[unit_id] = Basis.DENIED
    return reach


def _granted(shares: tuple[Share, ...], tree: Tree) -> dict[int, Basis]:
    """What the parts give by themselves; who has helped comes last, for it gives way to being above."""
    reach: dict[int, Basis] = {}
    for share in shares:
        if not share.is_over:
            _grant(reach, share.unit_id, share.basis)
        if share.basis not in _ALONE:
            above = Basis.ALARM if share.basis is Basis.ALARM else Basis.SUPERIOR
            for superior in tree.ancestors(share.unit_id):
                _grant(reach, superior, above)
    for share in shares:
        if share.is_over and reach.get(share.unit_id) is not Basis.SUPERIOR:
            _grant(reach, share.unit_id, share.basis)
    return reach


def _grant(reach: dict[int, Basis], unit_id: int, basis: Basis) -> None:
    """The stronger basis stands."""
    if unit_id not in reach or _RANK[basis] < _RANK[reach[unit_id]]:
        reach[unit_id] = basis


def denied_line(subjects: Collection[int], tree: Tree) -> frozenset[int]:
    """The units a report is about and everything below them; below the root, that would be everybody: itself only."""
    return frozenset(
        unit
        for subject in subjects
        for unit in (tree.line(subject) if tree.ancestors(subject) else (subject,))
    )


@dataclass(frozen=True, slots=True)
class Sentence:
    """Who has it, until when, why, and what comes next: the same for resident, clerk, API and notice."""

    unit: str
    state: str
    state_words: str
    due_at: datetime | None
    answer_due_at: datetime | None
    why: str
    next_words: str
    closing: str = ""
    partner: str = ""
    partner_ref: str = ""

    @property
    def is_offered(self) -> bool:
        """Whether a partner was asked to take it and has not answered: until then the unit stays answerable."""
        return self.is_live and bool(self.partner) and not self.partner_ref

    @property
    def is_live(self) -> bool:
        """Whether somebody still has to act."""
        return self.state in LIVE_MATTER


NEXT_WORDS: Mapping[str, str] = {
    "TO_SIGN": _("该单位签收后与您联系"),
    "IN_HAND": _("该单位办理后给出答复"),
    "ON_HOLD": _("中止的原因消除后恢复办理"),
    "WITH_PARTNER": _("由接收的一方办理并答复；它若退回，由承办单位接着办"),
    "ANSWERED": _("请看答复；不满意可提出一次异议，无异议则办结"),
    "CLOSED": _("已办结，无需再做什么"),
}
NEXT_OF_PART: Mapping[str, str] = {
    **NEXT_WORDS,
    "TO_SIGN": _("该单位签收后办理"),
    "IN_HAND": _("该单位办理后答复主件的主办单位"),
    "ANSWERED": _("主件的主办单位看答复，认可就办结，也可退回一次"),
}
AFTER_CLOSING: Mapping[str, tuple[str, str]] = {
    Closing.BY_UNIT: (STATE_WORDS["CLOSED"], _("已办结；没有解决的，可在期限内提出一次异议")),
    Closing.ACCEPTED: (STATE_WORDS["CLOSED"], _("反映人已认可答复；承诺没有兑现的，可在期限内提出一次异议")),
    Closing.WITHDRAWN: (_("反映人已撤回"), _("不再办理；需要时可重新反映")),
    Closing.BY_HEAD: (STATE_WORDS["CLOSED"], _("主件的主办单位已认可，由它答复反映人")),
    Closing.NOT_NEEDED: (_("已结束"), _("不再需要，不用再做什么")),
    Closing.SENT_BACK: (_("已退回移交的城市"), _("由移交的城市接着办；本市不再办理")),
    Closing.RECALLED: (_("移交的城市已收回"), _("由移交的城市接着办；本市不再办理")),
    Closing.BY_PARTNER: (STATE_WORDS["CLOSED"], _("接收的一方已办结；没有解决的，可在期限内提出一次异议")),
}
NO_CONTEST: Mapping[str, str] = {
    "ANSWERED": _("请看答复；认可或到期后办结，本事项不再提出异议"),
    Closing.BY_UNIT: NEXT_WORDS["CLOSED"],
    Closing.ACCEPTED: _("反映人已认可答复，无需再做什么"),
    Closing.BY_PARTNER: _("接收的一方已办结，无需再做什么"),
}
"""What comes next where a contest was made already, or the law gives another way: nothing is promised that is shut."""
_STANDS_STILL = ("ON_HOLD", "WITH_PARTNER")
WHILE_OFFERED = _("对方接收后由对方办理；在此之前仍由承办单位负责，时限照常走")


def sentence_of(
    *,
    unit: str,
    state: str,
    due_at: datetime | None,
    answer_due_at: datetime | None,
    why: str = "",
    closing: str = "",
    partner: str = "",
    partner_ref: str = "",
    is_part: bool = False,
    may_contest: bool = True,
) -> Sentence:
    """The sentence that heads every page; what the reporter or a partner brought to its end says so. A part is
    answered to its head.

    While the clock stands still nobody knows when the answer is due.
    """
    words = NEXT_OF_PART if is_part else NEXT_WORDS
    state_words, next_words = AFTER_CLOSING.get(closing, (STATE_WORDS[state], words[state]))
    if not (may_contest or is_part):
        next_words = NO_CONTEST.get(closing or state, next_words)
    if partner and not partner_ref:
        next_words = WHILE_OFFERED
    if partner_ref:
        why = ""  # it says why the unit leads, and the unit does not have it
    answer_due_at = answer_due_of(state, answer_due_at)
    return Sentence(
        unit, state, state_words, due_at, answer_due_at, why, next_words, closing, partner, partner_ref
    )


def answer_due_of(state: str, answer_due_at: datetime | None) -> datetime | None:
    """When the answer is due, which nobody knows while its clock stands still: on hold, or with a partner."""
    return None if state in _STANDS_STILL else answer_due_at


def lets_contest(channel: str, contested_at: datetime | None) -> bool:
    """Whether the reporter may still contest, as far as the matter itself tells: once, and by no other lawful way."""
    return contested_at is None and channel not in LAWFUL_WAY_INSTEAD


@dataclass(frozen=True, slots=True)
class Rating:
    """What a reporter says of the handling: three questions kept apart, each of which may be left out.

    `reasonable`: was the concern taken up and the reasons given; `done`: was it done; `satisfied`: a Satisfaction.
    """

    reasonable: bool | None = None
    done: bool | None = None
    satisfied: str = ""
    text: str = ""

    @property
    def says_something(self) -> bool:
        """Whether any question was answered or a word written."""
        return bool(self.satisfied or self.text.strip()) or (self.reasonable, self.done) != (None, None)


def masked_name(name: str) -> str:
    """The family name only: 张*."""
    kept = name.strip()[:1]
    return f"{kept}*" if kept else ""


def masked_phone(phone: str) -> str:
    """First three and last four digits of a mobile number; of anything shorter, the last two."""
    digits = phone.strip()
    if len(digits) >= 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-2:]}" if digits else ""
