"""Codes of notices: what people of the house are told, by which way, and why somebody is not."""

from collections.abc import Mapping
from enum import StrEnum

from heyi.kernel.words import _


class NoticeKind(StrEnum):
    """What a notice is about: a closed list."""

    GIVEN = "GIVEN"
    ALARM = "ALARM"
    ALARM_TAKEN_BACK = "ALARM_TAKEN_BACK"
    ASSIGNED = "ASSIGNED"
    ASSIST_ASKED = "ASSIST_ASKED"
    ASSIST_ENDED = "ASSIST_ENDED"
    CONFERRAL_CALLED = "CONFERRAL_CALLED"
    CONFERRAL_OFF = "CONFERRAL_OFF"
    ASSIST_FINISHED = "ASSIST_FINISHED"
    ASSIST_HELD = "ASSIST_HELD"
    ASSIST_RESUMED = "ASSIST_RESUMED"
    ASSIST_EXTENDED = "ASSIST_EXTENDED"
    PART_MOVED = "PART_MOVED"
    PART_ACCEPTED = "PART_ACCEPTED"
    PART_RETURNED = "PART_RETURNED"
    PART_ENDED = "PART_ENDED"
    PART_LEFT_OPEN = "PART_LEFT_OPEN"
    CONTESTED = "CONTESTED"
    SUPPLEMENTED = "SUPPLEMENTED"
    SETTLED = "SETTLED"
    WITHDRAWN_BY_REPORTER = "WITHDRAWN_BY_REPORTER"
    EXTENSION_ASKED = "EXTENSION_ASKED"
    EXTENSION_GRANTED = "EXTENSION_GRANTED"
    EXTENSION_REFUSED = "EXTENSION_REFUSED"
    ERASURE_ASKED = "ERASURE_ASKED"
    TRANSFER_TAKEN = "TRANSFER_TAKEN"
    TRANSFER_REFUSED = "TRANSFER_REFUSED"
    TRANSFER_RETURNED = "TRANSFER_RETURNED"
    TRANSFER_FULFILLED = "TRANSFER_FULFILLED"
    CLOCK_WARNED = "CLOCK_WARNED"
    CLOCK_OVERDUE = "CLOCK_OVERDUE"
    URGED = "URGED"
    SUPERVISED = "SUPERVISED"
    SUPERVISES = "SUPERVISES"
    SUPERVISION_ANSWERED = "SUPERVISION_ANSWERED"
    OBJECTION_MADE = "OBJECTION_MADE"
    OBJECTION_DECIDED = "OBJECTION_DECIDED"
    COMMANDED = "COMMANDED"
    ORDERED = "ORDERED"
    ORDER_REPORTED = "ORDER_REPORTED"
    MED_CONSENTED = "MED_CONSENTED"
    MED_REFUSED = "MED_REFUSED"
    MED_STOPPED = "MED_STOPPED"
    MED_RECUSAL = "MED_RECUSAL"
    MED_COMPLAINED = "MED_COMPLAINED"
    MED_SIGNED = "MED_SIGNED"
    MED_DUE = "MED_DUE"
    MED_UNPAID = "MED_UNPAID"
    MED_JOINED = "MED_JOINED"
    BULLETIN = "BULLETIN"
    DRILL = "DRILL"


