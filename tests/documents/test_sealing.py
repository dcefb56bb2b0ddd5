"""Seals: put, stamped, looked at; every change is found, and another's certificate is told from ours."""

import json
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_der_x509_certificate
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from heyi.adapters.sealing import apart
from heyi.adapters.sealing.apart import InspectorApart, read
from heyi.adapters.sealing.cabinet import CA, TRIAL_WORDS, TRUSTED, Cabinet
from heyi.adapters.sealing.inspecting import PadesInspector, certificates_in
from heyi.adapters.sealing.pades import PadesSealer
from heyi.adapters.sealing.sm2 import Sm2Seals
from heyi.adapters.timestamping.client import TsaClient
from heyi.console.main import main
from heyi.documents.codes import PaperKind, SealFinding, SealTrust
from heyi.documents.ports import CannotSeal, Office, SealReport
from heyi.documents.rendering import render
from heyi.kernel.clock import now
from tests.factories.papers import COMMITTEE, EVENING, agreement

OFFICE = Office("330502100-TJ", COMMITTEE)
needs_pdfsig = pytest.mark.skipif(
    not shutil.which("pdfsig"), reason="no pdfsig: apt-get install poppler-utils"
)
needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl command")


@pytest.fixture(scope="module")
def plain() -> bytes:
    """An agreement as it was made."""
    return render(PaperKind.AGREEMENT, agreement(), at=EVENING).pdf


@pytest.fixture(scope="module")
def stamper(tsa) -> TsaClient:
    return TsaClient(tsa.address, str(tsa.root))


@pytest.fixture(scope="module")
def sealed(plain, cabinet, stamper) -> bytes:
    """The same with a seal and its time stamp."""
    return PadesSealer(cabinet, stamper).seal(plain, office=OFFICE, reason="调解协议书", at=EVENING)


@pytest.fixture(scope="module")
def inspector(cabinet, tsa, sealed) -> PadesInspector:
    return PadesInspector(cabinet, certificates_in(Path(tsa.root)))


def test_a_seal_says_whose_it_is_and_when(inspector, sealed, plain) -> None:
    report = inspector.look(sealed)
    (seal,) = report.seals
    assert report.finding is SealFinding.WHOLE
    assert report.is_whole
    assert seal.signer == f"{COMMITTEE}（{TRIAL_WORDS}）"
    assert seal.signed_at == EVENING
    assert abs(seal.stamped_at - now()) < timedelta(minutes=5)
    assert (seal.trust, seal.stamp_trust) == (SealTrust.TRIAL, SealTrust.TRIAL)
    assert seal.covers_whole
    assert sealed.startswith(plain)  # nothing before the seal was changed


def test_without_an_authority_there_is_a_seal_without_a_stamp(cabinet, plain) -> None:
    report = PadesInspector(cabinet).look(
        PadesSealer(cabinet).seal(plain, office=OFFICE, reason="", at=EVENING)
    )
    assert report.is_whole
    assert report.seals[0].stamped_at is None


def test_an_authority_that_is_silent_leaves_it_unsealed(cabinet, plain) -> None:
    silent = TsaClient("http://127.0.0.1:9", "/nonexistent.pem")
    with pytest.raises(CannotSeal, match="no time stamp"):
        PadesSealer(cabinet, silent).seal(plain, office=OFFICE, reason="", at=EVENING)


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 0.999999), bit=st.integers(0, 7))
def test_a_changed_byte_is_found_wherever_it_lies(inspector, sealed, place: float, bit: int) -> None:
    changed = bytearray(sealed)
    at = int(place * len(sealed))
    changed[at] ^= 1 << bit
    assert inspector.look(bytes(changed)).finding is not SealFinding.WHOLE


def test_a_space_or_another_case_in_the_room_of_the_seal_is_found(inspector, sealed) -> None:
    """What a PDF's reader passes over in silence: neither alters a figure, and no signature covers them."""
    begins, ends = room_of(sealed)
    letter = next(at for at in range(begins, ends) if sealed[at : at + 1] in b"ABCDEF")
    for at, other in ((ends - 10, b" "), (ends - 1, b"\n"), (letter, sealed[letter : letter + 1].lower())):
        changed = sealed[:at] + other + sealed[at + 1 :]
        assert inspector.look(changed).finding is not SealFinding.WHOLE


def test_a_changed_octet_of_the_seal_itself_is_found(inspector, sealed) -> None:
    """Every hundred-and-first figure: certificates, stamp and envelope, which no signature covers."""
    begins, ends = room_of(sealed)
    live = len(sealed[begins:ends].rstrip(b"0"))
    unseen = []
    for at in range(begins + 7, begins + live, 101):
        changed = bytearray(sealed)
        changed[at] ^= 1
        if inspector.look(bytes(changed)).finding is SealFinding.WHOLE:
            unseen.append(at - begins)
    assert unseen == []


