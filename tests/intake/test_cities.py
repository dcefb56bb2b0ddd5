"""Another city as a partner: known by its division, one key for both directions, each fault refused by name."""

import pytest

from heyi.intake.access import find_city_signer, find_signer, partners, told_sources
from heyi.intake.codes import PartnerKind
from heyi.intake.operations import CannotChangePartner, add_partner, disable_partner, renew_key
from heyi.intake.rules import is_division
from heyi.journal.events import SYSTEM
from heyi.kernel.clock import now
from heyi.matters.access import entering

pytestmark = pytest.mark.django_db
THEIRS = "heyi_" + "k" * 43
CALLBACK = "https://heyi.jiaxing.example/api/partners/v1/city"


@pytest.fixture(autouse=True)
def administrator(db: None):
    with entering("admin"):
        yield


def connects(
    name: str = "嘉兴市", city: str = "330400", key: str = "", kind: PartnerKind = PartnerKind.CITY
) -> str:
    return add_partner(name, kind=kind, city=city, callback=CALLBACK, key=key, by=SYSTEM, at=now())


def refusal(**given: str) -> str:
    with pytest.raises(CannotChangePartner) as told:
        connects(**given)  # type: ignore[arg-type]
    return told.value.code


@pytest.mark.parametrize(
    ("code", "fits"),
    [
        ("330400", True),
        ("030400", False),
        ("33040", False),
        ("3304000", False),
        ("33040a", False),
        ("", False),
    ],
)
def test_a_division_is_six_digits(code: str, fits: bool):
    assert is_division(code) == fits


def test_it_signs_by_its_division_and_the_key_that_either_has_made():
    assert connects(key=THEIRS) == THEIRS
    signer = find_city_signer("330400")
    assert signer is not None
    assert find_signer(signer.partner.id) == signer
    assert find_city_signer("330100") is None
    assert [partner.city for partner in partners() if partner.name == "嘉兴市"] == ["330400"]


def test_it_is_told_nothing_as_a_source_for_it_is_answered_as_to_its_transfer():
    connects()
    signer = find_city_signer("330400")
    assert signer is not None
    assert signer.partner.source not in told_sources()


def test_renewed_by_either_side_the_old_key_is_void():
    before = connects()
    renew_key("嘉兴市", key=THEIRS, by=SYSTEM, at=now())
    after = find_city_signer("330400")
    assert after is not None
    assert renew_key("嘉兴市", by=SYSTEM, at=now()) not in (before, THEIRS)
    disable_partner("嘉兴市", by=SYSTEM, at=now())
    assert find_city_signer("330400") is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"city": ""}, "CITY_NEEDED"),
        ({"city": "嘉兴"}, "CITY_NEEDED"),
        ({"city": "330500"}, "CITY_IS_OURS"),
        ({"kind": PartnerKind.POLICE110}, "CITY_UNFIT"),
        ({"key": "short"}, "KEY_UNFIT"),
        ({"key": "钥" * 40}, "KEY_UNFIT"),
        ({"key": "two words" * 6}, "KEY_UNFIT"),
    ],
)
def test_a_faulty_city_is_refused_by_name(given: dict[str, str], code: str):
    assert refusal(**given) == code
    assert find_city_signer("330400") is None


def test_a_city_stands_once_and_a_key_is_one_partners():
    connects(key=THEIRS)
    assert refusal(name="嘉兴另一个") == "CITY_TAKEN"
    assert refusal(name="杭州市", city="330100", key=THEIRS) == "KEY_KNOWN"
