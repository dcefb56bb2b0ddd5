"""The words that PostgreSQL is made and configured with."""

import getpass
import os
from collections.abc import Mapping
from pathlib import Path

from heyi.console.binaries import BUILTIN_LOCALE, Binaries
from heyi.console.database_user import DatabaseUser

OWNER = "heyi_owner"
_MEGABYTE = 1024 * 1024

# Whoever runs `heyi` is the owner here; the server's role shows its password, and nothing listens on a network.
_HBA = """\
local all {admin},{owner} peer map=heyi
local all all scram-sha-256
host all all all scram-sha-256
"""


def initdb_arguments(binaries: Binaries, data: Path, admin: str) -> list[str]:
    """The command that makes a cluster."""
    locale = ["--locale=C.UTF-8"]
    if binaries.major >= BUILTIN_LOCALE:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [
        binaries.program("initdb"),
        f"--pgdata={data}",
        f"--username={admin}",
        "--encoding=UTF8",
        *locale,
        "--auth-local=peer",
        "--auth-host=scram-sha-256",
        "--data-checksums",
        "--no-instructions",
    ]


def configuration(socket: Path, log: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The settings of the server, sized for this machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MEGABYTE
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(socket),
        "port": "5432",
        "max_connections": str(40 + 20 * (os.cpu_count() or 1)),
        "shared_buffers": f"{min(max(memory // 8, 128), 8192)}MB",
        "effective_cache_size": f"{max(memory // 2, 256)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": f"{min(max(memory // 32, 64), 1024)}MB",
        "max_wal_size": "2GB",
        "wal_compression": "on",
        "random_page_cost": "1.1",
        "jit": "off",  # short statements only
        "password_encryption": "scram-sha-256",
        "idle_in_transaction_session_timeout": "60s",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "on",
        "log_directory": str(log),
        "log_filename": "postgres-%a.log",  # a week, then written over
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_file_mode": "0600",
        **more,
    }


def write(data: Path, user: DatabaseUser, settings: Mapping[str, str]) -> None:
    """Write the settings and who may sign in; read by the server when it starts."""
    lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in settings.items()]
    admin = "postgres"
    names = sorted({getpass.getuser() if not user.other else "root", user.name})
    _write(data / "heyi.conf", "\n".join(lines), user)
    _write(data / "pg_hba.conf", _HBA.format(admin=admin, owner=OWNER), user)
    ident = [f'heyi "{name}" {role}' for name in names for role in (admin, OWNER)]
    _write(data / "pg_ident.conf", "\n".join(ident), user)
    main = (data / "postgresql.conf").read_text(encoding="utf-8")
    if "include 'heyi.conf'" not in main:
        _write(data / "postgresql.conf", f"{main}\ninclude 'heyi.conf'", user)


def _write(path: Path, words: str, user: DatabaseUser) -> None:
    """Whole or not at all, of the database's user."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(words + "\n", encoding="utf-8")
    if user.other:
        os.chown(draft, user.uid, user.gid)
    draft.chmod(0o600)
    draft.rename(path)
