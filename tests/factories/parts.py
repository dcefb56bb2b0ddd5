"""Parts as they come into being in life: split off by the hand of the unit that leads the head."""

from heyi.dispatch.operations import NewPart
from heyi.journeys.splitting import Split, split
from tests.factories.matters import MORNING, ZHILI, desk, step, unit


def splits(head, *, by=ZHILI, at=MORNING, **given) -> Split:
    """A wage claim split off a matter of Zhili; `to` is a unit's code."""
    named = {"kind": "DISPUTE.LABOUR", "title": "拖欠工资", "text": "工地欠一名工人两个月工资。", **given}
    if "to" in named:
        named["to_unit"] = unit(named.pop("to"))
    with desk(by):
        return split(head.key, step=step(by, at=at), part=NewPart(**named))
