"""What must hold of what parties said: by themselves, under the text that stands, and settled by who receives."""

from heyi.journeys.invariants import Invariant
from heyi.kernel.words import _

_OF = "JOIN matters_matter m ON m.county = {row}.county AND m.id = {row}.matter_id"
PARTIES = (
    Invariant(
        "mediation.not_willing",
        _("调解已经开始，却有当事人从未同意。"),
        f"""SELECT DISTINCT m.number FROM mediation_mediation d {_OF.format(row="d")}
              JOIN mediation_party p ON p.county = d.county AND p.mediation_id = d.id
             WHERE d.began_at IS NOT NULL AND p.consent IN ('ASKED', 'REFUSED')""",
    ),
    Invariant(
        "consent.spoken_for",
        _("当事人的同意没有本人的凭据：本人手机、他人听到的电话或者留存的书面材料。"),
        f"""SELECT m.number FROM mediation_party p {_OF.format(row="p")}
             WHERE p.consent = 'GIVEN' AND NOT CASE p.consent_way
                   WHEN 'LINK' THEN p.heard_by IS NULL
                   WHEN 'PHONE' THEN p.heard_by IS NOT NULL
                   ELSE p.consent_file IS NOT NULL END""",
    ),
    Invariant(
        "agreement.unsigned",
        _("生效的协议缺当事人的签名，或者签的不是这一稿。"),
        f"""SELECT DISTINCT m.number FROM mediation_agreement a {_OF.format(row="a")}
              JOIN mediation_party p ON p.county = a.county AND p.mediation_id = a.mediation_id
             WHERE a.state IN ('EFFECTIVE', 'PERFORMED', 'BROKEN') AND NOT EXISTS (
                   SELECT FROM mediation_signature s WHERE s.county = a.county AND s.agreement_id = a.id
                      AND s.side = p.side AND s.content_hash = a.content_hash)""",
    ),
    Invariant(
        "obligation.self_settled",
        _("应当履行的一方自己把这一项记成了已履行。"),
        f"""SELECT m.number FROM mediation_obligation o {_OF.format(row="o")}
             WHERE o.state = 'DONE' AND o.said_by = o.side""",
    ),
)
