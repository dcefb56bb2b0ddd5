"""Guards of the steps: plain questions to the facts of a step. None lets it through, else it says why not."""

from collections.abc import Mapping

from heyi.evidence.codes import MOST_FILES
from heyi.kernel.flow import Refusal
from heyi.kernel.words import _
from heyi.matters.codes import Closing, ErasureGround, HoldReason, Zone

CONTEST_DAYS = 30
RATING_DAYS = 30
LAWFUL_WAY_INSTEAD = {
    "petition": _("对信访处理意见不服的，请在 30 日内向上一级机关申请复查（信访工作条例第三十五条）。"),
    "city": _("这件事由外市移交：请凭当地的查询码，在当地提出异议。"),
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


def no_open_objection(facts: _Facts) -> Refusal | None:
    """While it is open whose a matter is, nobody gives it on, answers it or lets its clocks stand still."""
    if facts.get("objects"):
        return Refusal("objection_open", _("退单异议还没有决定：请先撤回异议，或者等待决定。"))
    return None


def has_handler(facts: _Facts) -> Refusal | None:
    """A handler belongs to the unit, today."""
    return None if facts.get("handler") else Refusal("handler_needed", _("请选择本单位的经办人。"))


def is_there(facts: _Facts) -> Refusal | None:
    """Nobody is given a matter who is off duty, away, or no longer of the unit (accounts.codes.Presence)."""
    sentence = _ABSENT.get(str(facts.get("absence", "")))
    return Refusal(str(facts["absence"]).lower(), sentence) if sentence else None


_ABSENT = {
    "OFF_DUTY": _("现在不在班，不能承办：请选在班的人，或者先在“值班”里排班。"),
    "ON_LEAVE": _("正在请假，不能承办：请选别人，或者先销假。"),
    "INACTIVE": _("不在本单位任职，或账号已停用，不能承办。"),
    "RECUSED": _("也在被反映的单位任职，须回避，不能承办。"),
}


def nobody_has_it(facts: _Facts) -> Refusal | None:
    """What somebody has is not claimed: the one who has it is named."""
    who = facts.get("had_by")
    return Refusal("taken", _("%(who)s 已经在办这一件。"), {"who": str(who)}) if who else None


def is_as_left(facts: _Facts) -> Refusal | None:
    """What is put back is still in the hands in which it was left; nothing is taken from whoever has it since."""
    if not facts.get("had_by"):
        return Refusal("nobody_has_it", _("没有经办人，已经在待认领里。"))
    if facts.get("as_left"):
        return None
    return Refusal(
        "moved_on", _("现在由 %(who)s 经办，之后又变过，没有放回。"), {"who": str(facts["had_by"])}
    )


def no_open_assist(facts: _Facts) -> Refusal | None:
    """Nobody else closes over an open assist or part."""
    if facts.get("open_assists"):
        return Refusal("assist_open", _("还有协办任务没有办结。"))
    if facts.get("open_parts"):
        return Refusal("part_open", _("还有分项没有办结。"))
    return None


def reporter_is_spoken_to_here(facts: _Facts) -> Refusal | None:
    """Who reported is spoken to by the head's lead: a part's unit knows nobody."""
    if facts.get("is_part"):
        return Refusal("reporter_of_head", _("反映人由主件的主办单位联系。"))
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
    """A matter takes so many files and no more; how many it has is told to who sees all of them."""
    files, held = facts.get("files"), facts.get("files_held")
    assert isinstance(files, int)  # noqa: S101 - attach counted them
    assert isinstance(held, int)  # noqa: S101
    if files + held <= MOST_FILES:
        return None
    most = str(MOST_FILES)
    if not facts.get("is_unit"):
        return Refusal("files_full", _("一件事项最多放 %(most)s 个文件，这些放不下了。"), {"most": most})
    return Refusal(
        "files_full",
        _("一件事项最多放 %(most)s 个文件，已有 %(held)s 个。"),
        {"most": most, "held": str(held)},
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
    leads = facts.get("part_units")
    if isinstance(leads, frozenset) and isinstance(denied, frozenset) and leads & denied:
        return Refusal(
            "subject_has_part", _("这个单位或其下级正在承办一个分项：请先转办或结束那个分项，再更正。")
        )
    return None


def superior_lifts(facts: _Facts) -> Refusal | None:
    """A denial is lifted by a second pair of eyes: a unit above the lead, or the lead where nothing is above. What is
    denied a part for its head's sake is lifted there."""
    if facts.get("lifts_of_head"):
        return Refusal("lifted_with_head", _("主件反映的单位在主件上更正，分项随之更新。"))
    if not facts.get("lifts") or facts.get("is_superior") or facts.get("is_top"):
        return None
    return Refusal("superior_lifts", _("解除回避要由承办单位的上级更正，请与上级联系。"))


def not_withdrawn(facts: _Facts) -> Refusal | None:
    """What the reporter took back is not contested or rated; it may be reported again."""
    if facts.get("closing") == Closing.WITHDRAWN:
        return Refusal("withdrawn", _("您已撤回这件事，可重新反映。"))
    if facts.get("closing") in (Closing.SENT_BACK, Closing.RECALLED):
        return Refusal("gone_back", _("这件事已回到移交的城市，由当地办理。"))
    return None


def no_live_alarm(facts: _Facts) -> Refusal | None:
    """A life in danger is not taken back by a link that anybody beside the reporter may hold: the police stay on it."""
    if facts.get("live_alarms") or facts.get("alarmed_parts"):
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


def has_ground(facts: _Facts) -> Refusal | None:
    """What is erased goes for good: only on a ground of the law (个人信息保护法 §47)."""
    if facts.get("ground") in {ground.value for ground in ErasureGround}:
        return None
    return Refusal("ground_needed", _("请选择清除的依据。"))


def is_still_there(facts: _Facts) -> Refusal | None:
    """What was erased is not erased again."""
    return None if facts.get("is_there") else Refusal("erased_before", _("已经清除，或者不在这件事项里。"))


def reporter_is_no_longer_needed(facts: _Facts) -> Refusal | None:
    """Until the matter is closed somebody must be able to reach the reporter, unless the reporter asked (§47)."""
    if facts.get("live_alarms"):
        return Refusal("alarm_needs_identity", _("公安正在处置警情，还要联系反映人：处置结束后再清除。"))
    if facts.get("is_closed") or facts.get("asked"):
        return None
    return Refusal(
        "still_needed", _("事项还在办理，反映人也没有请求清除：办结以后再清除，否则联系不上反映人。")
    )


def is_asked_once(facts: _Facts) -> Refusal | None:
    """A request that waits for its answer is not made twice."""
    return Refusal("asked_before", _("您已经请求过，正等待承办单位答复。")) if facts.get("asked") else None


def is_asked(facts: _Facts) -> Refusal | None:
    """Only a request that is open can be answered."""
    return (
        None if facts.get("asked") else Refusal("not_asked", _("没有待答复的清除请求，可能别人刚刚答复了。"))
    )


def has_extension_ground(facts: _Facts) -> Refusal | None:
    """An extension stands on a ground of the closed list (dispatch.codes.ExtensionGround)."""
    return None if facts.get("has_ground") else Refusal("ground_needed", _("请选择延期的理由。"))


def may_be_extended(facts: _Facts) -> Refusal | None:
    """The rule says how much may be added in all; what was granted counts."""
    if not facts.get("handles"):
        return Refusal("no_clock_runs", _("办理时限没有在走，无需延期。"))
    if facts.get("may_add"):
        return None
    return Refusal("not_extendable", _("按规则，这个时限不能（再）延期。"))


def within_extension_cap(facts: _Facts) -> Refusal | None:
    """Not more than is left, and something."""
    amount, most = facts.get("amount"), facts.get("may_add")
    assert isinstance(amount, int)  # noqa: S101 - the form gave it
    assert isinstance(most, int)  # noqa: S101 - may_be_extended refused it otherwise
    if 0 < amount <= most:
        return None
    return Refusal("beyond_cap", _("按规则的单位，最多还可以延长 %(most)s，请改小。"), {"most": str(most)})


def asked_before_expiry(facts: _Facts) -> Refusal | None:
    """Who is late is late: time is asked for while there still is some."""
    if facts.get("is_overdue"):
        return Refusal("asked_late", _("办理时限已过，延期要在到期前申请。"))
    return None


def not_asked_already(facts: _Facts) -> Refusal | None:
    """One request at a time."""
    if facts.get("extension_asked"):
        return Refusal("asked_already", _("已有一份延期申请等待审批。"))
    return None


def extension_is_asked(facts: _Facts) -> Refusal | None:
    """There is a request to decide."""
    if facts.get("extension_asked"):
        return None
    return Refusal("nothing_asked", _("没有等待审批的延期申请。"))


def approver_decides(facts: _Facts) -> Refusal | None:
    """A leader of the unit where the rule says so (信访工作条例 §34), else the unit above, if one is."""
    if facts.get("is_superior") or facts.get("approver") == "LEADER" or facts.get("is_top"):
        return None
    return Refusal("superior_decides", _("这个时限的延期要由上级单位审批。"))


def second_pair_of_eyes(facts: _Facts) -> Refusal | None:
    """Nobody decides on an own request."""
    if facts.get("is_own_request"):
        return Refusal("own_request", _("自己的申请要由别人审批。"))
    return None
