"""`heyi documents verify` looks at the seals of a PDF; `sm2-sign` and `sm2-verify` make and check a seal beside one.

Without a house, a database or a network.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from heyi.console.home import Home
from heyi.console.troubles import Trouble
from heyi.kernel.words import _

if TYPE_CHECKING:
    from heyi.documents.ports import Seal, SealReport

_CANNOT_READ = _("打不开 {path}（{error}）。")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `documents` with its commands."""
    parser = commands.add_parser("documents", help="seals of documents 文书签章")
    kinds = parser.add_subparsers(dest="documents", required=True)
    verify = kinds.add_parser("verify", help="whether a PDF was changed since it was sealed 验签章")
    verify.add_argument("file", metavar="FILE", type=Path, help="the PDF 文件")
    verify.add_argument(
        "--stamp-roots", metavar="PEM", type=Path, help="of stamping authorities 时间戳机构证书"
    )
    verify.add_argument("--json", action="store_true", help="print one JSON object on one line")
    verify.set_defaults(run=run_verify)
    sign = kinds.add_parser("sm2-sign", help="an SM2 seal beside a PDF (FILE.sm2) 国密签名")
    sign.add_argument("file", metavar="FILE", type=Path)
    sign.add_argument("--key", metavar="PEM", type=Path, required=True, help="the SM2 key 私钥")
    sign.set_defaults(run=run_sm2_sign)
    check = kinds.add_parser("sm2-verify", help="check FILE against FILE.sm2 验国密签名")
    check.add_argument("file", metavar="FILE", type=Path)
    check.add_argument("--public", metavar="PEM", type=Path, required=True, help="the public key 公钥")
    check.set_defaults(run=run_sm2_verify)


def run_verify(args: argparse.Namespace) -> int:
    """Exit code 0 where every seal is whole and nothing was added, else 1."""
    from heyi.adapters.sealing.inspecting import inspector  # noqa: PLC0415  # slow: nobody else pays for it

    roots = str(args.stamp_roots) if args.stamp_roots else ""
    report = inspector(Home.at(args.home).keys / "seals", stamp_roots=roots).look(_read(args.file))
    if args.json:
        print(json.dumps(_facts(report), ensure_ascii=False), flush=True)
    else:
        for line in _lines(report):
            print(line)
    return int(not report.is_whole)


def run_sm2_sign(args: argparse.Namespace) -> int:
    """Write FILE.sm2."""
    from heyi.adapters.sealing.sm2 import Sm2Seals  # noqa: PLC0415
    from heyi.documents.ports import CannotSeal  # noqa: PLC0415

    try:
        seal = Sm2Seals(args.key).sign(_read(args.file))
    except CannotSeal as error:
        raise Trouble("CANNOT_SEAL", _("没有签成：{error}"), error=error) from error
    beside = _beside(args.file)
    beside.write_bytes(seal)
    print(beside)
    return 0


def run_sm2_verify(args: argparse.Namespace) -> int:
    """Exit code 0 where the seal beside the file is this key's over these bytes, else 1."""
    from heyi.adapters.sealing.sm2 import Sm2Seals  # noqa: PLC0415

    holds = Sm2Seals().holds(_read(args.file), _read(_beside(args.file)), _read(args.public))
    print("国密签名与文件相符 SM2 seal holds" if holds else "国密签名与文件不符 SM2 seal does not hold")
    return int(not holds)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".sm2")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Trouble("CANNOT_READ", _CANNOT_READ, path=path, error=error) from error


def _facts(report: "SealReport") -> Mapping[str, object]:
    seals = [
        {
            "signer": seal.signer,
            "serial": seal.serial,
            "certificate_sha256": seal.fingerprint,
            "signed_at": seal.signed_at.isoformat() if seal.signed_at else None,
            "stamped_at": seal.stamped_at.isoformat() if seal.stamped_at else None,
            "stamped_by": seal.stamped_by,
            "stamp_trust": seal.stamp_trust,
            "covers_whole": seal.covers_whole,
            "finding": seal.finding,
            "trust": seal.trust,
        }
        for seal in report.seals
    ]
    return {"whole": report.is_whole, "finding": report.finding, "why": report.why, "seals": seals}


def _lines(report: "SealReport") -> list[str]:
    from heyi.documents.codes import SEAL_FINDING_WORDS  # noqa: PLC0415

    found = [_line(seal) for seal in report.seals]
    return [*found, f"{SEAL_FINDING_WORDS[report.finding]} {report.finding.value}"]


def _line(seal: "Seal") -> str:
    """A seal on one line: whose, when, stamped by whom, and whose word stands behind it."""
    from heyi.documents.codes import SEAL_FINDING_WORDS, SEAL_TRUST_WORDS  # noqa: PLC0415

    when = seal.signed_at.isoformat() if seal.signed_at else "–"
    stamp = "没有时间戳 no time stamp"
    if seal.stamped_at:
        trust = SEAL_TRUST_WORDS[seal.stamp_trust] if seal.stamp_trust else ""
        stamp = f"时间戳 stamped {seal.stamped_at.isoformat()} {seal.stamped_by}（{trust}）"
    words = f"{SEAL_TRUST_WORDS[seal.trust]} · {SEAL_FINDING_WORDS[seal.finding]}"
    return f"{seal.signer} · {when} · {stamp} · {words}"
