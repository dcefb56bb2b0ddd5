"""What must hold of mediations: nothing without consent, nothing binding without every signature, sums that add up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connections

from heyi.journal.rules import Problem
from heyi.journeys.invariants import Invariant, has_read
from heyi.kernel.words import _

_OF = "JOIN matters_matter m ON m.county = d.county AND m.id = d.matter_id"
_MEDIATION = f"mediation_mediation d {_OF}"
_AGREEMENT = f"""mediation_agreement a JOIN mediation_mediation d ON d.county = a.county AND d.id = a.mediation_id
                 {_OF}"""
# Renewals are read once: an index by what a body says would cost every event.
_RENEWED = """SELECT body::jsonb -> 'facts' ->> 'party' AS party, count(*) AS times FROM journal_event
               WHERE verb = 'mediation.link_renewed' GROUP BY 1"""
_BINDS = "('EFFECTIVE', 'PERFORMED', 'BROKEN')"

MEDIATIONS = (
    Invariant(
        "mediation.without_consent",
        _("调解在进行，或者达成了协议，却有当事人没有同意。"),
        f"""SELECT DISTINCT m.number FROM {_MEDIATION} WHERE d.state IN ('MEDIATING', 'SIGNING', 'AGREED')
              AND EXISTS (SELECT FROM mediation_party p WHERE p.county = d.county AND p.mediation_id = d.id
                             AND p.consent <> 'GIVEN')""",
    ),
    Invariant(
        "mediation.one_sided",
        _("调解已经开始，却没有申请人或者被申请人。"),
        f"""SELECT m.number FROM {_MEDIATION} WHERE d.began_at IS NOT NULL AND (
               SELECT count(DISTINCT p.part) FILTER (WHERE p.part IN ('APPLICANT', 'RESPONDENT'))
                 FROM mediation_party p WHERE p.county = d.county AND p.mediation_id = d.id) < 2""",
    ),
    Invariant(
        "mediation.untold_remedies",
        _("调解没有成功，却没有告知当事人其他途径。"),
        f"SELECT m.number FROM {_MEDIATION} WHERE d.state = 'ENDED' AND d.told_remedies_at IS NULL",
    ),
    Invariant(
        "mediation.stopped_and_goes_on",
        _("当事人要求停止，调解却没有因此终止，或者没有写明由谁听到。"),
        f"""SELECT DISTINCT m.number FROM {_MEDIATION} JOIN mediation_party p
               ON p.county = d.county AND p.mediation_id = d.id AND p.consent = 'STOPPED'
             WHERE d.state <> 'ENDED' OR d.ending <> 'UNWILLING' OR (p.consent_way <> 'LINK' AND p.heard_by IS NULL)""",
    ),
    Invariant(
        "mediation.complaint_self_answered",
        _("对调解员的投诉或者更换申请，由调解员本人答复，或者答复没有写明内容。"),
        f"""SELECT DISTINCT m.number FROM mediation_complaint c
              JOIN mediation_mediation d ON d.county = c.county AND d.id = c.mediation_id {_OF}
             WHERE c.outcome <> '' AND (c.answered_by IS NOT DISTINCT FROM c.mediator_id
                OR (c.outcome <> 'MET' AND c.answer = ''))""",
    ),
    Invariant(
        "mediation.recusal_unsettled",
        _("更换调解员的申请没有答复，却不再等待；或者都有了答复，却还在等待。"),
        f"""SELECT m.number FROM {_MEDIATION} WHERE (d.recusal_asked_at IS NULL) = EXISTS (
               SELECT FROM mediation_complaint c WHERE c.county = d.county AND c.mediation_id = d.id
                  AND c.about = 'RECUSAL' AND c.outcome = '' AND c.mediator_id IS NOT NULL)
              AND NOT EXISTS (SELECT FROM mediation_complaint c WHERE c.county = d.county
                  AND c.mediation_id = d.id AND c.about = 'RECUSAL' AND c.mediator_id IS NULL)""",
    ),
    Invariant(
        "mediation.link_not_renewed",
        _("当事人链接的次数，与日志里换发的次数不符。"),
        f"""WITH told AS MATERIALIZED ({_RENEWED})
            SELECT DISTINCT m.number FROM {_MEDIATION}
              JOIN mediation_party p ON p.county = d.county AND p.mediation_id = d.id
              LEFT JOIN told ON told.party = p.id::text
             WHERE p.link <> coalesce(told.times, 0)""",
    ),
    Invariant(
        "mediation.look_by_mediator",
        _("复看由调解员本人记录，或者没有写明内容。"),
        f"""SELECT DISTINCT m.number FROM mediation_look l
              JOIN mediation_mediation d ON d.county = l.county AND d.id = l.mediation_id {_OF}
             WHERE l.by_id = l.mediator_id OR l.text = ''""",
    ),
    Invariant(
        "mediation.no_term",
        _("调解在进行，却没有期限。"),
        f"SELECT m.number FROM {_MEDIATION} WHERE d.state IN ('MEDIATING', 'SIGNING') AND d.due_at IS NULL",
    ),
    Invariant(
        "agreement.unsigned",
        _("协议已经生效，却有当事人或者调解员没有签名，或者签的不是这个文本。"),
        f"""SELECT DISTINCT m.number FROM {_AGREEMENT} WHERE a.state IN {_BINDS} AND (
               EXISTS (SELECT FROM mediation_party p WHERE p.county = a.county AND p.mediation_id = a.mediation_id
                          AND NOT EXISTS (SELECT FROM mediation_signature s WHERE s.county = a.county
                              AND s.agreement_id = a.id AND s.side = p.side AND s.content_hash = a.content_hash))
            OR NOT EXISTS (SELECT FROM mediation_signature s WHERE s.county = a.county AND s.agreement_id = a.id
                              AND s.person_id IS NOT NULL AND s.content_hash = a.content_hash))""",
    ),
    Invariant(
        "agreement.unreviewed",
        _("协议涉及未成年人或者行为能力受限的人，却没有经另一人复核。"),
        f"""SELECT DISTINCT m.number FROM {_AGREEMENT} WHERE a.state IN {_BINDS}
              AND (a.reviewed_by IS NULL OR a.reviewed_by = d.mediator_id)
              AND EXISTS (SELECT FROM mediation_party p WHERE p.county = a.county AND p.mediation_id = a.mediation_id
                             AND p.capacity IN ('MINOR', 'LIMITED'))""",
    ),
    Invariant(
        "agreement.sum_differs",
        _("协议应付的总额与履行清单的合计不符。"),
        f"""SELECT DISTINCT m.number FROM {_AGREEMENT}
             CROSS JOIN LATERAL jsonb_array_elements(a.clauses) WITH ORDINALITY AS c (term, place)
             WHERE a.state IN {_BINDS} AND c.term ->> 'kind' = 'PAY'
               AND (c.term ->> 'amount')::numeric IS DISTINCT FROM (
                   SELECT sum(o.amount) FROM mediation_obligation o
                    WHERE o.county = a.county AND o.agreement_id = a.id AND o.clause = c.place)""",
    ),
    Invariant(
        "agreement.paper_differs",
        _("登记的协议书不是这件调解的文书，或者不是生效后制作的协议书。"),
        f"""SELECT DISTINCT m.number FROM {_AGREEMENT} WHERE a.paper IS NOT NULL AND (
               a.effective_at IS NULL OR NOT EXISTS (
               SELECT FROM mediation_paper p JOIN documents_document doc ON doc.id = p.document
                WHERE p.county = a.county AND p.mediation_id = a.mediation_id AND p.document = a.paper
                  AND p.kind IN ('AGREEMENT', 'ORAL_AGREEMENT') AND NOT p.is_to_sign))""",
    ),
    Invariant(
        "agreement.performed_early",
        _("协议登记为已履行，却还有没有完成的事。"),
        f"""SELECT DISTINCT m.number FROM {_AGREEMENT} WHERE a.state = 'PERFORMED'
              AND EXISTS (SELECT FROM mediation_obligation o WHERE o.county = a.county AND o.agreement_id = a.id
                             AND o.state <> 'DONE')""",
    ),
    Invariant(
        "agreement.broken_differs",
        _("协议记为未按约履行，却没有未履行的事；或者有未履行的事，却没有这样记。"),
        f"""SELECT DISTINCT m.number FROM {_AGREEMENT} WHERE a.state IN ('EFFECTIVE', 'BROKEN')
              AND (a.state = 'BROKEN') <> EXISTS (SELECT FROM mediation_obligation o
                   WHERE o.county = a.county AND o.agreement_id = a.id AND o.state = 'BROKEN')""",
    ),
    Invariant(
        "confirmation.not_joint",
        _("已经向法院申请司法确认，却有当事人没有同意共同申请。"),
        f"""SELECT DISTINCT m.number FROM mediation_confirmation c
              JOIN mediation_mediation d ON d.county = c.county AND d.id = c.mediation_id {_OF}
             WHERE c.applied_at IS NOT NULL AND EXISTS (SELECT FROM mediation_party p
                   WHERE p.county = c.county AND p.mediation_id = c.mediation_id AND p.side <> ALL (c.joined))""",
    ),
    Invariant(
        "session.holds_nothing",
        _("待开的调解没有占用调解员的时间，或者已经结束的还占着。"),
        f"""SELECT DISTINCT m.number FROM mediation_session s
              JOIN mediation_mediation d ON d.county = s.county AND d.id = s.mediation_id {_OF}
             WHERE (s.state = 'PLANNED') IS DISTINCT FROM EXISTS (
                   SELECT FROM mediation_booking b WHERE b.county = s.county AND b.session_id = s.id
                      AND b.released_at IS NULL)""",
    ),
    Invariant(
        "session.outlives_mediation",
        _("调解已经结束，却还有以后的安排占着时间。"),
        f"""SELECT DISTINCT m.number FROM mediation_session s
              JOIN mediation_mediation d ON d.county = s.county AND d.id = s.mediation_id {_OF}
             WHERE s.state = 'PLANNED' AND s.starts_at > d.ended_at""",
    ),
)

PAPER_WITHIN = timedelta(hours=1)
_CONCLUDED = """e.county = m.county AND e.matter_id = m.id
         AND e.verb IN ('agreement.concluded', 'agreement.settled')"""
_NO_PAPER = f"""SELECT m.number FROM {_AGREEMENT}
     WHERE a.state IN {_BINDS} AND a.paper IS NULL AND a.effective_at < %s
       AND ({has_read("papers", _CONCLUDED)} OR NOT EXISTS (SELECT FROM journal_cursor WHERE name = 'papers'))"""


def paper_problems(using: str = "owner", *, at: datetime) -> Iterator[Problem]:
    """Agreements that bind for an hour and have no paper yet.

    One that was signed without a line and told us hours later binds since then: until its paper could be asked for,
    nothing is wrong. Where no worker has ever read, nobody else would tell.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(_NO_PAPER, [at - PAPER_WITHIN])
        for (number,) in cursor.fetchall():
            yield Problem("agreement.no_paper", number, _("协议生效超过一小时，还没有生成协议书。"))
