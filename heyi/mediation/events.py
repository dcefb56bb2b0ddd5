"""Names of what mediation journals, one per verb of its Step table, and the rows' names in events and their tables."""

OPENED = "mediation.opened"
NAMED = "mediation.party_opened"
EVENT_OF: dict[str, str] = {
    "add_party": "mediation.party_added",
    "invite": "mediation.invited",
    "reach": "mediation.reached",
    "consent": "mediation.consented",
    "record_consent": "mediation.consent_recorded",
    "refuse": "mediation.refused",
    "record_refusal": "mediation.refusal_recorded",
    "declare": "mediation.declared",
    "replace_mediator": "mediation.mediator_replaced",
    "ask_recusal": "mediation.recusal_asked",
    "begin": "mediation.began",
    "plan": "mediation.session_planned",
    "call_off": "mediation.session_called_off",
    "write_up": "mediation.session_held",
    "write": "mediation.noted",
    "propose": "mediation.proposed",
    "reply": "mediation.proposal_answered",
    "state_fact": "mediation.fact_stated",
    "confirm_fact": "mediation.fact_confirmed",
    "strike_fact": "mediation.fact_struck",
    "extend": "mediation.extended",
    "warn": "mediation.due_soon",
    "draft": "agreement.drafted",
    "fix": "agreement.fixed",
    "unfix": "agreement.unfixed",
    "review": "agreement.reviewed",
    "sign": "agreement.signed",
    "record_signature": "agreement.signature_recorded",
    "decline": "agreement.declined",
    "conclude": "agreement.concluded",
    "stop": "mediation.stopped",
    "end": "mediation.ended",
    "perform": "agreement.performed",
    "say_paid": "agreement.paid_said",
    "remind": "agreement.reminded",
    "break_off": "agreement.broken",
    "follow_up": "mediation.followed_up",
    "complain": "mediation.complained",
}
BETWEEN_THEM = frozenset(
    EVENT_OF[verb]
    for verb in (
        "write",
        "propose",
        "reply",
        "state_fact",
        "confirm_fact",
        "strike_fact",
        "reach",
        "complain",
    )
)
"""What no history of a matter tells, not even that it was: what is confided, offered and conceded, and complaints."""
TABLE_OF: dict[str, str] = {
    "mediation": "mediation_mediation",
    "medparty": "mediation_party",
    "medsession": "mediation_session",
    "booking": "mediation_booking",
    "mednote": "mediation_confidentialnote",
    "proposal": "mediation_proposal",
    "agreedfact": "mediation_agreedfact",
    "agreement": "mediation_agreement",
    "signature": "mediation_signature",
    "obligation": "mediation_obligation",
    "followup": "mediation_followup",
    "medcomplaint": "mediation_complaint",
}
