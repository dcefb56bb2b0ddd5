"""`heyi check`: what must hold for every matter at every moment, asked of the whole database as its owner."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

import psycopg
from django.db import connections

from heyi.journal.access import one_instant, standing_problems
from heyi.journal.rules import Problem
from heyi.journeys.checking_cities import CITIES
from heyi.journeys.checking_clocks import clock_problems, extension_problems
from heyi.journeys.checking_documents import DOCUMENTS, missing_documents
from heyi.journeys.checking_duty import DUTY
from heyi.journeys.checking_exhibits import exhibit_problems
from heyi.journeys.checking_groups import GROUPS
from heyi.journeys.checking_joint_work import JOINT_WORK
from heyi.journeys.checking_mediation import MEDIATIONS, paper_problems
from heyi.journeys.checking_notices import notice_problems
from heyi.journeys.checking_objections import objection_problems
from heyi.journeys.checking_on_site import ON_SITE
from heyi.journeys.checking_parties import PARTIES
from heyi.journeys.checking_parts import PARTS
from heyi.journeys.checking_rules import rule_problems
from heyi.journeys.checking_supervisions import supervision_problems
from heyi.journeys.files import infected_files, missing_files
from heyi.journeys.invariants import Invariant
from heyi.kernel.words import _
from heyi.matters.codes import Basis
from heyi.matters.rules import Share, reach_of
from heyi.matters.states import LIVE_MATTER, MATTER, TASK
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

_LIVE = str(LIVE_MATTER)
_LEADS = "t.role = 'LEAD' AND t.state NOT IN ('REFERRED', 'WITHDRAWN')"


INVARIANTS = (
    Invariant(
        "matter.no_lead",
        _("事项没有唯一的主办任务，或主办任务不在主办单位。"),
        f"""SELECT m.number FROM matters_matter m LEFT JOIN (
                SELECT t.county, t.matter_id, t.unit_id, count(*) AS count FROM dispatch_task t
                 WHERE {_LEADS} GROUP BY 1, 2, 3) AS led
                ON led.county = m.county AND led.matter_id = m.id AND led.unit_id = m.lead_unit_id
             WHERE led.count IS DISTINCT FROM 1""",
    ),
    Invariant(
        "matter.no_clock",
        _("在办事项没有走动的时限，也没有说明理由的暂停。"),
        f"""SELECT m.number FROM matters_matter m WHERE m.state IN {_LIVE} AND NOT EXISTS (
            SELECT FROM dispatch_task t JOIN dispatch_clock c ON c.county = t.county AND c.task_id = t.id
             WHERE t.county = m.county AND t.matter_id = m.id AND {_LEADS}
               AND (c.state = 'RUNNING' OR c.state = 'PAUSED' AND m.state = 'ON_HOLD' AND EXISTS (
                    SELECT FROM matters_note n
                     WHERE n.county = m.county AND n.matter_id = m.id AND n.what = 'hold')
                OR c.state = 'PAUSED' AND m.state = 'WITH_PARTNER'))""",
    ),
    Invariant(
        "matter.partner_differs",
        _("事项写明由谁接收转交，与转交记录不符。"),
        """SELECT m.number FROM matters_matter m LEFT JOIN matters_transfer t
               ON t.county = m.county AND t.matter_id = m.id AND t.state IN ('OFFERED', 'ACCEPTED')
             WHERE CASE WHEN m.state = 'CLOSED' THEN t.id IS NOT NULL
                        WHEN t.id IS NULL THEN m.partner <> ''
                        ELSE (m.partner, m.partner_ref) <> (t.partner, t.ref)
                             OR (m.state = 'WITH_PARTNER') <> (t.state = 'ACCEPTED')
                             OR m.state NOT IN ('TO_SIGN', 'IN_HAND', 'WITH_PARTNER') END""",
    ),
    Invariant(
        "matter.due_differs",
        _("事项的下一时限不是其走动时限中最早的。"),
        f"""SELECT m.number FROM matters_matter m LEFT JOIN (
                SELECT t.county, t.matter_id, min(c.due_at) AS due_at
                  FROM dispatch_task t JOIN dispatch_clock c ON c.county = t.county AND c.task_id = t.id
                 WHERE {_LEADS} AND c.state = 'RUNNING' GROUP BY 1, 2) AS running
                ON running.county = m.county AND running.matter_id = m.id
             WHERE m.next_due_at IS DISTINCT FROM running.due_at""",
    ),
    Invariant(
        "matter.does_not_follow",
        _("事项的状态与主办任务不一致。"),
        f"""SELECT m.number FROM matters_matter m JOIN dispatch_task t ON t.county = m.county AND t.matter_id = m.id
             WHERE {_LEADS} AND t.state <> m.state""",
    ),
    Invariant(
        "matter.off_table",
        _("事项的状态不在状态表中。"),
        f"SELECT number FROM matters_matter WHERE state NOT IN {MATTER.states}",
    ),
    Invariant(
        "task.off_table",
        _("任务的状态不在状态表中。"),
        f"""SELECT m.number FROM dispatch_task t JOIN matters_matter m ON m.county = t.county AND m.id = t.matter_id
             WHERE t.state NOT IN {TASK.states}""",
    ),
    Invariant(
        "task.ends_with_clock",
        _("任务已结束，时限还在走。"),
        f"""SELECT m.number FROM dispatch_task t JOIN dispatch_clock c ON c.county = t.county AND c.task_id = t.id
              JOIN matters_matter m ON m.county = t.county AND m.id = t.matter_id
             WHERE t.state NOT IN {_LIVE} AND c.state <> 'STOPPED'""",
    ),
    Invariant(
        "reach.repeats_wrong",
        _("可达表与事项不一致。"),
        f"""SELECT m.number FROM matters_reach r JOIN matters_matter m ON m.county = r.county AND m.id = r.matter_id
             WHERE r.basis IN ('LEAD', 'SUPERIOR', 'HEAD', 'GROUP')
               AND (r.state, r.kind, r.region_code, r.urgency, r.is_live)
                   IS DISTINCT FROM (m.state, m.kind, left(m.region_code, 9), m.urgency, m.state IN {_LIVE})
                OR r.basis IN ('LEAD', 'SUPERIOR', 'HEAD', 'GROUP') AND r.next_due_at IS DISTINCT FROM m.next_due_at""",
    ),
    Invariant(
        "tally.differs",
        _("单位的事项计数与可达表不一致。"),
        """WITH told AS (SELECT unit_id, basis, state, is_live, urgency, sum(count) AS count
                         FROM matters_tally GROUP BY 1, 2, 3, 4, 5),
                true_ones AS (SELECT unit_id, basis, state, is_live, urgency, count(*) AS count
                         FROM matters_reach WHERE basis <> 'DENIED' GROUP BY 1, 2, 3, 4, 5)
           SELECT DISTINCT unit_id::text FROM told FULL JOIN true_ones USING (unit_id, basis, state, is_live, urgency)
            WHERE coalesce(told.count, 0) <> coalesce(true_ones.count, 0) ORDER BY 1""",
    ),
    Invariant(
        "mark.outlives_identity",
        _("反映人身份已清除，查找本人事项的标记还在。"),
        """SELECT DISTINCT m.number FROM intake_reportermark k
             JOIN matters_matter m ON m.county = k.county AND m.id = k.matter_id
            WHERE NOT EXISTS (SELECT FROM matters_identity i WHERE i.county = k.county
                                 AND i.matter_id = k.matter_id AND i.erased_at IS NULL)""",
    ),
    Invariant(
        "call.strange_partner",
        _("三方通话不是由这样一个协作系统登记的。"),
        """SELECT m.number FROM matters_call c JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id
            WHERE NOT EXISTS (SELECT FROM intake_partner p WHERE p.id = c.partner_id AND p.kind = c.partner_kind)""",
    ),
    Invariant(
        "report.no_matter",
        _("收到的反映没有立为事项。"),
        """SELECT r.source || '#' || r.key FROM intake_report r WHERE NOT EXISTS (
            SELECT FROM matters_matter m WHERE m.county = r.matter_county AND m.id = r.matter_id)""",
    ),
    *DOCUMENTS,
    *DUTY,
    *JOINT_WORK,
    *PARTIES,
    *GROUPS,
    *MEDIATIONS,
    *ON_SITE,
    *PARTS,
    *CITIES,
)

# Each table is read once and grouped; asking matter by matter costs three walks through indexes for each.
_SHARES = """
SELECT m.number, task.shares, subject.units, reach.held
  FROM matters_matter m
  LEFT JOIN (SELECT t.county, t.matter_id,
                    array_agg(t.unit_id || ':' || CASE WHEN t.state = 'REFERRED' THEN 'FORMER'
                              WHEN t.role = 'ASSIST' AND t.state = 'CLOSED' THEN 'ASSIST:over' ELSE t.role END
                              ORDER BY t.unit_id, t.role, t.state) AS shares
               FROM (SELECT county, matter_id, unit_id, role, state FROM dispatch_task WHERE state <> 'WITHDRAWN'
                      UNION SELECT county, matter_id, unit_id, 'GROUP', '' FROM dispatch_groupmember
                             WHERE left_at IS NULL
                      UNION SELECT county, matter_id, head_unit_id, 'HEAD', '' FROM dispatch_part) AS t
              GROUP BY 1, 2) AS task
    ON task.county = m.county AND task.matter_id = m.id
  LEFT JOIN (SELECT s.county, s.matter_id, array_agg(s.unit_id ORDER BY s.unit_id) AS units
               FROM matters_subjectunit s WHERE s.lifted_at IS NULL GROUP BY 1, 2) AS subject
    ON subject.county = m.county AND subject.matter_id = m.id
  LEFT JOIN (SELECT r.county, r.matter_id, array_agg(r.unit_id || ':' || r.basis ORDER BY r.unit_id) AS held
               FROM matters_reach r GROUP BY 1, 2) AS reach
    ON reach.county = m.county AND reach.matter_id = m.id
