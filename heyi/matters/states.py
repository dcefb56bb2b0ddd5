"""The life cycles of a matter and of a unit's task, as tables. The matter follows its lead task."""

from heyi.kernel.flow import SAME, Flow, Step
from heyi.kernel.words import _
from heyi.matters import arrivals, assists, bundles, commands, conferrals, extensions, parts, supervisions
from heyi.matters.assists import OF_LONGER, closes_over_nothing_untold, has_outcome, has_time_to_stop
from heyi.matters.codes import MatterState, TaskState
from heyi.matters.guards import (
    channel_lets_contest,
    corrects_something,
    denies_no_hand,
    has_files,
    has_ground,
    has_handler,
    has_other_unit,
    has_reason,
    has_room,
    is_as_left,
    is_asked,
    is_asked_once,
    is_centre_or_superior,
    is_in_the_room,
    is_still_there,
    is_there,
    no_live_alarm,
    no_open_assist,
    no_open_objection,
    nobody_has_it,
    not_contested_before,
    not_withdrawn,
    reporter_is_no_longer_needed,
    reporter_is_spoken_to_here,
    says_something,
    superior_lifts,
    within_contest_limit,
    within_rating_limit,
)
from heyi.matters.objections import OF_MATTER as OBJECTIONS_OF_MATTER
from heyi.matters.objections import OF_OBJECTION
from heyi.matters.objections import OF_TASK as OBJECTIONS_OF_TASK
from heyi.matters.transfers import (
    OF_MATTER,
    OF_TASK,
    OF_TRANSFER,
    denies_no_partner,
    has_text,
    no_open_transfer,
)

LIVE_MATTER = ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER", "ANSWERED")
LIVE_TASK = ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER", "ANSWERED")
EVER = (*LIVE_TASK, "CLOSED")
_OURS = ("TO_SIGN", "IN_HAND", "ON_HOLD", "ANSWERED")  # a partner that has it is not stopped by a link
_UNIT = ("UNIT",)
_REPORTER = ("REPORTER",)
_UNIT_OR_ABOVE = ("UNIT", "SUPERIOR")

_CONTESTABLE = (has_text, not_withdrawn, channel_lets_contest, not_contested_before, within_contest_limit)

MATTER = Flow(
    "matter",
    MatterState,
    LIVE_MATTER,
    (
        Step(
            "sign",
            ("TO_SIGN",),
            "IN_HAND",
            _UNIT,
            _("签收"),
            shown=_("已签收，正在办理"),
            why="信访工作条例 §23",
        ),
        Step(
            "refer",
            ("TO_SIGN", "IN_HAND"),
            "TO_SIGN",
            _UNIT_OR_ABOVE,
            _("转办"),
            (has_other_unit,),
            shown=_("已转交更合适的单位，等待签收"),
        ),
        Step(
            "hold",
            ("IN_HAND",),
            "ON_HOLD",
            _UNIT,
            _("中止"),
            (has_reason,),
            "PAUSES",
            shown=_("已中止，时限暂停"),
        ),
        Step("resume", ("ON_HOLD",), "IN_HAND", _UNIT, _("恢复"), clock="RESUMES", shown=_("已恢复办理")),
        Step(
            "answer",
            ("IN_HAND",),
            "ANSWERED",
            _UNIT,
            _("答复"),
            (has_text,),
            shown=_("已答复，请确认"),
            why="信访工作条例 §32",
        ),
        Step(
            "close",
            ("ANSWERED",),
            "CLOSED",
            _UNIT,
            _("办结"),
            (closes_over_nothing_untold,),
            "STOPS",
            shown=_("已办结"),
        ),
        Step(
            "contest",
            ("ANSWERED", "CLOSED"),
            "IN_HAND",
            _REPORTER,
            _("提出异议"),
            _CONTESTABLE,
            shown=_("您提出了异议，已重新办理"),
            why="信访工作条例 §35",
        ),
        Step(
            "accept",
            ("ANSWERED",),
            "CLOSED",
            _REPORTER,
            _("认可答复"),
            (no_open_assist,),
            "STOPS",
            shown=_("您认可了答复，已办结"),
        ),
        Step(
            "withdraw",
            _OURS,
            "CLOSED",
            _REPORTER,
            _("撤回反映"),
            (no_live_alarm,),
            "STOPS",
            shown=_("您撤回了反映"),
        ),
        *OF_MATTER,
        *OBJECTIONS_OF_MATTER,
        *parts.OF_MATTER,
        *arrivals.OF_MATTER,
    ),
)

