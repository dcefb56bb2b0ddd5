"""Tables of mediation."""

from heyi.mediation.models.agreements import (
    Agreement,
    Complaint,
    Confirmation,
    FollowUp,
    Look,
    Obligation,
    Signature,
)
from heyi.mediation.models.mediations import Mediation, Party
from heyi.mediation.models.papers import Binding, Exhibit, Paper
from heyi.mediation.models.sessions import (
    AgreedFact,
    Booking,
    CalendarFeed,
    ConfidentialNote,
    MeetingRoom,
    Proposal,
    Session,
)

__all__ = [
    "AgreedFact",
    "Agreement",
    "Binding",
    "Booking",
    "CalendarFeed",
    "Complaint",
    "ConfidentialNote",
    "Confirmation",
    "Exhibit",
    "FollowUp",
    "Look",
    "Mediation",
    "MeetingRoom",
    "Obligation",
    "Paper",
    "Party",
    "Proposal",
    "Session",
    "Signature",
]
