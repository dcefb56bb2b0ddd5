"""Our own PostgreSQL: shared by whoever needs it, healed from what a crash leaves, closed to everybody else."""

import os
import signal
import subprocess
from pathlib import Path

import psycopg
import pytest

from heyi.console.home import Home
from heyi.console.postgres import Cluster
from heyi.console.roles import SERVER, addresses, connected, make_roles
from heyi.console.troubles import Trouble
from tests.console.conftest import until

pytestmark = pytest.mark.slow


def answer(cluster: Cluster, query: str) -> object:
    with cluster.connect() as connection:
        return connection.execute(query).fetchone()[0]


def test_the_last_who_lets_go_stops_it(home: Home) -> None:
    first, second = Cluster(home), Cluster(home)
    first.hold()
    second.hold()
    first.release()
    assert answer(second, "SELECT 1") == 1
    second.release()
    assert not (second.data / "postmaster.pid").exists()
    second.release()  # once more does no harm


def test_it_is_made_with_the_promised_settings(home: Home) -> None:
    cluster = Cluster(home)
    cluster.hold()
    try:
        assert (
            answer(cluster, "SELECT datlocprovider::text || datlocale FROM pg_database LIMIT 1") == "bC.UTF-8"
        )
        for name, value in (("fsync", "on"), ("listen_addresses", ""), ("data_checksums", "on")):
            assert answer(cluster, f"SHOW {name}") == value
        assert answer(cluster, "SELECT upper('é') || lower('Ä')") == "Éä"
    finally:
        cluster.release()


def test_it_is_closed_to_everybody_but_its_roles(home: Home) -> None:
    cluster = Cluster(home)
    cluster.hold()
    try:
        make_roles(cluster, "right")
        owner, server = addresses(cluster, "right")
        with connected(server) as connection:
            assert connection.execute("SELECT current_user").fetchone() == (SERVER,)
        _owner, wrong = addresses(cluster, "wrong")
        with pytest.raises(Trouble, match="DATABASE_DOWN"):
            connected(wrong)
        if cluster.user.other:
            nobody = subprocess.run(
                [cluster.binaries.program("psql"), owner, "-c", "SELECT 1"],
                user="nobody",
                capture_output=True,
            )
            assert nobody.returncode
        with connected(owner) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE ROLE another")
    finally:
        cluster.release()


def test_a_crash_leaves_nothing_that_stops_the_next_start(home: Home) -> None:
    cluster = Cluster(home)
    cluster.hold()
    pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    until(lambda: not cluster._running())
    assert cluster.heal()
    assert not cluster.heal()
    assert answer(cluster, "SELECT 1") == 1
    cluster.release()


def test_the_number_of_another_program_in_the_pid_file_is_no_server(home: Home) -> None:
    cluster = Cluster(home)
    cluster.hold()
    cluster.release()
    other = subprocess.Popen(["sleep", "60"], **({"user": cluster.user.uid} if cluster.user.other else {}))
    try:
        (cluster.data / "postmaster.pid").write_text(f"{other.pid}\n{cluster.data}\n")
        cluster.hold()
        assert answer(cluster, "SELECT 1") == 1
        assert other.poll() is None
    finally:
        cluster.release()
        other.kill()
        other.wait()


def test_a_killed_attempt_to_make_it_is_made_again(home: Home) -> None:
    (home.postgres / "draft").mkdir()
    (home.postgres / "draft" / "PG_VERSION").write_text("18\n")
    cluster = Cluster(home)
    cluster.hold()
    assert answer(cluster, "SELECT 1") == 1
    cluster.release()


def test_a_cluster_of_another_version_is_refused(home: Home) -> None:
    cluster = Cluster(home)
    cluster.hold()
    cluster.release()
    (cluster.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(Trouble, match="OTHER_POSTGRES"):
        Cluster(home).hold()


def test_a_long_path_gets_its_socket_elsewhere(scratch: Path) -> None:
    home = Home(scratch / ("long" * 20))
    home.make()
    cluster = Cluster(home)
    cluster.hold()
    try:
        assert cluster.socket.parent == Path("/tmp")  # noqa: S108
        assert cluster.socket.stat().st_mode & 0o777 == 0o700
        assert answer(cluster, "SELECT 1") == 1
    finally:
        cluster.release()
        cluster.socket.rmdir()
