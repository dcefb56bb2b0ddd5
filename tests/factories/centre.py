"""The centre of Wuxing with a leader and two who take turns."""

from datetime import datetime, timedelta

import pytest

from heyi.accounts.access import rota_of
from heyi.accounts.operations import add_shift, plan_turn
from heyi.accounts.rules.duty import week_of
from heyi.kernel.clock import CHINA
from tests.factories.matters import WUXING, unit
from tests.factories.people import appointed, standing_of

AT = datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)  # a Tuesday, in the early shift
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
TODAY = AT.date()


class Centre:
    """The centre of Wuxing with a leader and two who take turns."""

    def __init__(self) -> None:
        self.unit = unit(WUXING)
        self.leader = standing_of(appointed(WUXING, "周敏", role="LEADER"))
        self.li = standing_of(appointed(WUXING, "李明", role="CLERK"))
        self.wang = standing_of(appointed(WUXING, "王芳", role="CLERK"))
        self.early = self.shift("早班", 8, 20)
        self.night = self.shift("夜班", 20, 8)

    def shift(self, name, begins, ends):
        return add_shift(
            self.unit,
            name=name,
            begins=begins * 60,
            ends=ends * 60,
            days=range(7),
            by=self.leader,
            at=AT - 30 * DAY,
        )

    def turn(self, shift, on, person, at=AT):
        return plan_turn(shift, on=on, person_id=person.person_id, by=self.leader, at=at)

    def rota(self, by=None, at=AT):
        return rota_of(self.unit, week_of(at.date()), by=by or self.leader, at=at)


def refused(error, do, *args, **given):
    with pytest.raises(error) as caught:
        do(*args, **given)
    return caught.value.code
