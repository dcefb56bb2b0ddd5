"""What lies in a package of evidence: the manifest, its index for people, the list of sums."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from uuid import UUID

from heyi.evidence.codes import CAPTURE_WORDS, CUSTODY_WORDS, ENDINGS, ORIGINAL_WORDS, Media
from heyi.evidence.rules.custody import Link, Said
from heyi.journal.codes import ACTOR_WORDS
from heyi.kernel import chain
from heyi.kernel.clock import CHINA

FORMAT = "heyi-evidence/1"
MANIFEST, SUMS, INDEX, SCRIPT = "manifest.json", "SHA256SUMS", "index.html", "verify.py"
OWN_STAMP, OWN_ROOTS = "manifest.tst", "tsa/package.pem"
OUTSIDE = frozenset(
    {MANIFEST, SUMS, OWN_STAMP, OWN_ROOTS}
)  # what the manifest cannot list: it and what is about it
SAYS = "自收存时起未改变；是否属实由审理者判断。 Unchanged since it was taken; whether it is so is for others to judge."


@dataclass(frozen=True, slots=True)
class PackedStamp:
    """A stamp as a package holds it."""

    token: bytes
    roots: str
    tsa: str
    serial: str
    at: datetime
    is_trial: bool


@dataclass(frozen=True, slots=True)
class PackedExhibit:
    """An exhibit as a package holds it; `words` are name, device, steps, handed."""

    id: UUID
    sha256: bytes
    sm3: bytes
    size: int
    media: str
    capture: str
    original: str
    words: Mapping[str, str]
    taken_at: datetime
    stamp: PackedStamp | None
    custody: Sequence[tuple[Link, Said]]


def file_name(number: int, media: str) -> str:
    """What a file is called inside: its place and the ending of its content, never its sender's name."""
    return f"files/{number:04d}{ENDINGS[Media(media)][0]}"


def stamp_name(number: int) -> str:
    """What its stamp is called."""
    return f"stamps/{number:04d}.tst"


def roots_name(roots: str) -> str:
    """What the certificates are called that a stamp was checked against."""
    return f"tsa/{chain.digest(roots.encode(), chain.Algo.SHA256).hex()[:16]}.pem"


def manifest_of(
    package: UUID,
    exhibits: Sequence[PackedExhibit],
    parts: Mapping[str, str],
    *,
    made_by: Mapping[str, Any],
    made_at: datetime,
    stamped: bool,
) -> bytes:
    """The manifest: canonical JSON, so that it has one form. `parts` are names with their SHA-256 in hex."""
    told = {
        "format": FORMAT,
        "package": package,
        "says": SAYS,
        "made_at": made_at,
        "made_by": made_by,
        "stamped": stamped,
        "parts": dict(parts),
        "exhibits": [_exhibit(number, each) for number, each in enumerate(exhibits, start=1)],
    }
    return chain.canonical(told).encode()


def _exhibit(number: int, each: PackedExhibit) -> dict[str, Any]:
    return {
        "number": number,
        "id": each.id,
        "file": file_name(number, each.media),
        "sha256": each.sha256,
        "sm3": each.sm3,
        "size": each.size,
        "media": each.media,
        "capture": each.capture,
        "original": each.original,
        **each.words,
        "taken_at": each.taken_at,
        "stamp": _stamp(number, each.stamp) if each.stamp else None,
        "custody": [_row(link, said) for link, said in each.custody],
    }


def _stamp(number: int, stamp: PackedStamp) -> dict[str, Any]:
    return {
        "token": stamp_name(number),
        "roots": roots_name(stamp.roots),
        "tsa": stamp.tsa,
        "serial": stamp.serial,
        "at": stamp.at,
        "is_trial": stamp.is_trial,
    }


def _row(link: Link, said: Said) -> dict[str, Any]:
    return {"body": link.body, "hash": link.hash, "algo": link.algo, "words": said.words, "salt": said.salt}


