"""Who may reach which matter: the scope of each entrance, and the only reads that screens and endpoints use."""

from heyi.matters.access.briefs import Brief, briefs, subjects_of_many
from heyi.matters.access.finding import (
    Found,
    FoundList,
    found_by_keys,
    found_by_words,
    number_of_code,
)
from heyi.matters.access.indexing import Indexable, indexables
from heyi.matters.access.lists import WorkFilter, WorkList, WorkRow, work_list
from heyi.matters.access.pages import (
    LikenessView,
    MatterView,
    NoteView,
    PartyView,
    find_matter,
    matter_view,
)
from heyi.matters.access.scope import entering
from heyi.matters.access.tracking import (
    PublicNote,
    PublicStatus,
    find_tracked,
    public_status,
    public_statuses,
)

__all__ = [
    "Brief",
    "Found",
    "FoundList",
    "Indexable",
    "LikenessView",
    "MatterView",
    "NoteView",
    "PartyView",
    "PublicNote",
    "PublicStatus",
    "WorkFilter",
    "WorkList",
    "WorkRow",
    "briefs",
    "entering",
    "find_matter",
    "find_tracked",
    "found_by_keys",
    "found_by_words",
    "indexables",
    "matter_view",
    "number_of_code",
    "public_status",
    "public_statuses",
    "subjects_of_many",
    "work_list",
]
