"""The demo's mail server and groups' robots: a stub beside the web, unless settings name real ones."""

import os
import socket
import sys
from collections.abc import Mapping

from heyi.console.supervisor import Child

WORDS = "演示通知 notices"
APART = 7  # ports above the web's


def notice_sink(port: int) -> tuple[list[Child], list[tuple[str, str]]]:
    """The stub as `heyi up` starts it, and its address to show; settings then lead there."""
    if os.environ.get("HEYI_MAIL_SERVER") or os.environ.get("HEYI_ROBOTS"):
        return [], []
    own, mail = free_port(port + APART), free_port(port + APART + 1)
    os.environ["HEYI_ROBOTS"] = f"http://127.0.0.1:{own}"
    os.environ |= {"HEYI_MAIL_SERVER": f"127.0.0.1:{mail}", "HEYI_MAIL_SECURITY": "none"}
    words = [
        sys.executable,
        "-m",
        "heyi.console",
        "stub",
        "notices",
        "--port",
        str(own),
        "--mail-port",
        str(mail),
    ]
    return [Child("notices", words, _environment())], [(WORDS, f"http://127.0.0.1:{own}/")]


def free_port(wanted: int) -> int:
    """The port that is wanted, or any where somebody listens there."""
    for port in (wanted, 0):
        try:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
                return int(probe.getsockname()[1])
        except (OSError, OverflowError):
            continue
    return wanted


def _environment() -> Mapping[str, str]:
    """A stub knows no address of a database and no secret."""
    hidden = ("HEYI_DATABASE_URL", "HEYI_APP_DATABASE_URL", "HEYI_SECRET_KEY")
    return {name: value for name, value in os.environ.items() if name not in hidden}
