"""Honest figures of mediations, and files to look at again: counts with what they are counted of, never of a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.mediation.codes import Anomaly

HURRY_MINUTES = 10
MANY_A_DAY = 10  # by one mediator; forty is what a forged register once showed
PAGE = 200


@dataclass(frozen=True, slots=True)
class Figures:
    """Of mediations opened in a period: how many, how far they came. What was settled on site is counted apart.

    `broken` counts agreements of which a part was ever recorded as not performed, `mended` those of them that were
    performed in the end.
    """

    opened: int
    answered: int
    consented: int
    agreed: int
    owed: int
    performed: int
    broken: int
    mended: int
    confirmed: int
    refused: int
    on_site: int
    on_site_agreed: int
    on_site_owed: int
    on_site_performed: int


_FIGURES = """
SELECT count(*) FILTER (WHERE NOT d.on_site),
       count(*) FILTER (WHERE NOT d.on_site AND NOT EXISTS (SELECT FROM mediation_party p
           WHERE p.county = d.county AND p.mediation_id = d.id AND p.consent = 'ASKED')),
       count(*) FILTER (WHERE NOT d.on_site AND d.began_at IS NOT NULL),
       count(*) FILTER (WHERE NOT d.on_site AND d.state = 'AGREED'),
       count(*) FILTER (WHERE NOT d.on_site AND owed.something),
       count(*) FILTER (WHERE NOT d.on_site AND a.state = 'PERFORMED'),
       count(*) FILTER (WHERE NOT d.on_site AND owed.was_broken),
       count(*) FILTER (WHERE NOT d.on_site AND owed.was_broken AND a.state = 'PERFORMED'),
       count(*) FILTER (WHERE NOT d.on_site AND c.state = 'CONFIRMED'),
       count(*) FILTER (WHERE NOT d.on_site AND d.ending = 'UNWILLING'),
       count(*) FILTER (WHERE d.on_site),
       count(*) FILTER (WHERE d.on_site AND d.state = 'AGREED'),
       count(*) FILTER (WHERE d.on_site AND owed.something),
       count(*) FILTER (WHERE d.on_site AND a.state = 'PERFORMED')
  FROM mediation_mediation d
  LEFT JOIN mediation_agreement a ON a.county = d.county AND a.mediation_id = d.id AND a.state <> 'VOID'
  LEFT JOIN mediation_confirmation c ON c.county = d.county AND c.agreement_id = a.id AND c.state <> 'DROPPED'
 CROSS JOIN LATERAL (SELECT d.state = 'AGREED' AND count(*) > 0 AS something,
            d.state = 'AGREED'
              AND count(*) FILTER (WHERE o.state = 'BROKEN' OR o.broken_at IS NOT NULL) > 0 AS was_broken
       FROM mediation_obligation o WHERE o.county = d.county AND o.mediation_id = d.id) owed
 WHERE d.unit_id = ANY (%s) AND d.opened_at >= %s AND d.opened_at < %s
"""


def figures(units: Collection[int], *, start: datetime, end: datetime) -> Figures:
    """What became of the mediations that these units opened in a half-open period, as far as they are seen here."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, [list(units), start, end])
        return Figures(*cursor.fetchone())


@dataclass(frozen=True, slots=True)
class Oddity:
    """A file that somebody should look at again, and why; and what was last noted by who did."""

    anomaly: str
    county: str
    matter_id: UUID
    number: str
    unit_id: int
    mediator: str
    at: datetime
    mediation_id: UUID
    mediator_id: int
    verdict: str
    words: str
    looked_at: datetime | None


_SAME = """EXISTS (SELECT FROM mediation_party p JOIN mediation_party q ON q.county = p.county
              AND q.mediation_id = p.mediation_id AND q.side > p.side AND q.part <> p.part AND q.{mark} = p.{mark}
            WHERE p.county = d.county AND p.mediation_id = d.id AND p.{mark} <> '')"""
