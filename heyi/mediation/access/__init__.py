"""Who may read what of a mediation; the only reads that screens use."""

from heyi.mediation.access.calendars import (
    Booked,
    feed_since,
    person_of_feed,
    sessions_between,
    sessions_of_mediator,
)
from heyi.mediation.access.lists import (
    Listed,
    OwedSoon,
    Upcoming,
    mediations_of_units,
    obligations_to_come,
    refused_since,
    sessions_to_come,
)
from heyi.mediation.access.pages import (
    AgreementView,
    MediationView,
    NoteView,
    OwedView,
    PartyView,
    SignatureView,
    Standing,
    find_mediation_view,
    has_mediation,
    mediation_standing,
)
from heyi.mediation.access.parties import (
    PartyDoor,
    PartyGone,
    PartyPage,
    find_door,
    own_mobile,
    party_page,
)
from heyi.mediation.access.rooms import RoomView, Taken, rooms_of, taken_between
from heyi.mediation.access.secrets import code_of, mark_of_code, mark_of_device

__all__ = [
    "AgreementView",
    "Booked",
    "Listed",
    "MediationView",
    "NoteView",
    "OwedSoon",
    "OwedView",
    "PartyDoor",
    "PartyGone",
    "PartyPage",
    "PartyView",
    "RoomView",
    "SignatureView",
    "Standing",
    "Taken",
    "Upcoming",
    "code_of",
    "feed_since",
    "find_door",
    "find_mediation_view",
    "has_mediation",
    "mark_of_code",
    "mark_of_device",
    "mediation_standing",
    "mediations_of_units",
    "obligations_to_come",
    "own_mobile",
    "party_page",
    "person_of_feed",
    "refused_since",
    "rooms_of",
    "sessions_between",
    "sessions_of_mediator",
    "sessions_to_come",
    "taken_between",
]