def room_of(sealed: bytes) -> tuple[int, int]:
    """Where the seal's hexadecimal figures begin and end."""
    begins = sealed.rindex(b"/Contents <") + len(b"/Contents <")
    return begins, sealed.index(b">", begins)


def test_what_was_added_afterwards_is_found(inspector, sealed) -> None:
    assert inspector.look(sealed + b"\n% more").finding is not SealFinding.WHOLE


def test_a_page_put_in_after_the_seal_is_found(inspector, sealed, tmp_path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    with pikepdf.open(path, allow_overwriting_input=True) as opened:
        opened.add_blank_page()
        opened.save(path)
    assert inspector.look(path.read_bytes()).finding is not SealFinding.WHOLE


def test_two_seals_stand_one_after_the_other(inspector, sealed, cabinet, stamper) -> None:
    twice = PadesSealer(cabinet, stamper).seal(
        sealed, office=Office("330502-CENTRE", "吴兴区社会治理中心"), reason="", at=EVENING
    )
    report = inspector.look(twice)
    assert [seal.signer.partition("（")[0] for seal in report.seals] == [COMMITTEE, "吴兴区社会治理中心"]
    assert report.is_whole
    assert [seal.covers_whole for seal in report.seals] == [False, True]


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"no paper", b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 50]
)
def test_what_is_no_pdf_is_unreadable(inspector, content: bytes) -> None:
    assert inspector.look(content).finding is SealFinding.UNREADABLE


def test_what_has_no_seal_says_so(inspector, plain) -> None:
    assert inspector.look(plain).finding is SealFinding.NOT_SEALED
    assert not SealReport(()).is_whole


def test_a_seal_of_a_stranger_is_whole_and_unknown(tmp_path, plain, cabinet) -> None:
    """Named without our words for trials, under an authority that nobody trusts here."""
    office = Office("X1", "某单位")
    _with_own_seal(tmp_path / "theirs", office, "geheim")
    theirs = Cabinet(tmp_path / "theirs", password="geheim")
    sealed = PadesSealer(theirs).seal(plain, office=office, reason="", at=EVENING)
    (seal,) = PadesInspector(cabinet).look(sealed).seals
    assert (seal.finding, seal.trust) == (SealFinding.WHOLE, SealTrust.UNKNOWN)
    (tmp_path / "ours" / TRUSTED).mkdir(parents=True)
    shutil.copy(tmp_path / "theirs" / "ca.pem", tmp_path / "ours" / TRUSTED / "ca.pem")
    (seal,) = PadesInspector(Cabinet(tmp_path / "ours")).look(sealed).seals
    assert (seal.finding, seal.trust) == (SealFinding.WHOLE, SealTrust.TRUSTED)
    with pytest.raises(CannotSeal, match="does not open"):
        PadesSealer(Cabinet(tmp_path / "theirs", password="falsch")).seal(
            plain, office=office, reason="", at=EVENING
        )


