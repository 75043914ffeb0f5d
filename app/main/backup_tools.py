"""``zongchuang backup``, ``restore``, ``start-over``: a window's store leaves the machine and comes back.

A backup (备份) holds the store as it is at one moment, still encrypted, and its key, sealed once more with a
secret that people keep. It is proven before it gets its name: opened again from the sealed file, every page
and the whole journal verified. A restored store writes as a new life of the disk (incarnation): what the lost
disk wrote after the backup keeps its sequence numbers, and none of them is given twice.
"""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.core import sealed
from app.core.clock import SystemClock, to_text
from app.core.errors import EnvironmentMissing, RuleViolation, StoreUnavailable
from app.core.paths import sync_folder
from app.db.engine import open_store
from app.db.keys import keep_key, store_key
from app.db.migrate import migrate
from app.db.store import Store
from app.journal.node import begin_lives
from app.main.journal_tools import proof
from app.main.window_store import STORE_FILE, allow_new_store, clear_beside, has_store

WINDOW = "window"
_SHORTEST_PASSPHRASE = 12


def backup(args: Namespace) -> dict[str, Any]:
    """Seal the store in ``args.data`` into ``args.file``, also while the desk is open.

    The secret is the first line of ``args.passphrase_file``; without one a recovery key is made and answered
    once, under ``recovery_key``. Raises RuleViolation ``backup.file_exists``, ``backup.weak_passphrase``;
    EnvironmentMissing ``store.none_here``; StoreUnavailable, among them ``store.damaged`` when the store does
    not prove itself; OSError.
    """
    file: Path = args.file
    if not has_store(args.data):
        raise EnvironmentMissing("store.none_here", folder=str(args.data))
    refuse_existing(file)
    secret, told = new_secret(args.passphrase_file)
    key = store_key(args.data, store_exists=True)
    with TemporaryDirectory(prefix=".backup-", dir=file.absolute().parent) as folder:
        copy, made, opened = (Path(folder) / name for name in ("copy", "sealed", "opened"))
        _copy(args.data / STORE_FILE, key, copy)
        sealed.seal(copy, made, secret, WINDOW, to_text(SystemClock().now()), show_progress, key)
        copy.unlink()
        found = _proven(opened, sealed.unseal(made, opened, secret, WINDOW, show_progress))
        made.replace(file)
    sync_folder(file.absolute().parent)
    return {"file": str(file), "bytes": file.stat().st_size, "rows": found["rows"], **told}


def restore(args: Namespace) -> dict[str, Any]:
    """Put the store sealed in ``args.file`` into ``args.data``, which must have none.

    The secret is the first line of ``args.passphrase_file``, else it is asked for. Raises RuleViolation
    ``backup.store_in_place``; ContentError as ``app.core.sealed.unseal``; StoreUnavailable; OSError. Then
    nothing of it stays.
    """
    data: Path = args.data
    if has_store(data):
        raise RuleViolation("backup.store_in_place", folder=str(data))
    secret = given_secret(args.passphrase_file)
    data.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".restore-", dir=data) as folder:
        opened = Path(folder) / STORE_FILE
        key = sealed.unseal(args.file, opened, secret, WINDOW, show_progress)
        found = _proven(opened, key)
        with _open(opened, key) as store:
            migrate(store)
            store.transact(begin_lives)
        keep_key(data, key)
        clear_beside(data / STORE_FILE)
        opened.replace(data / STORE_FILE)
    sync_folder(data)
    return {"data": str(data), "rows": found["rows"], "chains": found["chains"]}


def start_over(args: Namespace) -> dict[str, Any]:
    """Let the next start make an empty store where the old one is lost for good."""
    allow_new_store(args.data)
    return {"data": str(args.data)}


def new_secret(passphrase_file: Path | None) -> tuple[str, dict[str, str]]:
    """The secret to seal with, and what to tell of it: a recovery key unless there is a passphrase."""
    if passphrase_file is None:
        made = sealed.new_recovery_key()
        return made, {"recovery_key": made}
    secret = given_secret(passphrase_file)
    if len(secret) < _SHORTEST_PASSPHRASE:
        raise RuleViolation("backup.weak_passphrase", shortest=_SHORTEST_PASSPHRASE)
    return secret, {}


def given_secret(passphrase_file: Path | None) -> str:
    """The passphrase or recovery key that opens a file: from a file, the terminal or standard input.

    Raises RuleViolation ``backup.passphrase_no_text`` (file), OSError."""
    if passphrase_file is not None:
        text = _text_of(passphrase_file)
    elif sys.stdin.isatty():
        text = getpass.getpass("口令或恢复码: ")
    else:
        text = sys.stdin.readline()
    return text.partition("\n")[0].strip()


def _text_of(passphrase_file: Path) -> str:
    try:
        return passphrase_file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RuleViolation("backup.passphrase_no_text", file=passphrase_file.name) from error


def refuse_existing(file: Path) -> None:
    """A new backup takes no old one's place. Raises RuleViolation ``backup.file_exists``."""
    if file.exists():
        raise RuleViolation("backup.file_exists", file=str(file))


def show_progress(done: int, total: int) -> None:
    """How far it is, in a line that is overwritten, when somebody looks."""
    if sys.stderr.isatty():
        share = 100 if not total else done * 100 // total
        sys.stderr.write(f"\r{share:3d} %" + ("\n" if done >= total else ""))


def _copy(path: Path, key: bytes, copy: Path) -> None:
    with _open(path, key) as store:
        store.copy_to(copy)


def _proven(path: Path, key: bytes) -> dict[str, Any]:
    with _open(path, key) as store:
        found = proof(store, rebuilt=False)
    if not found["intact"]:
        raise StoreUnavailable("store.damaged", file=path.name)
    return found


@contextmanager
def _open(path: Path, key: bytes) -> Iterator[Store]:
    store = open_store(path, key)
    try:
        yield store
    finally:
        store.close()
