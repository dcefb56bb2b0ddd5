"""The hand-over book: written by who goes off duty, acknowledged by the next, read by nobody else."""

import pytest
from django.db import connection

from heyi.accounts.access import handover_book
from heyi.accounts.codes import Presence
from heyi.accounts.operations import CannotHandOver, read_handover, write_handover
from heyi.matters.access import entering
from tests.factories.centre import AT, HOUR, TODAY, refused
from tests.factories.matters import CITY, ZHILI, unit
from tests.factories.people import appointed, standing_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_a_note_is_written_by_who_goes_off_duty_and_acknowledged_by_the_next(centre, last_verb):
    centre.turn(centre.early, TODAY, centre.li)
    centre.turn(centre.night, TODAY, centre.wang)
    evening = AT + 11 * HOUR
    given = {"text": "等检测结果。", "numbers": ["33050220261124000001"], "at": evening}
    assert refused(CannotHandOver, write_handover, centre.unit, by=centre.leader, **given) == "no_turn"
    note = write_handover(centre.unit, by=centre.li, **given)
    assert last_verb() == "handover.written"
    assert (
        refused(CannotHandOver, read_handover, note, by=centre.li, at=evening) == "not_yours"
    )  # not one's own
    assert (
        refused(CannotHandOver, read_handover, note, by=centre.leader, at=evening) == "not_yours"
    )  # off duty
    read_handover(note, by=centre.wang, at=evening)
    assert refused(CannotHandOver, read_handover, note, by=centre.wang, at=evening) == "read_already"
    (line,) = handover_book(centre.unit, by=centre.leader, presence=Presence.OFF_DUTY)
    assert (line.written_by, line.read_by, line.numbers) == ("李明", "王芳", ("33050220261124000001",))
    assert not line.may_read


@pytest.mark.parametrize(("hours", "code"), [(11 + 12, "no_turn"), (10, None), (22, None)])
def test_a_note_is_written_in_the_turn_or_within_twelve_hours(centre, hours, code):
    centre.turn(centre.early, TODAY, centre.li)
    given = {"text": "没有特别的事。", "by": centre.li, "at": AT + hours * HOUR}
    if code is None:
        write_handover(centre.unit, **given)
    else:
        assert refused(CannotHandOver, write_handover, centre.unit, **given) == code


def test_a_note_needs_words_and_lists_so_many_matters_and_no_more(centre):
    centre.turn(centre.early, TODAY, centre.li)
    given = {"by": centre.li, "at": AT}
    assert refused(CannotHandOver, write_handover, centre.unit, text=" ", **given) == "text_needed"
    assert refused(CannotHandOver, write_handover, centre.unit, text="字" * 2001, **given) == "text_needed"
    many = [str(number) for number in range(51)]
    assert (
        refused(CannotHandOver, write_handover, centre.unit, text="字", numbers=many, **given)
        == "too_many_numbers"
    )


def test_another_unit_s_scope_sees_no_note(centre):
    centre.turn(centre.early, TODAY, centre.li)
    note = write_handover(centre.unit, text="等检测结果。", by=centre.li, at=AT)
    for entrance, units in (("desk", [unit(ZHILI)]), ("admin", []), ("worker", []), ("desk", [unit(CITY)])):
        with entering(entrance, units=units), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM accounts_handover")
            assert cursor.fetchone()[0] == 0
    with entering("admin", units=[unit(ZHILI)]):
        assert refused(CannotHandOver, read_handover, note, by=centre.wang, at=AT) == "unknown_note"
    stranger = standing_of(appointed(ZHILI, "孙立"))
    assert handover_book(centre.unit, by=stranger, presence=Presence.NO_ROTA) == ()
