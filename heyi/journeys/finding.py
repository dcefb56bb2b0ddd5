"""Finding by the end of a telephone number: for a purpose, and every matter that it leads to is noted as looked at."""

from datetime import datetime

from heyi.journal.events import Actor
from heyi.journal.operations import log_look
from heyi.matters.access import Found, found_by_phone_tail
from heyi.matters.codes import Purpose


def find_by_phone_tail(tail: str, *, by: Actor, purpose: Purpose, at: datetime) -> tuple[Found, ...]:
    """The newest matters of this scope whose reporter's telephone ends so; each stands in the access log now.

    In the scope of the person's own desk. Whoever calls counts the attempts.
    """
    found = found_by_phone_tail(tail)
    for each in found:
        log_look(each.county, each.matter_id, by=by, what="PHONE_TAIL", purpose=purpose.value, at=at)
    return found
