"""What people judge of likely repeats teaches, overnight, how much place, issue, wording and days say here."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

import structlog

from heyi.matters.access import JudgedPair, entering, judged_pairs, sameness_weights
from heyi.matters.operations import keep_sameness_weights
from heyi.triage.sameness import SHIPPED, Told, Weights, sameness
from heyi.triage.weighing import Judged, is_enough, loss, unseen_loss, weighed

_log = structlog.get_logger()


def weights_in_use() -> Weights:
    """Those that this house learned, else those that Heyi ships. One query."""
    found = sameness_weights()
    return SHIPPED if found is None else Weights(**found)


def learn_of_judged_pairs(*, now: Callable[[], datetime]) -> bool:
    """Whether what was learned is better than what is shipped, on pairs it was not learned from; used only then."""
    with entering("worker"):
        judged = [_compared(pair) for pair in judged_pairs()]
    if not is_enough(judged):
        return False
    unseen, shipped = unseen_loss(judged), loss(judged, SHIPPED)
    weights = asdict(weighed(judged)) if unseen < shipped else None
    with entering("worker"):
        keep_sameness_weights(weights, pairs=len(judged), loss=unseen, shipped_loss=shipped, at=now())
    _log.info("sameness_weighed", pairs=len(judged), loss=unseen, shipped=shipped, used=weights is not None)
    return weights is not None


def _compared(pair: JudgedPair) -> Judged:
    return sameness(Told(*pair.one), Told(*pair.other)), pair.is_same