NOTICE_WORDS: Mapping[str, str] = {
    "GIVEN": _("新事项待签收"),
    "ALARM": _("紧急警情"),
    "ALARM_TAKEN_BACK": _("警情已撤回"),
    "ASSIGNED": _("指派给您的事项"),
    "ASSIST_ASKED": _("请本单位协办"),
    "ASSIST_ENDED": _("协办已撤回"),
    "CONFERRAL_CALLED": _("请参加会商"),
    "CONFERRAL_OFF": _("会商已取消"),
    "ASSIST_FINISHED": _("协办单位已反馈"),
    "ASSIST_HELD": _("协办单位中止"),
    "ASSIST_RESUMED": _("协办单位恢复办理"),
    "ASSIST_EXTENDED": _("协办时限已延长"),
    "PART_MOVED": _("分项有进展"),
    "PART_ACCEPTED": _("分项已被认可"),
    "PART_RETURNED": _("分项被退回"),
    "PART_ENDED": _("分项不再需要"),
    "PART_LEFT_OPEN": _("主件已办结，分项继续办"),
    "CONTESTED": _("反映人提出异议"),
    "SUPPLEMENTED": _("反映人补充了材料"),
    "SETTLED": _("反映人认可了答复"),
    "WITHDRAWN_BY_REPORTER": _("反映人撤回了反映"),
    "EXTENSION_ASKED": _("延期申请待审批"),
    "EXTENSION_GRANTED": _("延期申请已同意"),
    "EXTENSION_REFUSED": _("延期申请未同意"),
    "ERASURE_ASKED": _("清除请求待答复"),
    "TRANSFER_TAKEN": _("对方已接收转交"),
    "TRANSFER_REFUSED": _("对方不接收转交"),
    "TRANSFER_RETURNED": _("对方退回事项"),
    "TRANSFER_FULFILLED": _("对方办完，由本单位收尾"),
    "CLOCK_WARNED": _("时限将到"),
    "CLOCK_OVERDUE": _("时限已过"),
    "URGED": _("上级催办"),
    "SUPERVISED": _("上级督办"),
    "SUPERVISES": _("本单位督办的事项"),
    "SUPERVISION_ANSWERED": _("督办已反馈"),
    "OBJECTION_MADE": _("退单异议待决定"),
    "OBJECTION_DECIDED": _("退单异议有结果"),
    "COMMANDED": _("请加入指挥组"),
    "ORDERED": _("指挥组任务"),
    "ORDER_REPORTED": _("指挥组任务有反馈"),
    "MED_CONSENTED": _("当事人同意调解"),
    "MED_REFUSED": _("当事人不愿意调解"),
    "MED_STOPPED": _("当事人停止调解或者不签"),
    "MED_RECUSAL": _("当事人申请更换调解员"),
    "MED_COMPLAINED": _("当事人投诉调解员"),
    "MED_SIGNED": _("当事人已签名"),
    "MED_DUE": _("调解期限将到"),
    "MED_UNPAID": _("当事人说没有收到"),
    "MED_JOINED": _("当事人答复司法确认"),
    "BULLETIN": _("通报"),
    "DRILL": _("通知演练"),
}


class NoticeWay(StrEnum):
    """By what a notice leaves the house; in the desk it always stands."""

    MAIL = "MAIL"
    SMS = "SMS"
    DINGTALK = "DINGTALK"
    WECOM = "WECOM"
    FEISHU = "FEISHU"


OF_PEOPLE = (NoticeWay.MAIL, NoticeWay.SMS)
OF_UNITS = (NoticeWay.DINGTALK, NoticeWay.WECOM, NoticeWay.FEISHU)

WAY_WORDS: Mapping[str, str] = {
    "MAIL": _("邮件"),
    "SMS": _("短信"),
    "DINGTALK": _("钉钉群机器人"),
    "WECOM": _("企业微信群机器人"),
    "FEISHU": _("飞书群机器人"),
}


class Audience(StrEnum):
    """To whom a kind of notice goes."""

    UNIT = "UNIT"
    HANDLER = "HANDLER"
    ASSIGNEE = "ASSIGNEE"
    DECIDERS = "DECIDERS"
    ASKER = "ASKER"
    MEMBER = "MEMBER"
    MEDIATOR = "MEDIATOR"
    LEADERS = "LEADERS"


AUDIENCE_WORDS: Mapping[str, str] = {
    "UNIT": _("单位里负责签收的人"),
    "HANDLER": _("承办人；没有指派时，单位里负责签收的人"),
    "ASSIGNEE": _("被指派的人"),
    "DECIDERS": _("有权审批的人"),
    "ASKER": _("提出申请的人"),
    "MEMBER": _("指挥组里点名的人；没有点名时，单位里负责签收的人"),
    "MEDIATOR": _("调解员；不在单位时，单位里负责签收的人"),
    "LEADERS": _("单位的负责人，被投诉的本人除外"),
}


class Untold(StrEnum):
    """Why an event that tells people told nobody."""

    NOBODY_THERE = "NOBODY_THERE"
    OWN_DOING = "OWN_DOING"
    SHUT_OUT = "SHUT_OUT"
    TOO_OLD = "TOO_OLD"


UNTOLD_WORDS: Mapping[str, str] = {
    "NOBODY_THERE": _("没有可通知的人"),
    "OWN_DOING": _("正是其本人所为"),
    "SHUT_OUT": _("应当回避或无权查看"),
    "TOO_OLD": _("事情早已过去，不再通知"),
}


class Outcome(StrEnum):
    """What becomes of a notice by one way."""

    NOW = "NOW"
    WAITS_FOR_MORNING = "WAITS_FOR_MORNING"
    SWITCHED_OFF = "SWITCHED_OFF"
    NO_ADDRESS = "NO_ADDRESS"
    NOT_CONNECTED = "NOT_CONNECTED"


OUTCOME_WORDS: Mapping[str, str] = {
    "NOW": _("马上发送"),
    "WAITS_FOR_MORNING": _("免打扰，结束后汇总发送"),
    "SWITCHED_OFF": _("本人已关闭"),
    "NO_ADDRESS": _("没有填写"),
    "NOT_CONNECTED": _("本系统没有接通"),
}
