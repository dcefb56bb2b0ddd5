"""Packages: exhibits with everything that proves them, in one file that checks itself without us."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import transaction

from heyi.evidence.codes import LARGEST_PACKAGE, MOST_EXHIBITS, Custody, ExhibitRefusal, Scan
from heyi.evidence.models import CustodyRow, Exhibit, KeptFile, Package, Stamp
from heyi.evidence.operations.custody import CannotTouch, actor_facts, add_row, held, said_words
from heyi.evidence.operations.hashing import opened_original
from heyi.evidence.operations.viewing import custody_rows, words_of
from heyi.evidence.operations.wiring import keys, stamper
from heyi.evidence.ports import BytesMissing, NotStamped, Stamped, StoreSilent
from heyi.evidence.rules import packages as rules
from heyi.evidence.rules.archives import write_archive
from heyi.evidence.rules.packages import PackedExhibit, PackedStamp
from heyi.journal.events import Actor
from heyi.kernel import chain
from heyi.kernel.codes import uuid7

SCRIPT = Path(__file__).resolve().parent.parent / "data" / "verify_evidence.py"
_Small = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was written: its key, and the SHA-256 of its manifest, by which it is known again."""

    id: UUID
    digest: bytes
    is_stamped: bool


def package(exhibit_ids: Sequence[UUID], *, by: Actor, why: str, at: datetime, out: IO[bytes]) -> Packed:
    """Write a package of these exhibits, in this order, into a file that can be sought in. Raises CannotTouch.

    Each exhibit's chain says so before the file is begun, and lies in it up to that row: who breaks off here leaves a
    row and no package. The files are held to their hashes on the way.
    """
    words, package_id = said_words(why), uuid7(at)
    exhibits = _noted(exhibit_ids, package_id, words, by, at)
    packed = [_packed(exhibit) for exhibit in exhibits]
    small = _small_parts(package_id, packed, at)
    sums = {name: _hex(content) for name, content in small.items()}
    sums |= {rules.file_name(n, each.media): each.sha256.hex() for n, each in enumerate(packed, start=1)}
    listed = partial(rules.manifest_of, package_id, packed, dict(sums), made_by=actor_facts(by), made_at=at)
    own, stamped = _with_own_stamp(listed)
    small |= own
    sums |= {name: _hex(content) for name, content in own.items()}
    small[rules.SUMS] = rules.sums_of(sums)
    write_archive(out, _in_order(small, exhibits))
    digest = chain.digest(own[rules.MANIFEST], chain.Algo.SHA256)
    Package.objects.create(id=package_id, digest=digest, exhibits=len(packed), made_at=at)
    return Packed(package_id, digest, stamped)


def _noted(
    exhibit_ids: Sequence[UUID], package_id: UUID, words: str, by: Actor, at: datetime
) -> list[Exhibit]:
    """The exhibits in the order that was asked for, each with its row; locked in the order of their keys."""
    asked = list(dict.fromkeys(exhibit_ids))
    if not asked:
        raise CannotTouch(ExhibitRefusal.NOTHING)
    if len(asked) > MOST_EXHIBITS:
        raise CannotTouch(ExhibitRefusal.TOO_MANY, {"most": str(MOST_EXHIBITS)})
    with transaction.atomic():
        found = {exhibit_id: held(exhibit_id) for exhibit_id in sorted(asked)}
        if sum(exhibit.size for exhibit in found.values()) > LARGEST_PACKAGE:
            raise CannotTouch(ExhibitRefusal.TOO_LARGE)
        withheld = KeptFile.objects.filter(
            id__in={each.file_id for each in found.values()}, scan=Scan.INFECTED
        )
        if withheld.exists():
            raise CannotTouch(ExhibitRefusal.WITHHELD)
        facts = {"package": package_id, "exhibits": len(asked)}
        for exhibit in found.values():
            add_row(exhibit, Custody.PACKAGED, by=by, at=at, words=words, facts=facts)
    return [found[exhibit_id] for exhibit_id in asked]


def _packed(exhibit: Exhibit) -> PackedExhibit:
    """The exhibit with its words, its stamp and its chain up to the row of this package."""
    rows = CustodyRow.objects.filter(exhibit=exhibit, seq__lte=exhibit.custody_seq).order_by("seq")
    stamp = Stamp.objects.filter(exhibit=exhibit).first()
    return PackedExhibit(
        id=exhibit.id,
        sha256=bytes(exhibit.sha256),
        sm3=bytes(exhibit.sm3),
        size=exhibit.size,
        media=exhibit.media,
        capture=exhibit.capture,
        original=exhibit.original,
        words=words_of(exhibit),
        taken_at=exhibit.taken_at,
        stamp=_stamp(stamp) if stamp else None,
        custody=custody_rows(exhibit, rows),
    )


def _stamp(stamp: Stamp) -> PackedStamp:
    return PackedStamp(
        bytes(stamp.token), stamp.roots, stamp.tsa, stamp.serial, stamp.stamped_at, stamp.is_trial
    )


def _small_parts(package_id: UUID, packed: Sequence[PackedExhibit], at: datetime) -> _Small:
    """Everything but files, manifest and sums."""
    parts = {
        rules.INDEX: rules.index_of(package_id, packed, made_at=at),
        rules.SCRIPT: SCRIPT.read_bytes(),
    }
    for number, each in enumerate(packed, start=1):
        if each.stamp:
            parts[rules.stamp_name(number)] = each.stamp.token
            parts[rules.roots_name(each.stamp.roots)] = each.stamp.roots.encode("ascii")
    return parts


def _with_own_stamp(listed: "partial[bytes]") -> tuple[_Small, bool]:
    """The manifest, and a stamp over it where the authority answers now: a package does not wait for one."""
    manifest: bytes = listed(stamped=True)
    stamped = _asked(chain.digest(manifest, chain.Algo.SHA256))
    if stamped is None:
        return {rules.MANIFEST: listed(stamped=False)}, False
    own = {
        rules.MANIFEST: manifest,
        rules.OWN_STAMP: stamped.token,
        rules.OWN_ROOTS: stamped.roots.encode("ascii"),
    }
    return own, True


def _asked(digest: bytes) -> Stamped | None:
    asked = stamper()
    if asked is None:
        return None
    try:
        return asked.stamp(digest)
    except NotStamped:
        return None


def _in_order(
    small: Mapping[str, bytes], exhibits: Iterable[Exhibit]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every part in the order of its name; files are opened as they are reached."""
    files = {rules.file_name(n, each.media): each for n, each in enumerate(exhibits, start=1)}
    for name in sorted({*small, *files}):
        yield name, [small[name]] if name in small else _content(files[name])


def _content(exhibit: Exhibit) -> Iterator[bytes]:
    """The file's plain bytes; raises CannotTouch at the end where they are not those that were taken."""
    file = KeptFile.objects.filter(id=exhibit.file_id, erased_at=None).first()
    key = keys().key(file.key_ref) if file else None
    if file is None or key is None:
        raise CannotTouch(ExhibitRefusal.GONE)
    hasher = chain.hasher(chain.Algo.SHA256)
    try:
        for part in opened_original(file, key):
            hasher.update(part)
            yield part
    except (BytesMissing, InvalidTag) as error:
        raise CannotTouch(ExhibitRefusal.GONE) from error
    except StoreSilent as error:
        raise CannotTouch(ExhibitRefusal.STORE) from error
    if hasher.digest() != bytes(exhibit.sha256):
        raise CannotTouch(ExhibitRefusal.GONE)


def _hex(content: bytes) -> str:
    return chain.digest(content, chain.Algo.SHA256).hex()
