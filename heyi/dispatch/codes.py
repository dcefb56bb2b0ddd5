"""Codes of dispatch: tasks and clocks."""

from enum import StrEnum

from heyi.kernel.words import _


class TaskRole(StrEnum):
    """What a unit is to a matter: the lead answers, an assist helps, an alarm is danger to life passed at once."""

    LEAD = "LEAD"
    ASSIST = "ASSIST"
    ALARM = "ALARM"


class AssistOutcome(StrEnum):
    """What came of an assist: the first four are the unit's own word, the others what ended it from outside."""

    DONE = "DONE"
    PARTLY = "PARTLY"
    NOT_POSSIBLE = "NOT_POSSIBLE"
    NOT_OURS = "NOT_OURS"
    TAKEN_BACK = "TAKEN_BACK"
    LEFT_OPEN = "LEFT_OPEN"
    LEADS_NOW = "LEADS_NOW"
    WITHDRAWN = "WITHDRAWN"
    CONFERRED = "CONFERRED"
    NOT_CONFERRED = "NOT_CONFERRED"


SAID_OUTCOMES = tuple(AssistOutcome)[:4]
ASSIST_OUTCOME_WORDS = {
    "DONE": _("已协助办成"), "PARTLY": _("部分办成"),
    "NOT_POSSIBLE": _("无法办理"), "NOT_OURS": _("不属于本单位职责"),
    "TAKEN_BACK": _("主办单位已撤回"), "LEFT_OPEN": _("主办单位先行办结"),
    "LEADS_NOW": _("转为主办"), "WITHDRAWN": _("反映人已撤回"),
    "CONFERRED": _("已参加会商"), "NOT_CONFERRED": _("未参加会商"),
}  # fmt: skip


class ConferralState(StrEnum):
    """How a conferral stands: it is to come or to be written down, it was held, it was called off."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    CALLED_OFF = "CALLED_OFF"


CONFERRAL_STATE_WORDS = {"PLANNED": _("待会商"), "HELD": _("已会商"), "CALLED_OFF": _("已取消")}


class ClockName(StrEnum):
    """The clocks of a task."""

    SIGN = "SIGN"
    CONTACT = "CONTACT"
    HANDLE = "HANDLE"
    CONFIRM = "CONFIRM"


class ClockState(StrEnum):
    """A clock runs, stands still for a recorded reason, or has stopped."""

    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    STOPPED = "STOPPED"


class Alert(StrEnum):
    """What a running clock has said so far: that it is nearly due, overdue, three times its span."""

    WARNED = "WARNED"
    OVERDUE = "OVERDUE"
    TRIPLE = "TRIPLE"


class ExtensionGround(StrEnum):
    """Why a unit needs longer: the closed list on which an extension is asked for."""

    COMPLEX = "COMPLEX"
    MANY_PARTIES = "MANY_PARTIES"
    PARTIES_AGREE = "PARTIES_AGREE"
    ANOTHER_BODY = "ANOTHER_BODY"


class ExtensionState(StrEnum):
    """What became of it."""

    ASKED = "ASKED"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
    LAPSED = "LAPSED"


class Approver(StrEnum):
    """Who grants an extension: a leader of the unit itself, or the unit above it.

    Of an assist's: the unit that leads the matter, or the unit above that.
    """

    LEADER = "LEADER"
    SUPERIOR = "SUPERIOR"


EXTENSION_WORDS = {
    "COMPLEX": _("情况复杂，还要进一步调查核实"),
    "MANY_PARTIES": _("涉及多方，协调需要时间"),
    "PARTIES_AGREE": _("各方当事人同意继续调解"),
    "ANOTHER_BODY": _("须待其他机关的结论或配合"),
}
EXTENSION_STATE_WORDS = {
    "ASKED": _("等待审批"), "GRANTED": _("已延期"), "REFUSED": _("未同意延期"), "LAPSED": _("已失效"),
}  # fmt: skip
APPROVER_WORDS = {"LEADER": _("本单位值班领导"), "SUPERIOR": _("上级单位")}
ASSIST_APPROVER_WORDS = {"LEADER": _("主办单位"), "SUPERIOR": _("主办单位的上级")}


class ObjectionGround(StrEnum):
    """Why a unit says that a matter is not its own: the closed list on which it may object."""

    NOT_COMPETENT = "NOT_COMPETENT"
    OTHER_REGION = "OTHER_REGION"
    IN_HAND_ELSEWHERE = "IN_HAND_ELSEWHERE"
    OTHER_PROCEDURE = "OTHER_PROCEDURE"


class ObjectionState(StrEnum):
    """What became of an objection; the first two wait for who sent the matter, or for a ruling."""

    ASKED = "ASKED"
    DISPUTED = "DISPUTED"
    AGREED = "AGREED"
    KEPT = "KEPT"
    MOVED = "MOVED"
    DROPPED = "DROPPED"
    LAPSED = "LAPSED"


class DecisionName(StrEnum):
    """What a rule book limits beside clocks: objecting, the sender's answer, the ruling, answering a supervision."""

    OBJECT = "OBJECT"
    DECIDE = "DECIDE"
    RULE = "RULE"
    REPLY = "REPLY"


