"""外市来件: a matter that another city handed over. It is this city's until it is done, sent back, or recalled there.

The reporter follows it in the city where it was told: what happens here is said there (transfers.SAID).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.guards import no_live_alarm, no_open_assist, no_open_objection
from heyi.matters.transfers import has_text, no_open_transfer

_Facts = Mapping[str, object]
_OURS = ("TO_SIGN", "IN_HAND", "ON_HOLD", "ANSWERED")
_BEFORE_ANSWER = ("TO_SIGN", "IN_HAND")


@dataclass(frozen=True, slots=True)
class CityOffer:
    """What another city says of a matter beside the report: its transfer, its number, which unit, why, what is asked.

    `route` is every city that has had it, the first first and the sender last.
    """

    transfer: UUID
    number: str
    unit: str
    reason: str
    asked: str
    route: tuple[str, ...]


def has_arrived(facts: _Facts) -> Refusal | None:
    """Only what another city handed over goes back to one."""
    return None if facts.get("arrived") else Refusal("not_arrived", _("这件事不是外市移交的，不能退回。"))


OF_MATTER = (
    Step(
        "send_back",
        _BEFORE_ANSWER,
        "CLOSED",
        ("UNIT", "SUPERIOR"),
        _("退回移交的城市"),
        (no_open_assist,),
        "STOPS",
        shown=_("已退回移交的城市"),
    ),
    Step(
        "call_back",
        _OURS,
        "CLOSED",
        ("PARTNER",),
        _("移交的城市收回"),
        (no_live_alarm,),
        "STOPS",
        shown=_("移交的城市已收回"),
    ),
    Step("call_back", ("CLOSED",), SAME, ("PARTNER",), _("移交的城市收回")),
)
OF_TASK = (
    Step(
        "send_back",
        _BEFORE_ANSWER,
        "CLOSED",
        ("UNIT", "SUPERIOR"),
        _("退回移交的城市"),
        (has_arrived, no_open_transfer, no_open_objection, no_open_assist, has_text),
        "STOPS",
    ),
    Step(
        "call_back",
        _OURS,
        "CLOSED",
        ("PARTNER",),
        _("移交的城市收回"),
        (has_arrived, no_live_alarm),
        "STOPS",
    ),
    Step("call_back", ("CLOSED",), SAME, ("PARTNER",), _("移交的城市收回"), (has_arrived,)),
)
OF_ARRIVAL = frozenset({"send_back", "call_back"})
