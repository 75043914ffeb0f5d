"""A primary PostgreSQL and its standby, to be parted, killed and promoted: what a failover does to a hub."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from app.main.bench.postgres import PostgresServer, Programs, free_port, new_cluster, programs
from tests.support.hub import until


class ReplicatedServer:
    """Two servers, the second repeating what the first writes until it is promoted."""

    def __init__(self, postgres: Programs, folders: tuple[Path, Path], ports: tuple[int, int]) -> None:
        self._postgres = postgres
        self._folders = folders
        self.primary, self.standby = (PostgresServer(port) for port in ports)

    def new_database(self) -> str:
        """The URL of a new database that leads to whichever of the two takes writes."""
        name = self.primary.new_database().rpartition("/")[2]
        ports = f"{self.primary.port},{self.standby.port}"
        hosts = "host=127.0.0.1,127.0.0.1"
        return f"postgresql+psycopg://postgres@/{name}?{hosts}&port={ports}&target_session_attrs=read-write"

    def is_level(self) -> bool:
        """Whether the standby has repeated everything that the primary has written."""
        asked = "SELECT bool_and(replay_lsn = pg_current_wal_lsn()) FROM pg_stat_replication"
        return self.primary.execute(asked) is True

    def part(self) -> None:
        """Cut the standby off, as a broken line does: what the primary writes now is on one machine only."""
        self.standby.execute("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()")
        until(lambda: _standbys(self.primary) == 0)

    def fail_over(self) -> None:
        """The primary is lost without a word, and the standby takes its place."""
        running = self._folders[0] / "postmaster.pid"
        pid = int(running.read_text("ascii").split()[0])
        for process in (pid, *_children(pid)):
            os.kill(process, signal.SIGKILL)
        running.unlink()
        self.standby.execute("SELECT pg_promote()")


@contextmanager
def replicated_server(*, synchronous: bool) -> Iterator[ReplicatedServer]:
    """Start both; ``synchronous``: a commit is answered when the standby has it on its disk too.

    Raises EnvironmentMissing ``hub.no_postgresql``.
    """
    with programs() as postgres:
        data, copy = new_cluster(postgres), postgres.root / "standby"
        ports = free_port(), free_port()
        pair = ReplicatedServer(postgres, (data, copy), ports)
        try:
            postgres.start(data, ports[0])
            base = ("-h", "127.0.0.1", "-p", ports[0], "-U", "postgres", "-X", "stream", "-c", "fast")
            postgres.run("pg_basebackup", "-D", copy, "-R", *base)
            postgres.start(copy, ports[1])
            until(lambda: _standbys(pair.primary) == 1)
            if synchronous:
                pair.primary.execute(
                    "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()"
                )
                until(lambda: _standbys(pair.primary, "WHERE sync_state = 'sync'") == 1)
            yield pair
        finally:
            postgres.stop(copy)
            postgres.stop(data)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def _standbys(primary: PostgresServer, which: str = "") -> object:
    """How many follow it; None while it does not answer."""
    try:
        return primary.execute(f"SELECT count(*) FROM pg_stat_replication {which}")
    except psycopg.OperationalError:
        return None
