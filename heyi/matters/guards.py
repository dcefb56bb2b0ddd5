"""Guards of erasing for good, and of the reporter's request for it: plain questions to the facts of a step."""

from collections.abc import Mapping

from heyi.kernel.flow import Refusal
from heyi.kernel.words import _
from heyi.matters.codes import ErasureGround

_Facts = Mapping[str, object]


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
