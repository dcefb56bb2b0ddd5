"""The life cycles of a matter and of a unit's task, as tables. The matter follows its lead task."""

from collections.abc import Mapping

from heyi.evidence.codes import MOST_FILES
from heyi.kernel.flow import SAME, Flow, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.codes import Closing, HoldReason, MatterState, TaskState, Zone
from heyi.matters.guards import (
    has_ground,
    is_asked,
    is_asked_once,
    is_still_there,
    reporter_is_no_longer_needed,
)
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
CONTEST_DAYS = 30
RATING_DAYS = 30
LAWFUL_WAY_INSTEAD = {
    "petition": _("对信访处理意见不服的，请在 30 日内向上一级机关申请复查（信访工作条例第三十五条）。")
}

_Facts = Mapping[str, object]


def has_reason(facts: _Facts) -> Refusal | None:
    """The hold must stand on a ground of the closed list."""
    if facts.get("reason") in {reason.value for reason in HoldReason}:
        return None
    return Refusal("reason_needed", _("请选择中止的理由。"))


def is_centre_or_superior(facts: _Facts) -> Refusal | None:
    """Only a governance centre or a superior gives a matter to another unit; others object (退单) instead."""
    if facts.get("is_centre") or facts.get("is_superior"):
        return None
    return Refusal("centre_refers", _("只有社会治理中心或上级单位可以转办。"))


def has_other_unit(facts: _Facts) -> Refusal | None:
    """A referral needs a unit that is not the present one and that the matter is not about (信访工作条例 §30)."""
    if facts.get("to_unit") is None:
        return Refusal("unit_needed", _("请选择承接单位。"))
    if facts.get("to_unit") == facts.get("unit"):
        return Refusal("same_unit", _("事项已在该单位。"))
    if facts.get("to_unit_denied"):
        return Refusal("unit_is_subject", _("该单位是被反映的单位，不能承办。"))
    return None


def has_handler(facts: _Facts) -> Refusal | None:
    """A handler belongs to the unit, today."""
    return None if facts.get("handler") else Refusal("handler_needed", _("请选择本单位的经办人。"))


def no_open_assist(facts: _Facts) -> Refusal | None:
    """The lead does not close over an open assist."""
    if facts.get("open_assists"):
        return Refusal("assist_open", _("还有协办任务没有办结。"))
    return None


def channel_lets_contest(facts: _Facts) -> Refusal | None:
    """Where the law gives another way, say it (信访工作条例 §35, §36)."""
    way = LAWFUL_WAY_INSTEAD.get(str(facts.get("channel")))
    return Refusal("other_way", way) if way else None


def not_contested_before(facts: _Facts) -> Refusal | None:
    """One contest; after it the superior is asked."""
    if facts.get("contested"):
        return Refusal("contested_before", _("本事项已提出过一次异议，可向上级社会治理中心反映。"))
    return None


def within_contest_limit(facts: _Facts) -> Refusal | None:
    """Thirty days from the answer."""
    if facts.get("contest_expired"):
        return Refusal("contest_late", _("提出异议的期限（答复后 30 日）已过，可重新反映。"))
    return None


def has_files(facts: _Facts) -> Refusal | None:
    """Something must be there to attach."""
    return None if facts.get("files") else Refusal("files_needed", _("请选择文件。"))


def has_room(facts: _Facts) -> Refusal | None:
    """A matter takes so many files and no more."""
    files, held = facts.get("files"), facts.get("files_held")
    assert isinstance(files, int)  # noqa: S101 - attach counted them
    assert isinstance(held, int)  # noqa: S101
    if files + held <= MOST_FILES:
        return None
    return Refusal(
        "files_full",
        _("一件事项最多放 %(most)s 个文件，已有 %(held)s 个。"),
        {"most": str(MOST_FILES), "held": str(held)},
    )


def is_in_the_room(facts: _Facts) -> Refusal | None:
    """What is said in mediation stays with who mediates: a superior puts nothing there, and an alarm sees no file."""
    if facts.get("role") == "ALARM":
        return Refusal("alarm_only", _("仅收到警情的单位看不到附件，也不能添加。"))
    if facts.get("zone") == Zone.CONFIDENTIAL.value and not facts.get("is_unit"):
        return Refusal("not_in_the_room", _("只有承办单位可以放入调解保密的文件。"))
    return None


