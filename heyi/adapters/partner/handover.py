"""What a partner's document means to the house: a report with what the partner knows of it, or the record of a call."""

from dataclasses import dataclass

from heyi.intake.rules import Report
from heyi.matters.calls import Call


@dataclass(frozen=True, slots=True)
class Handover:
    """A matter handed over. `nature` and `field` are codes where the partner says so; `remark`: what it did before."""

    report: Report
    nature: str = ""
    field: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A three-way call about the matter of a tracking code."""

    tracking_code: str
    call: Call
