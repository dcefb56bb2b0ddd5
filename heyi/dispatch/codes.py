"""Codes of dispatch: tasks and clocks."""

from enum import StrEnum

from heyi.kernel.words import _


class TaskRole(StrEnum):
    """What a unit is to a matter: the lead answers, an assist helps, an alarm is danger to life passed at once."""

    LEAD = "LEAD"
    ASSIST = "ASSIST"
    ALARM = "ALARM"


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


class Approver(StrEnum):
    """Who grants an extension: a leader of the unit itself, or the unit above it."""

    LEADER = "LEADER"
    SUPERIOR = "SUPERIOR"


EXTENSION_WORDS = {
    "COMPLEX": _("情况复杂，还要进一步调查核实"),
    "MANY_PARTIES": _("涉及多方，协调需要时间"),
    "PARTIES_AGREE": _("各方当事人同意继续调解"),
    "ANOTHER_BODY": _("须待其他机关的结论或配合"),
}
EXTENSION_STATE_WORDS = {"ASKED": _("等待审批"), "GRANTED": _("已延期"), "REFUSED": _("未同意延期")}
APPROVER_WORDS = {"LEADER": _("本单位值班领导"), "SUPERIOR": _("上级单位")}

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
    """What speaks against: the first three bar, the others are told."""

    OFF_DUTY = "OFF_DUTY"
    ON_LEAVE = "ON_LEAVE"
    INACTIVE = "INACTIVE"
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
    "NO_SKILL": _("没有登记这方面专长"),
    "FULL": _("在办已满"),
    "CONTESTED": _("上次由其办理，反映人有异议"),
}
