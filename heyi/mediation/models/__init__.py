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
    "Booking",
    "CalendarFeed",
    "Complaint",
    "ConfidentialNote",
    "Confirmation",
    "FollowUp",
    "Look",
    "Mediation",
    "MeetingRoom",
    "Obligation",
    "Party",
    "Proposal",
    "Session",
    "Signature",
]
