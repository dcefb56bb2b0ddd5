"""`heyi stub 110|12345|city`: a partner's system in small, as a server of its own with a page to look at."""

import argparse
import os
from importlib import import_module
from pathlib import Path

from heyi.console.troubles import Trouble
from heyi.kernel.clock import now
from heyi.kernel.words import _

TRADES = {
    "110": "heyi.adapters.police110.stub",
    "12345": "heyi.adapters.hotline12345.stub",
    "city": "heyi.adapters.city.stub",
}
KEY = "HEYI_STUB_KEY"
HABITS = ("BY_HAND", "ACCEPTS", "REFUSES")


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    """Add `stub 110`, `stub 12345` or `stub city`."""
    parser = kinds.add_parser(name, help=f"{name} in small 模拟的 {name}")
    parser.add_argument("--port", type=int, required=True, help="port of its page 端口")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on 监听地址")
    parser.add_argument("--to", metavar="URL", required=True, help="the Heyi it hands over to 移交至")
    if name == "city":
        parser.add_argument("--city", dest="id", type=_of_city, required=True, help="its division 区划代码")
    else:
        parser.add_argument("--id", type=int, required=True, help="its number among the partners 系统编号")
    parser.add_argument(
        "--habit", choices=HABITS, default="BY_HAND", help="what it does with what it is given 收到转交时"
    )
    parser.add_argument("--key", default="", help=f"its key 密钥 ({KEY})")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="where it remembers 记忆文件")
    parser.set_defaults(run=run)


def _of_city(division: str) -> str:
    """How another city names itself."""
    return f"city:{division}"


def run(args: argparse.Namespace) -> int:
    """Listen until Ctrl-C or SIGTERM; prints where its page is and where it is to be told of changes."""
    from heyi.adapters.partner.stub.book import Book  # noqa: PLC0415  # nobody else pays for httpx
    from heyi.adapters.partner.stub.sending import Hand  # noqa: PLC0415
    from heyi.adapters.partner.stub.server import StubServer  # noqa: PLC0415

    key = args.key or os.environ.get(KEY, "")
    if not key:
        raise Trouble("NO_STUB_KEY", _("缺少密钥：请用 --key 或 {name} 给出。"), name=KEY)
    trade = import_module(TRADES[args.stub]).TRADE
    book = Book(args.keep)
    if not book.offers:
        book.take_to(args.habit)
    hand = Hand(trade, book, args.to.rstrip("/"), args.id, key, now)
    try:
        server = StubServer(args.host, args.port, hand)
    except OSError as error:
        words = _("不能在 {host}:{port} 上监听（{error}）：请检查 --host 和 --port。")
        raise Trouble("PORT_BUSY", words, port=args.port, host=args.host, error=error) from error
    with server:
        print(f"{trade.name}  {server.address}/  回调 callback {server.address}/heyi", flush=True)
        server.serve_forever()
    return 0
