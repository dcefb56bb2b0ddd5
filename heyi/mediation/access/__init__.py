"""Who may read what of a mediation; the only reads that screens use."""

from heyi.mediation.access.calendars import (
    Booked,
    feed_since,
    person_of_feed,
    sessions_between,
    sessions_of_mediator,
)
from heyi.mediation.access.figures import Figures, Oddity, figures, oddities
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
from heyi.mediation.access.parties import PartyDoor, PartyPage, find_door, party_page
from heyi.mediation.access.rooms import RoomView, Taken, rooms_of, taken_between
from heyi.mediation.access.secrets import PartyErased, code_of, unsealed
from heyi.mediation.access.telling import (
    PartyText,
    addressees,
    owing,
    party_text,
    silent_parties,
)

__all__ = [
    "AgreementView",
    "Booked",
    "Figures",
    "Listed",
    "MediationView",
    "NoteView",
    "Oddity",
    "OwedSoon",
    "OwedView",
    "PartyDoor",
    "PartyErased",
    "PartyPage",
    "PartyText",
    "PartyView",
    "RoomView",
    "SignatureView",
    "Standing",
    "Taken",
    "Upcoming",
    "addressees",
    "code_of",
    "feed_since",
    "figures",
    "find_door",
    "find_mediation_view",
    "has_mediation",
    "mediation_standing",
    "mediations_of_units",
    "obligations_to_come",
    "oddities",
    "owing",
    "party_page",
    "party_text",
    "person_of_feed",
    "refused_since",
    "rooms_of",
    "sessions_between",
    "sessions_of_mediator",
    "sessions_to_come",
    "silent_parties",
    "taken_between",
    "unsealed",
]
