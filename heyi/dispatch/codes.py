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


CLOCK_WORDS = {
    "SIGN": _("签收时限"),
    "CONTACT": _("首次联系时限"),
    "HANDLE": _("办理时限"),
    "CONFIRM": _("确认办结时限"),
}

TASK_ROLE_WORDS = {"LEAD": _("主办"), "ASSIST": _("协办"), "ALARM": _("紧急警情")}
