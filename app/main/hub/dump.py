"""A hub's database as one file, and back: SQLite by a consistent copy, PostgreSQL by its own programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from msgspec import Struct
from sqlalchemy import inspect, make_url

from app.core.errors import EnvironmentMissing, RuleViolation, StoreUnavailable
from app.db.engine import damaged_places, open_hub
from app.db.migrate import migrate
from app.db.store import Store
from app.hub import epoch
from app.journal.verify import verify
from app.main.tools.backup import refuse_damage
from app.main.window.store import clear_beside

SQLITE, POSTGRESQL = "hub-sqlite", "hub-postgresql"


class Database(Struct, frozen=True):
    """How the content of one database is written to a file, and read from one into it when it is empty.

    ``dump`` answers with the journal's rows, ``load`` also with the new epoch; both raise what
    ``backup_tools.refuse_damage`` raises. ``refuse_used`` raises RuleViolation ``backup.store_in_place``
    (folder) or ``backup.database_in_use``.
    """

    url: str
    what: str
    dump: Callable[[Path], int]
    refuse_used: Callable[[], None]
    load: Callable[[Path], tuple[int, str]]


def database(url: str) -> Database:
    """The database at an address. On PostgreSQL the work needs its programs: EnvironmentMissing
    ``backup.no_tool`` (tool), StoreUnavailable ``backup.tool_failed`` (tool)."""
    if not url.startswith("sqlite:///"):
        return Database(
            url,
            POSTGRESQL,
            lambda copy: _dump_postgresql(url, copy),
            lambda: _refuse_used_postgresql(url),
            lambda copy: _load_postgresql(url, copy),
        )
    path = Path(url.removeprefix("sqlite:///"))
    return Database(
        url,
        SQLITE,
        lambda copy: _dump_sqlite(path, copy),
        lambda: _refuse_used_sqlite(path),
        lambda copy: _load_sqlite(path, copy),
    )


def _dump_sqlite(path: Path, copy: Path) -> int:
    with closing(open_hub(f"sqlite:///{path}")) as store:
        # Here, for a copy is put together anew: what does not fit would be left out of it in silence.
        with store.read() as conn:
            refuse_damage(damaged_places(conn), ())
        store.copy_to(copy)
    with closing(open_hub(f"sqlite:///{copy}")) as store:
        return _proven(store)


def _refuse_used_sqlite(path: Path) -> None:
    if path.exists() and path.stat().st_size:
        raise RuleViolation("backup.store_in_place", folder=str(path.parent))


def _load_sqlite(path: Path, copy: Path) -> tuple[int, str]:
    answer = _taken_over(f"sqlite:///{copy}")
    clear_beside(path)
    copy.replace(path)
    return answer


def _dump_postgresql(url: str, copy: Path) -> int:
    with closing(open_hub(url)) as store:
        rows = _proven(store)
    _run_tool("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")
    return rows


def _refuse_used_postgresql(url: str) -> None:
    with closing(open_hub(url)) as store, store.read() as conn:
        if inspect(conn).get_table_names():
            raise RuleViolation("backup.database_in_use")


def _load_postgresql(url: str, copy: Path) -> tuple[int, str]:
    _run_tool("pg_restore", url, "--exit-on-error", "--single-transaction", "--no-owner", str(copy))
    return _taken_over(url)


def _taken_over(url: str) -> tuple[int, str]:
    """Prove what was restored, bring it to this program's schema and let a new epoch begin."""
    with closing(open_hub(url)) as store:
        rows = _proven(store)
        migrate(store)
        return rows, epoch.renew_epoch(store)


def _proven(store: Store) -> int:
    with store.read() as conn:
        report = verify(conn)
    refuse_damage(0, report.problems)
    return report.rows


def _run_tool(tool: str, url: str, *arguments: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise EnvironmentMissing("backup.no_tool", tool=tool)
    address = make_url(url).set(drivername="postgresql")
    # Everybody on the machine can read a command line, so the password goes another way.
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    shown = address._replace(password=None).render_as_string(hide_password=False)
    done = subprocess.run(
        [program, f"--dbname={shown}", *arguments],
        env={**os.environ, **secret},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # it quotes rows
        check=False,
    )
    if done.returncode:
        raise StoreUnavailable("backup.tool_failed", tool=tool)
