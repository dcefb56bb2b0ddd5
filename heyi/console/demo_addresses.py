"""The demo's first addresses: whom its mail server and robots have something to show of."""

from datetime import datetime

from heyi.accounts.access import people_of_unit
from heyi.journal.events import SYSTEM
from heyi.notices.access import addresses_of
from heyi.notices.codes import NoticeWay
from heyi.notices.operations import set_mail, set_robot
from heyi.orgs.access import directory
from heyi.web.scope import scope

CENTRE = "330502100-CENTRE"


def set_demo_addresses(at: datetime) -> None:
    """The demo's clerk gets mail and the clerk's unit a group, once, so that the stub's page has something to show."""
    centre = directory().unit_by_code(CENTRE)
    if centre is None:
        return
    clerk = next((person for person in people_of_unit(centre.id, at) if "CLERK" in person.roles), None)
    if clerk is None or addresses_of([clerk.person_id], [centre.id]):
        return
    with scope("admin"):
        set_robot(centre.id, NoticeWay.DINGTALK, "demo-group-of-zhili", by=SYSTEM, at=at)
        set_mail(clerk.person_id, "zhili.clerk@demo.example", at=at)
