"""Keys, answers, marks and partners in the database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib import import_module
from threading import Event
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from heyi.intake import operations
from heyi.intake.access import body_hashes, find_partner_by_key, kept_hash, partners
from heyi.intake.codes import Alike
from heyi.intake.models import Fingerprint, Rejection
from heyi.intake.operations import CannotChangePartner, KeyTaken, answer_key, take_key
from heyi.intake.rules import Report, Reporter
from heyi.journal.events import SYSTEM
from heyi.kernel.codes import uuid7
from heyi.matters.access import entering
from heyi.matters.codes import Channel

NOON = datetime(2031, 3, 5, 4, 0, tzinfo=UTC)
COUNTY = "330502"
FIRST, OTHER = b"1" * 32, b"2" * 32
LEAK = Report(
    text="我家住在织里镇富民路八号二楼，楼上卫生间漏水已经三个月，天花板发霉，多次协商无果。",
    channel=Channel.WEB,
    reporter=Reporter("陈阿婆", "13800000000"),
)
RECEIPT = {"number": "330502203103050000001", "reasons": ["文中写到“漏水”😀"]}


@pytest.fixture
def source(db: None) -> Iterator[str]:
    name = f"import:{uuid4()}"
    with entering("receive", source=name):
        yield name


def answered(source: str, key: str, *, report: Report = LEAK, at: datetime = NOON) -> UUID:
    assert take_key(source, key, body_hash=FIRST, at=at) is None
    matter, marks = uuid7(at), operations.marks_for(report)
    answer_key(source, key, county=COUNTY, matter_id=matter, answer=RECEIPT, marks=marks, at=at)
    return matter


def likely(report: Report, *, county: str = COUNTY, at: datetime = NOON) -> list[tuple[UUID, Alike]]:
    found = operations.likely_repeats(operations.marks_for(report), county=county, at=at)
    return [(repeat.matter_id, repeat.reason) for repeat in found]


def test_a_key_gives_the_answer_it_was_given(source: str):
    answered(source, "k1")
    assert take_key(source, "k1", body_hash=FIRST, at=NOON) == RECEIPT


def test_a_key_stands_for_one_body(source: str):
    answered(source, "k1")
    with pytest.raises(KeyTaken):
        take_key(source, "k1", body_hash=OTHER, at=NOON)


def test_a_key_belongs_to_its_source(source: str):
    answered(source, "k1")
    with entering("receive", source="import:another"):
        assert take_key("import:another", "k1", body_hash=OTHER, at=NOON) is None


def test_taken_keys_are_found_together(source: str):
    answered(source, "k1")
    assert body_hashes(source, ["k1", "k2"]) == {"k1": kept_hash(FIRST)}


def test_what_is_kept_of_a_body_lets_nobody_try_telephones(source: str, settings):
    """The words stand beside it: with a plain hash of words and telephone, a dump was all that was needed."""
    answered(source, "k1")
    (kept,) = body_hashes(source, ["k1"]).values()
    assert kept not in (FIRST, sha256(FIRST).digest())
    settings.SECRET_KEY = "another house"
    assert kept_hash(FIRST) != kept


def test_the_hashes_of_before_are_keyed_by_the_migration(source: str, monkeypatch: pytest.MonkeyPatch):
    answered(source, "k1")
    monkeypatch.setenv("HEYI_SECRET_KEY", settings.SECRET_KEY)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake_report SET body_hash = %s WHERE source = %s", [FIRST, source])
    migration = import_module("heyi.matters.migrations.0017_keyed_bodies")
    migration.key_them(None, SimpleNamespace(connection=connection))
    assert take_key(source, "k1", body_hash=FIRST, at=NOON) == RECEIPT


def test_they_are_never_keyed_by_the_secret_that_everybody_can_read(source: str, monkeypatch):
    answered(source, "k1")
    monkeypatch.delenv("HEYI_SECRET_KEY", raising=False)
    migration = import_module("heyi.matters.migrations.0017_keyed_bodies")
    with pytest.raises(RuntimeError, match="HEYI_SECRET_KEY"):
        migration.key_them(None, SimpleNamespace(connection=connection))


def test_keys_and_marks_cost_three_statements(source: str):
    with CaptureQueriesContext(connection) as statements:
        take_key(source, "k1", body_hash=FIRST, at=NOON)
        marks = operations.marks_for(LEAK)
        operations.likely_repeats(marks, county=COUNTY, at=NOON)
        answer_key(source, "k1", county=COUNTY, matter_id=uuid7(NOON), answer=RECEIPT, marks=marks, at=NOON)
    assert len(statements) == 3


def test_the_same_words_are_a_likely_repeat(source: str):
    matter = answered(source, "k1")
    assert likely(LEAK) == [(matter, Alike.SAME_TEXT)]


def test_another_county_knows_of_no_repeat(source: str):
    answered(source, "k1")
    assert likely(LEAK, county="330521") == []


def test_marks_are_over_after_sixty_days(source: str):
    answered(source, "k1")
    assert likely(LEAK, at=NOON + timedelta(days=60)) == []


def test_a_text_sent_many_times_links_to_the_newest_few(source: str):
    matters = [answered(source, f"k{n}", at=NOON + timedelta(seconds=n)) for n in range(8)]
    found = [matter for matter, _reason in likely(LEAK, at=NOON + timedelta(minutes=1))]
    assert found == list(reversed(matters))[:5]


def test_the_worker_forgets_expired_marks(source: str):
    answered(source, "k1")
    with entering("worker"):
        operations.forget_expired_marks(at=NOON + timedelta(days=61))
        assert not Fingerprint.objects.filter(expires_at__lte=NOON + timedelta(days=61)).exists()


def test_no_telephone_stands_in_a_mark(source: str):
    matter = answered(source, "k1")
    marks = Fingerprint.objects.filter(county=COUNTY, matter_id=matter).values_list("mark", flat=True)
    assert 13800000000 not in marks


def test_refusals_add_up_by_day_and_reason(source: str):
    operations.count_rejection(source, "EMPTY", at=NOON)
    operations.count_rejection(source, "EMPTY", at=NOON, times=2)
    operations.count_rejection(source, "NUL", at=NOON + timedelta(hours=13))
    kept = Rejection.objects.filter(source=source).values_list("day_on__day", "code", "count")
    assert set(kept) == {(5, "EMPTY", 3), (6, "NUL", 1)}


def test_a_partner_signs_in_with_its_key(db: None):
    with entering("admin"):
        key = operations.add_partner("安吉热线", by=SYSTEM, at=NOON)
    partner = find_partner_by_key(key)
    assert partner is not None
    assert partner.name == "安吉热线"
    assert find_partner_by_key(key[:-1]) is None
    assert find_partner_by_key("\ud800") is None


def test_a_renewed_key_voids_the_old_one(db: None):
    with entering("admin"):
        old = operations.add_partner("安吉热线", by=SYSTEM, at=NOON)
        before = find_partner_by_key(old)
        new = operations.renew_key("安吉热线", by=SYSTEM, at=NOON)
    assert find_partner_by_key(old) is None
    assert find_partner_by_key(new) == before


def test_a_disabled_partner_signs_in_no_more(db: None):
    with entering("admin"):
        key = operations.add_partner("安吉热线", by=SYSTEM, at=NOON)
        operations.disable_partner("安吉热线", by=SYSTEM, at=NOON)
    assert find_partner_by_key(key) is None
    assert [partner.is_active for partner in partners() if partner.name == "安吉热线"] == [False]


@pytest.mark.parametrize("name", ["", "  ", "热" * 81, "a\nb"])
def test_a_partner_needs_a_name_one_can_read(db: None, name: str):
    with entering("admin"), pytest.raises(CannotChangePartner, match="BAD_NAME"):
        operations.add_partner(name, by=SYSTEM, at=NOON)


def test_a_name_is_given_once_and_must_exist_to_change(db: None):
    with entering("admin"):
        operations.add_partner("安吉热线", by=SYSTEM, at=NOON)
        with pytest.raises(CannotChangePartner, match="NAME_TAKEN"):
            operations.add_partner("安吉热线", by=SYSTEM, at=NOON)
        with pytest.raises(CannotChangePartner, match="NO_SUCH_PARTNER"):
            operations.disable_partner("长兴热线", by=SYSTEM, at=NOON)


class TestTwoHands:
    """Two requests with one key at once, on two real connections."""

    @pytest.fixture
    def commits(self, own_database: object) -> str:
        return "import:web"

    @pytest.mark.parametrize(("sent", "heard"), [(FIRST, RECEIPT), (OTHER, KeyTaken)])
    def test_the_second_waits_for_the_first(self, commits: str, sent: bytes, heard: object):
        taken, begun = Event(), Event()

        def second() -> object:
            taken.wait(5)
            try:
                with entering("receive", source=commits):
                    begun.set()
                    return take_key(commits, "k1", body_hash=sent, at=NOON)
            except KeyTaken as error:
                return type(error)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(second)
            with entering("receive", source=commits):
                answered(commits, "k1")
                taken.set()
                assert begun.wait(5)
                assert not waiting.done()
            assert waiting.result(5) == heard

    def test_a_first_that_failed_leaves_the_key_free(self, commits: str):
        def fail() -> None:
            with entering("receive", source=commits):
                answered(commits, "k1")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        with entering("receive", source=commits):
            assert take_key(commits, "k1", body_hash=OTHER, at=NOON) is None