def corrects_something(facts: _Facts) -> Refusal | None:
    """A correction changes what was understood."""
    return None if facts.get("changes") else Refusal("nothing_corrected", _("没有改动，无需更正。"))


def denies_no_hand(facts: _Facts) -> Refusal | None:
    """Who is handling the matter cannot become whom it is about: first it is referred, or the alarm ended (§30)."""
    hands, denied = facts.get("live_units"), facts.get("denied")
    if isinstance(hands, frozenset) and isinstance(denied, frozenset) and hands & denied:
        return Refusal(
            "subject_has_task", _("这个单位或其下级正在承办或协办：请先转办（警情先撤回），再更正。")
        )
    return None


def superior_lifts(facts: _Facts) -> Refusal | None:
    """A denial is lifted by a second pair of eyes: a unit above the lead, or the lead where nothing is above."""
    if not facts.get("lifts") or facts.get("is_superior") or facts.get("is_top"):
        return None
    return Refusal("superior_lifts", _("解除回避要由承办单位的上级更正，请与上级联系。"))


def not_withdrawn(facts: _Facts) -> Refusal | None:
    """What the reporter took back is not contested or rated; it may be reported again."""
    if facts.get("closing") == Closing.WITHDRAWN:
        return Refusal("withdrawn", _("您已撤回这件事，可重新反映。"))
    return None


def no_live_alarm(facts: _Facts) -> Refusal | None:
    """A life in danger is not taken back by a link that anybody beside the reporter may hold: the police stay on it."""
    if facts.get("live_alarms"):
        return Refusal(
            "alarm_live", _("事情涉及生命危险，公安正在处置：处置结束前不能撤回，警情也不会因撤回而取消。")
        )
    return None


def within_rating_limit(facts: _Facts) -> Refusal | None:
    """A rating may be given and changed until thirty days after closing."""
    if facts.get("rating_expired"):
        return Refusal("rating_late", _("评价的期限（办结后 30 日）已过。"))
    return None


def says_something(facts: _Facts) -> Refusal | None:
    """An empty rating is none."""
    return None if facts.get("rated") else Refusal("rating_empty", _("请至少回答一项，或写一句话。"))


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
            "close", ("ANSWERED",), "CLOSED", _UNIT, _("办结"), (no_open_assist,), "STOPS", shown=_("已办结")
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
            (has_text,),
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
            (has_handler,),
        ),
        Step(
            "refer",
            ("TO_SIGN", "IN_HAND"),
            "REFERRED",
            _UNIT_OR_ABOVE,
            _("转办"),
            (no_open_transfer, is_centre_or_superior, has_other_unit, has_text),
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
            (no_open_transfer, has_reason, has_text),
            "PAUSES",
        ),
        Step("resume", ("ON_HOLD",), "IN_HAND", _UNIT, _("恢复"), clock="RESUMES"),
        Step(
            "answer",
            ("IN_HAND",),
            "ANSWERED",
            _UNIT,
            _("答复"),
            (no_open_transfer, has_text),
            "STOPS CONTACT HANDLE; STARTS CONFIRM",
        ),
        Step("close", ("ANSWERED",), "CLOSED", _UNIT, _("办结"), (no_open_assist,), "STOPS"),
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
        Step("finish", ("IN_HAND",), "CLOSED", _UNIT, _("反馈结果"), (has_text,), "STOPS"),
        Step(
            "take_back", ("TO_SIGN", "IN_HAND"), "WITHDRAWN", ("LEAD", "SUPERIOR"), _("撤回警情"), (), "STOPS"
        ),
        *OF_TASK,
    ),
)

ASSIST_ONLY = frozenset({"finish", "take_back"})  # take_back: the one key that undoes the one automatic act
NOT_OF_ALARM = frozenset({"attach"})  # an alarm shows no files and takes none
OF_REPORTER = frozenset(  # by the tracking page alone
    {"contest", "accept", "withdraw", "supplement", "rate", "ask_erasure"}
)
OF_ERASURE = frozenset({"erase_file", "erase_identity", "refuse_erasure"})
LEAD_ONLY = (
    frozenset({"refer", "correct", "hold", "resume", "answer", "close"})
    | OF_REPORTER
    | OF_TRANSFER
    | OF_ERASURE
)
