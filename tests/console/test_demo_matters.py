"""The living demo: whole, walked to the end by its people, and as sound as a real house."""

from datetime import datetime, timedelta

import pytest
from django.db import connections

from heyi.accounts.operations import demo_people, load_demo_people
from heyi.console.demo_matters import load_demo_matters
from heyi.console.demo_script import demo_scripts, moment
from heyi.console.preparing import bring_up_to_date
from heyi.journeys.checking import check_problems, count_matters
from heyi.journeys.reactions import react
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import CHINA, now
from heyi.matters.access import WorkFilter, entering, work_list
from heyi.orgs.access import directory
from heyi.web.scope import scope

TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=CHINA)
SCRIPTS = demo_scripts()
ALL_MATTERS = len(SCRIPTS) + sum(act.do == "split" for script in SCRIPTS for act in script.acts)
SETTLED_ON_SITE = 2
_BY_HANDS = """
SELECT r.key, (SELECT count(*) FROM journal_event e WHERE e.county = r.matter_county AND e.matter_id = r.matter_id
                  AND e.body::jsonb -> 'actor' ->> 'kind' IN ('PERSON', 'REPORTER'))
  FROM intake_report r WHERE r.source = 'import:demo'
"""
_STATES = "SELECT state, count(*) FROM matters_matter GROUP BY state"
_LIKE = "SELECT count(*) FROM matters_likeness"
_DENIED = "SELECT count(*) FROM matters_reach WHERE basis = 'DENIED'"
_ALARMS = "SELECT count(*) FROM dispatch_task WHERE role = 'ALARM'"
_OVERDUE = "SELECT count(*) FROM matters_matter WHERE next_due_at < %s"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("3d 20:00", datetime(2026, 11, 21, 20, 0, tzinfo=CHINA)),
        ("1d 00:05", datetime(2026, 11, 23, 0, 5, tzinfo=CHINA)),
        ("35m", TUESDAY - timedelta(minutes=35)),
        ("22h", TUESDAY - timedelta(hours=22)),
    ],
)
def test_a_moment_is_counted_back_from_the_loading(words: str, meant: datetime):
    assert moment(words, at=TUESDAY) == meant


@pytest.mark.parametrize("words", ["0d 20:00", "3d 24:00", "3d", "-5m", "0m", "5s", "2026-11-24"])
def test_a_script_cannot_tell_of_the_future_nor_of_anything_unclear(words: str):
    with pytest.raises(ValueError, match=words):
        moment(words, at=TUESDAY)


@pytest.mark.parametrize("hour", range(24))
def test_every_script_runs_forward_and_ends_before_the_loading_at_any_hour(hour: int):
    at = TUESDAY.replace(hour=hour, minute=1)
    for script in SCRIPTS:
        told = [moment(words, at=at) for words in (script.at, *(act.at for act in script.acts))]
        assert told == sorted(told), script.key
        assert at - timedelta(days=31) < told[0] <= told[-1] < at, script.key


def test_every_script_has_its_own_key_and_known_people():
    assert len({script.key for script in SCRIPTS}) == len(SCRIPTS) >= 45
    names = {demo.username for demo in demo_people()}
    for script in SCRIPTS:
        for act in script.acts:
            assert act.by in names or (act.do, act.by) == ("contest", ""), script.key


@pytest.fixture
def house(own_database: tuple[str, str]) -> datetime:
    """A house of its own with the demo people; the instant of its loading."""
    with scope("admin"):
        load_demo_people(now())
    return now()


def test_every_hand_acts_every_list_lives_and_the_house_stays_sound(house: datetime):
    assert load_demo_matters(house) == len(SCRIPTS)
    assert count_matters() == ALL_MATTERS
    assert dict(_rows(_BY_HANDS)) == {
        script.key: len([act for act in script.acts if not act.part]) for script in SCRIPTS
    }
    assert _problems(house) == []
    assert react(now=now) > len(SCRIPTS)
    assert _problems(house) == []
    assert {state for state, _ in _rows(_STATES)} == {"TO_SIGN", "IN_HAND", "ON_HOLD", "ANSWERED", "CLOSED"}
    assert _rows(_LIKE)[0][0] >= 2
    assert _rows(_DENIED)[0][0] == 1
    assert _rows(_ALARMS)[0][0] == 2
    assert _rows(_OVERDUE, house)[0][0] >= 3
    assert [demo.username for demo in demo_people() if demo.unit_code and not _works(demo.unit_code)] == []


def test_loading_again_adds_nothing_and_undoes_nothing(house: datetime):
    load_demo_matters(house)
    before = _rows("SELECT count(*), max(position) FROM journal_event")
    assert load_demo_matters(house + timedelta(hours=5)) == 0
    assert _rows("SELECT count(*), max(position) FROM journal_event") == before


def test_a_person_sent_away_leaves_the_matters_where_they_stand(house: datetime):
    _rows("UPDATE accounts_person SET name = '王芳' WHERE username = 'wuxing.clerk' RETURNING id")
    assert load_demo_matters(house) == len(SCRIPTS)
    assert dict(_rows(_BY_HANDS))["drying-clothes"] == 0
    assert _problems(house) == []


def test_the_matters_come_with_the_people_unless_they_are_left_out(own_database: tuple[str, str]):
    bring_up_to_date(demo=True, matters=False)
    assert count_matters() == 0
    bring_up_to_date(demo=True)
    assert count_matters() == ALL_MATTERS + SETTLED_ON_SITE
    bring_up_to_date(demo=False)
    assert count_matters() == ALL_MATTERS + SETTLED_ON_SITE


def _works(unit_code: str) -> bool:
    """Whether the unit's own list, or that of the units below it, has something to do."""
    unit = directory().unit_by_code(unit_code)
    assert unit is not None
    with entering("desk", units=[unit.id]):
        lists = [work_list(unit.id, wanted=WorkFilter(below=below, done=done)) for below, done in _CUTS]
    return any(found.rows for found in lists)


_CUTS = [(below, done) for below in (False, True) for done in (False, True)]


def _problems(at: datetime) -> list[object]:
    return [*check_problems(at=at), *verify_problems()]


def _rows(query: str, *values: object) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()
