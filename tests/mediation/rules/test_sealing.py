"""Links that this house alone can make, and marks that mean nothing beyond one mediation."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from heyi.mediation.rules.sealing import Link, content_hash, device_mark, link_code, phone_mark, read_link

SECRET = b"s" * 32
PARTY = UUID("01935000-0000-7000-8000-00000000000a")


def known(version: int) -> bytes | None:
    return SECRET if version == 1 else None


@given(turn=st.integers(0, 32767), party=st.uuids(), county=st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_a_link_is_read_as_it_was_made(turn, party, county):
    link = Link(county, party, turn)
    assert read_link(link_code(SECRET, link, version=1), known) == link


def test_every_changed_letter_shuts_the_door():
    code = link_code(SECRET, Link("330502", PARTY, 0), version=1)
    for place in range(len(code)):
        for letter in "A1-":
            wrong = code[:place] + letter + code[place + 1 :]
            if wrong != code:
                found = read_link(wrong, known)
                assert found is None or found == Link("330502", PARTY, 0)  # the last letter has bits to spare


@given(st.text(max_size=80))
def test_rubbish_opens_nothing(code):
    assert read_link(code, known) is None


def test_a_secret_that_is_gone_opens_nothing():
    assert read_link(link_code(SECRET, Link("330502", PARTY, 0), version=2), known) is None


def test_the_same_telephone_is_seen_within_one_mediation_alone():
    here, there = uuid4(), uuid4()
    assert phone_mark(SECRET, here, "13900000001") == phone_mark(SECRET, here, "13900000001")
    assert phone_mark(SECRET, here, "13900000001") != phone_mark(SECRET, there, "13900000001")
    assert phone_mark(SECRET, here, "") == "" == device_mark(SECRET, here, "")


def test_one_changed_word_is_another_agreement():
    assert content_hash({"facts": "甲"}) != content_hash({"facts": "乙"})
