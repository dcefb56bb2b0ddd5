"""A file of reports: counted, resumable, with its rejected lines."""

import io
import json
from pathlib import Path
from uuid import uuid4

import pytest

from heyi.console.import_file import Refused, Rejects, Tally, import_lines, numbered_lines
from heyi.intake.models import Rejection
from heyi.matters.codes import Channel

LEAK = "吴兴区织里镇富民路八号楼上漏水三个月，无人处理。"


def row(key: object, text: str = LEAK, **fields: object) -> bytes:
    return json.dumps({"id": key, "text": text, **fields}, ensure_ascii=False).encode()


def imported(rejected: Path, *lines: bytes, channel: Channel = Channel.WEB) -> Tally:
    tally = Tally()
    rejects = Rejects(rejected, instead=rejected.parent / "instead")
    import_lines(
        numbered_lines(io.BytesIO(b"\n".join(lines))),
        channel=channel,
        rejects=rejects,
        tally=tally,
        progress=lambda _tally: None,
    )
    rejects.close()
    return tally


@pytest.fixture
def rejected(db: None, tmp_path: Path) -> Path:
    return tmp_path / "rejected.jsonl"


@pytest.fixture
def key() -> str:
    return str(uuid4())


def test_lines_are_received_once_however_often_they_come(rejected: Path, key: str):
    lines = [row(f"{key}-{number}", likes=number, user="A1") for number in range(3)]
    first = imported(rejected, *lines)
    again = imported(rejected, *lines)
    assert first.counts() == {"received": 3, "repeated": 0, "rejected": 0}
    assert again.counts() == {"received": 0, "repeated": 3, "rejected": 0}
    assert first.ignored == {"likes": 3, "user": 3}
    assert not rejected.exists()


def test_a_run_that_broke_off_goes_on_where_it_was(rejected: Path, key: str):
    lines = [row(f"{key}-{number}") for number in range(4)]
    imported(rejected, *lines[:2])
    assert imported(rejected, *lines).counts() == {"received": 2, "repeated": 2, "rejected": 0}


def test_a_key_twice_in_one_file_is_one_report(rejected: Path, key: str):
    tally = imported(rejected, row(key), row(key), row(key, text="另一件事"))
    assert tally.counts() == {"received": 1, "repeated": 1, "rejected": 1}


def test_a_known_key_with_another_body_is_rejected(rejected: Path, key: str):
    imported(rejected, row(key))
    assert imported(rejected, row(key, text="另一件事")).reasons == {"KEY_TAKEN": 1}


def test_what_a_file_holds_besides_makes_no_other_body(rejected: Path, key: str):
    imported(rejected, row(key, likes=1))
    assert imported(rejected, row(key, likes=2, title=None)).repeated == 1


def test_keys_belong_to_a_channel(rejected: Path, key: str):
    imported(rejected, row(key))
    assert imported(rejected, row(key, text="另一件事"), channel=Channel.GRID).received == 1


def test_rejected_lines_are_kept_with_their_reasons(rejected: Path, key: str):
    tally = imported(
        rejected,
        b'{"text": "no key"}',
        b"nonsense",
        b"[]",
        row({"a": 1}),
        row(True),
        row(f"{key}-1", text=" ", region="1"),
        b"",
        row(f"{key}-2"),
        row(f"{key}-3", text="长" * 100_000),
    )
    assert tally.counts() == {"received": 1, "repeated": 0, "rejected": 7}
    entries = [json.loads(line) for line in rejected.read_text("utf-8").splitlines()]
    assert [(entry["line"], entry["code"]) for entry in entries] == [
        (1, "KEY_MISSING"),
        (2, "BAD_JSON"),
        (3, "INVALID_REPORT"),
        (4, "KEY_INVALID"),
        (5, "KEY_INVALID"),
        (6, "INVALID_REPORT"),
        (9, "TOO_LARGE"),
    ]
    assert [error["field"] for error in entries[5]["errors"]] == ["text", "region"]
    assert json.loads(entries[5]["row"])["id"] == f"{key}-1"
    assert rejected.stat().st_mode & 0o077 == 0
    counted = Rejection.objects.filter(source="import:web").values_list("code", "count")
    assert dict(counted)["KEY_INVALID"] >= 2


def test_whole_numbers_are_keys_too(rejected: Path):
    number = uuid4().int
    assert imported(rejected, row(number), row(str(number))).counts()["repeated"] == 1


def test_a_line_without_end_is_read_in_pieces():
    huge = b"x" * (9 * 1024 * 1024)
    found = list(numbered_lines(io.BytesIO(b"a\n" + huge + b"\nb")))
    assert [(number, len(line)) for number, line in found] == [(1, 2), (2, 4 * 1024 * 1024 + 1), (3, 1)]


def test_rejects_go_elsewhere_from_a_folder_that_takes_none(tmp_path: Path):
    rejects = Rejects(Path("/sys/rejected.jsonl"), instead=tmp_path / "rejected")
    rejects.add(1, b"nonsense", Refused("BAD_JSON"))
    assert rejects.close()
    assert rejects.path == tmp_path / "rejected" / "rejected.jsonl"
    assert rejects.path.exists()
