"""What only a person can put right is told in a sentence, in both languages, with exit code 1 and no traceback."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from heyi.console.home import Home
from heyi.console.postgres import Cluster
from heyi.console.roles import addresses
from heyi.console.troubles import Trouble
from tests.conftest import cloned
from tests.console.conftest import heyi

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user run the database")
pytestmark = pytest.mark.slow


def told(said: "subprocess.CompletedProcess[str]", *words: str) -> bool:
    """Whether the command said these words, failed, and showed no traceback."""
    assert "Traceback" not in said.stderr, said.stderr
    assert said.returncode == 1, said.stdout
    return all(word in said.stderr for word in words)


@needs_root
def test_a_home_that_the_databases_user_cannot_enter(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o700)
    said = heyi("check", "--home", str(tmp_path / "closed" / "home"))
    assert told(said, "进不了", "chmod o+x", "/var/lib/heyi")


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert told(heyi("check", "--home", str(tmp_path / "file")), str(tmp_path / "file"), "--home")


@pytest.fixture
def small_disk(scratch: Path) -> Iterator[Path]:
    """A disk of 400 MB: enough to begin with."""
    disk = scratch / "disk"
    disk.mkdir(mode=0o711)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400M,mode=711", "tmpfs", disk])
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@needs_root
def test_a_full_disk(small_disk: Path) -> None:
    home = small_disk / "home"
    assert heyi("check", "--home", str(home)).returncode == 0
    filler = small_disk / "filler"
    with filler.open("wb") as file:
        file.truncate(0)
        os.posix_fallocate(file.fileno(), 0, os.statvfs(small_disk).f_bavail * 4096 - 8_000_000)
    assert told(heyi("check", "--home", str(home)), "磁盘", "MB")
    with filler.open("ab") as file:
        os.posix_fallocate(file.fileno(), filler.stat().st_size, os.statvfs(small_disk).f_bavail * 4096)
    assert told(heyi("up", "--home", str(home)), "磁盘")
    filler.unlink()
    assert heyi("check", "--home", str(home)).returncode == 0


def test_a_given_database_that_is_down(home: Home) -> None:
    url = "postgresql://somebody@127.0.0.1:9/heyi"
    said = heyi("check", "--home", str(home.path), HEYI_DATABASE_URL=url)
    assert told(said, "连不上数据库", "127.0.0.1")


def test_a_given_database_needs_a_plain_role_for_the_server(
    cluster: Cluster, template: str, home: Home
) -> None:
    with cloned(cluster, template) as name:
        owner, server = addresses(cluster, cluster.home.secret("server-password"), name)
        given = {"HEYI_DATABASE_URL": owner, "HEYI_APP_DATABASE_URL": server}
        assert heyi("check", "--home", str(home.path), **given).returncode == 0
        assert told(
            heyi("check", "--home", str(home.path), HEYI_DATABASE_URL=owner),
            "heyi_app",
            "HEYI_APP_DATABASE_URL",
        )
        strong = given | {"HEYI_APP_DATABASE_URL": owner}
        assert told(heyi("check", "--home", str(home.path), **strong), "权力过大")


def test_a_database_that_is_newer_than_the_code(cluster: Cluster, template: str, home: Home) -> None:
    with cloned(cluster, template) as name:
        owner, server = addresses(cluster, cluster.home.secret("server-password"), name)
        with psycopg.connect(owner) as connection:
            connection.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('matters', '9999_later', now())"
            )
        said = heyi("check", "--home", str(home.path), HEYI_DATABASE_URL=owner, HEYI_APP_DATABASE_URL=server)
        assert told(said, "比程序新", "matters.9999_later")


def test_a_trouble_speaks_both_languages() -> None:
    trouble = Trouble(
        "PORT_BUSY", "端口 {port} 已被别的程序占用：请停掉它，或用 --port（HEYI_PORT）另选一个。", port=8000
    )
    assert trouble.words("zh-hans").startswith("端口 8000")
    assert trouble.words("en").startswith("Port 8000")
