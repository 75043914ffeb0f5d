"""``zongchuang hub backup`` and ``hub restore``: a hub's database and keys leave the machine and come back.

The file is sealed like a window's and holds the database (SQLite: a consistent copy; PostgreSQL: what
``pg_dump`` writes) and, beside it, the hub's keys: without them every device would have to be enrolled again
and no blob could be read. A restored database begins a new epoch, so everybody offers again what it does not
have. The blobs themselves lie in encrypted files of their own and are not in it.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from sqlalchemy import inspect, make_url

from app.core import sealed
from app.core.clock import SystemClock, to_text
from app.core.errors import EnvironmentMissing, RuleViolation, StoreUnavailable
from app.core.paths import sync_folder
from app.db.engine import open_hub
from app.db.keys import keep_key, known_key
from app.db.migrate import migrate
from app.db.store import Store
from app.hub import epoch
from app.hub.trust import FOLDER as TRUST
from app.journal.verify import verify
from app.main.backup_tools import given_secret, new_secret, refuse_existing, show_progress
from app.main.hub_process import HUB_FILE
from app.main.window_store import clear_beside
from app.sync.attachments import FOLDER as ATTACHMENTS

SQLITE, POSTGRESQL = "hub-sqlite", "hub-postgresql"


class _Keys(msgspec.Struct, frozen=True):
    """What travels beside the database: the files of ``trust`` by name, and the key of the blobs, if any."""

    trust: dict[str, bytes]
    blobs: bytes


def backup(args: Namespace) -> dict[str, Any]:
    """Seal the hub's database and keys into ``args.file``, also while it serves; see ``backup_tools.backup``.

    Raises as that, and EnvironmentMissing ``backup.no_tool`` (tool) without PostgreSQL's own programs,
    StoreUnavailable ``backup.tool_failed`` (tool).
    """
    file: Path = args.file
    refuse_existing(file)
    database = _database(args)
    secret, told = new_secret(args.passphrase_file)
    with TemporaryDirectory(prefix=".backup-", dir=args.data) as folder:
        copy, opened = Path(folder) / "copy", Path(folder) / "opened"
        rows = database.dump(copy)
        now = to_text(SystemClock().now())
        sealed.seal(copy, file, secret, database.what, now, show_progress, _keys_of(args.data))
        sealed.unseal(file, opened, secret, database.what, show_progress)
        if not filecmp.cmp(copy, opened, shallow=False):
            file.unlink()
            raise StoreUnavailable("store.disk_error")
    return {"file": str(file), "bytes": file.stat().st_size, "rows": rows, **told}


def restore(args: Namespace) -> dict[str, Any]:
    """Put the sealed database into one that is empty, and the keys into ``args.data``, which must have none.

    Raises RuleViolation ``backup.store_in_place`` (folder), ``backup.database_in_use``; ContentError as
    ``app.core.sealed.unseal``; StoreUnavailable; EnvironmentMissing; OSError.
    """
    data: Path = args.data
    database = _database(args)
    database.refuse_used()
    if (data / TRUST).exists():
        raise RuleViolation("backup.store_in_place", folder=str(data / TRUST))
    secret = given_secret(args.passphrase_file)
    data.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".restore-", dir=data) as folder:
        opened = Path(folder) / "opened"
        keys = sealed.unseal(args.file, opened, secret, database.what, show_progress)
        rows, begun = database.load(opened)
        _keep_keys(data, Path(folder) / TRUST, msgspec.json.decode(keys, type=_Keys))
    sync_folder(data)
    return {"data": str(data), "rows": rows, "hub_epoch": begun}


@dataclass(frozen=True)
class _Kind:
    """One kind of database: how its content is written to a file, and read from one into an empty database.
    ``dump`` answers with the journal's rows; ``load`` also with the new epoch."""

    what: str
    dump: Callable[[Path], int]
    refuse_used: Callable[[], None]
    load: Callable[[Path], tuple[int, str]]


def _database(args: Namespace) -> _Kind:
    args.data.mkdir(parents=True, exist_ok=True)
    url: str = args.db or f"sqlite:///{args.data / HUB_FILE}"
    if not url.startswith("sqlite:///"):
        return _Kind(
            POSTGRESQL,
            lambda copy: _dump_postgresql(url, copy),
            lambda: _refuse_used_postgresql(url),
            lambda copy: _load_postgresql(url, copy),
        )
    path = Path(url.removeprefix("sqlite:///"))
    return _Kind(
        SQLITE,
        lambda copy: _dump_sqlite(path, copy),
        lambda: _refuse_used_sqlite(path),
        lambda copy: _load_sqlite(path, copy),
    )


def _dump_sqlite(path: Path, copy: Path) -> int:
    if not path.exists():
        raise EnvironmentMissing("store.none_here", folder=str(path.parent))
    with _open(f"sqlite:///{path}") as store:
        store.copy_to(copy)
    with _open(f"sqlite:///{copy}") as store:
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
    with _open(url) as store:
        rows = _proven(store)
    _run_tool("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")
    return rows


def _refuse_used_postgresql(url: str) -> None:
    with _open(url) as store, store.read() as conn:
        if inspect(conn).get_table_names():
            raise RuleViolation("backup.database_in_use")


def _load_postgresql(url: str, copy: Path) -> tuple[int, str]:
    _run_tool("pg_restore", url, "--exit-on-error", "--single-transaction", "--no-owner", str(copy))
    return _taken_over(url)


def _taken_over(url: str) -> tuple[int, str]:
    """Prove what was restored, bring it to this program's schema and let a new epoch begin."""
    with _open(url) as store:
        rows = _proven(store)
        migrate(store)
        return rows, epoch.renew_epoch(store)


def _proven(store: Store) -> int:
    with store.read() as conn:
        report = verify(conn)
    if not report.intact:
        raise StoreUnavailable("store.damaged")
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


def _keys_of(data: Path) -> bytes:
    folder = data / TRUST
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    trust = {path.name: path.read_bytes() for path in files}
    return msgspec.json.encode(_Keys(trust, known_key(data / ATTACHMENTS) or b""))


def _keep_keys(data: Path, scratch: Path, keys: _Keys) -> None:
    """All of ``trust`` or none of it, readable by its owner only."""
    if keys.blobs:
        (data / ATTACHMENTS).mkdir(exist_ok=True)
        keep_key(data / ATTACHMENTS, keys.blobs)
    scratch.mkdir(mode=0o700)
    for name, content in keys.trust.items():
        handle = os.open(scratch / Path(name).name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    scratch.replace(data / TRUST)


@contextmanager
def _open(url: str) -> Iterator[Store]:
    store = open_hub(url)
    try:
        yield store
    finally:
        store.close()
