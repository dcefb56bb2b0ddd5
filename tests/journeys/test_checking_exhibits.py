"""`heyi check` of exhibits: whole ones pass, and each fault that is planted is named."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections, transaction

from heyi.evidence.models import Exhibit, KeptFile
from heyi.evidence.operations import destroy_exhibit
from heyi.journeys.checking import check_problems
from heyi.journeys.checking_exhibits import changed_exhibits, exhibit_problems
from heyi.kernel.clock import now
from tests.evidence.conftest import _authority, tsa  # noqa: F401  # fixtures
from tests.factories.exhibits import LU, SHEN, stamped, taken

TEXT = "2026-03-01 12:03:11 张三: 好\n".encode()


@pytest.fixture
def exhibits(own_database, tsa) -> list:
    """Two stamped ones and a destroyed one."""
    found = [taken(TEXT + bytes([48 + place]), at=now()) for place in range(3)]
    for each in found:
        stamped(each, at=now())
    destroy_exhibit(found[2], by=SHEN, approved_by=LU, why="重复", at=now())
    return found


def codes(at=None) -> list[str]:
    return [problem.code for problem in check_problems(at=at or now())]


def as_owner(statement: str, *values) -> None:
    """What nobody but the owner can do, and only after saying so."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET heyi.erasure = 'on'")
        cursor.execute(statement, values)
        cursor.execute("RESET heyi.erasure")


PLANTED = {
    "custody.none": "DELETE FROM evidence_custodyrow WHERE exhibit_id = %s",
    "a row taken away": "DELETE FROM evidence_custodyrow WHERE exhibit_id = %s AND seq = 2",
    "a row rewritten": "UPDATE evidence_custodyrow SET body = replace(body, '沈明', '李四') WHERE exhibit_id = %s",
    "a hash rewritten": "UPDATE evidence_custodyrow SET hash = sha256('x') WHERE exhibit_id = %s AND seq = 2",
    "an unknown hash": "UPDATE evidence_custodyrow SET algo = 'MD5' WHERE exhibit_id = %s",
    "another head": "UPDATE evidence_exhibit SET custody_seq = 7 WHERE id = %s",
    "another hash of its bytes": "UPDATE evidence_exhibit SET sm3 = sha256('x') WHERE id = %s",
    "another original": "UPDATE evidence_exhibit SET original = 'COPY_ONLY' WHERE id = %s",
    "stamp.differs": "UPDATE evidence_stamp SET token = 'nonsense' WHERE exhibit_id = %s",
    "a stamp taken away": "DELETE FROM evidence_stamp WHERE exhibit_id = %s",
    "another's stamp": """UPDATE evidence_stamp SET token = (
                           SELECT token FROM evidence_stamp o WHERE o.exhibit_id <> %s LIMIT 1)""",
}
CODE = {
    "a stamp taken away": "stamp.differs",
    "another's stamp": "stamp.differs",
    "another hash of its bytes": "exhibit.changed",
}


def test_each_planted_fault_is_named(exhibits) -> None:
    """Each in a transaction of the owner's that is thrown away."""
    missed = {}
    for how, statement in PLANTED.items():
        with transaction.atomic(using="owner"):
            as_owner(statement, exhibits[0])
            found = [problem.code for problem in exhibit_problems("owner", at=now())]
            transaction.set_rollback(True, using="owner")
        if CODE.get(how, how if "." in how else "custody.broken") not in found:
            missed[how] = found
    assert missed == {}
    assert codes() == []


def sealed_bytes(exhibit) -> Path:
    row = KeptFile.objects.get(id=Exhibit.objects.get(id=exhibit).file_id)
    (found,) = Path(settings.HEYI_FILES).rglob(row.original.partition(":")[2])
    return found


def test_changed_and_missing_bytes_are_named(exhibits) -> None:
    assert list(changed_exhibits()) == []
    path = sealed_bytes(exhibits[0])
    content = bytearray(path.read_bytes())
    content[20] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
    assert codes() == ["exhibit.changed"]
    assert [problem.code for problem in changed_exhibits()] == ["exhibit.changed"]
    path.unlink()
    assert codes() == ["exhibit.missing"]


def test_what_waits_for_its_stamp_for_more_than_a_day_is_named(own_database) -> None:
    at = now()
    taken(TEXT, at=at)
    assert codes(at + timedelta(hours=23)) == []
    (problem,) = check_problems(at=at + timedelta(hours=25))
    assert problem.code == "stamp.waits"
