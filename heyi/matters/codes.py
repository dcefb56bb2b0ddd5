"""Codes of matters: what stands in the tables, with the Chinese words beside."""

from enum import StrEnum

from heyi.kernel.words import _


class MatterState(StrEnum):
    """Where a matter stands (domain: canonical states, as far as the spine goes)."""

    TO_SIGN = "TO_SIGN"
    IN_HAND = "IN_HAND"
    ON_HOLD = "ON_HOLD"
    WITH_PARTNER = "WITH_PARTNER"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"


class TaskState(StrEnum):
    """Where a unit's task stands."""

    TO_SIGN = "TO_SIGN"
    IN_HAND = "IN_HAND"
    ON_HOLD = "ON_HOLD"
    WITH_PARTNER = "WITH_PARTNER"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"
    REFERRED = "REFERRED"
    WITHDRAWN = "WITHDRAWN"


STATE_WORDS = {
    "TO_SIGN": _("待签收"),
    "IN_HAND": _("办理中"),
    "ON_HOLD": _("中止"),
    "WITH_PARTNER": _("已转交"),
    "ANSWERED": _("已答复"),
    "CLOSED": _("已办结"),
    "REFERRED": _("已转办"),
    "WITHDRAWN": _("已撤回"),
}


class Closing(StrEnum):
    """How a matter came to its end; empty while it is live."""

    BY_UNIT = "BY_UNIT"
    BY_PARTNER = "BY_PARTNER"
    ACCEPTED = "ACCEPTED"
    WITHDRAWN = "WITHDRAWN"
    BY_HEAD = "BY_HEAD"
    NOT_NEEDED = "NOT_NEEDED"
    SENT_BACK = "SENT_BACK"
    RECALLED = "RECALLED"


CLOSING_WORDS = {
    "BY_UNIT": _("承办单位办结"),
    "BY_PARTNER": _("接收转交的一方办结"),
    "ACCEPTED": _("反映人认可后办结"),
    "WITHDRAWN": _("反映人撤回"),
    "BY_HEAD": _("主件的主办单位认可后办结"),
    "NOT_NEEDED": _("分项不再需要"),
    "SENT_BACK": _("退回移交的城市"),
    "RECALLED": _("移交的城市收回"),
}


class Satisfaction(StrEnum):
    """How satisfied the reporter is with how the matter was handled, apart from whether it was done."""

    VERY_SATISFIED = "VERY_SATISFIED"
    SATISFIED = "SATISFIED"
    FAIR = "FAIR"
    DISSATISFIED = "DISSATISFIED"
    VERY_DISSATISFIED = "VERY_DISSATISFIED"


SATISFACTION_WORDS = {
    "VERY_SATISFIED": _("非常满意"),
    "SATISFIED": _("满意"),
    "FAIR": _("基本满意"),
    "DISSATISFIED": _("不满意"),
    "VERY_DISSATISFIED": _("非常不满意"),
}


class Channel(StrEnum):
    """How a report came in."""

    WEB = "web"
    PHONE = "phone"
    WALK_IN = "walk_in"
    POLICE_110 = "police_110"
    HOTLINE_12345 = "hotline_12345"
    PETITION = "petition"
    COURT = "court"
    GRID = "grid"
    CITY = "city"
    ENTERPRISE = "enterprise"
    PARTNER = "partner"


CHANNEL_WORDS = {
    "web": _("网上"),
    "phone": _("电话"),
    "walk_in": _("来访窗口"),
    "police_110": _("110 移交"),
    "hotline_12345": _("12345 热线"),
    "petition": _("信访"),
    "court": _("法院委托"),
    "grid": _("网格"),
    "city": _("外市移交"),
    "enterprise": _("企业"),
    "partner": _("协作系统"),
}


class CameOfPart(StrEnum):
    """What a part's head is told of it."""

    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"
    ON_HOLD = "ON_HOLD"
    RESUMED = "RESUMED"
    OVERDUE = "OVERDUE"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"
    ENDED = "ENDED"


