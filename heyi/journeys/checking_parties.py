"""What must hold of what parties said: by themselves, under the text that stands, and settled by who receives."""

from heyi.journeys.invariants import Invariant
from heyi.kernel.words import _

_OF = "JOIN matters_matter m ON m.county = {row}.county AND m.id = {row}.matter_id"
PARTIES = (
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
        "signature.other_text",
        _("签的不是定稿的这一稿。"),
        f"""SELECT DISTINCT m.number FROM mediation_signature s {_OF.format(row="s")}
              JOIN mediation_agreement a ON a.county = s.county AND a.id = s.agreement_id
             WHERE s.content_hash <> a.content_hash""",
    ),
    Invariant(
        "obligation.self_settled",
        _("应当履行的一方自己把这一项记成了已履行。"),
        f"""SELECT m.number FROM mediation_obligation o {_OF.format(row="o")}
             WHERE o.state = 'DONE' AND o.said_by = o.side""",
    ),
)
