"""`heyi partner` and `heyi import`, as somebody types them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from heyi.intake.access import find_partner_by_key
from heyi.intake.models import IntakeReport
from heyi.matters.access import entering

pytestmark = pytest.mark.slow
LINES = 400


def typed(*words: str, home: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "heyi.console", *words, "--home", str(home)]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True)


def said(*words: str, home: Path) -> tuple[int, Any, str]:
    """Exit code, the JSON of the last line, and what stood on stderr."""
    process = typed(*words, "--json", home=home)
    out, err = process.communicate(timeout=120)
    return process.returncode, json.loads(out.splitlines()[-1]) if out else None, err


@pytest.fixture
def home(own_database: object, tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    rows = [
        {"id": f"r{number}", "text": f"织里镇第 {number} 号楼漏水", "likes": 3} for number in range(LINES)
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def test_a_partner_gets_a_key_once(home: Path):
    code, answer, _err = said("partner", "add", "安吉热线", home=home)
    assert code == 0
    assert set(answer) == {"partner", "id", "key"}
    partner = find_partner_by_key(answer["key"])
    assert partner is not None
    assert partner.name == answer["partner"] == "安吉热线"
    code, answer, err = said("partner", "add", "安吉热线", home=home)
    assert (code, answer) == (1, None)
    assert "renew" in err


def test_two_cities_are_connected_by_the_one_key(home: Path, tmp_path: Path):
    city = ("--kind", "city", "--callback", "https://heyi.jiaxing.example/api/partners/v1/city")
    code, made, _err = said("partner", "add", "嘉兴市", "--city", "330400", *city, home=home)
    assert code == 0
    assert find_partner_by_key(made["key"]) is not None
    file = tmp_path / "key"
    file.write_text("heyi_" + "k" * 43 + "\n", "utf-8")
    code, taken, _err = said(
        "partner", "add", "杭州市", "--city", "330100", *city, "--their-key", str(file), home=home
    )
    assert code == 0
    assert set(taken) == {"partner", "id"}  # a key that another has made is not printed
    assert find_partner_by_key("heyi_" + "k" * 43) is not None
    code, _answer, err = said("partner", "renew", "嘉兴市", "--their-key", str(tmp_path / "none"), home=home)
    assert (code, "读不了密钥文件" in err) == (1, True)
    code, _answer, err = said("partner", "add", "绍兴市", *city, home=home)
    assert (code, "--city" in err) == (1, True)


def test_a_partner_is_told_where_it_asks(home: Path):
    def partner(*words: str) -> tuple[int, Any, str]:
        return said("partner", *words, home=home)

    assert partner("add", "安吉热线", "--callback", "https://anji.example/in")[0] == 0
    assert partner("list")[1]["partners"][0]["callback"] == "https://anji.example/in"
    assert partner("callback", "安吉热线", "http://10.0.0.7/in")[:2] == (
        0,
        {"partner": "安吉热线", "callback": "http://10.0.0.7/in"},
    )
    code, answer, err = partner("callback", "安吉热线", "10.0.0.7")
    assert (code, answer) == (1, None)
    assert "http://" in err
    assert partner("callback", "安吉热线", "--none")[1] == {"partner": "安吉热线", "callback": ""}
    assert partner("callback", "安吉热线")[0] == 2


def test_an_import_that_was_killed_loses_nothing_and_doubles_nothing(home: Path, reports: Path):
    process = typed("import", "--channel", "grid", str(reports), home=home)
    while not taken():
        assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    before = taken()
    code, answer, err = said("import", "--channel", "grid", str(reports), home=home)
    assert code == 0
    assert answer.pop("seconds") > 0
    assert answer == {"received": LINES - before, "repeated": before, "rejected": 0}
    assert taken() == LINES
    assert "likes" in err


def test_a_file_that_is_not_there_is_a_sentence(home: Path, tmp_path: Path):
    code, answer, err = said("import", "--channel", "web", str(tmp_path / "none.jsonl"), home=home)
    assert (code, answer) == (1, None)
    assert "none.jsonl" in err
    assert "Traceback" not in err


def taken() -> int:
    with entering("receive", source="import:grid"):
        return IntakeReport.objects.filter(source="import:grid").exclude(answer="").count()
