"""Codes of what is learned from closed matters."""

from enum import StrEnum

from heyi.kernel.words import _


class LearningState(StrEnum):
    """How far a learning from closed matters has come, and whether what it made is in use."""

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    FAILED = "FAILED"
    READY = "READY"
    IN_USE = "IN_USE"
    RETIRED = "RETIRED"


UNDER_WAY = (LearningState.WAITING, LearningState.RUNNING)


class LearningFault(StrEnum):
    """Why nothing was learned."""

    TOO_FEW = "TOO_FEW"
    ONE_LABEL = "ONE_LABEL"
    BROKEN = "BROKEN"


LEARNING_STATE_WORDS = {
    "WAITING": _("排队中"),
    "RUNNING": _("学习中"),
    "FAILED": _("没有学成"),
    "READY": _("等人决定"),
    "IN_USE": _("使用中"),
    "RETIRED": _("不在使用"),
}
LEARNING_FAULT_WORDS = {
    "TOO_FEW": _("已办结的事项还太少，数字说明不了什么。再积累一些，或过些时候再学。"),
    "ONE_LABEL": _("办结的事项都由同一类单位办理，没有可以区分的。"),
    "BROKEN": _("没有学完，请重新学习；再不行，请告诉系统管理员。"),
}
