"""Rows of command groups as other moves change them: a group ends with its matter; whom it is about leaves at once."""

from collections.abc import Collection, Mapping
from datetime import datetime

from heyi.dispatch.codes import OrderState
from heyi.dispatch.queries import GroupRow, MemberRow, find_group
from heyi.journal.operations import Writes
from heyi.matters.operations import Held

Images = dict[str, Mapping[str, object]]
MEMBERS, ORDERS, GROUPS = "dispatch_groupmember", "dispatch_grouporder", "dispatch_commandgroup"


def end_group(held: Held, group: GroupRow, *, outcome: str, rows: Writes, at: datetime) -> Images:
    """Stand a group down: everybody leaves, what is open is dropped. Answers the images for the event."""
    dropped = {"state": OrderState.DROPPED.value, "ended_at": at}
    images = let_leave(held, group.present, rows=rows, at=at)
    images |= {f"order/{order.id}": dict(dropped) for order in group.open_orders}
    rows.update(ORDERS, [{"county": held.county, "id": order.id, **dropped} for order in group.open_orders])
    ended: dict[str, object] = {"ended_at": at, "outcome": outcome}
    rows.update(GROUPS, [{"county": held.county, "id": group.id, **ended}])
    return {**images, f"group/{group.id}": ended, f"matter/{held.id}": {"is_commanded": False}}


def let_leave(held: Held, members: Collection[MemberRow], *, rows: Writes, at: datetime) -> Images:
    """Have members leave, with nothing open that is theirs."""
    rows.update(MEMBERS, [{"county": held.county, "id": member.id, "left_at": at} for member in members])
    return {f"member/{member.id}": {"left_at": at} for member in members}


def end_with_matter(held: Held, *, rows: Writes, at: datetime) -> Images:
    """The matter is settled: no group outlives it."""
    group = find_group(held.county, held.id) if held.is_commanded else None
    if group is None or group.ended_at is not None:
        return {}
    return end_group(held, group, outcome="", rows=rows, at=at)


def shut_out(held: Held, denied: Collection[int], *, rows: Writes, at: datetime) -> Images:
    """Who turns out to be whom the matter is about leaves the group; without its lead it stands down (§30)."""
    group = find_group(held.county, held.id) if held.is_commanded and denied else None
    if group is None or group.ended_at is not None:
        return {}
    gone = [member for member in group.present if member.unit_id in denied]
    if any(member.leads for member in gone) or group.by_unit_id in denied:
        return end_group(held, group, outcome="", rows=rows, at=at)
    keys = {member.id for member in gone}
    dropped = {"state": OrderState.DROPPED.value, "ended_at": at}
    orders = [order for order in group.open_orders if order.member_id in keys]
    rows.update(ORDERS, [{"county": held.county, "id": order.id, **dropped} for order in orders])
    images = {f"order/{order.id}": dict(dropped) for order in orders}
    return {**images, **let_leave(held, gone, rows=rows, at=at)}
