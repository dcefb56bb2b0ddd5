"""Roles that an appointment gives, and what they are called."""

from collections.abc import Mapping
from enum import StrEnum

from heyi.kernel.words import _


class Role(StrEnum):
    """What a person may do: with the matters of a unit, or (the three administrators) with the house."""

    CLERK = "CLERK"
    HANDLER = "HANDLER"
    DISPATCHER = "DISPATCHER"
    MEDIATOR = "MEDIATOR"
    GRID_WORKER = "GRID_WORKER"
    LEADER = "LEADER"
    RULES_OFFICER = "RULES_OFFICER"
    SYSTEM_ADMINISTRATOR = "SYSTEM_ADMINISTRATOR"
    SECURITY_ADMINISTRATOR = "SECURITY_ADMINISTRATOR"
    AUDIT_ADMINISTRATOR = "AUDIT_ADMINISTRATOR"


ADMINISTRATORS = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)
MATTER_ROLES = (
    Role.CLERK,
    Role.HANDLER,
    Role.DISPATCHER,
    Role.MEDIATOR,
    Role.GRID_WORKER,
    Role.LEADER,
    Role.RULES_OFFICER,
)

ROLE_WORDS: Mapping[str, str] = {
    Role.CLERK: _("经办员"),
    Role.HANDLER: _("承办人"),
    Role.DISPATCHER: _("分流员"),
    Role.MEDIATOR: _("调解员"),
    Role.GRID_WORKER: _("网格员"),
    Role.LEADER: _("值班领导"),
    Role.RULES_OFFICER: _("规则员"),
    Role.SYSTEM_ADMINISTRATOR: _("系统管理员"),
    Role.SECURITY_ADMINISTRATOR: _("安全管理员"),
    Role.AUDIT_ADMINISTRATOR: _("审计管理员"),
}


class AppointmentState(StrEnum):
    """Where an appointment stands; derived from its instants, never stored."""

    PROPOSED = "PROPOSED"
    COMING = "COMING"
    IN_FORCE = "IN_FORCE"
    ENDED = "ENDED"
    REVOKED = "REVOKED"


APPOINTMENT_STATE_WORDS: Mapping[str, str] = {
    AppointmentState.PROPOSED: _("待核准"),
    AppointmentState.COMING: _("未到任期"),
    AppointmentState.IN_FORCE: _("有效"),
    AppointmentState.ENDED: _("任期届满"),
    AppointmentState.REVOKED: _("已撤销"),
}


class Door(StrEnum):
    """What is counted, so that nobody tries it without end."""

    TRACKING = "TRACKING"
    CODE_TO_PHONE = "CODE_TO_PHONE"
    CODE_FROM_ADDRESS = "CODE_FROM_ADDRESS"
    CODE_TRIED = "CODE_TRIED"
    RECEIPT_TO_PHONE = "RECEIPT_TO_PHONE"
    RECEIPT_BY_PERSON = "RECEIPT_BY_PERSON"
    IDENTITY = "IDENTITY"
    PHONE_TAIL = "PHONE_TAIL"
    ASSISTANT = "ASSISTANT"
    REPORTER = "REPORTER"
    FILES = "FILES"
    REPORT_BEGUN = "REPORT_BEGUN"
    REPORT_SAVED = "REPORT_SAVED"
    REPORT_SENT = "REPORT_SENT"
    PARTY_LINK = "PARTY_LINK"
    PARTY = "PARTY"


DOOR_WORDS: Mapping[str, str] = {
    Door.TRACKING: _("输错查询码"),
    Door.CODE_TO_PHONE: _("向同一号码发送验证码"),
    Door.CODE_FROM_ADDRESS: _("从同一网络发送验证码"),
    Door.CODE_TRIED: _("输错验证码"),
    Door.RECEIPT_TO_PHONE: _("向同一号码发送回执"),
    Door.RECEIPT_BY_PERSON: _("发送回执短信"),
    Door.IDENTITY: _("查看反映人身份"),
    Door.PHONE_TAIL: _("按电话尾号查找"),
    Door.ASSISTANT: _("请助手起草"),
    Door.REPORTER: _("反映人补充或评价"),
    Door.FILES: _("为同一件事上传文件"),
    Door.REPORT_BEGUN: _("从同一网络开始填写"),
    Door.REPORT_SAVED: _("保存同一份草稿"),
    Door.REPORT_SENT: _("从同一网络提交"),
    Door.PARTY_LINK: _("打开不对的链接"),
    Door.PARTY: _("同一位当事人提交"),
}


class Presence(StrEnum):
    """Whether a person is there to be given a matter: derived from appointments, turns and leave, never stored."""

    ON_DUTY = "ON_DUTY"
    NO_ROTA = "NO_ROTA"
    OFF_DUTY = "OFF_DUTY"
    ON_LEAVE = "ON_LEAVE"
    INACTIVE = "INACTIVE"


PRESENT = frozenset({Presence.ON_DUTY, Presence.NO_ROTA})
PRESENCE_WORDS: Mapping[str, str] = {
    Presence.ON_DUTY: _("在班"),
    Presence.NO_ROTA: _("不轮班"),
    Presence.OFF_DUTY: _("不在班"),
    Presence.ON_LEAVE: _("请假"),
    Presence.INACTIVE: _("不在任"),
}


class SwapState(StrEnum):
    """Where a swap stands. What a leader sets needs no acceptance."""

    ASKED = "ASKED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    SET = "SET"


SWAP_STATE_WORDS: Mapping[str, str] = {
    SwapState.ASKED: _("等待同意"),
    SwapState.ACCEPTED: _("已调班"),
    SwapState.DECLINED: _("未同意"),
    SwapState.WITHDRAWN: _("已撤回"),
    SwapState.SET: _("领导调整"),
}
