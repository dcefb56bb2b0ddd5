"""Packages: made of exhibits, checked without the house by both commands; one changed byte is found by both."""

import hashlib
import importlib.util
import io
import json
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from heyi.adapters.timestamping.stub import made
from heyi.adapters.timestamping.verifying import TokenReader
from heyi.console.main import main
from heyi.evidence.codes import Custody
from heyi.evidence.operations import note_custody
from heyi.evidence.operations.packaging import SCRIPT
from heyi.evidence.rules.archives import Archive, write_archive
from heyi.evidence.rules.packages import sums_of
from heyi.evidence.rules.proving import Proof, proof_of
from heyi.kernel import chain
from heyi.kernel.clock import now
from tests.factories.exhibits import SHEN, packed, stamped, taken, trial_keys, trial_tsa
from tests.factories.files import PDF
from tests.factories.matters import MORNING

pytestmark = pytest.mark.django_db


def proof(content: bytes) -> Proof:
    return proof_of(io.BytesIO(content), TokenReader())


def script():
    """The script as a module: quicker than a process for each byte."""
    spec = importlib.util.spec_from_file_location("verify_evidence", SCRIPT)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


SCRIPT_HERE = script()


def both_find(content: bytes, path: Path) -> tuple[bool, bool]:
    """Whether our command and the script find something wrong with it."""
    path.write_bytes(content)
    return not proof(content).is_unchanged, SCRIPT_HERE.main(path)


def parts_of(content: bytes) -> dict[str, bytes]:
    archive = Archive(io.BytesIO(content))
    return {name: b"".join(archive.read(name)) for name in archive.sizes}


def made_again(parts: dict[str, bytes], *, sums: bool = False) -> bytes:
    """An archive of these parts, whole as an archive; with the sums of what lies in it now, if asked."""
    if sums:
        told = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
        parts = {**parts, "SHA256SUMS": sums_of(told)}
    out = io.BytesIO()
    write_archive(out, ((name, [parts[name]]) for name in sorted(parts)))
    return out.getvalue()


def by_script(path: Path, *more: str) -> tuple[int, str]:
    """What the script says that travels with the package, run as its reader runs it."""
    done = subprocess.run([sys.executable, "-I", SCRIPT, path, *more], capture_output=True, text=True)
    return done.returncode, done.stdout


@pytest.fixture
def content(tsa) -> bytes:
    first, second = taken(), taken(PDF, "合同.pdf")
    note_custody(first, act=Custody.VIEWED, by=SHEN, why="调解前阅看", at=MORNING)
    for each in (first, second):
        stamped(each)
    return packed(first, second, at=now())


def test_a_package_checks_itself(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(content)
    found = proof(content)
    assert (found.faults, found.exhibits) == ((), 2)
    assert any("仅供演示" in words for words in found.remarks)
    status, words = by_script(path)
    assert status == 0, words
    assert "自收存时起未改变" in words


def test_unzip_and_sha256sum_read_it(one_package: bytes, tmp_path: Path) -> None:
    assert made_again(parts_of(one_package)) == one_package
    with zipfile.ZipFile(io.BytesIO(one_package)) as archive:
        archive.extractall(tmp_path)
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "verify.py").read_bytes() == SCRIPT.read_bytes()


def test_the_script_has_a_hundred_lines_and_nothing_but_the_standard_library() -> None:
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 100
    imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names
    link = Path(__file__).resolve().parents[2] / "scripts" / "verify_evidence.py"
    assert link.read_bytes() == SCRIPT.read_bytes()


@pytest.fixture(scope="module")
def one_package(django_db_setup, django_db_blocker, tmp_path_factory) -> bytes:
    """One package for all changes: made in a transaction that is thrown away."""
    from django.conf import settings
    from django.db import transaction

    with django_db_blocker.unblock(), trial_tsa() as found, transaction.atomic():
        settings.HEYI_TSA_URL, settings.HEYI_TSA_CA = found.address, str(found.root)
        try:
            first, second = (
                taken(PDF, "合同.pdf"),
                taken("2026-03-01 12:03:11 张三: 好\n".encode(), "聊天.txt"),
            )
            stamped(first)
            content = packed(first, second, at=now())
        finally:
            settings.HEYI_TSA_URL = settings.HEYI_TSA_CA = ""
            transaction.set_rollback(True)
    return content


