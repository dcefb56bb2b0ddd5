"""From where a request comes, for counting only: a proxy is believed where settings name it, nowhere else.

And where we are found ourselves.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

_HOME = 64  # bits: one line of a household or a telephone has a whole /64 to choose addresses from


def client_address(request: HttpRequest) -> str:
    """The address that the request came from: of IPv6 its /64, of nonsense what the server saw.

    `X-Forwarded-For` is read from its end, past the proxies of HEYI_PROXIES: what a client wrote into it itself stands
    further to the front and is never believed.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if _is_proxy(seen):
        for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            if _read(hop.strip()) is None:
                break
            seen = hop.strip()
            if not _is_proxy(seen):
                break
    found = _read(seen)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, _HOME), strict=False))
    return str(found) if found else seen[:60]


def whole_address(request: HttpRequest, path: str) -> str:
    """An address of ours as it is reached from outside: on paper, in a code, in a message."""
    return settings.HEYI_ORIGIN + path if settings.HEYI_ORIGIN else request.build_absolute_uri(path)


def address_to_send(request: HttpRequest, path: str) -> str:
    """The same for what goes to somebody else; "" where nobody but the request says how we are called.

    Who asks writes its `Host` as it likes, and a link in our name would lead elsewhere with the code behind it. It is
    believed where HEYI_HOSTS names it, and for this machine itself.
    """
    named = settings.HEYI_ORIGIN or "*" not in settings.ALLOWED_HOSTS
    host = split_domain_port(request.get_host())[0].strip("[]")
    return whole_address(request, path) if named or _is_here(host) else ""


def _is_here(host: str) -> bool:
    found = _read(host)
    return host == "localhost" or (found is not None and found.is_loopback)


def axes_address(request: HttpRequest) -> str:
    """The same as a plain address, for counting failed sign-ins."""
    return client_address(request).partition("/")[0]


def _is_proxy(words: str) -> bool:
    found = _read(words)
    return found is not None and any(found in network for network in _proxies(settings.HEYI_PROXIES))


@lru_cache(maxsize=4)
def _proxies(words: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(word.strip(), strict=False) for word in words.split(",") if word.strip())


def _read(words: str) -> IPv4Address | IPv6Address | None:
    """The address; of an IPv4 one in IPv6's clothes, the IPv4 one."""
    try:
        found = ip_address(words)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
