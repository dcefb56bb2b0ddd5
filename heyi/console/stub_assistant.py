"""`heyi stub assistant`: an OpenAI-compatible server in small, whose page shows what was sent to it."""

import argparse
import os

from heyi.console.troubles import Trouble
from heyi.kernel.words import _


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    """Add `stub assistant`."""
    parser = kinds.add_parser(name, help="a drafting assistant in small 模拟的起草助手")
    parser.add_argument("--port", type=int, required=True, help="port of its page 端口")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Listen on this machine until Ctrl-C or SIGTERM."""
    from heyi.adapters.assistant.stub import AssistantStub  # noqa: PLC0415  # nobody else pays for it

    try:
        stub = AssistantStub(os.environ.get("HEYI_ASSISTANT_KEY", ""), args.port)
    except OSError as error:
        words = _("不能在 {host}:{port} 上监听（{error}）：请检查 --host 和 --port。")
        raise Trouble("PORT_BUSY", words, port=args.port, host="127.0.0.1", error=error) from error
    with stub:
        print(f"{stub.address}  http://127.0.0.1:{args.port}/", flush=True)
        stub.serve_forever()
    return 0
