"""Whom an event means and who of them may hear: tables over a small house with a unit, its superior and strangers."""

from dataclasses import dataclass, field

import pytest

from heyi.accounts.rules import Standing
from heyi.notices.codes import Audience, Untold
from heyi.notices.rules.people import Circumstance, Reach, may_hear, meant

STATION, TOWN, COUNTY, CITY = 1, 2, 3, 4


def somebody(person_id: int, *roles: tuple[str, int]) -> Standing:
    return Standing(person_id, f"P{person_id}", "zh-hans", roles)


CLERK = somebody(10, ("CLERK", TOWN))
HANDLER = somebody(11, ("HANDLER", TOWN))
OFFICER = somebody(12, ("HANDLER", STATION))
TOWN_LEADER = somebody(13, ("LEADER", TOWN))
COUNTY_CLERK = somebody(14, ("CLERK", COUNTY))
COUNTY_LEADER = somebody(15, ("LEADER", COUNTY))
CITY_LEADER = somebody(16, ("LEADER", CITY))
BOTH = somebody(17, ("CLERK", TOWN), ("HANDLER", STATION))
EVERYBODY = (CLERK, HANDLER, OFFICER, COUNTY_CLERK, COUNTY_LEADER, CITY_LEADER)
LINE = (COUNTY, CITY)


@dataclass(frozen=True)
class Case:
    says: str
    audience: Audience
    people: tuple[Standing, ...]
    found: tuple[Standing, ...]
    given: Circumstance = field(default_factory=lambda: Circumstance(TOWN, LINE))


CASES = [
    Case("clerks sign for a unit, handlers do not", Audience.UNIT, EVERYBODY, (CLERK,)),
    Case("a leader signs too", Audience.UNIT, (*EVERYBODY, TOWN_LEADER), (CLERK, TOWN_LEADER)),
    Case("without clerks everybody does", Audience.UNIT, EVERYBODY, (OFFICER,), Circumstance(STATION)),
    Case("nobody there is nobody", Audience.UNIT, EVERYBODY, (), Circumstance(9)),
    Case(
        "the handler, where one is",
        Audience.HANDLER,
        EVERYBODY,
        (HANDLER,),
        Circumstance(TOWN, handler_id=11),
    ),
    Case("else who signs", Audience.HANDLER, EVERYBODY, (CLERK,)),
    Case(
        "a handler who left the unit is none",
        Audience.HANDLER,
        EVERYBODY,
        (CLERK,),
        Circumstance(TOWN, handler_id=12),
    ),
    Case(
        "the assigned, nobody else",
        Audience.ASSIGNEE,
        EVERYBODY,
        (HANDLER,),
        Circumstance(TOWN, handler_id=11),
    ),
    Case(
        "an assigned who left is nobody", Audience.ASSIGNEE, EVERYBODY, (), Circumstance(TOWN, handler_id=12)
    ),
    Case("who asked", Audience.ASKER, EVERYBODY, (CLERK,), Circumstance(TOWN, asker_id=10)),
    Case(
        "a leader of the unit decides where the rule says so",
        Audience.DECIDERS,
        (*EVERYBODY, TOWN_LEADER),
        (TOWN_LEADER,),
        Circumstance(TOWN, LINE, asker_id=10, approver="LEADER"),
    ),
    Case(
        "nobody decides on an own request: the unit above hears of it",
        Audience.DECIDERS,
        (*EVERYBODY, TOWN_LEADER),
        (COUNTY_LEADER,),
        Circumstance(TOWN, LINE, asker_id=13, approver="LEADER"),
    ),
    Case(
        "a unit without a leader asks the one above",
        Audience.DECIDERS,
        EVERYBODY,
        (COUNTY_LEADER,),
        Circumstance(TOWN, LINE, asker_id=10, approver="LEADER"),
    ),
    Case(
        "the unit above decides where the rule says so",
        Audience.DECIDERS,
        (*EVERYBODY, TOWN_LEADER),
        (COUNTY_LEADER,),
        Circumstance(TOWN, LINE, asker_id=10, approver="SUPERIOR"),
    ),
    Case(
        "its clerks where it has no leader",
        Audience.DECIDERS,
        (CLERK, COUNTY_CLERK, CITY_LEADER),
        (COUNTY_CLERK,),
        Circumstance(TOWN, LINE, approver="SUPERIOR"),
    ),
    Case(
        "the next one where it has nobody",
        Audience.DECIDERS,
        (CLERK, CITY_LEADER),
        (CITY_LEADER,),
        Circumstance(TOWN, LINE, approver="SUPERIOR"),
    ),
    Case(
        "at the top its own leaders",
        Audience.DECIDERS,
        EVERYBODY,
        (CITY_LEADER,),
        Circumstance(CITY, approver="SUPERIOR"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.says)
def test_an_audience_means(case: Case) -> None:
    assert meant(case.audience, case.people, case.given) == case.found


OPEN = Reach(frozenset({TOWN, COUNTY}), frozenset())
ABOUT_STATION = Reach(frozenset({TOWN, COUNTY}), frozenset({STATION}))


@pytest.mark.parametrize(
    ("people", "reach", "actor", "hearing", "why"),
    [
        ((CLERK, BOTH), OPEN, None, (CLERK, BOTH), ""),
        ((CLERK, BOTH), OPEN, 10, (BOTH,), ""),
        ((CLERK,), OPEN, 10, (), Untold.OWN_DOING),
        ((CLERK, BOTH), ABOUT_STATION, None, (CLERK,), ""),  # who also belongs to the subject hears nothing
        ((BOTH,), ABOUT_STATION, None, (), Untold.SHUT_OUT),
        ((OFFICER,), OPEN, None, (), Untold.SHUT_OUT),  # whose unit does not see the matter
        ((), OPEN, None, (), Untold.NOBODY_THERE),
        ((CLERK, BOTH), ABOUT_STATION, 10, (), Untold.SHUT_OUT),
    ],
)
def test_who_hears(people, reach, actor, hearing, why) -> None:
    assert may_hear(people, reach, actor_id=actor) == (hearing, why)