"""


def count_matters(using: str = "owner") -> int:
    """How many matters there are."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matters_matter")
        return int(cursor.fetchone()[0])


def check_problems(using: str = "owner", *, at: datetime) -> Iterator[Problem]:
    """Every invariant that does not hold, with the matter's number; then consumers and deliveries that are stuck."""
    with one_instant(using):
        for invariant in INVARIANTS:
            yield from _broken(invariant, using)
        yield from _reach_problems(using)
        yield from clock_problems(using)
        yield from extension_problems(using)
        yield from objection_problems(using)
        yield from supervision_problems(using)
        yield from rule_problems(using, at=at)
        yield from notice_problems(using, at=at)
        yield from paper_problems(using, at=at)
        yield from missing_files(using)
        yield from missing_documents(using)
        yield from infected_files(using)
        yield from exhibit_problems(using, at=at)
        yield from standing_problems(using, at=at)


def _broken(invariant: Invariant, using: str) -> Iterator[Problem]:
    with connections[using].cursor() as cursor:
        cursor.execute(invariant.sql)
        for (where,) in cursor.fetchall():
            yield Problem(invariant.code, where, invariant.sentence)


def _reach_problems(using: str) -> Iterator[Problem]:
    """Whether each matter's reach is what its tasks, its subjects and today's tree give."""
    trees = directory()
    connection = connections[using]
    connection.ensure_connection()

    @lru_cache(maxsize=50_000)
    def expected(shares: tuple[str, ...], subjects: tuple[int, ...]) -> tuple[str, ...]:
        return _expected_reach(shares, subjects, trees)

    with psycopg.ServerCursor(connection.connection, "check_reach") as cursor:
        cursor.execute(_SHARES, binary=True)
        for number, shares, subjects, reach in cursor:
            if expected(tuple(shares or ()), tuple(subjects or ())) != tuple(reach or ()):
                yield Problem("reach.incomplete", number, _("可达表与任务、回避单位和组织树不符。"))


def _expected_reach(shares: tuple[str, ...], subjects: tuple[int, ...], trees: Directory) -> tuple[str, ...]:
    parts = [share.split(":") for share in shares]
    held = [Share(int(unit), Basis(basis), is_over=bool(over)) for unit, basis, *over in parts]
    reach = reach_of(held, subjects, trees)
    return tuple(f"{unit}:{basis.value}" for unit, basis in sorted(reach.items()))