class Pressure(StrEnum):
    """How a superior presses a unit: urging, or supervising with an answer due."""

    URGE = "URGE"
    SUPERVISE = "SUPERVISE"


class SupervisionState(StrEnum):
    """How a supervision stands: an answer is waited for, it was given, it is over."""

    OPEN = "OPEN"
    REPLIED = "REPLIED"
    ENDED = "ENDED"


class SupervisionGround(StrEnum):
    """Why a matter is supervised; the first two are what clocks say by themselves."""

    OVERDUE = "OVERDUE"
    TRIPLE = "TRIPLE"
    SHIRKING = "SHIRKING"
    PERFUNCTORY = "PERFUNCTORY"
    FALSE_CLOSING = "FALSE_CLOSING"
    PUBLIC_CONCERN = "PUBLIC_CONCERN"


ALERT_WORDS = {"WARNED": _("将要超期"), "OVERDUE": _("已超期"), "TRIPLE": _("已达时限三倍")}
PRESSURE_WORDS = {"URGE": _("催办"), "SUPERVISE": _("督办")}
SUPERVISION_STATE_WORDS = {"OPEN": _("待反馈"), "REPLIED": _("已反馈"), "ENDED": _("已销号")}
SUPERVISION_WORDS = {
    "OVERDUE": _("超过时限"),
    "TRIPLE": _("达到时限三倍"),
    "SHIRKING": _("推诿扯皮"),
    "PERFUNCTORY": _("敷衍拖延"),
    "FALSE_CLOSING": _("弄虚作假"),
    "PUBLIC_CONCERN": _("群众关注或领导交办"),
}


class GroupPart(StrEnum):
    """职责: what a unit or person does in a command group; one leads."""

    LEAD = "LEAD"
    SCENE = "SCENE"
    PARTIES = "PARTIES"
    MEDICAL = "MEDICAL"
    LEGAL = "LEGAL"
    NEWS = "NEWS"
    SUPPLY = "SUPPLY"
    SUPPORT = "SUPPORT"


GROUP_PART_WORDS = {
    "LEAD": _("组长"),
    "SCENE": _("现场处置"),
    "PARTIES": _("当事人联络"),
    "MEDICAL": _("医疗救护"),
    "LEGAL": _("法律政策"),
    "NEWS": _("信息发布"),
    "SUPPLY": _("后勤保障"),
    "SUPPORT": _("协同配合"),
}


class OrderState(StrEnum):
    """How an order of a command group stands: DROPPED where the group ended first."""

    OPEN = "OPEN"
    DONE = "DONE"
    NOT_DONE = "NOT_DONE"
    DROPPED = "DROPPED"


ORDER_WORDS = {
    "OPEN": _("进行中"), "DONE": _("已完成"),
    "NOT_DONE": _("没有完成"), "DROPPED": _("随解散终止"),
}  # fmt: skip
OBJECTION_WORDS = {
    "NOT_COMPETENT": _("不属于本单位职责"),
    "OTHER_REGION": _("不在本单位辖区"),
    "IN_HAND_ELSEWHERE": _("同一事项已由其他单位办理"),
    "OTHER_PROCEDURE": _("依法应当走其他程序"),
}
OBJECTION_STATE_WORDS = {
    "ASKED": _("等待派单单位决定"), "DISPUTED": _("等待上级裁定"),
    "AGREED": _("已同意退单"), "KEPT": _("已裁定由原单位办理"),
    "MOVED": _("已裁定改由其他单位办理"), "DROPPED": _("已撤回"),
    "LAPSED": _("已失效"),
}  # fmt: skip
DECISION_WORDS = {
    "OBJECT": _("退单异议期限"), "DECIDE": _("退单答复期限"),
    "RULE": _("争议裁定期限"), "REPLY": _("督办反馈期限"),
}  # fmt: skip

CLOCK_WORDS = {
    "SIGN": _("签收时限"),
    "CONTACT": _("首次联系时限"),
    "HANDLE": _("办理时限"),
    "CONFIRM": _("确认办结时限"),
}

TASK_ROLE_WORDS = {"LEAD": _("主办"), "ASSIST": _("协办"), "ALARM": _("紧急警情")}


class PickReason(StrEnum):
    """What speaks for a person as handler of a matter."""

    ON_DUTY = "ON_DUTY"
    KNOWS_IT = "KNOWS_IT"
    HAS_SKILL = "HAS_SKILL"
    HAS_ROOM = "HAS_ROOM"
    LEAST_LOAD = "LEAST_LOAD"


class Shortfall(StrEnum):
    """What speaks against: the first four bar, the others are told."""

    OFF_DUTY = "OFF_DUTY"
    ON_LEAVE = "ON_LEAVE"
    INACTIVE = "INACTIVE"
    RECUSED = "RECUSED"
    NO_SKILL = "NO_SKILL"
    FULL = "FULL"
    CONTESTED = "CONTESTED"


