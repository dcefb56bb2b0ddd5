"""Who may reach which matter: the scope of each entrance, and the only reads that screens and endpoints use."""

from heyi.matters.access.below import (
    IN_LINE,
    MOST_DUE,
    OF_UNIT,
    Answered,
    Load,
    answered_below,
    late_below,
    loads_below,
)
from heyi.matters.access.beside import Beside, Nearby, beside, is_shut_out
from heyi.matters.access.briefs import Brief, briefs, subjects_of_many
from heyi.matters.access.counts import BOUND, Counts, counts, end_of_day
from heyi.matters.access.erasures import (
    AskView,
    Erasure,
    OpenAsk,
    asks_of,
    identity_erasure,
    knows_reporter,
    waiting_asks,
)
from heyi.matters.access.files import (
    AttachmentView,
    attachments_of,
    erased_files,
    find_attachment,
    live_files,
    room_for_files,
    tracked_attachments,
)
from heyi.matters.access.finding import (
    Found,
    FoundList,
    found_by_keys,
    found_by_words,
    number_of_code,
)
from heyi.matters.access.gists import Gist, find_gist
from heyi.matters.access.indexing import Indexable, indexables
from heyi.matters.access.lists import PAGE, WorkFilter, WorkList, WorkRow, work_list
from heyi.matters.access.noticed import Noticed, noticed
from heyi.matters.access.pages import (
    LikenessView,
    MatterView,
    NoteView,
    PartyView,
    find_matter,
    matter_view,
    numbers_of,
)
from heyi.matters.access.progress import Progress, progress_of
from heyi.matters.access.ratings import GivenRating, find_rating
from heyi.matters.access.scope import entering, entering_as
from heyi.matters.access.seeing import Seeing, seeing_units
from heyi.matters.access.tracking import (
    PublicNote,
    PublicStatus,
    find_tracked,
    own_statuses,
    public_status,
    public_statuses,
)
from heyi.matters.access.transfers import (
    Offer,
    TransferView,
    find_matter_of_transfer,
    transfers_by_number,
    transfers_of,
    waiting_offers,
)

__all__ = [
    "BOUND",
    "IN_LINE",
    "MOST_DUE",
    "OF_UNIT",
    "PAGE",
    "Answered",
    "AskView",
    "AttachmentView",
    "Beside",
    "Brief",
    "Counts",
    "Erasure",
    "Found",
    "FoundList",
    "Gist",
    "GivenRating",
    "Indexable",
    "LikenessView",
    "Load",
    "MatterView",
    "Nearby",
    "NoteView",
    "Noticed",
    "Offer",
    "OpenAsk",
    "PartyView",
    "Progress",
    "PublicNote",
    "PublicStatus",
    "Seeing",
    "TransferView",
    "WorkFilter",
    "WorkList",
    "WorkRow",
    "answered_below",
    "asks_of",
    "attachments_of",
    "beside",
    "briefs",
    "counts",
    "end_of_day",
    "entering",
    "entering_as",
    "erased_files",
    "find_attachment",
    "find_gist",
    "find_matter",
    "find_matter_of_transfer",
    "find_rating",
    "find_tracked",
    "found_by_keys",
    "found_by_words",
    "identity_erasure",
    "indexables",
    "is_shut_out",
    "knows_reporter",
    "late_below",
    "live_files",
    "loads_below",
    "matter_view",
    "noticed",
    "number_of_code",
    "numbers_of",
    "own_statuses",
    "progress_of",
    "public_status",
    "public_statuses",
    "room_for_files",
    "seeing_units",
    "subjects_of_many",
    "tracked_attachments",
    "transfers_by_number",
    "transfers_of",
    "waiting_asks",
    "waiting_offers",
    "work_list",
]
