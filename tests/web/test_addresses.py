"""Whose address counts: the one that the server sees, or what a proxy of ours says; never what a client claims."""

import pytest
from django.test import RequestFactory

from heyi.web.addresses import axes_address, client_address

OURS = "127.0.0.0/8,10.0.0.0/24"


@pytest.mark.parametrize(
    ("proxies", "seen", "forwarded", "counted"),
    [
        ("", "192.0.2.7", "", "192.0.2.7"),
        ("", "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (OURS, "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (OURS, "127.0.0.1", "", "127.0.0.1"),
        (OURS, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (OURS, "127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (OURS, "127.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.3", "198.51.100.1"),
        (OURS, "127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"),
        ("", "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("", "::ffff:192.0.2.7", "", "192.0.2.7"),
        ("", "", "", ""),
    ],
)
def test_the_address_that_counts(settings, proxies, seen, forwarded, counted) -> None:
    settings.HEYI_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/t/", REMOTE_ADDR=seen, **headers)
    assert client_address(request) == counted
    assert axes_address(request) == counted.partition("/")[0]
