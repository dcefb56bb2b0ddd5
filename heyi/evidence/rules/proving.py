"""Checking a package without the house that made it: every byte of it against the manifest, and the manifest itself."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from heyi.evidence.ports import NotStamped, StampReader
from heyi.evidence.rules.archives import Archive, BadArchive
from heyi.evidence.rules.custody import Link, Said, faults_of
from heyi.evidence.rules.packages import FORMAT, MANIFEST, OUTSIDE, OWN_ROOTS, OWN_STAMP, SUMS, sums_of
from heyi.kernel import chain

_LARGEST_TEXT = 64 * 1024 * 1024  # bytes of the manifest, which is read whole


@dataclass(frozen=True, slots=True)
class Proof:
    """What checking found: faults, in words for whoever asks; and what is to be known beside."""

    faults: tuple[str, ...]
    package: str = ""
    made_at: str = ""
    digest: str = ""
    exhibits: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing was found. It says nothing of what the content means."""
        return not self.faults


@dataclass(slots=True)
class _Sums:
    """The hashes of every part, made in one pass."""

    sha256: dict[str, str] = field(default_factory=dict)
    sm3: dict[str, str] = field(default_factory=dict)


def proof_of(file: IO[bytes], reader: StampReader, *, roots: str | None = None) -> Proof:
    """Check a package; `roots` are the authority's certificates from elsewhere, in place of those in the package."""
    try:
        archive = Archive(file)
        archive.needs_own_form()
        sums = _summed(archive)
        manifest = _manifest(archive)
        faults = tuple(_faults(archive, manifest, sums, reader, roots))
        return _told(manifest, sums, faults, own_roots=roots is None)
    except BadArchive as error:
        return Proof((f"archive: {error}",))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return Proof((f"{MANIFEST}: {type(error).__name__}",))


def _told(manifest: Mapping[str, Any], sums: _Sums, faults: tuple[str, ...], *, own_roots: bool) -> Proof:
    exhibits = manifest["exhibits"]
    unstamped = sum(each["stamp"] is None for each in exhibits)
    trial = sum(bool(each["stamp"] and each["stamp"]["is_trial"]) for each in exhibits)
    remarks = [
        (unstamped, f"{unstamped} 份证据没有时间戳 exhibits without a time stamp"),
        (trial, f"{trial} 份证据的时间戳仅供演示与测试 time stamps for trial only"),
        (not manifest["stamped"], "清单没有时间戳 the manifest has no time stamp of its own"),
        (own_roots, "时间戳按包内证书核验 stamps were checked against the certificates in the package"),
    ]
    return Proof(
        faults,
        manifest["package"],
        manifest["made_at"],
        sums.sha256[MANIFEST],
        len(exhibits),
        tuple(words for is_so, words in remarks if is_so),
    )


def _summed(archive: Archive) -> _Sums:
    sums = _Sums()
    for name in archive.sizes:
        sha256, sm3 = chain.hasher(chain.Algo.SHA256), chain.hasher(chain.Algo.SM3)
        for piece in archive.read(name):
            sha256.update(piece)
            sm3.update(piece)
        sums.sha256[name], sums.sm3[name] = sha256.digest().hex(), sm3.digest().hex()
    return sums


def _manifest(archive: Archive) -> dict[str, Any]:
    if archive.sizes[MANIFEST] > _LARGEST_TEXT:
        raise BadArchive(MANIFEST)
    text = b"".join(archive.read(MANIFEST)).decode()
    found: dict[str, Any] = json.loads(text)
    if chain.canonical(found) != text or found["format"] != FORMAT:
        raise BadArchive(f"{MANIFEST}: form")
    return found


def _faults(
    archive: Archive, manifest: Mapping[str, Any], sums: _Sums, reader: StampReader, roots: str | None
) -> Iterator[str]:
    yield from _part_faults(archive, manifest, sums)
    if manifest["stamped"]:
        digest = bytes.fromhex(sums.sha256[MANIFEST])
        yield from _stamp_faults(archive, MANIFEST, OWN_STAMP, OWN_ROOTS, digest, reader, roots)
    for each in manifest["exhibits"]:
        yield from (f"{each['file']}: {fault}" for fault in _exhibit_faults(each, archive, sums))
        stamp, digest = each["stamp"], bytes.fromhex(each["sha256"])
        if stamp:
            where = each["file"]
            yield from _stamp_faults(
                archive, where, stamp["token"], stamp["roots"], digest, reader, roots, told=stamp
            )


def _part_faults(archive: Archive, manifest: Mapping[str, Any], sums: _Sums) -> Iterator[str]:
    listed = {name: digest for name, digest in sums.sha256.items() if name not in OUTSIDE}
    for name in sorted({*listed, *manifest["parts"]}):
        if listed.get(name) != manifest["parts"].get(name):
            yield f"{name}: changed, added or taken away"
    if b"".join(archive.read(SUMS)) != sums_of(sums.sha256):
        yield f"{SUMS}: does not say what lies here"
    if bool(manifest["stamped"]) != (OWN_STAMP in archive.sizes):
        yield f"{OWN_STAMP}: added or taken away"


def _exhibit_faults(each: Mapping[str, Any], archive: Archive, sums: _Sums) -> Iterator[str]:
    name = each["file"]
    if (sums.sha256[name], sums.sm3[name], archive.sizes[name]) != (
        each["sha256"],
        each["sm3"],
        each["size"],
    ):
        yield "hash or size differs"
    rows = [_row(row) for row in each["custody"]]
    yield from (f"custody {fault}" for fault in faults_of(UUID(each["id"]), rows))
    first = json.loads(rows[0][0].body) if rows else {"facts": {}}
    if any(each.get(key) != value for key, value in first["facts"].items()):
        yield "not what was received"


def _row(row: Mapping[str, str]) -> tuple[Link, Said]:
    link = Link(row["body"], bytes.fromhex(row["hash"]), row["algo"])
    return link, Said(row["words"], bytes.fromhex(row["salt"]))


def _stamp_faults(
    archive: Archive,
    where: str,
    token: str,
    its_roots: str,
    digest: bytes,
    reader: StampReader,
    roots: str | None,
    *,
    told: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    trusted = roots or b"".join(archive.read(its_roots)).decode("ascii")
    try:
        read = reader.read(b"".join(archive.read(token)), digest, trusted)
    except NotStamped as error:
        yield f"{where}: time stamp: {error}"
        return
    said = told and (told["serial"], datetime.fromisoformat(told["at"]), told["is_trial"], told["tsa"])
    if told and said != (read.serial, read.at, read.is_trial, read.tsa):
        yield f"{where}: the time stamp says something else"
