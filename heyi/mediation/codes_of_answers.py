"""Codes of what the house answers: to what a party asked of it, and of a file that was looked at again."""

from enum import StrEnum

from heyi.kernel.words import _


class Outcome(StrEnum):
    """What became of what a party asked of the mediator's unit; words stand beside all but a request that was met."""

    MET = "MET"
    DECLINED = "DECLINED"
    ANSWERED = "ANSWERED"


OUTCOME_WORDS = {"MET": _("已更换调解员"), "DECLINED": _("没有更换调解员"), "ANSWERED": _("已答复")}


class Verdict(StrEnum):
    """What a leader says who has looked at a file again; it is said of the file, and of nobody."""

    FINE = "FINE"
    TAKEN_UP = "TAKEN_UP"


VERDICT_WORDS = {"FINE": _("看过，没有问题"), "TAKEN_UP": _("已经着手核查")}