PICK_REASON_WORDS = {
    "ON_DUTY": _("正在值班"),
    "KNOWS_IT": _("办过这件事"),
    "HAS_SKILL": _("有这方面专长"),
    "HAS_ROOM": _("还有余量"),
    "LEAST_LOAD": _("手上最少"),
}
SHORTFALL_WORDS = {
    "OFF_DUTY": _("现在不在班"),
    "ON_LEAVE": _("正在请假"),
    "INACTIVE": _("不在本单位任职"),
    "RECUSED": _("须回避：也在被反映的单位任职"),
    "NO_SKILL": _("没有登记这方面专长"),
    "FULL": _("在办已满"),
    "CONTESTED": _("上次由其办理，反映人有异议"),
}


class RulePart(StrEnum):
    """The three tables of a rule book."""

    ROUTING = "ROUTING"
    LIMIT = "LIMIT"
    ESCALATION = "ESCALATION"


class DraftState(StrEnum):
    """How a draft of the next rule book stands."""

    EDITING = "EDITING"
    SUBMITTED = "SUBMITTED"
    PUBLISHED = "PUBLISHED"
    DISCARDED = "DISCARDED"


class TrialState(StrEnum):
    """How far a trial of a draft on past matters has come."""

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


class BookStanding(StrEnum):
    """Where a published book stands; derived from its instants, never stored."""

    COMING = "COMING"
    IN_FORCE = "IN_FORCE"
    FOLLOWED = "FOLLOWED"
    WITHDRAWN = "WITHDRAWN"


class ChangeKind(StrEnum):
    """What became of a row from one book to the next."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    REMOVED = "REMOVED"


class FindingCode(StrEnum):
    """What is wrong or doubtful in a book; the first four block its publication."""

    FAULTY = "FAULTY"
    DUPLICATE = "DUPLICATE"
    GAP = "GAP"
    LIMIT_GAP = "LIMIT_GAP"
    SHADOWED = "SHADOWED"
    ONLY_BY_RECUSAL = "ONLY_BY_RECUSAL"
    AMBIGUOUS = "AMBIGUOUS"
    NO_UNIT = "NO_UNIT"
    NO_UNIT_THERE = "NO_UNIT_THERE"
    BY_DEFAULT = "BY_DEFAULT"
    DEFAULTS_END = "DEFAULTS_END"


RULE_PART_WORDS = {"ROUTING": _("分派规则"), "LIMIT": _("各项时限"), "ESCALATION": _("超期升级")}
DRAFT_STATE_WORDS = {
    "EDITING": _("修改中"),
    "SUBMITTED": _("待复核"),
    "PUBLISHED": _("已发布"),
    "DISCARDED": _("已作废"),
}
TRIAL_STATE_WORDS = {
    "WAITING": _("排队中"),
    "RUNNING": _("试算中"),
    "DONE": _("已算完"),
    "FAILED": _("没有算成"),
}
BOOK_STANDING_WORDS = {
    "COMING": _("尚未生效"),
    "IN_FORCE": _("现行"),
    "FOLLOWED": _("已被替代"),
    "WITHDRAWN": _("生效前已撤回"),
}
CHANGE_WORDS = {"ADDED": _("新增"), "CHANGED": _("有改动"), "REMOVED": _("不再有")}
FINDING_WORDS = {
    "FAULTY": _("这一行写得不对"),
    "DUPLICATE": _("重复：两行的条件完全相同，或编码相同"),
    "GAP": _("缺口：有的事项找不到承办单位"),
    "LIMIT_GAP": _("缺口：有的事项没有这项时限"),
    "SHADOWED": _("永远用不到：优先级更高的一行总是先给出同样的结果"),
    "ONLY_BY_RECUSAL": _("只在回避时用到：优先级更高的一行总是先给出别的单位"),
    "AMBIGUOUS": _("优先级相同又同时适用，结果不同"),
    "NO_UNIT": _("哪里都没有这样的单位"),
    "NO_UNIT_THERE": _("有的地方没有这样的单位，改由下一条规则"),
    "BY_DEFAULT": _("没有写，按平台默认"),
    "DEFAULTS_END": _("平台默认不再适用：这些情况没有一行管，超期也没有人催办、督办"),
}
URGED_BY_WORDS = {"SUPERIOR": _("最近的上级"), "COUNTY": _("区县中心"), "CITY": _("市中心")}


class BulletinState(StrEnum):
    """How a bulletin stands: PUBLISHED is read below and never changes again."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    DROPPED = "DROPPED"


BULLETIN_WORDS = {"DRAFT": _("草稿，待审批"), "PUBLISHED": _("已发布"), "DROPPED": _("已作废")}
SHORTCOMING_WORDS = {
    "overdue": _("超期未办"), "unanswered": _("督办逾期未反馈"), "returned": _("退单不成立"),
}  # fmt: skip
"""For what a unit stands on a bulletin."""
