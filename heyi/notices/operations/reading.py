"""Notices are read: one by one, with their matter, or all. Only the own ones are within the scope."""

from datetime import datetime
from uuid import UUID

from heyi.notices.models import Notice


def read_notice(person_id: int, notice_id: UUID, *, at: datetime) -> bool:
    """Whether it was there and unread. A drill's is acknowledged by this."""
    rows = Notice.objects.filter(person_id=person_id, id=notice_id, read_at=None)
    return bool(rows.update(read_at=at))


def read_all(person_id: int, *, upto: UUID, at: datetime) -> int:
    """Mark as read what stood on the page and before it; what came since stays. Drills are acknowledged one by one."""
    rows = Notice.objects.filter(person_id=person_id, id__lte=upto, read_at=None).exclude(kind="DRILL")
    return rows.update(read_at=at)


def read_of_matter(person_id: int, county: str, matter_id: UUID, *, at: datetime) -> int:
    """Who opens the matter has read what told of it. One statement."""
    rows = Notice.objects.filter(person_id=person_id, county=county, matter_id=matter_id, read_at=None)
    return rows.update(read_at=at)
