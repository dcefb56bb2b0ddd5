"""Who may read what of a mediation; the only reads that screens use."""

from heyi.mediation.access.lists import (
    Listed,
    OwedSoon,
    Upcoming,
    mediations_of_units,
    obligations_to_come,
    sessions_to_come,
)
from heyi.mediation.access.pages import (
    AgreementView,
    MediationView,
    NoteView,
    OwedView,
    PartyView,
    SignatureView,
    find_mediation_view,
    has_mediation,
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
from heyi.mediation.access.secrets import mark_of_code, mark_of_device

__all__ = [
    "AgreementView",
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
    "Taken",
    "Upcoming",
    "find_door",
    "find_mediation_view",
    "has_mediation",
    "mark_of_code",
    "mark_of_device",
    "mediations_of_units",
    "obligations_to_come",
    "own_mobile",
    "party_page",
    "rooms_of",
    "sessions_to_come",
    "taken_between",
]