def sums_of(parts: Mapping[str, str]) -> bytes:
    """The list that `sha256sum -c` reads: everything in the package but itself."""
    return "".join(f"{parts[name]}  {name}\n" for name in sorted(parts) if name != SUMS).encode()


def index_of(package: UUID, exhibits: Sequence[PackedExhibit], *, made_at: datetime) -> bytes:
    """The index for people: one page that needs nothing beside it, in Chinese with English heads."""
    rows = "".join(_section(number, each) for number, each in enumerate(exhibits, start=1))
    return _PAGE.format(package=package, made=_moment(made_at), says=escape(SAYS), rows=rows).encode()


def _section(number: int, each: PackedExhibit) -> str:
    name, words = file_name(number, each.media), each.words
    pairs = [
        ("文件 File", f'<a href="{name}">{name}</a> · {each.size} B · {escape(each.media)}'),
        ("取得方式 Captured", escape(CAPTURE_WORDS[each.capture])),
        ("设备 Device", escape(words["device"])),
        ("步骤 Steps", escape(words["steps"])),
        ("原件 Original", escape(ORIGINAL_WORDS[each.original])),
        ("提交人 Handed in by", escape(words["handed"])),
        ("收存 Taken", _moment(each.taken_at)),
        ("SHA-256", f"<code>{each.sha256.hex()}</code>"),
        ("SM3", f"<code>{each.sm3.hex()}</code>"),
        ("时间戳 Time stamp", _stamp_words(each.stamp)),
    ]
    told = "".join(f"<dt>{head}</dt><dd>{words or '—'}</dd>" for head, words in pairs)
    rows = "".join(_custody(link, said) for link, said in each.custody)
    head = f"<h2>{number}. {escape(words['name'])}</h2><dl>{told}</dl>"
    return f"<section>{head}<h3>保管链 Chain of custody</h3><ol>{rows}</ol></section>"


def _stamp_words(stamp: PackedStamp | None) -> str:
    if stamp is None:
        return "尚未加盖 not stamped yet"
    trial = "<strong>仅供演示与测试 for trial only</strong> · " if stamp.is_trial else ""
    return f"{trial}{_moment(stamp.at)} · {escape(stamp.tsa)} · {escape(stamp.serial)}"


def _custody(link: Link, said: Said) -> str:
    row = json.loads(link.body)
    kind, name = row["actor"]["kind"], row["actor"]["name"]
    who = f"{ACTOR_WORDS.get(kind, kind)} {name}".strip()
    when = _moment(datetime.fromisoformat(row["at"]))
    act = CUSTODY_WORDS.get(row["act"], row["act"])
    return f"<li>{when} · {escape(act)} · {escape(who)} · {escape(said.words)}<br><code>{link.hash.hex()}</code></li>"


def _moment(at: datetime) -> str:
    return at.astimezone(CHINA).isoformat(sep=" ", timespec="seconds")


_PAGE = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>证据目录 Index of evidence</title><style>
body {{ max-width: 48rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.7 "Noto Sans CJK SC", sans-serif; }}
section {{ margin: 2rem 0; padding: 1rem 1.25rem; border: 1px solid #8888; border-radius: .5rem; }}
dl {{ display: grid; grid-template-columns: 10rem 1fr; gap: .25rem 1rem; }} dt {{ color: #555; }}
dd {{ margin: 0; white-space: pre-wrap; }} code {{ font-size: .8rem; overflow-wrap: anywhere; }}
li {{ margin: .5rem 0; }}
</style></head><body><h1>证据目录 Index of evidence</h1>
<p>{package} · {made}</p><p>{says}</p>
<p>核验 Check: <code>python3 verify.py PACKAGE.zip</code>, <code>heyi evidence verify PACKAGE.zip</code>,
<code>sha256sum -c SHA256SUMS</code></p>{rows}</body></html>
"""
