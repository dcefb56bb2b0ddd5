"""What must hold between cities: one arrival for what came from one, no circles, and an end that both sides know."""

from heyi.journeys.invariants import Invariant
from heyi.kernel.words import _
from heyi.matters.states import LIVE_MATTER

_LIVE = str(LIVE_MATTER)
_ARRIVED = "matters_arrival a JOIN matters_matter m ON m.county = a.county AND m.id = a.matter_id"

CITIES = (
    Invariant(
        "arrival.missing",
        _("外市移交的事项没有来件记录，或者来件记录的编号、来源与事项不符。"),
        """SELECT m.number FROM matters_matter m JOIN intake_partner p ON m.source = 'partner:' || p.id
             LEFT JOIN matters_arrival a ON a.county = m.county AND a.matter_id = m.id
            WHERE p.kind = 'CITY' AND m.channel = 'city'
              AND (a.id IS NULL OR a.partner_id <> p.id OR a.number <> m.source_ref)""",
    ),
    Invariant(
        "arrival.ended_otherwise",
        _("外市来件已退回或收回，本市还在办；或者事项这样办结了，来件没有了结。"),
        f"""SELECT m.number FROM {_ARRIVED}
             WHERE a.state <> 'TAKEN' AND m.state IN {_LIVE}
                OR a.state = 'SENT_BACK' AND m.closing <> 'SENT_BACK'
                OR m.closing IN ('SENT_BACK', 'RECALLED') AND a.state <> m.closing""",
    ),
    Invariant(
        "arrival.in_circle",
        _("外市来件又移交给了它经过的城市。"),
        f"""SELECT DISTINCT m.number FROM {_ARRIVED}
             JOIN matters_transfer t ON t.county = a.county AND t.matter_id = a.matter_id
             JOIN intake_partner p ON p.id = t.partner_id
            WHERE p.kind = 'CITY' AND p.city = ANY (string_to_array(a.route, ','))""",
    ),
    Invariant(
        "arrival.twice",
        _("外市的同一次移交立了两件事项。"),
        f"""SELECT m.number FROM {_ARRIVED} WHERE EXISTS (SELECT FROM matters_arrival b
             WHERE b.partner_id = a.partner_id AND b.transfer = a.transfer AND b.id <> a.id)""",
    ),
    Invariant(
        "transfer.sealed_left",
        _("密封的事项移交给了外市。"),
        """SELECT DISTINCT m.number FROM matters_matter m
             JOIN matters_transfer t ON t.county = m.county AND t.matter_id = m.id
            WHERE m.confidentiality = 'SEALED' AND t.partner_kind = 'CITY'
              AND t.state IN ('OFFERED', 'ACCEPTED')""",
    ),
    Invariant(
        "transfer.with_kin",
        _("事项反映了须回避的单位，仍在与其有关的对方手里。"),
        """SELECT DISTINCT m.number FROM matters_matter m
             JOIN matters_transfer t ON t.county = m.county AND t.matter_id = m.id
             JOIN matters_subjectunit s ON s.county = m.county AND s.matter_id = m.id AND s.lifted_at IS NULL
             JOIN orgs_unit u ON u.id = s.unit_id
            WHERE t.state IN ('OFFERED', 'ACCEPTED') AND (t.partner_kind <> 'POLICE110' OR u.kind = 'POLICE')""",
    ),
)
