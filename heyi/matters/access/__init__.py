"""Who may reach which matter: the scope of each entrance, and the only reads that screens and endpoints use."""

from heyi.matters.access.files import (
    AttachmentView,
    attachments_of,
    find_attachment,
    live_files,
    room_for_files,
    tracked_attachments,
)
from heyi.matters.access.gists import Gist, find_gist
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
    "AttachmentView",
    "Gist",
    "LikenessView",
    "MatterView",
    "NoteView",
    "PartyView",
    "PublicNote",
    "PublicStatus",
    "WorkFilter",
    "WorkList",
    "WorkRow",
    "attachments_of",
    "entering",
    "find_attachment",
    "find_gist",
    "find_matter",
    "find_tracked",
    "live_files",
    "matter_view",
    "public_status",
    "public_statuses",
    "room_for_files",
    "tracked_attachments",
    "work_list",
]
