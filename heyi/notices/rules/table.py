"""Which event tells whom what. One row each: a new event that tells people is a row here and its sentence."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from heyi.kernel.words import _
from heyi.notices.codes import Audience, NoticeKind


@dataclass(frozen=True, slots=True)
class Telling:
    """An event tells people something. `unit` names the fact in which the unit stands that is meant.

    `of_lead`: whoever the event's own unit is, the unit that answers for the matter is told. `farewell`: the unit sees
    the matter no more, and hears just that.
    """

    verb: str
    kind: NoticeKind
    audience: Audience
    unit: str = "unit"
    of_lead: bool = False
    farewell: bool = False


TABLE: tuple[Telling, ...] = (
    Telling("task.given", NoticeKind.GIVEN, Audience.UNIT),
    Telling("task.referred", NoticeKind.GIVEN, Audience.UNIT, unit="to_unit"),
    Telling("alarm.raised", NoticeKind.ALARM, Audience.UNIT),
    Telling("alarm.taken_back", NoticeKind.ALARM_TAKEN_BACK, Audience.UNIT, farewell=True),
    Telling("task.assigned", NoticeKind.ASSIGNED, Audience.ASSIGNEE),
    Telling("assist.asked", NoticeKind.ASSIST_ASKED, Audience.UNIT, unit="to_unit"),
    Telling("assist.ended", NoticeKind.ASSIST_ENDED, Audience.HANDLER, farewell=True),
    Telling("assist.held", NoticeKind.ASSIST_HELD, Audience.HANDLER, of_lead=True),
    Telling("assist.resumed", NoticeKind.ASSIST_RESUMED, Audience.HANDLER, of_lead=True),
    Telling("assist.extension_asked", NoticeKind.EXTENSION_ASKED, Audience.HANDLER, unit="decider"),
    Telling("assist.extension_granted", NoticeKind.EXTENSION_GRANTED, Audience.ASKER),
    Telling("assist.extension_granted", NoticeKind.ASSIST_EXTENDED, Audience.HANDLER, of_lead=True),
    Telling("assist.extension_refused", NoticeKind.EXTENSION_REFUSED, Audience.ASKER),
    Telling("conferral.invited", NoticeKind.CONFERRAL_CALLED, Audience.UNIT, unit="to_unit"),
    Telling("conferral.uninvited", NoticeKind.CONFERRAL_OFF, Audience.UNIT, unit="to_unit", farewell=True),
    Telling("task.finished", NoticeKind.ASSIST_FINISHED, Audience.HANDLER, of_lead=True),
    Telling("matter.split", NoticeKind.PART_MOVED, Audience.HANDLER, of_lead=True),
    Telling("part.moved", NoticeKind.PART_MOVED, Audience.HANDLER, of_lead=True),
    Telling("part.accepted", NoticeKind.PART_ACCEPTED, Audience.HANDLER, of_lead=True),
    Telling("part.returned", NoticeKind.PART_RETURNED, Audience.HANDLER, of_lead=True),
    Telling("part.ended", NoticeKind.PART_ENDED, Audience.HANDLER, of_lead=True),
    Telling("part.left_open", NoticeKind.PART_LEFT_OPEN, Audience.HANDLER, of_lead=True),
    Telling("matter.contested", NoticeKind.CONTESTED, Audience.HANDLER),
    Telling("matter.supplemented", NoticeKind.SUPPLEMENTED, Audience.HANDLER),
    Telling("matter.accepted", NoticeKind.SETTLED, Audience.HANDLER),
    Telling("matter.withdrawn", NoticeKind.WITHDRAWN_BY_REPORTER, Audience.HANDLER),
    Telling("extension.asked", NoticeKind.EXTENSION_ASKED, Audience.DECIDERS),
    Telling("extension.granted", NoticeKind.EXTENSION_GRANTED, Audience.ASKER),
    Telling("extension.refused", NoticeKind.EXTENSION_REFUSED, Audience.ASKER),
    Telling("clock.warned", NoticeKind.CLOCK_WARNED, Audience.HANDLER),
    Telling("clock.overdue", NoticeKind.CLOCK_OVERDUE, Audience.HANDLER),
    Telling("clock.tripled", NoticeKind.CLOCK_OVERDUE, Audience.HANDLER),
    Telling("task.urged", NoticeKind.URGED, Audience.HANDLER),
    Telling("supervision.begun", NoticeKind.SUPERVISED, Audience.HANDLER),
    Telling("supervision.begun", NoticeKind.SUPERVISES, Audience.UNIT, unit="by_unit"),
    Telling("supervision.answered", NoticeKind.SUPERVISION_ANSWERED, Audience.UNIT, unit="by_unit"),
    Telling("objection.made", NoticeKind.OBJECTION_MADE, Audience.UNIT, unit="decider"),
    Telling("objection.refused", NoticeKind.OBJECTION_MADE, Audience.UNIT, unit="decider"),
    Telling("objection.raised", NoticeKind.OBJECTION_MADE, Audience.UNIT, unit="decider"),
    Telling("objection.refused", NoticeKind.OBJECTION_DECIDED, Audience.HANDLER),
    Telling("objection.ruled", NoticeKind.OBJECTION_DECIDED, Audience.HANDLER),
    Telling("objection.agreed", NoticeKind.OBJECTION_DECIDED, Audience.HANDLER),
    Telling("objection.moved", NoticeKind.OBJECTION_DECIDED, Audience.HANDLER),
    Telling("objection.agreed", NoticeKind.GIVEN, Audience.UNIT, unit="to_unit"),
    Telling("objection.moved", NoticeKind.GIVEN, Audience.UNIT, unit="to_unit"),
    Telling("group.joined", NoticeKind.COMMANDED, Audience.MEMBER, unit="member_unit"),
    Telling("group.ordered", NoticeKind.ORDERED, Audience.MEMBER, unit="member_unit"),
    Telling("group.reported", NoticeKind.ORDER_REPORTED, Audience.MEMBER, unit="member_unit"),
    Telling("mediation.consented", NoticeKind.MED_CONSENTED, Audience.MEDIATOR),
    Telling("mediation.consent_recorded", NoticeKind.MED_CONSENTED, Audience.MEDIATOR),
    Telling("mediation.refused", NoticeKind.MED_REFUSED, Audience.MEDIATOR),
    Telling("mediation.refusal_recorded", NoticeKind.MED_REFUSED, Audience.MEDIATOR),
    Telling("mediation.stopped", NoticeKind.MED_STOPPED, Audience.MEDIATOR),
    Telling("agreement.declined", NoticeKind.MED_STOPPED, Audience.MEDIATOR),
    Telling("mediation.recusal_asked", NoticeKind.MED_RECUSAL, Audience.UNIT),
    Telling("mediation.stop_recorded", NoticeKind.MED_STOPPED, Audience.MEDIATOR),
    Telling("mediation.complained", NoticeKind.MED_COMPLAINED, Audience.LEADERS),
    Telling("agreement.signed", NoticeKind.MED_SIGNED, Audience.MEDIATOR),
    Telling("agreement.signature_recorded", NoticeKind.MED_SIGNED, Audience.MEDIATOR),
    Telling("mediation.due_soon", NoticeKind.MED_DUE, Audience.MEDIATOR),
    Telling("agreement.paid_denied", NoticeKind.MED_UNPAID, Audience.MEDIATOR),
    Telling("confirmation.joined", NoticeKind.MED_JOINED, Audience.MEDIATOR),
    Telling("confirmation.joining_recorded", NoticeKind.MED_JOINED, Audience.MEDIATOR),
    Telling("confirmation.declined", NoticeKind.MED_JOINED, Audience.MEDIATOR),
    Telling("erasure.asked", NoticeKind.ERASURE_ASKED, Audience.HANDLER),
    Telling("transfer.accepted", NoticeKind.TRANSFER_TAKEN, Audience.HANDLER),
    Telling("transfer.refused", NoticeKind.TRANSFER_REFUSED, Audience.HANDLER),
    Telling("transfer.returned", NoticeKind.TRANSFER_RETURNED, Audience.HANDLER),
    Telling("transfer.fulfilled", NoticeKind.TRANSFER_FULFILLED, Audience.HANDLER),
)


def _by_verb() -> Mapping[str, tuple[Telling, ...]]:
    found: dict[str, tuple[Telling, ...]] = defaultdict(tuple)
    for telling in TABLE:
        found[telling.verb] += (telling,)
    return dict(found)


BY_VERB = _by_verb()

URGENT = frozenset({NoticeKind.ALARM, NoticeKind.DRILL})
"""Never held back and never switched off."""

HURRIES_WITH_MATTER = frozenset(
    {
        NoticeKind.GIVEN,
        NoticeKind.ASSIST_ASKED,
        NoticeKind.CONFERRAL_CALLED,
        NoticeKind.ASSIGNED,
        NoticeKind.CONTESTED,
        NoticeKind.PART_RETURNED,
        NoticeKind.CLOCK_OVERDUE,
        NoticeKind.URGED,
        NoticeKind.COMMANDED,
        NoticeKind.ORDERED,
    }
)
"""Kinds that hurry where a life may be in danger: somebody has to act. That an answer was accepted wakes nobody."""

SENTENCES: Mapping[str, str] = {
    "GIVEN": _("%(number)s 交由%(unit)s办理，请签收。"),
    "ALARM": _("%(number)s 可能危及生命，已转%(unit)s，请立即处置。"),
    "ALARM_TAKEN_BACK": _("%(number)s 转给%(unit)s的紧急警情已经撤回。"),
    "ASSIGNED": _("%(number)s 指派给您办理。"),
    "ASSIST_ASKED": _("%(number)s 请%(unit)s协办，请签收。"),
    "ASSIST_ENDED": _("%(number)s 不再需要%(unit)s协办。"),
    "CONFERRAL_CALLED": _("%(number)s 请%(unit)s参加会商。"),
    "CONFERRAL_OFF": _("%(number)s 的会商已取消，%(unit)s不用参加。"),
    "ASSIST_FINISHED": _("%(number)s 的协办或警情已有反馈，请查看并继续办理。"),
    "ASSIST_HELD": _("%(number)s 的一个协办单位中止了协办，主办的时限照常走，请查看。"),
    "ASSIST_RESUMED": _("%(number)s 的协办单位恢复了办理。"),
    "ASSIST_EXTENDED": _("%(number)s 的一项协办延长了时限。"),
    "PART_MOVED": _("%(number)s 的分项有了进展，请查看。"),
    "PART_ACCEPTED": _("%(number)s 的答复已被主件的主办单位认可，事项已办结。"),
    "PART_RETURNED": _("%(number)s 被主件的主办单位退回，请按要求再办。"),
    "PART_ENDED": _("%(number)s 不再需要，不用再办。"),
    "PART_LEFT_OPEN": _("%(number)s 的主件已经办结，本分项请继续办理。"),
    "CONTESTED": _("%(number)s 的反映人提出异议，已重新办理。"),
    "SUPPLEMENTED": _("%(number)s 的反映人补充了材料，请查看。"),
    "SETTLED": _("%(number)s 的反映人认可了答复，事项已办结。"),
    "WITHDRAWN_BY_REPORTER": _("%(number)s 的反映人撤回了反映，事项已办结。"),
    "EXTENSION_ASKED": _("%(number)s 申请延期，请在届满以前审批。"),
    "EXTENSION_GRANTED": _("%(number)s 的延期申请已经同意。"),
    "EXTENSION_REFUSED": _("%(number)s 的延期申请没有同意，期限不变。"),
    "ERASURE_ASKED": _("%(number)s 的反映人请求清除，请答复。"),
    "TRANSFER_TAKEN": _("%(number)s 已由对方接收。"),
    "TRANSFER_REFUSED": _("%(number)s 对方不接收转交，仍由%(unit)s办理。"),
    "TRANSFER_RETURNED": _("%(number)s 被对方退回，由%(unit)s继续办理。"),
    "TRANSFER_FULFILLED": _("%(number)s 对方已办完，由%(unit)s收尾。"),
    "CLOCK_WARNED": _("%(number)s 的时限快到了，请抓紧办理。"),
    "CLOCK_OVERDUE": _("%(number)s 已经超期，请马上办理。"),
    "URGED": _("%(number)s 被上级催办，请马上办理。"),
    "SUPERVISED": _("%(number)s 被上级督办，请按期反馈。"),
    "SUPERVISES": _("%(number)s 已由%(unit)s督办，请跟进。"),
    "SUPERVISION_ANSWERED": _("%(number)s 的督办已有反馈，请看是否销号。"),
    "OBJECTION_MADE": _("%(number)s 有退单异议，请%(unit)s在期限内决定。"),
    "OBJECTION_DECIDED": _("%(number)s 的退单异议有了结果，请查看。"),
    "COMMANDED": _("%(number)s 成立了指挥组，请%(unit)s参加。"),
    "ORDERED": _("%(number)s 的指挥组交给您一项任务，请按时反馈。"),
    "ORDER_REPORTED": _("%(number)s 的指挥组任务有了反馈。"),
    "MED_CONSENTED": _("%(number)s 有当事人同意调解，请查看。"),
    "MED_REFUSED": _("%(number)s 有当事人不愿意调解，调解已经终止。"),
    "MED_STOPPED": _("%(number)s 有当事人要求停止或者不签，调解已经终止。"),
    "MED_RECUSAL": _("%(number)s 有当事人申请更换调解员，请%(unit)s处理。"),
    "MED_COMPLAINED": _("%(number)s 有当事人投诉调解员，请%(unit)s的负责人答复。"),
    "MED_SIGNED": _("%(number)s 有当事人在协议上签了名，请查看。"),
    "MED_DUE": _("%(number)s 的调解期限快到了，请抓紧。"),
    "MED_UNPAID": _("%(number)s 有当事人说没有收到对方履行，请核实。"),
    "MED_JOINED": _("%(number)s 有当事人答复了要不要一起申请司法确认，请查看。"),
    "BULLETIN": _("上级发布了通报，请%(unit)s查看。"),
    "DRILL": _("这是%(unit)s的通知演练，不是真实警情。请登录后确认收到。"),
}
"""What a notice says outside: number, unit and what is to be done; never who reported, and never what."""

HAS_DUE = frozenset(
    {
        NoticeKind.GIVEN,
        NoticeKind.ALARM,
        NoticeKind.ASSIGNED,
        NoticeKind.CONTESTED,
        NoticeKind.PART_RETURNED,
        NoticeKind.SUPPLEMENTED,
        NoticeKind.CLOCK_WARNED,
        NoticeKind.CLOCK_OVERDUE,
        NoticeKind.URGED,
        NoticeKind.SUPERVISED,
        NoticeKind.EXTENSION_ASKED,
        NoticeKind.EXTENSION_GRANTED,
        NoticeKind.EXTENSION_REFUSED,
        NoticeKind.ASSIST_EXTENDED,
        NoticeKind.TRANSFER_REFUSED,
        NoticeKind.TRANSFER_RETURNED,
        NoticeKind.ORDERED,
        NoticeKind.MED_DUE,
    }
)
"""Kinds that say until when something is to be done."""
