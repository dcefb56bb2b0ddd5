"""`heyi stub tsa`: a time-stamping authority in small, whose stamps say that they are for trial only."""

import argparse
import os
import sys

from heyi.adapters.timestamping import ROOT
from heyi.console.demo_notices import free_port
from heyi.console.home import Home
from heyi.console.supervisor import Child
from heyi.console.troubles import Trouble
from heyi.kernel.words import _

WORDS = "演示时间戳 time stamps"
APART = 15  # ports above the web's


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    """Add `stub tsa`."""
    parser = kinds.add_parser(name, help="a time-stamping authority in small 模拟的时间戳机构")
    parser.add_argument("--port", type=int, required=True, help="port of its page 端口")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Listen on this machine until Ctrl-C or SIGTERM; prints where, and where its root certificate lies."""
    from heyi.adapters.timestamping.stub import TrialTsa  # noqa: PLC0415  # nobody else pays for it

    home = Home.at(args.home)
    home.make()
    try:
        tsa = TrialTsa(home.trial_tsa, args.port)
    except (OSError, OverflowError) as error:
        words = _("不能在 {host}:{port} 上监听（{error}）：请检查 --host 和 --port。")
        raise Trouble("PORT_BUSY", words, port=args.port, host="127.0.0.1", error=error) from error
    with tsa:
        print(f"{tsa.address}/  {tsa.root}", flush=True)
        tsa.serve_forever()
    return 0


def demo_tsa(home: Home, port: int) -> tuple[list[Child], list[tuple[str, str]]]:
    """The stub as `heyi up` starts it, unless settings name an authority, and its address to show."""
    if os.environ.get("HEYI_TSA_URL"):
        return [], []
    own = free_port(port + APART)
    os.environ["HEYI_TSA_URL"] = f"http://127.0.0.1:{own}/"
    os.environ["HEYI_TSA_CA"] = str(home.trial_tsa / ROOT)
    words = [sys.executable, "-m", "heyi.console", "stub", "tsa", "--port", str(own)]
    words += ["--home", str(home.path)]
    hidden = ("HEYI_DATABASE_URL", "HEYI_APP_DATABASE_URL", "HEYI_SECRET_KEY")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return [Child("tsa", words, environment)], [(WORDS, f"http://127.0.0.1:{own}/")]
