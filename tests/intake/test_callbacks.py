"""Where a partner is told of changes: which addresses may stand there, and who is asked."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.intake import operations
from heyi.intake.access import find_callback, find_partner_by_key, key_hash, partners, told_sources
from heyi.intake.operations import CannotChangePartner
from heyi.intake.rules import CALLBACK_LIMIT, is_callback
from heyi.journal.access import administrative_events
from heyi.journal.events import SYSTEM
from heyi.matters.access import entering

NOON = datetime(2031, 3, 5, 4, 0, tzinfo=UTC)
HERE = "https://anji.example/heyi?token=1"


@pytest.mark.parametrize(
    "address",
    [
        HERE,
        "http://10.20.30.40:8080/in",
        "http://[fd00::1]/in",
        "https://xn--fiqs8s.example/",
        "HTTPS://ANJI.EXAMPLE",
        "http://h/" + "a" * (CALLBACK_LIMIT - 9),
    ],
)
def test_an_address_of_the_web_may_be_told(address: str):
    assert is_callback(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anji.example/heyi",
        "//anji.example/heyi",
        "http://",
        "http:///heyi",
        "http://:8080/",
        "ftp://anji.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://user:secret@anji.example/",
        "http://@anji.example/",
        "http://anji.example/#here",
        "http://anji.example/a b",
        "http://anji.example/\n",
        "http://anji.example/\r\nX-Evil: 1",
        "http://安吉.example/",
        "http://anji.example:port/",
        "http://anji.example:0/",
        "http://anji.example:70000/",
        "http://[fd00::1/",
        "http://h/" + "a" * CALLBACK_LIMIT,
    ],
)
def test_anything_else_may_not(address: str):
    assert not is_callback(address)


@given(st.text())
def test_whatever_is_typed_is_answered(typed: str):
    assert is_callback("http://" + typed) in (True, False)


def test_a_partner_is_told_where_it_asked(db: None):
    with entering("admin"):
        key = operations.add_partner("安吉热线", callback=HERE, by=SYSTEM, at=NOON)
    partner = find_partner_by_key(key)
    assert partner is not None
    assert partner.source in told_sources()
    callback = find_callback(partner.source)
    assert callback is not None
    assert (callback.address, callback.secret) == (HERE, key_hash(key))
    assert [one.callback for one in partners() if one.name == "安吉热线"] == [HERE]


@pytest.mark.parametrize(
    "silenced", [operations.disable_partner, lambda *a, **k: operations.set_callback(*a, "", **k)]
)
def test_who_is_disabled_or_silenced_is_told_no_more(db: None, silenced):
    with entering("admin"):
        key = operations.add_partner("安吉热线", callback=HERE, by=SYSTEM, at=NOON)
        partner = find_partner_by_key(key)
        assert partner is not None
        silenced("安吉热线", by=SYSTEM, at=NOON)
    assert partner.source not in told_sources()
    assert find_callback(partner.source) is None


def test_a_callback_is_set_and_journalled_without_its_secret(db: None):
    with entering("admin"):
        operations.add_partner("安吉热线", by=SYSTEM, at=NOON)
        operations.set_callback("安吉热线", HERE, by=SYSTEM, at=NOON)
        event = administrative_events(limit=1).rows[0]
    assert event.verb == "partner.callback_set"
    assert event.facts == {"name": "安吉热线", "callback": "https://anji.example/heyi"}


def test_a_bad_address_changes_nothing(db: None):
    with entering("admin"):
        operations.add_partner("安吉热线", callback=HERE, by=SYSTEM, at=NOON)
        for name, address, code in (
            ("安吉热线", "ftp://anji.example", "BAD_CALLBACK"),
            ("没有这个", HERE, "NO_SUCH_PARTNER"),
        ):
            with pytest.raises(CannotChangePartner) as error:
                operations.set_callback(name, address, by=SYSTEM, at=NOON)
            assert error.value.code == code
        with pytest.raises(CannotChangePartner):
            operations.add_partner("德清热线", callback="nowhere", by=SYSTEM, at=NOON)
    assert {one.name: one.callback for one in partners()} == {"安吉热线": HERE}


@pytest.mark.parametrize("source", ["import:web", "partner:", "partner:x", "partner:²", "partner:-1", ""])
def test_nobody_else_has_a_callback(db: None, source: str):
    assert find_callback(source) is None