_TESTS: dict[Anomaly, str] = {
    Anomaly.ONE_PHONE: _SAME.format(mark="phone_mark"),
    Anomaly.ONE_DEVICE: _SAME.format(mark="device"),
    Anomaly.NEVER_REACHED: """d.state = 'AGREED' AND NOT EXISTS (SELECT FROM mediation_party p
            WHERE p.county = d.county AND p.mediation_id = d.id AND p.reached_at IS NOT NULL)""",
    Anomaly.HEARD_BY_ONE: """d.state = 'AGREED' AND (SELECT count(*) > 1 AND count(DISTINCT p.heard_by) = 1
              AND count(p.heard_by) = count(*) FROM mediation_party p
            WHERE p.county = d.county AND p.mediation_id = d.id AND p.consent_way = 'PHONE')""",
    Anomaly.IN_A_HURRY: f"""d.state = 'AGREED' AND NOT d.on_site
              AND d.ended_at < d.opened_at + interval '{HURRY_MINUTES} minutes'""",
    Anomaly.MANY_IN_A_DAY: f"""d.state = 'AGREED' AND (SELECT count(*) >= {MANY_A_DAY}
             FROM mediation_mediation e
            WHERE e.mediator_id = d.mediator_id AND e.state = 'AGREED'
              AND (e.ended_at AT TIME ZONE 'Asia/Shanghai')::date = (d.ended_at AT TIME ZONE 'Asia/Shanghai')::date)""",  # noqa: S608 - our own number
}
_ODD = """
SELECT %s, d.county, d.matter_id, m.number, d.unit_id, d.mediator, d.opened_at, d.id, d.mediator_id,
       coalesce(l.verdict, ''), coalesce(l.text, ''), l.at
  FROM mediation_mediation d JOIN matters_matter m ON m.county = d.county AND m.id = d.matter_id
  LEFT JOIN LATERAL (SELECT verdict, text, at FROM mediation_look
      WHERE county = d.county AND mediation_id = d.id AND anomaly = %s ORDER BY at DESC, id DESC LIMIT 1) l ON true
 WHERE d.unit_id = ANY (%s) AND d.opened_at >= %s AND d.opened_at < %s AND {test}
"""


def oddities(units: Collection[int], *, start: datetime, end: datetime) -> tuple[Oddity, ...]:
    """The files of these units that ask for a second look, each reason a line, what nobody saw first. One statement.

    It is no judgement, and for leaders alone: who calls answers for that.
    """
    parts, values = [], []
    for anomaly, test in _TESTS.items():
        parts.append(_ODD.format(test=test))
        values += [anomaly.value, anomaly.value, list(units), start, end]
    with connection.cursor() as cursor:
        cursor.execute(
            f"{' UNION ALL '.join(parts)} ORDER BY 12 NULLS FIRST, 7 DESC, 4, 1 LIMIT {PAGE}", values
        )
        return tuple(Oddity(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A complaint about a mediator that waits for a leader's answer."""

    complaint_id: UUID
    county: str
    matter_id: UUID
    mediation_id: UUID
    number: str
    unit_id: int
    mediator: str
    side: str
    text: str
    at: datetime


_UNANSWERED = """
SELECT c.id, c.county, c.matter_id, c.mediation_id, m.number, d.unit_id, d.mediator, c.side, c.text, c.at
  FROM mediation_complaint c
  JOIN mediation_mediation d ON d.county = c.county AND d.id = c.mediation_id
  JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id
 WHERE d.unit_id = ANY (%s) AND c.about = 'CONDUCT' AND c.outcome = ''
   AND c.mediator_id IS DISTINCT FROM %s AND d.mediator_id <> %s
 ORDER BY c.at, c.id LIMIT %s
"""


def complaints_waiting(units: Collection[int], *, person_id: int) -> tuple[Unanswered, ...]:
    """What is complained of in these units and not answered, the oldest first; none of this person. One statement.

    For leaders of the units, or above them, alone: who calls answers for that.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNANSWERED, [list(units), person_id, person_id, PAGE])
        return tuple(Unanswered(*row) for row in cursor.fetchall())
