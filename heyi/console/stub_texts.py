"""`heyi stub texts`: a text gateway in small, whose page shows what would have been sent to telephones."""

import argparse
import os

from heyi.console.troubles import Trouble
from heyi.kernel.words import _

SECRET = "HEYI_TEXT_GATEWAY_SECRET"  # noqa: S105  # a name


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    """Add `stub texts`."""
    parser = kinds.add_parser(name, help="a text gateway in small 模拟的短信平台")
    parser.add_argument("--port", type=int, required=True, help="port of its page 端口")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Listen on this machine until Ctrl-C or SIGTERM."""
    from heyi.adapters.texting.stub import Sink  # noqa: PLC0415  # nobody else pays for it

    secret = os.environ.get("HEYI_TEXT_GATEWAY_SECRET", "")
    if not secret:
        raise Trouble("NO_STUB_SECRET", _("缺少短信平台的密钥：请设置 {name}。"), name=SECRET)
    try:
        sink = Sink(secret, args.port)
    except OSError as error:
        words = _("不能在 {host}:{port} 上监听（{error}）：请检查 --host 和 --port。")
        raise Trouble("PORT_BUSY", words, port=args.port, host="127.0.0.1", error=error) from error
    with sink:
        print(f"{sink.address}/", flush=True)
        sink.serve_forever()
    return 0
