"""What must hold of what was settled on site: it came as a report under its key, and binds nobody unconfirmed."""

from heyi.journeys.invariants import Invariant
from heyi.kernel.codes import CITY
from heyi.kernel.words import _

_MEDIATION = """mediation_mediation d JOIN matters_matter m ON m.county = d.county AND m.id = d.matter_id"""
_SITE = "d.on_site AND d.site_key <> ''"

ON_SITE = (
    Invariant(
        "on_site.no_report",
        _("现场调处没有对应的登记，或者没有手机上的时间。"),
        f"""SELECT m.number FROM {_MEDIATION} WHERE {_SITE} AND (d.captured_at IS NULL OR NOT EXISTS (
              SELECT FROM intake_report r WHERE r.county = '{CITY}' AND r.source = 'site:' || d.unit_id
                 AND r.key = d.opened_by || ':' || d.site_key AND r.matter_id = d.matter_id))""",
    ),
    Invariant(
        "on_site.not_read_back",
        _("现场调处没有宣读定稿的内容。"),
        f"""SELECT m.number FROM {_MEDIATION} WHERE {_SITE} AND NOT EXISTS (
              SELECT FROM mediation_agreement a WHERE a.county = d.county AND a.mediation_id = d.id
                 AND a.form = 'ORAL' AND a.content_hash <> '')""",
    ),
    Invariant(
        "on_site.consent_without_word",
        _("现场调处的当事人记为同意，却没有确认宣读的内容。"),
        f"""SELECT DISTINCT m.number FROM {_MEDIATION}
              JOIN mediation_party p ON p.county = d.county AND p.mediation_id = d.id
             WHERE {_SITE} AND d.state IN ('INVITING', 'AGREED') AND p.consent = 'GIVEN'
               AND p.consent_way = 'PAPER' AND NOT EXISTS (
              SELECT FROM mediation_signature s WHERE s.county = d.county AND s.mediation_id = d.id
                 AND s.side = p.side AND s.file = p.consent_file)""",
    ),
    Invariant(
        "on_site.nobody_works",
        _("现场调处的单位在事项上没有任务。"),
        f"""SELECT m.number FROM {_MEDIATION} WHERE {_SITE} AND NOT EXISTS (
              SELECT FROM dispatch_task t WHERE t.county = d.county AND t.matter_id = d.matter_id
                 AND t.unit_id = d.unit_id AND t.role IN ('LEAD', 'ASSIST'))""",
    ),
)
