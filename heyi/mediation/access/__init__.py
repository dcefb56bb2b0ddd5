"""Who may read what of a mediation; the only reads that screens use."""

from heyi.mediation.access.figures import Figures, Oddity, figures, oddities
from heyi.mediation.access.lists import (
    Listed,
    OwedSoon,
    Upcoming,
    mediations_of_units,
    obligations_to_come,
    sessions_to_come,
)
from heyi.mediation.access.on_site import (
    OnSite,
    SiteParty,
    Waiting,
    find_waiting,
    lapsing,
    settled_on_site,
    site_agreement,
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
    "Figures",
    "Listed",
    "MediationView",
    "NoteView",
    "Oddity",
    "OnSite",
    "OwedSoon",
    "OwedView",
    "PartyDoor",
    "PartyErased",
    "PartyPage",
    "PartyText",
    "PartyView",
    "RoomView",
    "SignatureView",
    "SiteParty",
    "Taken",
    "Upcoming",
    "Waiting",
    "addressees",
    "code_of",
    "figures",
    "find_door",
    "find_mediation_view",
    "find_waiting",
    "has_mediation",
    "lapsing",
    "mediations_of_units",
    "obligations_to_come",
    "oddities",
    "owing",
    "party_page",
    "party_text",
    "rooms_of",
    "sessions_to_come",
    "settled_on_site",
    "silent_parties",
    "site_agreement",
    "taken_between",
    "unsealed",
]