def _with_own_seal(folder: Path, office: Office, password: str) -> None:
    """A unit's certificate as an authority for seals would issue it, and that authority's own."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID

    folder.mkdir()

    def name(words: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])

    def issued(subject: str, key, signer, *, is_root: bool) -> x509.Certificate:
        usage = [not is_root, not is_root, False, False, False, is_root, is_root, False, False]
        builder = x509.CertificateBuilder(
            name("某签章机构"), name(subject), key.public_key(), x509.random_serial_number()
        )
        return (
            builder.not_valid_before(EVENING - timedelta(days=30))
            .not_valid_after(EVENING + timedelta(days=365))
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(*usage), critical=True)
            .sign(signer, hashes.SHA256())
        )

    ca_key, key = (rsa.generate_private_key(65537, 2048) for _turn in range(2))
    ca = issued("某签章机构", ca_key, ca_key, is_root=True)
    own = issued(office.name, key, ca_key, is_root=False)
    (folder / "ca.pem").write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    locked = serialization.BestAvailableEncryption(password.encode())
    (folder / f"{office.code}.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"seal", key, own, [ca], locked)
    )


def test_a_unit_without_a_key_has_no_seal_where_trials_are_not_allowed(tmp_path, plain) -> None:
    with pytest.raises(CannotSeal, match="no seal of"):
        PadesSealer(Cabinet(tmp_path)).seal(plain, office=OFFICE, reason="", at=EVENING)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["吴兴区八里店镇社会治理中心", "湖州市" * 20, "𠮷" * 40, "x"])
def test_a_unit_with_a_long_name_has_a_trial_seal_too(tmp_path, name: str) -> None:
    key = Cabinet(tmp_path, trial=True).key_of(Office("330502101-CENTRE", name), at=EVENING)
    (common,) = load_der_x509_certificate(key.certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    whole, _, _trial = str(common.value).partition("（")
    assert whole
    assert name.startswith(whole)


@pytest.mark.parametrize("code", ["", "../x", "a/b", "x\x00"])
def test_a_code_is_never_a_path(tmp_path, code: str) -> None:
    with pytest.raises(CannotSeal, match="no unit"):
        Cabinet(tmp_path, trial=True).key_of(Office(code, "x"), at=EVENING)


def test_keys_are_for_their_owner_alone_and_stay(folder, cabinet, sealed) -> None:
    paths = [path for path in folder.iterdir() if path.is_file()]
    assert {path.name for path in paths} >= {CA, f"{OFFICE.code}.trial.pem"}
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    one, same = (cabinet.key_of(OFFICE, at=EVENING) for _turn in range(2))
    assert one == same
    assert TRIAL_WORDS in load_der_x509_certificate(one.certificate).subject.rfc4514_string()


def test_a_broken_pdf_cannot_be_sealed(cabinet) -> None:
    with pytest.raises(CannotSeal):
        PadesSealer(cabinet).seal(b"%PDF-1.7 and nothing", office=OFFICE, reason="", at=EVENING)


@needs_pdfsig
def test_pdfsig_finds_the_seal_valid_and_a_changed_byte(sealed, tmp_path) -> None:
    def said(content: bytes) -> str:
        path = tmp_path / "x.pdf"
        path.write_bytes(content)
        return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True).stdout

    changed = bytearray(sealed)
    changed[len(sealed) // 2] ^= 1
    assert "Signature is Valid" in said(sealed)
    assert "Total document signed" in said(sealed)
    assert "ETSI.CAdES.detached" in said(sealed)
    assert "Signature is Valid" not in said(bytes(changed))


def test_the_command_tells_whole_from_changed(folder, sealed, tmp_path, capsys) -> None:
    home = tmp_path / "home"
    (home / "keys").mkdir(parents=True)
    shutil.copytree(folder, home / "keys" / "seals")
    path = tmp_path / "协议书.pdf"
    path.write_bytes(sealed)
    assert main(["documents", "verify", str(path), "--home", str(home)]) == 0
    assert "签章完好" in capsys.readouterr().out
    changed = bytearray(sealed)
    changed[5000] ^= 1
    path.write_bytes(changed)
    assert main(["documents", "verify", str(path), "--json", "--home", str(home)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["whole"], told["finding"]) == (False, "CHANGED")
    assert main(["documents", "verify", str(tmp_path / "none.pdf"), "--home", str(home)]) == 1


@needs_openssl
def test_an_sm2_seal_holds_for_its_file_and_no_other(plain, tmp_path, capsys) -> None:
    key, public = tmp_path / "sm2.pem", tmp_path / "sm2.pub"
    making = ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", key]
    if subprocess.run(making, capture_output=True).returncode:
        pytest.skip("this openssl has no SM2")
    seals = Sm2Seals(key)
    public.write_bytes(seals.public_key())
    seal = seals.sign(plain)
    assert seals.holds(plain, seal, public.read_bytes())
    assert not seals.holds(plain + b" ", seal, public.read_bytes())
    assert not seals.holds(plain, seal[:-1], public.read_bytes())
    path = tmp_path / "x.pdf"
    path.write_bytes(plain)
    assert main(["documents", "sm2-sign", str(path), "--key", str(key)]) == 0
    assert main(["documents", "sm2-verify", str(path), "--public", str(public)]) == 0
    path.write_bytes(plain + b" ")
    assert main(["documents", "sm2-verify", str(path), "--public", str(public)]) == 1
    assert "does not hold" in capsys.readouterr().out


def test_sm2_is_off_without_a_key(tmp_path) -> None:
    for seals in (Sm2Seals(), Sm2Seals(tmp_path / "none.pem"), Sm2Seals(Path(__file__))):
        with pytest.raises(CannotSeal):
            seals.sign(b"x")
    with pytest.raises(CannotSeal):
        Sm2Seals(openssl="no-such-command").holds(b"", b"", b"")


def test_looking_apart_finds_the_same(folder, tsa, inspector, sealed) -> None:
    looks = InspectorApart(folder, str(tsa.root))
    assert looks.look(sealed) == inspector.look(sealed)
    assert looks.look(sealed[:-400]).finding is SealFinding.UNREADABLE


@pytest.mark.parametrize(
    "said", [b"", b"{}", b"[]", b'{"seals": [{}], "why": ""}', b'{"seals": 1, "why": ""}']
)
def test_what_the_process_apart_garbles_is_unreadable(said: bytes) -> None:
    assert read(said).finding is SealFinding.UNREADABLE


def test_a_file_that_takes_too_long_is_unreadable(monkeypatch, folder, sealed) -> None:
    monkeypatch.setattr(apart, "_WALL", 0.05)
    assert InspectorApart(folder).look(sealed).finding is SealFinding.UNREADABLE
