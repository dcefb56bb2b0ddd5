"""证据包离线核验 Check an evidence package offline: python3 verify.py PACKAGE.zip [ROOTS.pem]
只说明“自收存时起未改变”，不判断内容。It says "unchanged since", never more. ROOTS.pem: the authority's own certificate.
"""

import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

NAME = re.compile(r"((files|stamps|tsa)/)?[0-9A-Za-z]+(\.[a-z]+)?")
OWN, SHA256 = ("manifest", "SHA", "tsa/p"), b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"
KNOWN, OPENSSL = hashlib.algorithms_available, shutil.which("openssl")


def made(algo, data):  # nothing where this Python has no SM3
    return hashlib.new(algo.lower(), data).hexdigest() if algo.lower() in KNOWN else None


def read(path):
    """Every part of a plain archive; its bytes must be just those that its parts make."""
    given, again = Path(path).read_bytes(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(given)) as archive, zipfile.ZipFile(again, "w") as copy:
        names = [each.filename for each in archive.filelist if not each.compress_type]
        is_bomb = sum(each.file_size for each in archive.filelist) > len(given)
        if is_bomb or len(names) != len(archive.filelist) or not all(map(NAME.fullmatch, names)):
            raise ValueError("not a plain archive of these names 文件名或压缩方式")
        parts = {name: archive.read(name) for name in names}
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            copy.writestr(entry, parts[name])
    if again.getvalue() != given:
        raise ValueError("the archive itself was changed 压缩包结构被改动")
    return parts


def stamped(token, digest, at, roots):  # over this SHA-256; and, where openssl is there, its signature holds
    is_over = any(SHA256 + null + b"\x04\x20" + digest in token for null in (b"", b"\x05\x00"))
    if not is_over or not OPENSSL:
        return is_over
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "token").write_bytes(token)
        Path(folder, "roots").write_bytes(roots)
        when = int(datetime.fromisoformat(at).timestamp())
        words = f"ts -verify -digest {digest.hex()} -in token -token_in -CAfile roots -attime {when}".split()
        return not subprocess.run([OPENSSL, *words], cwd=folder, capture_output=True).returncode


def is_whole(exhibit):
    """Whether its chain of custody is whole, and its first row says what the manifest says of the exhibit."""
    prev = bytes.fromhex(exhibit["id"].replace("-", "")).ljust(32, b"\0")
    for count, row in enumerate(exhibit["custody"], 1):
        body, salt = json.loads(row["body"]), bytes.fromhex(row["salt"])
        words = made(row["algo"], len(salt).to_bytes(2, "big") + salt + row["words"].encode())
        hashes = (made(row["algo"], prev + row["body"].encode()), words and f"{row['algo']}:{words}")
        told = {key: exhibit[key] for key in body["facts"]} if count == 1 else body["facts"]
        moved = (body["exhibit"], body["seq"], body["facts"]) != (exhibit["id"], count, told)
        if moved or hashes not in ((row["hash"], body["words"]), (None, None)):
            return False
        prev = bytes.fromhex(row["hash"])
    return bool(exhibit["custody"])


def faults(parts, roots):
    manifest, sums = json.loads(parts["manifest.json"]), {name: made("SHA256", parts[name]) for name in parts}
    listed = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums) if name != "SHA256SUMS").encode()
    told = {name: sums[name] for name in sums if not name.startswith(OWN)}
    if listed != parts["SHA256SUMS"] or told != manifest["parts"]:
        yield "a part was changed, added or taken away 包内文件被改动、增加或取走"
    stamps = [("manifest.json", parts.get("manifest.tst"), manifest["made_at"], "tsa/package.pem")]
    for exhibit in manifest["exhibits"]:
        name, stamp = exhibit["file"], exhibit["stamp"]
        if sums[name] != exhibit["sha256"] or made("SM3", parts[name]) not in (exhibit["sm3"], None):
            yield f"{name}: hash 哈希值不符"
        yield from () if is_whole(exhibit) else [f"{name}: chain of custody 保管链被改动"]
        stamps += [(name, parts[stamp["token"]], stamp["at"], stamp["roots"])] if stamp else []
    for name, token, at, its_roots in stamps[not (manifest["stamped"] or "manifest.tst" in parts) :]:
        if not stamped(token, bytes.fromhex(sums[name]), at, roots or parts[its_roots]):
            yield f"{name}: time stamp 时间戳不符"


def main(path, roots=None):
    try:
        found = list(faults(read(path), roots and Path(roots).read_bytes()))
    except Exception as error:  # whatever cannot be read is not what was made
        found = [f"cannot be read 无法读取: {error}"]
    print(*found or ["unchanged since it was taken 自收存时起未改变"], sep="\n")
    print(f"SM3 {'sm3' in KNOWN} · openssl {bool(OPENSSL)} (False: not checked by it 本机缺少，未用它核验)")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]) if len(sys.argv) > 1 else __doc__)
