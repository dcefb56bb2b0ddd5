"""What must hold of command groups: none outlives its matter, none has whom it is about, all who belong see it."""

from heyi.journeys.invariants import Invariant
from heyi.kernel.words import _
from heyi.matters.states import LIVE_MATTER

_LIVE = str(LIVE_MATTER)
_OPEN = "dispatch_commandgroup g JOIN matters_matter m ON m.county = g.county AND m.id = g.matter_id"
_PRESENT = """dispatch_groupmember u JOIN matters_matter m ON m.county = u.county AND m.id = u.matter_id
              LEFT JOIN matters_reach r
                ON r.county = u.county AND r.matter_id = u.matter_id AND r.unit_id = u.unit_id"""

GROUPS = (
    Invariant(
        "group.outlives_matter",
        _("事项已办结，指挥组还没有解散，或者事项上记的与指挥组不符。"),
        f"""SELECT m.number FROM matters_matter m
             WHERE m.is_commanded AND (m.state NOT IN {_LIVE} OR NOT EXISTS (SELECT FROM dispatch_commandgroup g
                   WHERE g.county = m.county AND g.matter_id = m.id AND g.ended_at IS NULL))
             UNION SELECT m.number FROM {_OPEN} WHERE g.ended_at IS NULL AND NOT m.is_commanded""",
    ),
    Invariant(
        "group.member_denied",
        _("指挥组里有应当回避的单位。"),
        f"SELECT DISTINCT m.number FROM {_PRESENT} WHERE u.left_at IS NULL AND r.basis = 'DENIED'",
    ),
    Invariant(
        "group.member_sees_nothing",
        _("指挥组成员看不到事项。"),
        f"""SELECT DISTINCT m.number FROM {_PRESENT}
             WHERE u.left_at IS NULL AND (r.basis IS NULL OR r.basis = 'FORMER')""",
    ),
    Invariant(
        "group.no_lead",
        _("指挥组没有组长。"),
        f"""SELECT m.number FROM {_OPEN} WHERE g.ended_at IS NULL AND NOT EXISTS (
            SELECT FROM dispatch_groupmember u WHERE u.county = g.county AND u.group_id = g.id
               AND u.part = 'LEAD' AND u.left_at IS NULL)""",
    ),
    Invariant(
        "group.left_open",
        _("指挥组已解散，还有成员或没有了结的任务。"),
        f"""SELECT DISTINCT m.number FROM {_OPEN} WHERE g.ended_at IS NOT NULL AND (
               EXISTS (SELECT FROM dispatch_groupmember u WHERE u.county = g.county AND u.group_id = g.id
                          AND u.left_at IS NULL)
            OR EXISTS (SELECT FROM dispatch_grouporder o WHERE o.county = g.county AND o.group_id = g.id
                          AND o.state = 'OPEN'))""",
    ),
)
