"""通报: published by a second person, journalled, and told to who signs in the units that stand on it, outside too."""

from datetime import timedelta
from typing import Any

import pytest

from heyi.accounts.access import standing
from heyi.accounts.rules import Standing
from heyi.dispatch.operations import CannotPublishBulletin
from heyi.journeys import bulletins
from heyi.journeys.checking import check_problems
from heyi.journeys.delivering import deliver_due
from heyi.journeys.verifying import verify_problems
from heyi.matters.access import entering
from heyi.notices.operations import set_mail
from tests.factories.matters import MORNING, WUXING, desk, received, unit
from tests.factories.noticing import arrived, listeners, people, person, sink  # noqa: F401 - fixtures

pytestmark = pytest.mark.usefixtures("people")
GIVEN = {"starts_on": (MORNING - timedelta(days=30)).date(), "ends_on": MORNING.date()}


def who(username: str) -> Standing:
    return standing(person(username), MORNING)


def test_who_signs_in_a_unit_that_stands_on_it_is_told_and_by_mail_too(sink: Any) -> None:
    with entering("desk"):
        set_mail(person("zhili.clerk"), "clerk@huzhou.example", at=MORNING)
    received(at=MORNING - timedelta(hours=30))
    with desk(WUXING):
        sheet = bulletins.draw(unit(WUXING), **GIVEN, by=who("wuxing.leader"), at=MORNING)
        with pytest.raises(CannotPublishBulletin, match="own_draft"):
            bulletins.publish(sheet.id, by=who("wuxing.leader"), at=MORNING)
        bulletins.publish(sheet.id, by=who("wuxing.deputy"), at=MORNING)
    assert listeners("BULLETIN") == {"zhili.clerk"}
    deliver_due(now=lambda: MORNING)
    ((way, words),) = arrived(sink)
    assert way == "mail"
    assert "通报" in words
    assert "晾" not in words
    assert [each for each in check_problems(at=MORNING) if not each.code.startswith("notice")] == []
    assert list(verify_problems()) == []
