"""Where the suite's own PostgreSQL lives: in memory, if there is plenty of it.

A clone of the template is a thousand files. On a disk with ext4 whoever deletes so many and makes as many again waits:
an inode is not used anew for five seconds, and each new file looks past all that wait. That was a fifth of the suite.
"""

import hashlib
import os
import shutil
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
MEMORY, DISK = Path("/dev/shm"), Path("/var/tmp")  # noqa: S108 - the database's user must get there, also from root
ENOUGH = 2 << 30  # bytes free; two processes of the suite take about a fifth of it
_OF = "of"  # the file that names the checkout


def home() -> Path:
    """The home of this checkout's suite: as HEYI_TEST_HOME says, in memory, or on the disk where its user can go."""
    if named := os.environ.get("HEYI_TEST_HOME"):
        return Path(named).absolute()
    name = f"heyi-test-{os.geteuid()}-{hashlib.sha256(str(REPOSITORY).encode()).hexdigest()[:12]}"
    if _is_roomy(MEMORY / name):
        return MEMORY / name
    return DISK / name if os.geteuid() == 0 else REPOSITORY / "var" / "test"


def claim(place: Path) -> None:
    """Write down whose it is, and remove what was left by checkouts that are gone."""
    for other in (*MEMORY.glob("heyi-test-*"), *DISK.glob("heyi-test-*")):
        of = other / _OF
        if of.is_file() and not Path(of.read_text(encoding="utf-8")).exists():
            shutil.rmtree(
                other, ignore_errors=True
            )  # another's, or one whose server still stops: the next time
    place.mkdir(parents=True, exist_ok=True)
    (place / _OF).write_text(str(REPOSITORY), encoding="utf-8")


def _is_roomy(place: Path) -> bool:
    if not os.access(place.parent, os.W_OK) or not place.parent.is_mount():
        return False
    return place.exists() or shutil.disk_usage(place.parent).free >= ENOUGH