CAME_OF_PART_WORDS = {
    "ANSWERED": _("已答复"), "CLOSED": _("承办单位办结"), "ON_HOLD": _("中止"), "RESUMED": _("恢复办理"),
    "OVERDUE": _("已超期"), "ACCEPTED": _("已认可"), "RETURNED": _("已退回"), "ENDED": _("不再需要，已结束"),
}  # fmt: skip


class Basis(StrEnum):
    """Why a unit may see a matter; DENIED takes the row's place and no grant overrides it (信访工作条例 §30)."""

    LEAD = "LEAD"
    ASSIST = "ASSIST"
    ALARM = "ALARM"
    SUPERIOR = "SUPERIOR"
    HEAD = "HEAD"
    GROUP = "GROUP"
    FORMER = "FORMER"
    DENIED = "DENIED"


BASIS_WORDS = {
    "LEAD": _("主办"),
    "ASSIST": _("协办"),
    "ALARM": _("紧急警情"),
    "SUPERIOR": _("上级"),
    "HEAD": _("主件主办"),
    "GROUP": _("指挥组"),
    "FORMER": _("曾经办"),
    "DENIED": _("回避"),
}


class Confidentiality(StrEnum):
    """Who beyond the reach may know that the matter exists."""

    OPEN = "OPEN"
    PRIVATE = "PRIVATE"
    SEALED = "SEALED"


class Zone(StrEnum):
    """The three note zones that never mix."""

    PUBLIC = "PUBLIC"
    WORKING = "WORKING"
    CONFIDENTIAL = "CONFIDENTIAL"


ZONE_WORDS = {
    "PUBLIC": _("公开答复"),
    "WORKING": _("工作记录"),
    "CONFIDENTIAL": _("调解保密"),
}


FILE_ZONE_WORDS = {
    "PUBLIC": _("公开"),
    "WORKING": _("内部"),
    "CONFIDENTIAL": _("调解保密"),
}


class PartyRole(StrEnum):
    """What a person or body is to a matter."""

    REPORTER = "REPORTER"
    RESPONDENT = "RESPONDENT"
    AGENT = "AGENT"


PARTY_WORDS = {"REPORTER": _("反映人"), "RESPONDENT": _("对方当事人"), "AGENT": _("代理人")}


class HoldReason(StrEnum):
    """The closed list of grounds on which a clock may stand still."""

    WAITS_FOR_REPORTER = "WAITS_FOR_REPORTER"
    WAITS_FOR_EXPERT = "WAITS_FOR_EXPERT"
    WAITS_FOR_COURT = "WAITS_FOR_COURT"
    FORCE_MAJEURE = "FORCE_MAJEURE"


HOLD_WORDS = {
    "WAITS_FOR_REPORTER": _("等待反映人补充材料"),
    "WAITS_FOR_EXPERT": _("等待鉴定、检测或专家意见"),
    "WAITS_FOR_COURT": _("等待诉讼、仲裁或复议结果"),
    "FORCE_MAJEURE": _("不可抗力"),
}


class TransferState(StrEnum):
    """How a transfer to a partner stands; OFFERED and ACCEPTED are open, of which a matter has one at most."""

    OFFERED = "OFFERED"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    RETURNED = "RETURNED"
    RECALLED = "RECALLED"
    CONCLUDED = "CONCLUDED"


TRANSFER_WORDS = {
    "OFFERED": _("等待对方接收"),
    "ACCEPTED": _("对方已接收"),
    "REFUSED": _("对方不接收"),
    "RETURNED": _("对方退回"),
    "RECALLED": _("已收回"),
    "CONCLUDED": _("对方已办结"),
}


class TransferReason(StrEnum):
    """The closed list of grounds on which a matter is given to 110, to 12345 or to another city, two for each."""

    EMERGENCY = "EMERGENCY"
    POLICE_MATTER = "POLICE_MATTER"
    SERVICE_REQUEST = "SERVICE_REQUEST"
    OTHER_DEPARTMENT = "OTHER_DEPARTMENT"
    PLACE_ELSEWHERE = "PLACE_ELSEWHERE"
    DUTY_ELSEWHERE = "DUTY_ELSEWHERE"