@tries(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_anywhere_is_found_by_both(one_package: bytes, tmp_path: Path, data) -> None:
    place = data.draw(st.integers(0, len(one_package) - 1))
    change = data.draw(st.integers(1, 255))
    content = bytearray(one_package)
    content[place] ^= change
    assert both_find(bytes(content), tmp_path / "changed.zip") == (True, True), (place, change)


@tries(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_of_a_part_is_found_though_the_archive_is_whole(one_package, tmp_path, data) -> None:
    parts = parts_of(one_package)
    name = data.draw(st.sampled_from(sorted(parts)))
    place = data.draw(st.integers(0, len(parts[name]) - 1))
    content = bytearray(parts[name])
    content[place] ^= data.draw(st.integers(1, 255))
    changed = made_again({**parts, name: bytes(content)})
    assert both_find(changed, tmp_path / "changed.zip") == (True, True), (name, place)


@tries(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_who_makes_the_sums_anew_is_found_by_manifest_and_stamps(one_package, tmp_path, data) -> None:
    parts = parts_of(one_package)
    name = data.draw(
        st.sampled_from([each for each in sorted(parts) if each not in ("SHA256SUMS", "tsa/package.pem")])
    )
    place = data.draw(st.integers(0, len(parts[name]) - 1))
    content = bytearray(parts[name])
    content[place] ^= data.draw(st.integers(1, 255))
    changed = made_again({**parts, name: bytes(content)}, sums=True)
    assert both_find(changed, tmp_path / "changed.zip") == (True, True), (name, place)


FORGED = {
    "another word of custody": lambda m: m["exhibits"][0]["custody"][0].update(words="别的步骤"),
    "another act": lambda m: m["exhibits"][0]["custody"][1].update(
        body=m["exhibits"][0]["custody"][1]["body"].replace("STAMPED", "RELEASED")
    ),
    "a row taken away": lambda m: m["exhibits"][0]["custody"].pop(1),
    "the last row taken away": lambda m: m["exhibits"][0]["custody"].pop(),
    "no custody": lambda m: m["exhibits"][1]["custody"].clear(),
    "rows of another exhibit": lambda m: m["exhibits"][1].update(custody=m["exhibits"][0]["custody"]),
    "another kind": lambda m: m["exhibits"][0].update(media="image/jpeg"),
    "another original": lambda m: m["exhibits"][0].update(original="COPY_ONLY"),
    "no stamp": lambda m: m["exhibits"][0].update(stamp=None),
    "another day": lambda m: m["exhibits"][0].update(taken_at="2020-01-01T00:00:00.000000+00:00"),
    "unstamped": lambda m: m.update(stamped=False),
    "another stamp's time": lambda m: m["exhibits"][0]["stamp"].update(at="2020-01-01T00:00:00+00:00"),
    "not the form": lambda m: m.update(format="heyi-evidence/2"),
}


@pytest.mark.parametrize("how", FORGED)
def test_a_manifest_that_was_rewritten_with_its_sums_is_found(one_package, tmp_path: Path, how: str) -> None:
    """Whoever rewrites everything but cannot stamp: the stamp of the manifest does not fit, or is missed."""
    parts = parts_of(one_package)
    manifest = json.loads(parts["manifest.json"])
    FORGED[how](manifest)
    parts["manifest.json"] = chain.canonical(manifest).encode()
    changed = made_again(parts, sums=True)
    assert both_find(changed, tmp_path / "changed.zip") == (True, True)


def packed_by_hand(*entries, how=zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that is there twice
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


HOSTILE = {
    "nothing": b"",
    "no archive": b"PK\x03\x04 and then nothing",
    "an empty archive": packed_by_hand(),
    "a name that climbs": packed_by_hand(("../../etc/passwd", b"x")),
    "a name from the root": packed_by_hand(("/etc/passwd", b"x")),
    "a name with a letter of Windows": packed_by_hand(("C:\\x.txt", b"x")),
    "a bomb": packed_by_hand(("manifest.json", bytes(50_000_000)), how=zipfile.ZIP_DEFLATED),
    "a name twice": packed_by_hand(("manifest.json", b"{}"), ("manifest.json", b"{}")),
    "no object": packed_by_hand(("manifest.json", b"[]")),
    "deep": packed_by_hand(("manifest.json", b"[" * 100_000)),
    "no manifest": packed_by_hand(("index.html", b"")),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_archive_is_told_and_nothing_is_unpacked(tmp_path: Path, what: str) -> None:
    assert both_find(HOSTILE[what], tmp_path / "hostile.zip") == (True, True)
    assert [path.name for path in tmp_path.iterdir()] == ["hostile.zip"]


def test_openssl_accepts_what_lies_in_a_package(one_package: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(one_package)) as archive:
        archive.extractall(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert len(manifest["exhibits"]) == 2
    for each in manifest["exhibits"][:1]:
        words = ["-token_in", "-in", each["stamp"]["token"], "-CAfile", each["stamp"]["roots"]]
        for given_as in (["-digest", each["sha256"]], ["-data", each["file"]]):
            done = subprocess.run(
                ["openssl", "ts", "-verify", *given_as, *words], cwd=tmp_path, capture_output=True, text=True
            )
            assert "Verification: OK" in done.stdout, done.stderr
    done = subprocess.run(
        ["openssl", "ts", "-verify", "-data", "index.html", *words], cwd=tmp_path, capture_output=True
    )
    assert done.returncode != 0


def test_the_authoritys_own_certificate_decides_where_it_is_given(one_package: bytes, tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(one_package)
    own, other = trial_keys() / "root.pem", made(tmp_path / "other", at=now())
    assert proof_of(io.BytesIO(one_package), TokenReader(), roots=own.read_text()).is_unchanged
    assert not proof_of(io.BytesIO(one_package), TokenReader(), roots=other.read_text()).is_unchanged
    assert by_script(path, str(own))[0] == 0
    assert by_script(path, str(other))[0] == 1


def test_without_openssl_the_script_says_so(one_package: bytes, tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(one_package)
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, path], capture_output=True, text=True, env={"PATH": "/nonexistent"}
    )
    assert done.returncode == 0
    assert "openssl False" in done.stdout


def test_heyi_evidence_verify_needs_no_house(one_package: bytes, tmp_path: Path, capsys) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(one_package)
    assert main(["evidence", "verify", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["unchanged"], told["exhibits"], told["faults"]) == (True, 2, [])
    path.write_bytes(one_package[:-1])
    assert main(["evidence", "verify", str(path)]) == 1
    assert "有改动" in capsys.readouterr().out
    assert main(["evidence", "verify", str(tmp_path / "nowhere.zip")]) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "里没有证书"),
        (b"", "里没有证书"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "里没有证书"),
        (None, "打不开"),
    ],
)
def test_certificates_that_are_none_are_blamed_and_not_the_package(
    one_package: bytes, tmp_path: Path, capsys, content: bytes | None, words: str
) -> None:
    path, roots = tmp_path / "package.zip", tmp_path / "some.pdf"
    path.write_bytes(one_package)
    if content is not None:
        roots.write_bytes(content)
    assert main(["evidence", "verify", str(path), "--json", "--roots", str(roots)]) == 1
    captured = capsys.readouterr()
    said = captured.out + captured.err
    assert words in said
    assert "some.pdf" in said
    assert "package.zip" not in said


def test_neither_ever_says_true() -> None:
    folder = Path(SCRIPT).parents[1]
    said = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    assert "真实" not in said
