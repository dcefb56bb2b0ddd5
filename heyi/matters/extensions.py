"""延期: a unit asks for longer before its time is over; another decides, within the rule's cap (信访工作条例 §34)."""

from heyi.kernel.flow import SAME, Step
from heyi.kernel.words import _
from heyi.matters.assists import OF_LONGER
from heyi.matters.guards import (
    approver_decides,
    asked_before_expiry,
    extension_is_asked,
    has_extension_ground,
    may_be_extended,
    not_asked_already,
    second_pair_of_eyes,
    within_extension_cap,
)
from heyi.matters.transfers import has_text, no_open_transfer

_UNIT = ("UNIT",)
OF_TASK = (
    Step(
        "ask_extension",
        ("IN_HAND",),
        SAME,
        _UNIT,
        _("申请延期"),
        (
            no_open_transfer,
            may_be_extended,
            asked_before_expiry,
            not_asked_already,
            has_extension_ground,
            within_extension_cap,
            has_text,
        ),
        why="信访工作条例 §34",
    ),
    Step(
        "grant_extension",
        ("IN_HAND", "ON_HOLD"),
        SAME,
        ("LEADER", "SUPERIOR"),
        _("同意延期"),
        (extension_is_asked, approver_decides, second_pair_of_eyes, has_text),
        "EXTENDS HANDLE",
        why="信访工作条例 §34",
    ),
    Step(
        "refuse_extension",
        ("IN_HAND", "ON_HOLD"),
        SAME,
        ("LEADER", "SUPERIOR"),
        _("不同意延期"),
        (extension_is_asked, approver_decides, second_pair_of_eyes, has_text),
        "DECLINES HANDLE",
    ),
)
OF_EXTENSION = frozenset({"ask_extension", "grant_extension", "refuse_extension"}) | OF_LONGER