TASK = Flow(
    "task",
    TaskState,
    LIVE_TASK,
    (
        Step("sign", ("TO_SIGN",), "IN_HAND", _UNIT, _("签收"), clock="STOPS SIGN"),
        Step(
            "contact",
            ("IN_HAND", "ON_HOLD", "WITH_PARTNER"),
            SAME,
            _UNIT,
            _("联系"),
            (reporter_is_spoken_to_here, has_text),
            "STOPS CONTACT",
        ),
        Step(
            "note",
            (*LIVE_TASK, "CLOSED"),
            SAME,
            _UNIT_OR_ABOVE,
            _("记录"),
            (has_text,),
        ),
        Step(
            "attach",
            (*LIVE_TASK, "CLOSED"),
            SAME,
            ("UNIT", "SUPERIOR", "REPORTER"),
            _("添加附件"),
            (has_files, has_room, is_in_the_room),
        ),
        Step(
            "assign",
            ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER"),
            SAME,
            _UNIT,
            _("指派"),
            (has_handler, is_there),
        ),
        Step(
            "claim",
            ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER"),
            SAME,
            _UNIT,
            _("认领"),
            (nobody_has_it, is_there),
        ),
        Step(
            "put_back",
            ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER"),
            SAME,
            _UNIT,
            _("放回待认领"),
            (is_as_left,),
        ),
        Step(
            "refer",
            ("TO_SIGN", "IN_HAND"),
            "REFERRED",
            _UNIT_OR_ABOVE,
            _("转办"),
            (no_open_transfer, no_open_objection, is_centre_or_superior, has_other_unit, has_text),
            "STOPS",
            why="domain: 首接负责",
        ),
        Step(
            "correct",
            LIVE_TASK,
            SAME,
            _UNIT_OR_ABOVE,
            _("更正"),
            (
                is_centre_or_superior,
                has_text,
                corrects_something,
                denies_no_hand,
                denies_no_partner,
                superior_lifts,
            ),
            why="信访工作条例 §30",
        ),
        Step(
            "hold",
            ("IN_HAND",),
            "ON_HOLD",
            _UNIT,
            _("中止"),
            (no_open_transfer, no_open_objection, has_time_to_stop, has_reason, has_text),
            "PAUSES",
        ),
        Step("resume", ("ON_HOLD",), "IN_HAND", _UNIT, _("恢复"), clock="RESUMES"),
        Step(
            "answer",
            ("IN_HAND",),
            "ANSWERED",
            _UNIT,
            _("答复"),
            (no_open_transfer, no_open_objection, has_text),
            "STOPS CONTACT HANDLE; STARTS CONFIRM",
        ),
        Step("close", ("ANSWERED",), "CLOSED", _UNIT, _("办结"), (closes_over_nothing_untold,), "STOPS"),
        Step(
            "contest",
            ("ANSWERED", "CLOSED"),
            "IN_HAND",
            _REPORTER,
            _("提出异议"),
            _CONTESTABLE,
            "STOPS CONFIRM; STARTS HANDLE",
        ),
        Step("accept", ("ANSWERED",), "CLOSED", _REPORTER, _("认可答复"), (no_open_assist,), "STOPS"),
        Step(
            "withdraw",
            _OURS,
            "CLOSED",
            _REPORTER,
            _("撤回反映"),
            (no_live_alarm, no_open_transfer),
            "STOPS",
        ),
        Step("supplement", LIVE_TASK, SAME, _REPORTER, _("补充材料"), (has_text,)),
        Step(
            "rate",
            ("ANSWERED", "CLOSED"),
            SAME,
            _REPORTER,
            _("评价"),
            (says_something, not_withdrawn, within_rating_limit),
        ),
        Step(
            "ask_erasure",
            EVER,
            SAME,
            _REPORTER,
            _("请求清除"),
            (has_text, is_still_there, is_asked_once),
            why="个人信息保护法 §47",
        ),
        Step(
            "refuse_erasure",
            EVER,
            SAME,
            _UNIT,
            _("答复清除请求"),
            (has_text, is_asked),
            why="个人信息保护法 §50",
        ),
        Step(
            "erase_file",
            EVER,
            SAME,
            _UNIT,
            _("清除附件"),
            (has_ground, has_text, is_still_there),
            why="个人信息保护法 §47",
        ),
        Step(
            "erase_identity",
            EVER,
            SAME,
            _UNIT,
            _("清除反映人身份"),
            (has_ground, has_text, is_still_there, reporter_is_no_longer_needed),
            why="个人信息保护法 §47",
        ),
        Step("finish", ("IN_HAND",), "CLOSED", _UNIT, _("反馈结果"), (has_outcome, has_text), "STOPS"),
        Step(
            "take_back", ("TO_SIGN", "IN_HAND"), "WITHDRAWN", ("LEAD", "SUPERIOR"), _("撤回警情"), (), "STOPS"
        ),
        *OF_TASK,
        *extensions.OF_TASK,
        *OBJECTIONS_OF_TASK,
        *arrivals.OF_TASK,
        *supervisions.OF_TASK,
        *assists.OF_TASK,
        *conferrals.OF_TASK,
        *bundles.OF_TASK,
        *parts.OF_TASK,
        *commands.OF_TASK,
    ),
)

ASSIST_ONLY = frozenset({"finish", "take_back", "end_assist"}) | OF_LONGER
OF_REPORTER = frozenset(  # by the tracking page alone
    {"contest", "accept", "withdraw", "supplement", "rate", "ask_erasure"}
)
OF_ERASURE = frozenset({"erase_file", "erase_identity", "refuse_erasure"})
NOT_OF_ALARM = frozenset({"hold", "resume", "ask_extension"})  # danger to life waits for nothing
LEAD_ONLY = (
    frozenset({"refer", "correct", "answer", "close", "ask_assist", "grant_extension", "refuse_extension"})
    | OF_REPORTER
    | OF_TRANSFER
    | arrivals.OF_ARRIVAL
    | OF_ERASURE
    | OF_OBJECTION
    | supervisions.OF_SUPERVISION
    | conferrals.OF_CONFERRAL
    | bundles.OF_BUNDLE
    | parts.OF_PART
    | commands.OF_COMMAND
)
NOT_OF = {
    "LEAD": ASSIST_ONLY,
    "ASSIST": LEAD_ONLY | {"take_back"},  # the one key that undoes the one automatic act
    "ALARM": LEAD_ONLY
    | NOT_OF_ALARM
    | OF_LONGER
    | {"attach", "end_assist"},  # an alarm shows no files and takes none
}
"""Verbs that a task of this role does not know."""
