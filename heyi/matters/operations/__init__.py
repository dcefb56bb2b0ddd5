"""Everything that writes matters; higher modules import from here."""

from heyi.matters.access.scope import MatterNotFound
from heyi.matters.operations.attaching import (
    attached_files,
    attachment_rows,
    images_of_attachments,
)
from heyi.matters.operations.calling import write_call
from heyi.matters.operations.changing import (
    Held,
    Showing,
    follow_in_reach,
    hold_matter,
    is_noted,
    lift_denial,
    save,
    save_reach,
    write_note,
)
from heyi.matters.operations.erasing import (
    erase_keys_again,
    find_asked,
    find_doomed,
    find_open_ask,
    has_identity,
    write_answer,
    write_ask,
    write_file_gone,
    write_identities_gone,
)
from heyi.matters.operations.judging import judge_likeness, keep_sameness_weights, link_likeness
from heyi.matters.operations.opening import NewMatter, Opening, Repeat, Subject, open_matter, prepare
from heyi.matters.operations.rating import write_rating
from heyi.matters.operations.reading import keep_whole_readings
from heyi.matters.operations.vault import (
    IdentityErased,
    contacts_to_send,
    open_identities,
    telephones_of,
)
from heyi.matters.operations.wiring import commitment_secret

__all__ = [
    "Held",
    "IdentityErased",
    "MatterNotFound",
    "NewMatter",
    "Opening",
    "Repeat",
    "Showing",
    "Subject",
    "attached_files",
    "attachment_rows",
    "commitment_secret",
    "contacts_to_send",
    "erase_keys_again",
    "find_asked",
    "find_doomed",
    "find_open_ask",
    "follow_in_reach",
    "has_identity",
    "hold_matter",
    "images_of_attachments",
    "is_noted",
    "judge_likeness",
    "keep_sameness_weights",
    "keep_whole_readings",
    "lift_denial",
    "link_likeness",
    "open_identities",
    "open_matter",
    "prepare",
    "save",
    "save_reach",
    "telephones_of",
    "write_answer",
    "write_ask",
    "write_call",
    "write_file_gone",
    "write_identities_gone",
    "write_note",
    "write_rating",
]