TRANSFER_REASON_WORDS = {
    "EMERGENCY": _("正在发生的危险或紧急求助"),
    "POLICE_MATTER": _("属于公安管辖的警情"),
    "SERVICE_REQUEST": _("非紧急的政务服务诉求"),
    "OTHER_DEPARTMENT": _("须由 12345 统一派单的部门事项"),
    "PLACE_ELSEWHERE": _("事情发生在对方城市"),
    "DUTY_ELSEWHERE": _("依法由对方城市的单位处理"),
}
REASONS_FOR = {
    "POLICE110": ("EMERGENCY", "POLICE_MATTER"),
    "HOTLINE12345": ("SERVICE_REQUEST", "OTHER_DEPARTMENT"),
    "CITY": ("PLACE_ELSEWHERE", "DUTY_ELSEWHERE"),
}


class ArrivalState(StrEnum):
    """How a matter stands that another city handed over: taken here, sent back to it, or recalled by it."""

    TAKEN = "TAKEN"
    SENT_BACK = "SENT_BACK"
    RECALLED = "RECALLED"


ARRIVAL_WORDS = {
    "TAKEN": _("本市已受理"),
    "SENT_BACK": _("已退回移交的城市"),
    "RECALLED": _("移交的城市已收回"),
}


class Purpose(StrEnum):
    """Why somebody opens a reporter's identity; shown to the reporter."""

    CONTACT = "CONTACT"
    RESCUE = "RESCUE"
    VERIFY = "VERIFY"
    TRANSFER = "TRANSFER"
    MEDIATE = "MEDIATE"


PURPOSE_WORDS = {
    "CONTACT": _("与反映人联系"),
    "RESCUE": _("紧急救助"),
    "VERIFY": _("核实身份"),
    "TRANSFER": _("随转交提供给接收的一方"),
    "MEDIATE": _("用于调解"),
}


class Verdict(StrEnum):
    """What a person judged of two matters that look alike; the two stay two in any case."""

    SAME = "SAME"
    DIFFERENT = "DIFFERENT"


VERDICT_WORDS = {
    "SAME": _("是同一件事"),
    "DIFFERENT": _("不是同一件事"),
}


class ErasureGround(StrEnum):
    """Why personal information goes for good: the cases of the law, no others (个人信息保护法 §47)."""

    ASKED_FOR = "ASKED_FOR"
    PURPOSE_OVER = "PURPOSE_OVER"
    PERIOD_OVER = "PERIOD_OVER"
    UNLAWFUL = "UNLAWFUL"


ERASURE_WORDS = {
    "ASKED_FOR": _("本人请求或者撤回同意（个人信息保护法第四十七条第三项）"),
    "PURPOSE_OVER": _("目的已经实现、无法实现或者不再需要（同条第一项）"),
    "PERIOD_OVER": _("保存期限已满（同条第二项）"),
    "UNLAWFUL": _("本来不该收集，或者放错了事项（同条第四项）"),
}


class AskState(StrEnum):
    """What became of a reporter's request to have something erased."""

    OPEN = "OPEN"
    ERASED = "ERASED"
    REFUSED = "REFUSED"


ASK_WORDS = {
    "OPEN": _("等待承办单位答复"),
    "ERASED": _("已清除"),
    "REFUSED": _("没有清除"),
}


class CallTaker(StrEnum):
    """Who takes a matter after 110, 12345 and the centre spoke about whose it is (国办发〔2022〕12号)."""

    CENTRE = "CENTRE"
    POLICE = "POLICE"
    HOTLINE = "HOTLINE"
    OTHER = "OTHER"


CALL_TAKER_WORDS = {
    "CENTRE": _("社会治理中心"),
    "POLICE": _("110"),
    "HOTLINE": _("12345 热线"),
    "OTHER": _("其他单位"),
}


class CallGround(StrEnum):
    """By which ground: they agreed; they could not, so whoever was asked first takes it; a life is in danger.

    UNSAID where the partner did not say it by a code: its words stand with the call.
    """

    AGREED = "AGREED"
    FIRST = "FIRST"
    DANGER = "DANGER"
    UNSAID = "UNSAID"


CALL_GROUND_WORDS = {
    "AGREED": _("通话商定"),
    "FIRST": _("首接先办"),
    "DANGER": _("紧急危险"),
    "UNSAID": _("未注明"),
}
