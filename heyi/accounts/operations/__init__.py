"""Everything that changes people, appointments and links; higher modules import from here."""

from heyi.accounts.operations.appointments import CannotAppoint, propose, release, revoke
from heyi.accounts.operations.attempts import count_attempt, find_wait, forget_attempts, forget_sessions
from heyi.accounts.operations.demo import DemoPerson, NotADemo, demo_is_loaded, demo_people, load_demo_people
from heyi.accounts.operations.founding import FirstLink, make_administrators
from heyi.accounts.operations.links import (
    CannotLink,
    PasswordTooWeak,
    issue_link,
    issue_link_from_console,
    set_password_by_link,
)
from heyi.accounts.operations.people import (
    CannotChangePerson,
    add_person,
    choose_language,
    deactivate_person,
    reactivate_person,
    rename_person,
)
from heyi.accounts.operations.phone_codes import (
    CODE_LASTS,
    DIGITS,
    VISIT_LASTS,
    SentCode,
    Visit,
    close_visit,
    find_visit,
    forget_phone_codes,
    make_code,
    open_visit,
)
from heyi.accounts.operations.saved_views import (
    CannotSaveView,
    delete_view,
    put_view_first,
    rename_view,
    save_view,
)

__all__ = [
    "CODE_LASTS",
    "DIGITS",
    "VISIT_LASTS",
    "CannotAppoint",
    "CannotChangePerson",
    "CannotLink",
    "CannotSaveView",
    "DemoPerson",
    "FirstLink",
    "NotADemo",
    "PasswordTooWeak",
    "SentCode",
    "Visit",
    "add_person",
    "choose_language",
    "close_visit",
    "count_attempt",
    "deactivate_person",
    "delete_view",
    "demo_is_loaded",
    "demo_people",
    "find_visit",
    "find_wait",
    "forget_attempts",
    "forget_phone_codes",
    "forget_sessions",
    "issue_link",
    "issue_link_from_console",
    "load_demo_people",
    "make_administrators",
    "make_code",
    "open_visit",
    "propose",
    "put_view_first",
    "reactivate_person",
    "release",
    "rename_person",
    "rename_view",
    "revoke",
    "save_view",
    "set_password_by_link",
]
