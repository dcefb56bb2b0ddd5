"""`heyi evidence verify` and `heyi evidence chat`: without a house, a database or a network."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from heyi.console.troubles import Trouble
from heyi.kernel.words import _

UNCHANGED = "自收存时起未改变 unchanged since it was taken"
CHANGED = "有改动 changed"
NO_CERTIFICATES = _("{path} 里没有证书：--roots 要时间戳机构的证书，PEM 格式。证据包还没有核验。")
CANNOT_READ = _("打不开 {path}（{error}）。")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `evidence` with its commands."""
    parser = commands.add_parser("evidence", help="packages of evidence, chat exports 证据")
    kinds = parser.add_subparsers(dest="evidence", required=True)
    verify = kinds.add_parser("verify", help="check a package offline 离线核验证据包")
    verify.add_argument("package", metavar="PACKAGE", type=Path, help="the package 证据包")
    words = "the authority's certificates, in place of those inside 时间戳机构的证书"
    verify.add_argument("--roots", metavar="PEM", type=Path, help=words)
    verify.set_defaults(run=run_verify)
    chat = kinds.add_parser("chat", help="a chat export as numbered messages 整理聊天记录")
    chat.add_argument("file", metavar="FILE", type=Path, help="the export, as text 导出的文本")
    chat.set_defaults(run=run_chat)
    for each in (verify, chat):
        each.add_argument("--json", action="store_true", help="print one JSON object on one line")


def run_verify(args: argparse.Namespace) -> int:
    """Exit code 0 where everything is unchanged, else 1 with what is not."""
    from heyi.adapters.timestamping.verifying import TokenReader  # noqa: PLC0415  # nobody else pays for it
    from heyi.evidence.rules.proving import proof_of  # noqa: PLC0415

    roots = _roots(args.roots) if args.roots else None
    try:
        with args.package.open("rb") as file:
            proof = proof_of(file, TokenReader(), roots=roots)
    except OSError as error:
        raise Trouble("CANNOT_READ", CANNOT_READ, path=args.package, error=error) from error
    told = {
        "unchanged": proof.is_unchanged,
        "package": proof.package,
        "made_at": proof.made_at,
        "manifest_sha256": proof.digest,
        "exhibits": proof.exhibits,
        "faults": list(proof.faults),
        "remarks": list(proof.remarks),
    }
    if args.json:
        print(json.dumps(told, ensure_ascii=False), flush=True)
        return int(not proof.is_unchanged)
    for line in (*proof.faults, *proof.remarks):
        print(line)
    print(f"{proof.exhibits} 份证据 exhibits · 清单 manifest SHA-256 {proof.digest}", file=sys.stderr)
    print(UNCHANGED if proof.is_unchanged else CHANGED)
    return int(not proof.is_unchanged)


def _roots(path: Path) -> str:
    """The certificates of an authority as their file has them; that it holds some is asked before the package is."""
    from heyi.adapters.timestamping.verifying import certificates  # noqa: PLC0415  # nobody else pays for it
    from heyi.evidence.ports import NotStamped  # noqa: PLC0415

    try:
        roots = path.read_text(encoding="ascii")
        certificates(roots)
    except OSError as error:
        raise Trouble("CANNOT_READ", CANNOT_READ, path=path, error=error) from error
    except (UnicodeDecodeError, NotStamped) as error:
        raise Trouble("NO_CERTIFICATES", NO_CERTIFICATES, path=path) from error
    return roots


def run_chat(args: argparse.Namespace) -> int:
    """Exit code 0 where messages were found, else 1."""
    from heyi.evidence.codes import LARGEST  # noqa: PLC0415  # each command loads what it needs
    from heyi.evidence.rules.chats import read_chat  # noqa: PLC0415
    from heyi.evidence.rules.texts import decoded  # noqa: PLC0415

    try:
        with args.file.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Trouble("CANNOT_READ", CANNOT_READ, path=args.file, error=error) from error
    if len(content) > LARGEST:
        raise Trouble("TOO_LARGE", _("{path} 太大，不像一份导出的文本。"), path=args.file)
    chat = read_chat(decoded(content, is_cut=False))
    if args.json:
        print(json.dumps(asdict(chat), ensure_ascii=False, default=str), flush=True)
        return int(not chat.messages)
    for each in chat.messages:
        print(f"{each.number:>5}  {each.at:%Y-%m-%d %H:%M:%S}  {each.speaker}  {each.text}")
    for total in chat.totals:
        print(f"{total.speaker}  {total.kind}  {total.money}  {total.count}  {total.amount}")
    found = f"{len(chat.messages)} 条 messages, {chat.lines} 行 lines"
    flags = f"{len(chat.gaps)} 处间断 gaps, {len(chat.out_of_order)} 处乱序 out of order"
    print(f"{found}, {flags}", file=sys.stderr)
    return int(not chat.messages)
