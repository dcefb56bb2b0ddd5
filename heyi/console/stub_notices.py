"""`heyi stub notices`: a mail server and groups' robots in small, whose page shows what would have been sent."""

import argparse

from heyi.console.troubles import Trouble
from heyi.kernel.words import _


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    """Add `stub notices`."""
    parser = kinds.add_parser(name, help="mail and groups' robots in small 模拟的邮件和群机器人")
    parser.add_argument("--port", type=int, required=True, help="port of its page and of the robots 端口")
    parser.add_argument("--mail-port", type=int, required=True, help="port of the mail server 邮件端口")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Listen on this machine until Ctrl-C or SIGTERM."""
    from heyi.adapters.notices.stub import NoticeSink  # noqa: PLC0415  # nobody else pays for it

    try:
        sink = NoticeSink(args.port, args.mail_port)
    except OSError as error:
        words = _("不能在 {host}:{port} 上监听（{error}）：请检查 --host 和 --port。")
        raise Trouble("PORT_BUSY", words, port=args.port, host="127.0.0.1", error=error) from error
    with sink:
        print(f"{sink.address}/", flush=True)
        sink.serve_forever()
    return 0
