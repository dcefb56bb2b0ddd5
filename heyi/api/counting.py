"""What was taken and what was refused, counted: for Prometheus, and per partner and day in intake's own table."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from prometheus_client import Counter as Metric

from heyi.api.problems import Problem
from heyi.intake.access import PartnerFact
from heyi.intake.operations import count_rejection
from heyi.journeys.receive import Answer
from heyi.kernel.clock import now

TAKEN = Metric("heyi_reports_received_total", "Reports received over the API", ["outcome"])
REFUSED = Metric("heyi_reports_refused_total", "Reports refused over the API, by reason", ["code"])


@dataclass(slots=True)
class Sender:
    """Who sent what is being taken in; None until that is known."""

    partner: PartnerFact | None = None


@contextmanager
def counted(partner: PartnerFact | None = None) -> Iterator[Sender]:
    """Count the refusal of a single report that happens inside, on the partner that is known by then."""
    sender = Sender(partner)
    try:
        yield sender
    except Problem as problem:
        if sender.partner is not None:
            count_refusals(sender.partner, Counter([reason_of(problem)]))
        raise


def status_of(answer: Answer) -> int:
    """201 for a report that is new, 200 for one received before; counted."""
    TAKEN.labels("repeated" if answer.repeated else "received").inc()
    return 200 if answer.repeated else 201


def count_refusals(partner: PartnerFact, reasons: Counter[str]) -> None:
    """Count refusals by reason: one small transaction for each reason."""
    for reason, times in reasons.items():
        REFUSED.labels(reason).inc(times)
        count_rejection(partner.source, reason, at=now(), times=times)


def count_refused_stranger(code: str) -> None:
    """Count the refusal of somebody who has not shown who they are: by reason alone, nobody's name is believed."""
    REFUSED.labels(code).inc()


def reason_of(problem: Problem) -> str:
    """The first fault of a report, else the refusal's own code."""
    return problem.faults[0].code.value if problem.faults else problem.code
